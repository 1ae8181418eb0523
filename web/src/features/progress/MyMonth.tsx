import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { Problem } from '../../api/problem.js';
import type { StatementSummaryDto } from '../../api/schema.js';
import { useSession } from '../../api/session.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Page } from '../../ui/Page.js';
import { PeriodPicker } from '../../ui/PeriodPicker.js';
import { PeriodState } from '../../ui/PeriodState.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { lastDayOf, useToday } from '../../ui/today.js';
import { useUrlState } from '../../ui/url-state.js';
import { Final } from './Final.js';
import { NothingToFollow } from './NothingToFollow.js';
import { ownStatementsQuery, progressQuery } from './queries.js';
import { Standing } from './Standing.js';

const FINAL = ['approved', 'closed'];

/** A manager's month: what it pays, what would bring more, what it cost; once approved, the final figures. */
export default function MyMonth() {
  const { progress: texts } = useTexts();
  const formats = useFormats();
  const { manager } = useSession();
  const { period = '' } = useParams();
  const today = useToday();
  const { data: statements, error, refetch } = useQuery(ownStatementsQuery(manager ?? ''));
  const statement = statements?.find((each) => each.period === period);
  const isFinal = statement && FINAL.includes(statement.state);
  const periods = [...(statements ?? []).map((each) => each.period), ...(today ? [today.slice(0, 7)] : [])];
  return (
    <Page
      title={texts.titleOf(formats.period(period))}
      beside={
        <>
          <PeriodPicker period={period} periods={periods} to={(code) => `/me/months/${code}`} />
          {statements && (statement || (today && period >= today.slice(0, 7))) && (
            <PeriodState state={statement?.state ?? 'open'} withProvisional />
          )}
        </>
      }
    >
      {error && !statements && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {isFinal && <Final statement={statement} />}
      {statements && today && !isFinal && (
        <UnderWay period={period} today={today} statements={statements} statement={statement} />
      )}
      {!error && !(statements && today) && <div aria-busy />}
    </Page>
  );
}

interface UnderWayProps {
  period: string;
  today: string;
  statements: readonly StatementSummaryDto[];
  statement: StatementSummaryDto | undefined;
}

function UnderWay({ period, today, statements, statement }: UnderWayProps) {
  const { managerId } = useSession();
  const [on] = useUrlState('on');
  // a month that is over is asked for as of its last day: only with a day is told what would have brought more
  const day = on || (period < today.slice(0, 7) ? lastDayOf(period) : undefined);
  const { data, error, refetch } = useQuery(progressQuery(managerId ?? '', period, day));
  if (data) return <Standing progress={data} statement={statement} />;
  if (error instanceof Problem && ['manager-without-scheme', 'not-found'].includes(error.code))
    return <NothingToFollow latest={statements[0]} />;
  if (error) return <ProblemBox error={error} onRetry={() => void refetch()} />;
  return <div aria-busy />;
}
