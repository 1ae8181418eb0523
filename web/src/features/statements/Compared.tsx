import { NativeSelect } from '@mantine/core';
import type { StatementComparisonDto, StatementDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Change, Money } from '../../ui/Figures.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { useUrlState } from '../../ui/url-state.js';
import { useCauses } from './causes.js';
import styles from './Statement.module.css';
import { useComparison } from './use-comparison.js';
import { Waterfall } from './Waterfall.js';

/** Why this month is not another one: causes that add up to the difference exactly. */
export function Compared({ statement, onPaper }: { statement: StatementDto; onPaper?: boolean }) {
  const { statements: texts } = useTexts();
  const { period } = useFormats();
  const [chosen, choose] = useUrlState('compare');
  const { data, error, refetch, others, standard, other, isAlone } = useComparison(statement, chosen);
  return (
    <section className={styles.part} aria-labelledby="compared">
      <div className="line">
        <h2 id="compared">
          {isAlone ? texts.compared.alone : texts.compared.title}
          {onPaper && other && ` ${period(other.period)}`}
        </h2>
        {!onPaper && others.length > 0 && (
          <NativeSelect
            className="not-printed"
            aria-label={texts.compared.choose}
            value={chosen || (standard?.id ?? '')}
            onChange={({ currentTarget }) =>
              choose(currentTarget.value === standard?.id ? null : currentTarget.value)
            }
            data={[
              ...(standard ? [] : [{ value: '', label: texts.compared.chooseOne }]),
              ...others.map(({ id, period: code }) => ({ value: id, label: period(code) })),
            ]}
          />
        )}
      </div>
      {isAlone && <p className="quiet">{texts.compared.none}</p>}
      {error && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {!data && !error && !isAlone && <div className={styles.waiting} aria-busy />}
      {data && other && (
        <Causes comparison={data} statement={statement} other={other.period} withIdle={!onPaper} />
      )}
    </section>
  );
}

interface CausesProps {
  comparison: StatementComparisonDto;
  statement: StatementDto;
  /** Period of the statement compared with. */
  other: string;
  /** Whether what changed without any effect is named as well. */
  withIdle: boolean;
}

function Causes({ comparison, statement, other, withIdle }: CausesProps) {
  const { statements: texts } = useTexts();
  const { period } = useFormats();
  const { currency } = statement;
  const { causes, idle } = useCauses(comparison);
  const { before, after, difference } = comparison;
  return (
    <>
      <p>
        {texts.compared.from} <Money value={before} currency={currency} />
        {texts.compared.to} <Money value={after} currency={currency} />:{' '}
        <Change value={difference} currency={currency} />
      </p>
      {causes.length > 0 && (
        <Waterfall
          caption={texts.compared.caption(period(other), period(statement.period))}
          before={{ label: period(other), value: before }}
          after={{ label: period(statement.period), value: after }}
          causes={causes}
        />
      )}
      {withIdle && idle.length > 0 && (
        <details className="not-printed">
          <summary className={styles.summary}>{texts.compared.idle(idle.length)}</summary>
          <ul>
            {idle.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
