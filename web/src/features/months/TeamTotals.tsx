import { useMemo } from 'react';
import type { PayrollTableDto, TableTeamDto } from '../../api/schema.js';
import { decimalsOf } from '../../i18n/format.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Change, Count } from '../../ui/Figures.js';
import type { Column } from '../../ui/table/columns.js';
import { PaperTable } from '../../ui/table/PaperTable.js';
import { moneyColumn } from './columns.js';

interface TeamTotalsProps {
  table: PayrollTableDto;
  teams: readonly TableTeamDto[];
}

/** What each team comes to, and all of them. */
export function TeamTotals({ table, teams }: TeamTotalsProps) {
  const { months } = useTexts();
  const { period } = useFormats();
  const columns = useTotalColumns(table, teams);
  const caption = months.caption(period(table.period), table.items[0]?.currency ?? '');
  return (
    <PaperTable
      label={`${months.teams}, ${caption}`}
      heading={
        <span className="line">
          <strong>{months.teams}</strong>
          <span>{caption}</span>
        </span>
      }
      columns={columns}
      rows={teams}
      rowKey={({ team }) => team ?? ''}
    />
  );
}

function useTotalColumns({ totals }: PayrollTableDto, teams: readonly TableTeamDto[]) {
  const { months, common } = useTexts();
  return useMemo((): Column<TableTeamDto>[] => {
    const { columns: titles } = months;
    const sums = [totals, ...teams.map(({ of }) => of)];
    const decimals = decimalsOf(
      sums.flatMap(({ salary, bonus, adjustments, total, change }) => [
        salary,
        bonus,
        adjustments,
        total,
        change,
      ]),
    );
    const money = (key: 'salary' | 'bonus' | 'adjustments' | 'total') =>
      moneyColumn<TableTeamDto>({
        ...{ key, title: titles[key], width: 110, decimals, total: totals[key] },
        of: ({ of }) => of[key],
      });
    return [
      {
        key: 'team',
        title: titles.team,
        width: 200,
        cell: ({ team, title }) => title ?? team ?? months.noTeam,
        total: common.table.total(teams.length),
      },
      {
        key: 'statements',
        title: titles.statements,
        kind: 'number',
        width: 110,
        cell: ({ of }) => <Count value={of.statements} />,
        total: <Count value={totals.statements} />,
      },
      money('salary'),
      money('bonus'),
      ...(totals.adjustments === null ? [] : [money('adjustments')]),
      money('total'),
      {
        key: 'change',
        title: titles.change,
        kind: 'number',
        width: 140,
        cell: ({ of }) => <Change value={of.change} decimals={decimals} />,
        total: <Change value={totals.change} decimals={decimals} />,
      },
    ];
  }, [totals, teams, months, common]);
}
