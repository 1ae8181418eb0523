import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { ResultExplanationDto, StatementDto, StatementLineDto } from '../../api/schema.js';
import { useSession } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { Explain } from '../../ui/explain/Explain.js';
import type { Explanation } from '../../ui/explain/tree.js';
import { useTitle } from '../../ui/explain/values.js';
import { Change, Money } from '../../ui/Figures.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { AskAbout } from './AskAbout.js';
import { explanationQuery, readRows } from './queries.js';
import styles from './Statement.module.css';

interface LinesProps {
  statement: StatementDto;
  /** Whether records behind a figure can be asked about: what pay would be without them. */
  canAsk?: boolean;
}

/** Every line of the statement, opening its reason down to the records. */
export function Lines({ statement, canAsk }: LinesProps) {
  const { statements: texts } = useTexts();
  const { data, error, refetch } = useQuery(explanationQuery(statement.id));
  return (
    <section className={styles.part} aria-labelledby="lines">
      <h2 id="lines">{texts.lines}</h2>
      {error && !data && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className={styles.waiting} aria-busy />}
      {data?.results.length === 0 && <Empty title={texts.noLines} />}
      {data?.results.map((result) => (
        <Result key={result.resultId} result={result} canAsk={canAsk ?? false} />
      ))}
      {data && data.adjustments.length > 0 && (
        <AdjustmentLines lines={data.adjustments} currency={statement.currency} />
      )}
      {data && (
        <p className={styles.sum}>
          <span>{texts.total}</span>
          <Money value={statement.total} currency={statement.currency} />
        </p>
      )}
    </section>
  );
}

function Result({ result, canAsk }: { result: ResultExplanationDto; canAsk: boolean }) {
  const { statements: texts } = useTexts();
  const { period, dayShort } = useFormats();
  const titleOf = useTitle();
  const { role } = useSession();
  const { scheme, title, period: code, stretch } = result.explanation as object as Explanation;
  const name = titleOf(title, scheme);
  return (
    <div>
      <h3 className={styles.scheme}>
        {role === 'manager' ? (
          name
        ) : (
          <Link to={`/schemes/${encodeURIComponent(scheme)}/${result.schemeVersion}`}>{name}</Link>
        )}{' '}
        <span className="quiet">
          {texts.version(result.schemeVersion)},{' '}
          {stretch ? `${dayShort(stretch.from)} – ${dayShort(lastDayOf(stretch.until))}` : period(code)}
        </span>
      </h3>
      <Explain
        explanation={result.explanation}
        facts={result.facts}
        id={result.resultId}
        readRows={readRows(result.resultId)}
        {...(canAsk && { ofFact: (fact) => <AskAbout fact={fact} /> })}
      />
    </div>
  );
}

function AdjustmentLines({ lines, currency }: { lines: readonly StatementLineDto[]; currency: string }) {
  const { statements: texts, common } = useTexts();
  return (
    <div>
      <h3 className={styles.scheme}>{texts.adjustments.title}</h3>
      <ul className="bare-list">
        {lines.map(({ line, pay, amount, clause, adjustment }) => (
          <li key={adjustment?.id ?? line} className={styles.adjustmentLine}>
            <span>{texts.adjustments.kindOf(pay)}</span>
            <strong>
              <Change value={amount} currency={currency} direction="none" />
            </strong>
            <span className="quiet">{adjustment?.reason}</span>
            {clause && <span className={`quiet ${styles.clause}`}>{common.explain.clause(clause)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The last day before one that is no longer in it. */
function lastDayOf(until: string): string {
  const day = new Date(`${until}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}
