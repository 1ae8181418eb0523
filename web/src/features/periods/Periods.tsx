import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { DuePeriodDto, PeriodDto } from '../../api/schema.js';
import { companyQuery } from '../../api/session.js';
import { decimalsOf } from '../../i18n/format.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { Count, Money, None } from '../../ui/Figures.js';
import { orderOf } from '../../ui/order.js';
import { Page } from '../../ui/Page.js';
import { PeriodState } from '../../ui/PeriodState.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { dueQuery, isMonth, periodsQuery } from './queries.js';
import { Schedule } from './Schedule.js';

/** A period that was opened, or a month that the schedule will compute. */
interface Row {
  code: string;
  opened: PeriodDto | undefined;
  due: DuePeriodDto | undefined;
}

/** All periods with their state and sums, newest first, and when the next is computed. */
export default function Periods() {
  const { periods: texts } = useTexts();
  const { data: opened, error, refetch } = useQuery(periodsQuery);
  const { data: due, error: dueError } = useQuery(dueQuery);
  const rows = opened && (due || dueError) ? rowsOf(opened, due ?? []) : undefined;
  const long = rows?.filter(({ code }) => !isMonth(code));
  const state = { error, onRetry: () => void refetch() };
  return (
    <Page title={texts.title}>
      <Schedule />
      <PeriodTable caption={texts.months} rows={rows?.filter(({ code }) => isMonth(code))} {...state} />
      {long && long.length > 0 && <PeriodTable caption={texts.quarters} rows={long} {...state} />}
    </Page>
  );
}

interface PeriodTableProps {
  caption: string;
  rows: Row[] | undefined;
  error: Error | null;
  onRetry: () => void;
}

function PeriodTable({ caption, rows, ...state }: PeriodTableProps) {
  const { periods: texts } = useTexts();
  const { data: company } = useQuery(companyQuery);
  const decimals = decimalsOf((rows ?? []).map(({ opened }) => opened?.total ?? null));
  const amount = (key: 'salary' | 'bonus' | 'total'): Column<Row> => ({
    key,
    title: texts.amounts[key],
    kind: 'number',
    width: 120,
    card: key === 'total' ? 'main' : 'none',
    cell: ({ opened }) => <Money value={opened?.[key]} decimals={decimals} />,
    sortBy: ({ opened }) => orderOf(opened?.[key]),
  });
  const columns: Column<Row>[] = [
    {
      key: 'period',
      title: texts.period,
      width: 180,
      card: 'head',
      cell: ({ code }) => <PeriodLink code={code} />,
      sortBy: ({ code }) => code,
    },
    {
      key: 'state',
      title: texts.state,
      width: 150,
      cell: ({ opened }) => <PeriodState state={opened?.state ?? 'open'} />,
    },
    {
      key: 'statements',
      title: texts.statements,
      kind: 'number',
      width: 100,
      cell: ({ opened }) => (opened?.calculatedAt ? <Statements opened={opened} /> : <None />),
      sortBy: ({ opened }) => orderOf(opened && String(opened.statements)),
    },
    amount('salary'),
    amount('bonus'),
    amount('total'),
    { key: 'calculated', title: texts.calculated, width: 210, cell: (row) => <Calculated row={row} /> },
  ];
  return (
    <DataTable
      caption={company ? texts.inCurrency(caption, company.currency) : caption}
      columns={columns}
      rows={rows}
      rowKey={({ code }) => code}
      empty={<Empty title={texts.nothing} hint={texts.nothingHint} />}
      isMarked={({ opened, due }) => Boolean(opened?.incomplete) || due?.state === 'failed'}
      {...state}
    />
  );
}

/** Months have a page; a quarter or year is computed in the last of its months. */
function PeriodLink({ code }: { code: string }) {
  const { period } = useFormats();
  return isMonth(code) ? <Link to={`/periods/${code}`}>{period(code)}</Link> : period(code);
}

function Statements({ opened }: { opened: PeriodDto }) {
  const { periods: texts } = useTexts();
  return (
    <>
      <Count value={opened.statements} />
      {opened.incomplete > 0 && <div className="bad">{texts.incomplete(opened.incomplete)}</div>}
    </>
  );
}

/** When it was computed; or when it will be, or why it was not. */
function Calculated({ row: { opened, due } }: { row: Row }) {
  const { periods: texts } = useTexts();
  const { instant } = useFormats();
  const { data: company } = useQuery(companyQuery);
  const at = (moment: string) => instant(moment, company?.timeZone);
  if (opened?.calculatedAt) return at(opened.calculatedAt);
  if (due?.state === 'waiting') return <span className="quiet">{texts.dueAt(at(due.dueAt))}</span>;
  if (due?.state === 'failed') return <span className="bad">{texts.dueFailed}</span>;
  return <None />;
}

function rowsOf(opened: PeriodDto[], due: DuePeriodDto[]): Row[] {
  const byCode = new Map(opened.map((each) => [each.code, each]));
  const dueByCode = new Map(
    due
      .filter(({ period, state }) => byCode.has(period) || state !== 'skipped')
      .map((each) => [each.period, each]),
  );
  const codes = [...new Set([...byCode.keys(), ...dueByCode.keys()])].sort().reverse();
  return codes.map((code) => ({ code, opened: byCode.get(code), due: dueByCode.get(code) }));
}
