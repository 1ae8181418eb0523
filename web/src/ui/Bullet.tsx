import { useFormats } from '../i18n/index.js';
import styles from './Bullet.module.css';

interface BulletProps {
  /** What it measures, for those who do not see it. */
  label: string;
  /** One sentence: how much is done, of what, where the pace leads. */
  summary: string;
  /** Ratios of the plan: done, and what the pace leads to. */
  done: string;
  pace?: string | null;
}

const SCALE_END = 1.5;
/** Pixels only: what is written beside the bar is the service's figure. */
const place = (ratio: string) => `${(Math.min(Math.max(Number(ratio), 0), SCALE_END) / SCALE_END) * 100}%`;

/** Progress on one scale of 0 to 150 % of the plan, with marks for the plan and for today's pace. */
export function Bullet({ label, summary, done, pace }: BulletProps) {
  const { percent } = useFormats();
  return (
    <div role="img" aria-label={`${label}: ${summary}`} className={styles.bullet}>
      <div className={styles.track}>
        <div className={styles.done} style={{ width: place(done) }} />
        <div className={styles.plan} style={{ left: place('1') }} title={percent('1')} />
        {pace && <div className={styles.pace} style={{ left: place(pace) }} title={percent(pace)} />}
      </div>
    </div>
  );
}
