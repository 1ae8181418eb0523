import type { ReactNode } from 'react';
import styles from './Explain.module.css';
import { useTree } from './tree-context.js';

interface NodeProps {
  path: string;
  title: string;
  value: ReactNode;
  beside?: ReactNode;
  children: ReactNode;
}

/** A figure that opens its reason. */
export function Node({ path, title, value, beside, children }: NodeProps) {
  const { open, toggle } = useTree();
  const isOpen = open.has(path);
  return (
    <li>
      <button type="button" aria-expanded={isOpen} className={styles.node} onClick={() => toggle(path)}>
        <span aria-hidden className={styles.mark}>
          {isOpen ? '▾' : '▸'}
        </span>
        <span>{title}</span>
        <span className={styles.value}>{value}</span>
        {beside && <span className={styles.beside}>{beside}</span>}
      </button>
      {isOpen && <div className={styles.inside}>{children}</div>}
    </li>
  );
}
