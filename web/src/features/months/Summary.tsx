import { useQuery } from '@tanstack/react-query';
import type { PayrollTableDto } from '../../api/schema.js';
import { companyQuery } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Change, Money } from '../../ui/Figures.js';
import { Stats } from '../../ui/Stats.js';
import styles from './Month.module.css';

/** The month's sums, what they are compared with, and what is so of whole schemes. */
export function Summary({ table }: { table: PayrollTableDto }) {
  const { months } = useTexts();
  const formats = useFormats();
  const { data: company } = useQuery(companyQuery);
  const { totals, lastMonth, run, schemes } = table;
  const currency = table.items[0]?.currency;
  const stats = [
    { label: months.stats.total, value: <Money value={totals.total} currency={currency} />, isMain: true },
    {
      label: months.stats.change,
      value: <Change value={lastMonth.change} currency={currency} />,
      note:
        totals.change !== null && totals.change !== lastMonth.change
          ? months.stats.sameManagers(formats.change(totals.change, { currency }))
          : undefined,
    },
    {
      label: formats.period(lastMonth.period),
      value: <Money value={lastMonth.total} currency={currency} />,
    },
    { label: months.stats.salary, value: <Money value={totals.salary} currency={currency} /> },
    { label: months.stats.bonus, value: <Money value={totals.bonus} currency={currency} /> },
    ...(totals.adjustments === null
      ? []
      : [
          {
            label: months.stats.adjustments,
            value: <Money value={totals.adjustments} currency={currency} />,
          },
        ]),
  ];
  return (
    <>
      <p>
        <span className={totals.warnedBeyondHints > 0 ? styles.alert : 'quiet'}>
          {totals.warnedBeyondHints > 0
            ? `⚠ ${months.toLookAt(totals.warnedBeyondHints)}`
            : months.nothingToLookAt}
          {totals.incomplete > 0 && ` · ${months.incomplete(totals.incomplete)}`}
        </span>
        {run && (
          <span className="quiet">
            {' · '}
            {months.run(run.number, formats.instant(run.calculatedAt, company?.timeZone))}
          </span>
        )}
      </p>
      <Stats stats={stats} />
      {schemes.map(({ text }) => (
        <p key={text} className="quiet">
          {text}
        </p>
      ))}
    </>
  );
}
