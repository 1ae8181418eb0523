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
 * A dialog of the browser's own, which keeps the focus inside and gives it back; it begins at `data-autofocus`. (Mantine's Modal writes a style element
 * to stop scrolling, which the page's policy refuses.)
 */
export function Dialog({ title, isOpen, onClose, children }: DialogProps) {
  const { common } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (!isOpen) return dialog.current?.close();
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
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
