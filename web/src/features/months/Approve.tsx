import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { PayrollTableDto, TableTeamDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { Page } from '../../ui/Page.js';
import { PeriodState } from '../../ui/PeriodState.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { useUrlState } from '../../ui/url-state.js';
import { ApproveForm } from './ApproveForm.js';
import { Changes } from './Changes.js';
import { OpenWarnings } from './OpenWarnings.js';
import { payrollQuery } from './queries.js';
import { Summary } from './Summary.js';
import { TeamSelect } from './TeamSelect.js';

const canApprove = ({ steps }: TableTeamDto): boolean =>
  steps.some(({ to, allowed }) => to === 'approved' && allowed);

/** What is approved, what changed since the draft before, what is still marked, and the button; one team at a time. */
export default function Approve() {
  const { months } = useTexts();
  const { period: periodText } = useFormats();
  const { period = '' } = useParams();
  const [chosen] = useUrlState('team');
  const { data: all, error, refetch } = useQuery(payrollQuery(period, ''));
  const teams = all?.teams.filter(canApprove) ?? [];
  const team = teams.find(({ team: code }) => code === chosen) ?? teams[0];
  return (
    <Page
      title={months.approve.title(periodText(period))}
      beside={all && <PeriodState state={team?.state ?? all.state} />}
      action={<Link to={`/months/${period}`}>{months.approve.toMonth}</Link>}
    >
      {error && !all && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {!all && !error && <div aria-busy />}
      {all && !team && <NothingToApprove table={all} />}
      {teams.length > 1 && <TeamSelect teams={teams} isWholeLeftOut />}
      {team && <OfTeam key={team.team} period={period} team={team} />}
    </Page>
  );
}

function NothingToApprove({ table: { period, next } }: { table: PayrollTableDto }) {
  const { months } = useTexts();
  return (
    <Empty title={months.approve.notNow} hint={next && !next.allowed ? next.whyNot : undefined}>
      <Link to={`/months/${period}`}>{months.approve.toMonth}</Link>
    </Empty>
  );
}

function OfTeam({ period, team }: { period: string; team: TableTeamDto }) {
  const { data: table, error, refetch } = useQuery(payrollQuery(period, team.team ?? ''));
  if (error && !table) return <ProblemBox error={error} onRetry={() => void refetch()} />;
  if (!table) return <div aria-busy />;
  return (
    <>
      <h2>{team.title ?? team.team}</h2>
      <Summary table={table} />
      <Changes period={period} team={team.team ?? ''} currency={table.items[0]?.currency ?? ''} />
      <OpenWarnings items={table.items} />
      <ApproveForm table={table} team={team} />
    </>
  );
}
