import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { Problem } from '../../api/problem.js';
import type { PayrollTableDto } from '../../api/schema.js';
import { companyQuery, useSession } from '../../api/session.js';
import { decimalsOf } from '../../i18n/format.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { Count, Money } from '../../ui/Figures.js';
import { Page } from '../../ui/Page.js';
import { PeriodPicker } from '../../ui/PeriodPicker.js';
import { PeriodState } from '../../ui/PeriodState.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { Stats } from '../../ui/Stats.js';
import { useUrlState } from '../../ui/url-state.js';
import { Discrepancies } from './Discrepancies.js';
import { History } from './History.js';
import { isMonth, payrollQuery, periodsQuery } from './queries.js';
import { RunButton, RunUnderWay } from './Run.js';
import { NextStep } from './Steps.js';
import { Teams } from './Teams.js';
import { Warnings } from './Warnings.js';

/** One month: where it stands, its sums, the next step, and what hinders it. */
export default function Period() {
  const { period = '' } = useParams();
  const { periods: texts } = useTexts();
  const formats = useFormats();
  const { data: periods } = useQuery(periodsQuery);
  const { data: table, error, refetch } = useQuery(payrollQuery(period));
  const isUnopened = error instanceof Problem && error.status === 404 && isMonth(period);
  const months = (periods ?? []).map(({ code }) => code).filter(isMonth);
  const beside = (
    <>
      <PeriodPicker period={period} periods={months} to={(code) => `/periods/${code}`} />
      {table && <PeriodState state={table.state} />}
      {table?.run && <span className="quiet">{texts.run.number(table.run.number)}</span>}
    </>
  );
  return (
    <Page
      title={texts.month}
      about={formats.period(period)}
      beside={beside}
      action={table && <NextStep table={table} />}
    >
      <RunUnderWay period={period} underWay={table?.underWay ?? null} />
      {isUnopened && <Unopened period={period} />}
      {error && !isUnopened && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {table ? <Opened table={table} /> : !error && <div aria-busy />}
    </Page>
  );
}

function Unopened({ period }: { period: string }) {
  const { periods: texts } = useTexts();
  const { role } = useSession();
  return (
    <Empty title={texts.unopened} hint={texts.unopenedHint}>
      {role === 'hr' && <RunButton period={period} isFirst />}
    </Empty>
  );
}

function Opened({ table }: { table: PayrollTableDto }) {
  const { periods: texts } = useTexts();
  const [tab, setTab] = useUrlState('tab');
  const { totals, state } = table;
  if (!table.run) return <Unopened period={table.period} />;
  const panels: [name: string, title: string, content: ReactNode][] = [
    ['teams', texts.tabs.teams, <Teams key="teams" table={table} />],
    ['warnings', texts.tabs.warnings(totals.warned), <Warnings key="warnings" table={table} />],
    ...(state === 'approved' || state === 'closed'
      ? [
          ['after', texts.tabs.after, <Discrepancies key="after" period={table.period} />] as [
            string,
            string,
            ReactNode,
          ],
        ]
      : []),
    ['history', texts.tabs.history, <History key="history" table={table} />],
  ];
  return (
    <>
      <Totals table={table} />
      <Ways table={table} />
      <Tabs
        value={tab || 'teams'}
        onChange={(next) => setTab(next === 'teams' ? null : next)}
        keepMounted={false}
      >
        <Tabs.List>
          {panels.map(([name, title]) => (
            <Tabs.Tab key={name} value={name}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {panels.map(([name, , content]) => (
          <Tabs.Panel key={name} value={name} pt={16}>
            {content}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}

function Totals({ table: { totals, lastMonth } }: { table: PayrollTableDto }) {
  const { periods: texts } = useTexts();
  const { period } = useFormats();
  const { data: company } = useQuery(companyQuery);
  const currency = company?.currency;
  const decimals = decimalsOf([totals.total, totals.salary, totals.bonus, totals.adjustments], currency);
  const money = (value: string | null) => <Money value={value} currency={currency} decimals={decimals} />;
  return (
    <Stats
      stats={[
        {
          label: texts.amounts.total,
          value: money(totals.total),
          isMain: true,
          note: lastMonth.statements > 0 && (
            <>
              {period(lastMonth.period)}: {money(lastMonth.total)}
            </>
          ),
        },
        { label: texts.amounts.salary, value: money(totals.salary) },
        { label: texts.amounts.bonus, value: money(totals.bonus) },
        { label: texts.amounts.adjustments, value: money(totals.adjustments) },
        {
          label: texts.statements,
          value: <Count value={totals.statements} />,
          note: totals.incomplete > 0 && <span className="bad">{texts.incomplete(totals.incomplete)}</span>,
        },
      ]}
    />
  );
}

/** To what else there is of the month. */
function Ways({ table: { period, state, teams } }: { table: PayrollTableDto }) {
  const { periods: texts, common } = useTexts();
  const { language } = useFormats();
  const { role } = useSession();
  const isFixed = teams.some((team) => team.state === 'approved');
  return (
    <div className="line">
      <Link to={`/statements?period=${period}`}>{texts.ways.statements}</Link>
      <Link to={`/adjustments?period=${period}`}>{texts.ways.adjustments}</Link>
      {role === 'hr' && <Link to={`/exports?period=${period}`}>{texts.ways.exports}</Link>}
      <a href={`/v1/periods/${period}/pay-sheet?language=${language}`} download>
        {texts.ways.paySheet}
      </a>
      <Link to={`/months/${period}/print`}>{common.print.open}</Link>
      {role === 'hr' &&
        state !== 'closed' &&
        (isFixed ? <span className="quiet">{texts.run.fixed}</span> : <RunButton period={period} />)}
    </div>
  );
}
