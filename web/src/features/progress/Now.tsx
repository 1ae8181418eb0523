import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { ProgressDto, StatementSummaryDto } from '../../api/schema.js';
import { companyQuery } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { useTitle } from '../../ui/explain/values.js';
import { Money } from '../../ui/Figures.js';
import { Stats } from '../../ui/Stats.js';
import styles from './MyMonth.module.css';
import { paidLines } from './paid-lines.js';

interface NowProps {
  progress: ProgressDto;
  statement: StatementSummaryDto | undefined;
}

/** What the month pays as it stands, what it comes to at its pace, and how far it is. */
export function Now({ progress, statement }: NowProps) {
  const { progress: texts } = useTexts();
  const formats = useFormats();
  const { data: company } = useQuery(companyQuery);
  const currency = company?.currency;
  const { total, pace, daysLeft, knownAt, on } = progress;
  const isOver = daysLeft === 0 || on === undefined;
  return (
    <>
      <Stats
        stats={[
          {
            label: isOver ? texts.expected : texts.now,
            value: <Money value={total} currency={currency} />,
            note: <Made progress={progress} statement={statement} />,
            isMain: true,
          },
          ...(pace && !isOver
            ? [
                {
                  label: texts.atPace,
                  value: <Money value={pace.total} currency={currency} />,
                  note: <span className="quiet">{texts.ifItGoesOn}</span>,
                },
              ]
            : []),
          ...(pace && !isOver
            ? [
                {
                  label: texts.workingDay,
                  value: texts.dayOf(formats.number(pace.daysElapsed), formats.number(pace.days)),
                  note: daysLeft !== null && daysLeft !== undefined && (
                    <span className="quiet">{texts.daysLeft(daysLeft)}</span>
                  ),
                },
              ]
            : []),
        ]}
      />
      {total === null && <p className={styles.warning}>⚠ {texts.incomplete}</p>}
      <p className="quiet">
        {on !== undefined && !isOver && `${texts.asOf(formats.day(on))} · `}
        {texts.dataUntil(formats.instant(knownAt, company?.timeZone))}
      </p>
    </>
  );
}

/** The lines that are paid, and the way to how they came about. */
function Made({ progress, statement }: NowProps) {
  const { progress: texts } = useTexts();
  const titleOf = useTitle();
  const lines = paidLines(progress);
  const open = lines.map(({ path }) => path).join(',');
  return (
    <span className={styles.made}>
      {lines.map(({ path, line }) => (
        <span key={path}>
          {titleOf(line.title, line.code)} <Money value={line.value} />
        </span>
      ))}
      {statement ? (
        <Link to={`/me/statements/${statement.id}`}>{texts.why.link} ›</Link>
      ) : (
        <Link to={{ search: `?open=${open}`, hash: '#why' }}>{texts.why.link} ›</Link>
      )}
    </span>
  );
}
