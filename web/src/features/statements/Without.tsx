import { useQuery } from '@tanstack/react-query';
import type { ResultWhatIfDto, StatementDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import type { Fact } from '../../ui/explain/Facts.js';
import type { Titled } from '../../ui/explain/tree.js';
import { UnitValue, useTitle } from '../../ui/explain/values.js';
import { Change, Money } from '../../ui/Figures.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { useUrlState } from '../../ui/url-state.js';
import { explanationQuery, whatIfQuery } from './queries.js';
import styles from './Statement.module.css';

/** Kinds of records that somebody may dispute, and of which there are few. */
const DISPUTED: ReadonlySet<string> = new Set(['complaint', 'remark', 'return']);

/** «Without this complaint»: the records that cost something, and what pay would be without the one chosen. */
export function Without({ statement }: { statement: StatementDto }) {
  const { statements: texts } = useTexts();
  const { dayShort } = useFormats();
  const [asked, ask] = useUrlState('without');
  const { data } = useQuery(explanationQuery(statement.id));
  const facts = (data?.results ?? []).flatMap((result) =>
    result.facts.flatMap(({ facts: listed }) => listed as unknown as Fact[]),
  );
  const disputed = new Map(
    facts.filter(({ kind }) => DISPUTED.has(kind)).map((fact) => [fact.externalId, fact]),
  );
  if (disputed.size === 0 && !asked) return null;
  return (
    <div id="without" className={styles.group}>
      <h3>{texts.whatIf.without}</h3>
      <ul className={styles.choices}>
        {[...disputed.values()].map(({ kind, date, externalId }) => (
          <li key={externalId}>
            <button
              type="button"
              className={styles.choice}
              aria-pressed={asked === externalId}
              onClick={() => ask(asked === externalId ? null : externalId)}
            >
              {texts.whatIf.record(kind, dayShort(date), externalId)}
            </button>
          </li>
        ))}
      </ul>
      {asked && <Answer statement={statement} externalId={asked} />}
    </div>
  );
}

function Answer({ statement, externalId }: { statement: StatementDto; externalId: string }) {
  const { statements: texts } = useTexts();
  const { data, error, refetch } = useQuery(whatIfQuery(statement.id, externalId));
  const answers = data?.results.flatMap(({ fact }) => (fact ? [fact] : []));
  return (
    <div className={styles.answer} aria-live="polite" aria-busy={!data && !error}>
      {error && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {answers?.map((fact, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one answer for each result, always the same
        <AnswerOfResult key={place} fact={fact} currency={statement.currency} />
      ))}
      {answers && <p className="quiet">{texts.whatIf.onlyAsked(externalId)}</p>}
    </div>
  );
}

interface AnswerOfResultProps {
  fact: NonNullable<ResultWhatIfDto['fact']>;
  currency: string;
}

function AnswerOfResult({ fact: { inputs, asBefore, pay }, currency }: AnswerOfResultProps) {
  const { statements: texts } = useTexts();
  const titleOf = useTitle();
  return (
    <>
      <p>
        <strong>
          <Change value={pay.change} currency={currency} />
        </strong>{' '}
        {texts.whatIf.inAll} <Money value={pay.total} currency={currency} />
      </p>
      {inputs.length === 0 && <p>{texts.whatIf.unread}</p>}
      {inputs.map(({ name, title, of, before, after }) => (
        <p key={`${name} ${of}`}>
          {titleOf(title as Titled | null, name)}: <UnitValue value={before} unit="count" /> →{' '}
          <UnitValue value={after} unit="count" />
        </p>
      ))}
      {asBefore.length > 0 && (
        <p className="quiet">
          {texts.whatIf.asBefore}: {asBefore.join(', ')}
        </p>
      )}
    </>
  );
}
