import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import type { TeamOverviewDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { Count } from '../../ui/Figures.js';
import { Page } from '../../ui/Page.js';
import { PeriodPicker } from '../../ui/PeriodPicker.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { Stats } from '../../ui/Stats.js';
import { useToday } from '../../ui/today.js';
import { Clients } from './Clients.js';
import { Events } from './Events.js';
import { HeatMap } from './HeatMap.js';
import { Plan } from './Plan.js';
import { monthsQuery, overviewQuery, teamsQuery } from './queries.js';
import styles from './Team.module.css';

/** A team's month: how the plan is met week by week, what each is paid for, complaints and remarks, clients won and lost. */
export default function Team() {
  const { team: texts, common } = useTexts();
  const formats = useFormats();
  const { code = '', period = '' } = useParams();
  const today = useToday();
  const { data: months = [] } = useQuery(monthsQuery);
  const { data: overview, error, refetch } = useQuery(overviewQuery(code, period));
  const periods = today ? [...months, today.slice(0, 7)] : months;
  return (
    <Page
      title={`${overview?.title ?? common.nav.team}: ${formats.period(period)}`}
      beside={
        <>
          <PeriodPicker period={period} periods={periods} to={(month) => `/team/${code}/${month}`} />
          <TeamSelect code={code} period={period} latest={months[0] ?? ''} />
          {overview?.provisional && <span className={styles.provisional}>{common.provisional}</span>}
        </>
      }
    >
      {error && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {!overview && !error && <div aria-busy />}
      {overview?.members.length === 0 && <Empty title={texts.nobody.title} hint={texts.nobody.hint} />}
      {overview && overview.members.length > 0 && <Overview overview={overview} />}
    </Page>
  );
}

function Overview({ overview }: { overview: TeamOverviewDto }) {
  const { team: texts } = useTexts();
  const { day } = useFormats();
  const { members, plans, events, clients, on } = overview;
  const counted = (rows: readonly { kind?: string; rule?: string }[], is: string) => (
    <Count value={rows.filter(({ kind, rule }) => kind === is || rule === is).length} />
  );
  return (
    <>
      <Stats
        stats={[
          {
            label: texts.members,
            value: <Count value={members.length} />,
            note: <span className="quiet">{texts.asOf(day(on))}</span>,
          },
          { label: texts.complaints, value: counted(events, 'complaint') },
          { label: texts.remarks, value: counted(events, 'remark') },
          { label: texts.won, value: counted(clients, 'new') },
          { label: texts.lost, value: counted(clients, 'lost') },
        ]}
      />
      {plans.map((plan) => (
        <Plan key={plan.measure} plan={plan} />
      ))}
      <HeatMap overview={overview} />
      <Clients overview={overview} />
      <Events overview={overview} />
    </>
  );
}

/** Another team of the same month; nothing where there is only one. */
function TeamSelect({ code, period, latest }: { code: string; period: string; latest: string }) {
  const { common } = useTexts();
  const navigate = useNavigate();
  const { data: teams = [] } = useQuery(teamsQuery(latest));
  if (teams.length < 2) return null;
  return (
    <NativeSelect
      aria-label={common.nav.team}
      value={code}
      onChange={({ currentTarget }) => void navigate(`/team/${currentTarget.value}/${period}`)}
      data={teams.map((team) => ({ value: team.code, label: team.title }))}
    />
  );
}
