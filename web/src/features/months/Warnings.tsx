import { Popover } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { PayrollRowDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import styles from './Month.module.css';

/** What is worth a look in a row that has such: in short, and in whole at a press. Remarks alone have no mark. */
export function Warnings({ row }: { row: PayrollRowDto }) {
  const { months } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const ordered = [...row.warnings].sort((a, b) => Number(a.level === 'hint') - Number(b.level === 'hint'));
  const first = ordered[0]!;
  const short = months.warning[first.code as keyof typeof months.warning] ?? months.warning.other;
  return (
    <Popover opened={isOpen} onChange={setOpen} width={320} withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={first.level === 'hint' ? styles.remark : styles.warning}
          onClick={() => setOpen(!isOpen)}
        >
          {first.level !== 'hint' && <span aria-hidden>⚠ </span>}
          {short}
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
