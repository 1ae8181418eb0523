import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { StatementSummaryDto } from '../../api/schema.js';
import { companyQuery, useSession } from '../../api/session.js';
import { decimalsOf } from '../../i18n/format.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Empty } from '../../ui/Empty.js';
import { Change, Money } from '../../ui/Figures.js';
import { orderOf } from '../../ui/order.js';
import { Page } from '../../ui/Page.js';
import { PeriodState } from '../../ui/PeriodState.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';
import { ownStatementsQuery } from './queries.js';

/** A manager's own statements by month, each leading to how it came about. */
export default function MyStatements() {
  const { progress: texts, common } = useTexts();
  const { manager } = useSession();
  const { data: company } = useQuery(companyQuery);
  const { data, error, refetch } = useQuery(ownStatementsQuery(manager ?? ''));
  return (
    <Page title={common.nav.myStatements}>
      <DataTable
        caption={texts.statements.caption(company?.currency ?? '')}
        columns={useColumns(data ?? [])}
        rows={data}
        rowKey={({ id }) => id}
        error={error}
        onRetry={() => void refetch()}
        empty={<Empty title={texts.statements.none} hint={texts.statements.noneHint} />}
      />
    </Page>
  );
}

function useColumns(rows: readonly StatementSummaryDto[]): Column<StatementSummaryDto>[] {
  const { progress: texts } = useTexts();
  const { period } = useFormats();
  const decimals = decimalsOf(
    rows.flatMap(({ salary, bonus, total, change }) => [salary, bonus, total, change]),
  );
  const money = (key: 'salary' | 'bonus' | 'total'): Column<StatementSummaryDto> => ({
    key,
    title: texts[key],
    kind: 'number',
    width: 120,
    sortBy: (row) => orderOf(row[key]),
    cell: (row) => <Money value={row[key]} decimals={decimals} />,
  });
  return [
    {
      key: 'period',
      title: texts.statements.month,
      width: 200,
      card: 'head',
      sortBy: (row) => row.period,
      cell: (row) => <Link to={`/me/statements/${row.id}`}>{period(row.period)}</Link>,
    },
    {
      key: 'state',
      title: texts.statements.state,
      width: 220,
      sortBy: ({ state }) => state,
      cell: ({ state }) => <PeriodState state={state} withProvisional />,
    },
    money('salary'),
    money('bonus'),
    { ...money('total'), card: 'main' },
    {
      key: 'change',
      title: texts.statements.change,
      kind: 'number',
      width: 140,
      sortBy: ({ change }) => orderOf(change),
      cell: ({ change }) => <Change value={change} decimals={decimals} />,
    },
  ];
}
