import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { PayrollRowDto, PayrollTableDto } from '../../api/schema.js';
import { companyQuery } from '../../api/session.js';
import { useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { FilterBar, FilterToggle, matches } from '../../ui/FilterBar.js';
import { Page } from '../../ui/Page.js';
import { PeriodPicker } from '../../ui/PeriodPicker.js';
import { ProblemBox } from '../../ui/ProblemBox.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { useUrlState } from '../../ui/url-state.js';
import { isMonth, payrollQuery, periodsQuery } from './queries.js';
import { useStatementColumns } from './statement-columns.js';

/** Every statement of a month: who is paid what, how that changed, and what is worth a look. */
export default function StatementList() {
  const { periods: texts } = useTexts();
  const [chosen] = useUrlState('period');
  const { data: periods, error, refetch } = useQuery(periodsQuery);
  const months = (periods ?? [])
    .filter(({ code, calculatedAt }) => isMonth(code) && calculatedAt)
    .map(({ code }) => code)
    .sort();
  const period = chosen || months.at(-1);
  const beside = period && (
    <PeriodPicker period={period} periods={months} to={(code) => `/statements?period=${code}`} />
  );
  return (
    <Page title={texts.statementList} beside={beside}>
      {error && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {periods && !period && (
        <Empty title={texts.nothing} hint={texts.nothingHint}>
          <Link to="/periods">{texts.title}</Link>
        </Empty>
      )}
      {period ? <OfMonth period={period} /> : !periods && !error && <div aria-busy />}
    </Page>
  );
}

function OfMonth({ period }: { period: string }) {
  const { common, periods: texts } = useTexts();
  const [team, setTeam] = useUrlState('team');
  const [filter, setFilter] = useUrlState('q');
  const [warned, setWarned] = useUrlState('warn');
  const { data: whole } = useQuery(payrollQuery(period));
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...payrollQuery(period, team),
    placeholderData: keepPreviousData,
  });
  const rows = data?.items.filter(
    (row) => matches(filter, row.name, row.personnelNumber) && (!warned || row.warnings.length > 0),
  );
  const isFiltered = filter !== '' || warned !== '';
  const clear = () => {
    setFilter(null);
    setWarned(null);
  };
  return (
    <>
      <FilterBar
        label={texts.find}
        beside={isFiltered && rows && data ? common.table.of(rows.length, data.items.length) : undefined}
      >
        <NativeSelect
          aria-label={texts.team}
          value={team}
          onChange={({ currentTarget }) => setTeam(currentTarget.value)}
          data={[
            { value: '', label: texts.allTeams },
            ...(whole?.teams ?? []).flatMap(({ team: value, title }) =>
              value === null ? [] : [{ value, label: title ?? value }],
            ),
          ]}
        />
        <FilterToggle name="warn">⚠ {texts.onlyWarned}</FilterToggle>
      </FilterBar>
      <Statements
        table={data}
        rows={rows}
        isFiltered={isFiltered}
        onClearFilter={isFiltered ? clear : undefined}
        error={error}
        onRetry={() => void refetch()}
        isBusy={isPlaceholderData}
      />
    </>
  );
}

interface StatementsProps {
  table: PayrollTableDto | undefined;
  rows: PayrollRowDto[] | undefined;
  /** Then the sums are not of the rows shown, and are left out. */
  isFiltered: boolean;
  onClearFilter: (() => void) | undefined;
  error: Error | null;
  onRetry: () => void;
  isBusy: boolean;
}

function Statements({ table, rows, isFiltered, ...state }: StatementsProps) {
  const { periods: texts } = useTexts();
  const { data: company } = useQuery(companyQuery);
  const columns = useStatementColumns(table, isFiltered);
  return (
    <DataTable
      caption={company ? texts.inCurrency(texts.statementList, company.currency) : texts.statementList}
      columns={columns}
      rows={rows}
      rowKey={({ statementId }) => statementId}
      isMarked={({ complete }) => !complete}
      {...state}
    />
  );
}
