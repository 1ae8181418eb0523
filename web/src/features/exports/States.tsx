import type { ExportStateDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import styles from './States.module.css';

const MARKS = { open: '○', sent: '→', accepted: '◐', rejected: '✕', paid: '✓', cancelled: '–' } as const;
export type RowState = keyof typeof MARKS;

/** What became of a row in the payroll system. */
export function RowStateMark({ state }: { state: string }) {
  const { exports: texts } = useTexts();
  const known = state as RowState;
  return (
    <span className={state === 'rejected' ? 'bad' : ''}>
      <span aria-hidden>{MARKS[known]} </span>
      {texts.states[known]}
    </span>
  );
}

/** How many rows stand where. */
export function States({ states }: { states: ExportStateDto[] }) {
  return (
    <ul className={`bare-list ${styles.states}`}>
      {states.map(({ state, rows }) => (
        <li key={state}>
          <RowStateMark state={state} /> <span className="number">{rows}</span>
        </li>
      ))}
    </ul>
  );
}
