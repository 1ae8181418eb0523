import { useTexts } from '../../i18n/index.js';
import styles from './Month.module.css';

/** On paper: that the month may still change; nothing where it is closed. */
export function Draft({ state }: { state: string }) {
  const { months } = useTexts();
  return state !== 'closed' && <strong className={styles.draft}>{months.sheet.draft}</strong>;
}
