import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import type { PayrollTableDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { signOf } from '../../ui/Figures.js';
import { FilterBar, FilterToggle, matches } from '../../ui/FilterBar.js';
import { Page } from '../../ui/Page.js';
import { PeriodPicker } from '../../ui/PeriodPicker.js';
import { PeriodState } from '../../ui/PeriodState.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { useUrlState } from '../../ui/url-state.js';
import { isWarned, useColumns } from './columns.js';
import { NextStep } from './NextStep.js';
import { monthsQuery, payrollQuery } from './queries.js';
import { RunUnderWay } from './RunUnderWay.js';
import { Summary } from './Summary.js';
import { TeamSelect } from './TeamSelect.js';
import { TeamStates } from './TeamStates.js';

/** A month's payroll: its state and next step, what is worth a look, sums, and everybody's row. */
export default function Month() {
  const { months, common } = useTexts();
  const { period: periodText } = useFormats();
  const { period = '' } = useParams();
  const { search } = useLocation();
  const [team] = useUrlState('team');
  const { data: codes = [] } = useQuery(monthsQuery);
  const { data: table, error, refetch, isPlaceholderData } = useQuery(payrollQuery(period, team));
  return (
    <Page
      title={months.title}
      about={periodText(period)}
      beside={
        <>
          <PeriodPicker period={period} periods={codes} to={(code) => `/months/${code}${search}`} />
          {table && <PeriodState state={table.state} withProvisional />}
          {table?.run && <Link to={`/months/${period}/print${search}`}>{common.print.open}</Link>}
        </>
      }
      action={table && <NextStep table={table} />}
    >
      {error && !table && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {table?.underWay && <RunUnderWay run={table.underWay} />}
      {table?.run === null && !table.underWay && <Empty title={months.open.title} hint={months.open.hint} />}
      {table?.run && <Summary table={table} />}
      {(table?.run || (!table && !error)) && <Rows table={table} isBusy={isPlaceholderData} />}
      {table && <TeamStates table={table} />}
    </Page>
  );
}

function Rows({ table, isBusy }: { table: PayrollTableDto | undefined; isBusy: boolean }) {
  const { months, common } = useTexts();
  const formats = useFormats();
  const [filter, setFilter] = useUrlState('q');
  const [onlyWarned, setOnlyWarned] = useUrlState('warn');
  const [onlyChanged, setOnlyChanged] = useUrlState('changed');
  const wanted = useDeferredValue(filter);
  const isFiltered = Boolean(wanted || onlyWarned || onlyChanged);
  const rows = useMemo(
    () =>
      table?.items.filter(
        (row) =>
          (!wanted || matches(wanted, row.name, row.personnelNumber)) &&
          (!onlyWarned || isWarned(row)) &&
          (!onlyChanged || (row.change !== null && signOf(row.change) !== 0)),
      ),
    [table, wanted, onlyWarned, onlyChanged],
  );
  const columns = useColumns(table, isFiltered ? undefined : table?.totals);
  const clear = () => {
    setFilter(null);
    setOnlyWarned(null);
    setOnlyChanged(null);
  };
  return (
    <div className="stack">
      <FilterBar
        label={months.filter}
        beside={table && rows && isFiltered && common.table.of(rows.length, table.items.length)}
      >
        {table && table.teams.length > 1 && <TeamSelect teams={table.teams} />}
        <FilterToggle name="warn">⚠ {months.onlyWarnings}</FilterToggle>
        <FilterToggle name="changed">{months.onlyChanged}</FilterToggle>
      </FilterBar>
      <DataTable
        caption={table ? months.caption(formats.period(table.period), table.items[0]?.currency ?? '') : ''}
        columns={columns}
        rows={rows}
        rowKey={({ statementId }) => statementId}
        isMarked={isWarned}
        isBusy={isBusy}
        onClearFilter={isFiltered ? clear : undefined}
      />
    </div>
  );
}
