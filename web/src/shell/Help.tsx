import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../i18n/index.js';
import { Dialog } from '../ui/Dialog.js';
import { areShortcutsOn, switchShortcuts } from '../ui/shortcuts.js';
import styles from './Shell.module.css';

/** The keys, and the switch that turns them off. */
export function Help({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { common } = useTexts();
  const [isOn, setOn] = useState(areShortcutsOn);
  const keys = [
    ['/', common.shortcuts.filter],
    ['j, k', common.shortcuts.next],
    ['?', common.shortcuts.help],
  ] as const;
  return (
    <Dialog title={common.shortcuts.title} isOpen={isOpen} onClose={onClose}>
      <dl className={styles.keys}>
        {keys.map(([key, what]) => (
          <div key={key} className="line">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{common.shortcuts.needed}</p>
      <Switch
        label={common.shortcuts.on}
        checked={isOn}
        onChange={({ currentTarget }) => {
          switchShortcuts(currentTarget.checked);
          setOn(currentTarget.checked);
        }}
      />
    </Dialog>
  );
}
