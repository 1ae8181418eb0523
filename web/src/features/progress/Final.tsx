import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { StatementSummaryDto } from '../../api/schema.js';
import { companyQuery } from '../../api/session.js';
import { useTexts } from '../../i18n/index.js';
import { Change, Money } from '../../ui/Figures.js';
import { Stats } from '../../ui/Stats.js';

/** What an approved month pays; how it came about is on its statement. */
export function Final({
  statement: { id, salary, bonus, total, change },
}: {
  statement: StatementSummaryDto;
}) {
  const { progress: texts } = useTexts();
  const { data: company } = useQuery(companyQuery);
  const currency = company?.currency;
  return (
    <>
      <Stats
        stats={[
          {
            label: texts.total,
            value: <Money value={total} currency={currency} />,
            note: change !== null && (
              <>
                <Change value={change} currency={currency} /> {texts.onMonthBefore}
              </>
            ),
            isMain: true,
          },
          { label: texts.salary, value: <Money value={salary} currency={currency} /> },
          { label: texts.bonus, value: <Money value={bonus} currency={currency} /> },
        ]}
      />
      <p>{texts.final}</p>
      <p>
        <Link to={`/me/statements/${id}`}>{texts.toStatement} ›</Link>
      </p>
    </>
  );
}
