import { useQuery } from '@tanstack/react-query';
import type { StatementDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { UnitValue, useTitle } from '../../ui/explain/values.js';
import { Change, Money } from '../../ui/Figures.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { useUrlState } from '../../ui/url-state.js';
import { Asked } from './Asked.js';
import { whatIfQuery } from './queries.js';
import styles from './Statement.module.css';
import { type Told, toldOf, type WhatIfOfResult } from './told.js';

/** What would have got more, what less, and what pay would be without a remark or a complaint. */
export function WhatIf({ statement }: { statement: StatementDto }) {
  const { statements: texts } = useTexts();
  const titleOf = useTitle();
  const { data, error, refetch } = useQuery(whatIfQuery(statement.id));
  const asked = data?.results.flatMap(({ resultId, whatIf }) =>
    whatIf ? [{ resultId, whatIf: whatIf as object as WhatIfOfResult }] : [],
  );
  return (
    <section className={styles.part} aria-labelledby="what-if">
      <h2 id="what-if">{texts.whatIf.more}</h2>
      <p className="quiet">{texts.whatIf.hint}</p>
      {error && !data && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className={styles.waiting} aria-busy />}
      {asked?.map(({ resultId, whatIf }) => (
        <div key={resultId} className={styles.group}>
          {asked.length > 1 && <h3 className={styles.scheme}>{titleOf(whatIf.title, whatIf.scheme)}</h3>}
          <OfResult whatIf={whatIf} currency={statement.currency} isOnly={asked.length === 1} />
        </div>
      ))}
      <Asked statement={statement} />
    </section>
  );
}

const SHOWN_FIRST = 5;

interface OfResultProps {
  whatIf: WhatIfOfResult;
  currency: string;
  /** Whether the statement has no other result: then its pay is all. */
  isOnly: boolean;
}

function OfResult({ whatIf, currency, isOnly }: OfResultProps) {
  const { statements: texts, common } = useTexts();
  const titleOf = useTitle();
  const [shown, show] = useUrlState('what-if');
  const { more, less, same } = toldOf(whatIf);
  const isWhole = shown === 'all' || more.length <= SHOWN_FIRST;
  return (
    <>
      {more.length === 0 && <p>{texts.whatIf.nothingMore}</p>}
      <ToldList told={isWhole ? more : more.slice(0, SHOWN_FIRST)} currency={currency} isOnly={isOnly} />
      {!isWhole && (
        <button type="button" className="text-button not-printed" onClick={() => show('all')}>
          {common.showAll(more.length)}
        </button>
      )}
      {less.length > 0 && (
        <details className="not-printed">
          <summary className={styles.summary}>{texts.whatIf.less(less.length)}</summary>
          <ToldList told={less} currency={currency} isOnly={isOnly} />
        </details>
      )}
      {same.length > 0 && (
        <p className="quiet">
          {texts.whatIf.same}: {same.map(({ name, title }) => titleOf(title, name)).join(', ')}
        </p>
      )}
    </>
  );
}

function ToldList({ told, currency, isOnly }: Omit<OfResultProps, 'whatIf'> & { told: readonly Told[] }) {
  const { statements: texts } = useTexts();
  return (
    <ul className={`bare-list ${styles.told}`}>
      {told.map((each) => (
        <li key={each.key}>
          <span className={styles.toldWhat}>
            <ToldText told={each} />
            {each.isJump && <span className={styles.jump}>{texts.whatIf.jump}</span>}
          </span>
          <span className={styles.toldPay}>
            <strong>
              <Change value={each.change} />
            </strong>
            <span className="quiet">
              {isOnly ? texts.whatIf.inAll : texts.whatIf.byScheme}{' '}
              <Money value={each.total} currency={currency} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function ToldText({ told: { title, name, unit, from, to } }: { told: Told }) {
  const { statements: texts } = useTexts();
  const titleOf = useTitle();
  return (
    <>
      {titleOf(title, name)}: {from !== null && <UnitValue value={from} unit={unit} />}
      <span aria-hidden> → </span>
      <span className="unseen">{texts.to}</span>
      <UnitValue value={to} unit={unit} />
    </>
  );
}
