const KEPT_AS = 'premia-shortcuts';

/** Whether keys do anything; everybody can switch them off. */
export const areShortcutsOn = (): boolean => localStorage.getItem(KEPT_AS) !== 'off';
export const switchShortcuts = (on: boolean): void => localStorage.setItem(KEPT_AS, on ? 'on' : 'off');

/** Calls back when this key is pressed, never while somebody types or a dialog is open; answers how to stop. */
export function onShortcut(key: string, call: () => void): () => void {
  const listen = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const isTyping = target.closest('input, textarea, select, [contenteditable], dialog') !== null;
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key !== key || isTyping || hasModifier || !areShortcutsOn()) return;
    event.preventDefault();
    call();
  };
  document.addEventListener('keydown', listen);
  return () => document.removeEventListener('keydown', listen);
}
