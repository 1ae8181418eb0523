import type { ReactNode } from 'react';
import styles from './Stats.module.css';

interface Stat {
  label: string;
  value: ReactNode;
  /** In small below: what it is compared with. */
  note?: ReactNode;
  /** The one figure that matters most is the largest. */
  isMain?: boolean;
}

/** Figures with their names, one beside the other. */
export function Stats({ stats }: { stats: readonly Stat[] }) {
  return (
    <dl className={styles.stats}>
      {stats.map(({ label, value, note, isMain }) => (
        <div key={label} className={styles.stat}>
          <dt className="quiet">{label}</dt>
          <dd className={isMain ? styles.main : styles.value}>{value}</dd>
          {note && <dd className={styles.note}>{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
