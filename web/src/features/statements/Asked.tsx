import { useQuery } from '@tanstack/react-query';
import type { StatementDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import type { Fact } from '../../ui/explain/Facts.js';
import { Answer } from './Answer.js';
import { explanationQuery } from './queries.js';
import { Returned } from './Returned.js';
import { recordsOf } from './records.js';
import styles from './Statement.module.css';
import { useQuestion } from './use-question.js';

/** What pay would be without a record that cost something, or with an order returned. */
export function Asked({ statement }: { statement: StatementDto }) {
  const [question] = useQuestion();
  const { data } = useQuery(explanationQuery(statement.id));
  const { disputed, orders } = data ? recordsOf(data) : { disputed: [], orders: [] };
  return (
    <>
      {disputed.length > 0 && <Disputed records={disputed} />}
      {orders.length > 0 && <Returned orders={orders} />}
      {question && <Answer key={question.how + question.id} statement={statement} question={question} />}
    </>
  );
}

function Disputed({ records }: { records: readonly Fact[] }) {
  const { statements: texts, common } = useTexts();
  const { dayShort } = useFormats();
  const [question, ask] = useQuestion();
  return (
    <div className={styles.group}>
      <h3>{texts.whatIf.without}</h3>
      <ul className={`bare-list ${styles.choices}`}>
        {records.map(({ kind, date, externalId: id }) => {
          const isAsked = question?.how === 'without' && question.id === id;
          return (
            <li key={id}>
              <button
                type="button"
                className="pill"
                aria-pressed={isAsked}
                onClick={() => ask(isAsked ? null : { how: 'without', id })}
              >
                {texts.whatIf.record(common.explain.records[kind] ?? kind, dayShort(date), id)}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
