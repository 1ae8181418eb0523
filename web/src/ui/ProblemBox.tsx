import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Problem } from '../api/problem.js';
import { useTexts } from '../i18n/index.js';
import styles from './ProblemBox.module.css';

interface ProblemBoxProps {
  error: Error;
  /** Asks again; with it a service that is away is asked again by itself. */
  onRetry?: (() => void) | undefined;
  /** Ids of the form's fields by the API's names: refused values link to them. */
  fields?: Record<string, string>;
  /** Takes the focus: for what somebody has just sent. */
  takesFocus?: boolean;
  children?: ReactNode;
}

/** What the service refused and what would be right, in its own words. */
export function ProblemBox({ error, onRetry, fields = {}, takesFocus, children }: ProblemBoxProps) {
  const { common } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) box.current?.focus();
  }, [takesFocus]);
  const problem = error instanceof Problem ? error : undefined;
  const isAway = problem && [0, 502, 503, 504].includes(problem.status);
  return (
    <div ref={box} role="alert" tabIndex={-1} className={styles.box}>
      <p className={styles.title}>{titleOf(problem, common)}</p>
      <p>{detailOf(problem, common)}</p>
      {problem?.details?.fields && <Refused problem={problem} ids={fields} />}
      {children}
      {isAway && onRetry ? (
        <Countdown seconds={problem.retryAfter ?? 10} onEnd={onRetry} />
      ) : (
        onRetry && (
          <Button variant="default" size="xs" onClick={onRetry}>
            {common.retry}
          </Button>
        )
      )}
    </div>
  );
}

type Common = ReturnType<typeof useTexts>['common'];

function titleOf(problem: Problem | undefined, { problem: texts }: Common): string {
  if (!problem) return texts.fault;
  if (problem.status === 0) return texts.unreachable;
  if (problem.code === 'unauthenticated') return texts.signedOut;
  return problem.details?.title ?? (problem.status >= 500 ? texts.unavailable : texts.title);
}

function detailOf(problem: Problem | undefined, { problem: texts }: Common): string {
  if (!problem) return texts.faultHint;
  if (problem.status === 0) return texts.unreachableHint;
  if (problem.code === 'unauthenticated') return texts.signedOutHint;
  // of refused values the service's detail speaks to programs
  if (problem.details?.fields?.length) return texts.values;
  return problem.details?.detail ?? '';
}

function Refused({ problem, ids }: { problem: Problem; ids: Record<string, string> }) {
  return (
    <ul className={styles.fields}>
      {problem.details?.fields?.map(({ field, value, expected }) => (
        <li key={field}>
          <FieldLink field={field} id={ids[field]} />
          {value ? ` “${value}”` : ''}: {expected}
        </li>
      ))}
    </ul>
  );
}

/** Leads to the form's field, under the name that stands there. */
function FieldLink({ field, id }: { field: string; id: string | undefined }) {
  if (!id) return field;
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`)?.textContent;
  return (
    <a
      href={`#${id}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(id)?.focus();
      }}
    >
      {label ?? field}
    </a>
  );
}

/** Asks again when the time is up, or at once. */
function Countdown({ seconds, onEnd }: { seconds: number; onEnd: () => void }) {
  const { common } = useTexts();
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    if (left <= 0) {
      onEnd();
      return setLeft(seconds);
    }
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left, seconds, onEnd]);
  return (
    <div className="line">
      <span aria-live="off">{common.problem.again(left)}</span>
      <Button variant="default" size="xs" onClick={onEnd}>
        {common.retry}
      </Button>
    </div>
  );
}
