import { Popover } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { PayrollRowDto, WarningDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import styles from './Month.module.css';

/** What goes beyond remarks comes first. */
export const worstFirst = ({ warnings }: PayrollRowDto): WarningDto[] =>
  [...warnings].sort((a, b) => Number(a.level === 'hint') - Number(b.level === 'hint'));

/** A warning in two or three words. */
export function useShortWarning(): (warning: WarningDto) => string {
  const { warning: texts } = useTexts().months;
  return ({ code }) => texts[code as keyof typeof texts] ?? texts.other;
}

/** What is worth a look in a row that has such: in short, and in whole at a press. Remarks alone have no mark. */
export function Warnings({ row }: { row: PayrollRowDto }) {
  const { months } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const shortOf = useShortWarning();
  const ordered = worstFirst(row);
  const first = ordered[0]!;
  return (
    <Popover opened={isOpen} onChange={setOpen} width={320} withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={first.level === 'hint' ? styles.remark : styles.warning}
          onClick={() => setOpen(!isOpen)}
        >
          {first.level !== 'hint' && <span aria-hidden>⚠ </span>}
          {shortOf(first)}
          {ordered.length > 1 && ` +${ordered.length - 1}`}
          <span className="unseen">: {row.name}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={months.warningsOf(row.name)}>
        <ul className={styles.reasons}>
          {ordered.map(({ code, text }) => (
            <li key={code + text}>{text}</li>
          ))}
        </ul>
        <Link to={`/statements/${row.statementId}`}>{months.openStatement}</Link>
      </Popover.Dropdown>
    </Popover>
  );
}
