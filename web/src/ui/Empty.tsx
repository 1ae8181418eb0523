import type { ReactNode } from 'react';
import styles from './Empty.module.css';

/** Why there is nothing, and what to do next. */
export function Empty({ title, hint, children }: { title: string; hint?: ReactNode; children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      {hint && <p className="quiet">{hint}</p>}
      {children && <div className={styles.next}>{children}</div>}
    </div>
  );
}
