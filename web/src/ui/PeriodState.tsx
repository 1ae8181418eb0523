import { useTexts } from '../i18n/index.js';
import styles from './PeriodState.module.css';

const MARKS = { open: '○', calculated: '◐', in_review: '◎', approved: '✓', closed: '' } as const;
export type State = keyof typeof MARKS;

const isState = (state: string): state is State => state in MARKS;

/** Where a period or a statement stands; what is not approved yet is called provisional. */
export function PeriodState({ state, withProvisional }: { state: string; withProvisional?: boolean }) {
  const { common } = useTexts();
  if (!isState(state)) return <span className={styles.state}>{state}</span>;
  const isProvisional = withProvisional && state !== 'approved' && state !== 'closed';
  return (
    <span className={styles.state}>
      {state === 'closed' ? <Lock /> : <span aria-hidden>{MARKS[state]}</span>} {common.state[state]}
      {isProvisional && <span className={styles.provisional}>{common.provisional}</span>}
    </span>
  );
}

function Lock() {
  return (
    <svg aria-hidden="true" width="12" height="14" viewBox="0 0 12 14" className={styles.lock}>
      <path d="M3 6V4a3 3 0 0 1 6 0v2h2v7H1V6zm1.5 0h3V4a1.5 1.5 0 0 0-3 0z" fill="currentColor" />
    </svg>
  );
}
