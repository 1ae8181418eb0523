import { CloseButton } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTexts } from '../i18n/index.js';
import styles from './Dialog.module.css';

interface DialogProps {
  title: string;
  isOpen: boolean;
  /** Without it the dialog cannot be left. */
  onClose?: () => void;
  children: ReactNode;
}

/**
 * A dialog of the browser's own, which keeps the focus inside; it begins at `data-autofocus`. (Mantine's Modal writes a
 * style element to stop scrolling, which the page's policy refuses.)
 */
export function Dialog({ title, isOpen, onClose, children }: DialogProps) {
  const { common } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const own = dialog.current;
    if (!isOpen || !own) return;
    const opener = document.activeElement;
    own.showModal();
    own.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      own.close();
      giveFocusBack(opener);
    };
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      {isOpen && (
        <div className="stack">
          <header className={styles.head}>
            <h2 id={titleId}>{title}</h2>
            {onClose && <CloseButton className="push" aria-label={common.close} onClick={onClose} />}
          </header>
          {children}
        </div>
      )}
    </dialog>
  );
}

/** To what opened the dialog; to the page's heading where that is gone, as a row that was withdrawn. */
function giveFocusBack(opener: Element | null): void {
  const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
  const back = isThere ? opener : document.querySelector('h1');
  back?.focus({ preventScroll: isThere });
}
