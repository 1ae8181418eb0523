import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ResultWhatIfDto, StatementDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import type { Titled } from '../../ui/explain/tree.js';
import { UnitValue, useTitle } from '../../ui/explain/values.js';
import { Change, Money } from '../../ui/Figures.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { whatIfQuery } from './queries.js';
import styles from './Statement.module.css';
import type { Question } from './use-question.js';

/** What pay would be; comes into sight wherever it was asked from. */
export function Answer({ statement, question }: { statement: StatementDto; question: Question }) {
  const { whatIf: texts } = useTexts().statements;
  const { data, error, refetch } = useQuery(whatIfQuery(statement.id, question));
  const box = useRef<HTMLDivElement>(null);
  const isThere = Boolean(data ?? error);
  useEffect(() => {
    if (isThere) box.current?.scrollIntoView({ block: 'nearest' });
  }, [isThere]);
  const answers = data?.results.flatMap(({ fact }) => (fact ? [fact] : []));
  return (
    <div ref={box} id="answer" className={styles.answer} aria-live="polite" aria-busy={!isThere}>
      {error && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {answers?.map((fact, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one answer for each result, always the same
        <AnswerOfResult key={place} fact={fact} currency={statement.currency} />
      ))}
      {answers && <p className="quiet">{texts.onlyAsked[question.how](question.id)}</p>}
    </div>
  );
}

interface AnswerOfResultProps {
  fact: NonNullable<ResultWhatIfDto['fact']>;
  currency: string;
}

function AnswerOfResult({ fact: { inputs, asBefore, pay }, currency }: AnswerOfResultProps) {
  const { whatIf: texts } = useTexts().statements;
  const titleOf = useTitle();
  return (
    <>
      <p>
        <strong>
          <Change value={pay.change} currency={currency} />
        </strong>{' '}
        {texts.inAll} <Money value={pay.total} currency={currency} />
      </p>
      {inputs.length === 0 && pay.change === '0' && <p>{texts.unread}</p>}
      {inputs.map(({ name, title, of, before, after }) => (
        <p key={`${name} ${of}`}>
          {titleOf(title as Titled | null, name)}: <UnitValue value={before} unit="count" /> →{' '}
          <UnitValue value={after} unit="count" />
        </p>
      ))}
      {asBefore.length > 0 && (
        <p className="quiet">
          {texts.asBefore}: {asBefore.join(', ')}
        </p>
      )}
    </>
  );
}
