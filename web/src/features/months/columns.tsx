import { useMemo } from 'react';
import { Link } from 'react-router';
import type { ListedSumDto, PayrollRowDto, PayrollTableDto } from '../../api/schema.js';
import { decimalsOf } from '../../i18n/format.js';
import { useTexts } from '../../i18n/index.js';
import { Change, Money, None, Percent } from '../../ui/Figures.js';
import { orderOf } from '../../ui/order.js';
import type { Column } from '../../ui/table/columns.js';
import styles from './Month.module.css';
import { Warnings } from './Warnings.js';

type Row = PayrollRowDto;

/** Whether a row has more than remarks. */
export const isWarned = ({ warnings }: Row): boolean => warnings.some(({ level }) => level === 'warning');

const AMOUNTS = ['salary', 'bonus', 'adjustments', 'total', 'change'] as const;

/** Columns of the month's table; sums are the service's, of all the rows that are listed or of none. */
export function useColumns(
  table: PayrollTableDto | undefined,
  totals: ListedSumDto | undefined,
): Column<Row>[] {
  const { months, common } = useTexts();
  return useMemo(() => {
    const { columns: titles } = months;
    const items = table?.items ?? [];
    const teamTitles = new Map(table?.teams.map(({ team, title }) => [team, title]));
    const decimals = decimalsOf(items.flatMap((row) => AMOUNTS.map((key) => row[key])));
    const money = (key: 'salary' | 'bonus' | 'adjustments', width: number) =>
      moneyColumn<Row>({
        key,
        title: titles[key],
        width,
        decimals,
        of: (row) => row[key],
        total: totals?.[key],
      });
    return [
      {
        key: 'name',
        title: titles.manager,
        width: 200,
        card: 'head',
        sortBy: ({ name }) => name,
        cell: ({ name, statementId }) => <Link to={`/statements/${statementId}`}>{name}</Link>,
        ...(totals && { total: common.table.total(totals.statements) }),
      },
      {
        key: 'number',
        title: titles.number,
        width: 110,
        isOptional: true,
        card: 'none',
        sortBy: (row) => row.personnelNumber,
        cell: (row) => row.personnelNumber,
      },
      ...(teamTitles.size > 1 ? [teamColumn(titles.team, teamTitles)] : []),
      {
        key: 'grade',
        title: titles.grade,
        kind: 'number',
        width: 90,
        isOptional: true,
        card: 'none',
        sortBy: ({ grade }) => orderOf(grade),
        cell: ({ grade }) => grade ?? <None />,
      },
      money('salary', 110),
      {
        key: 'attainment',
        title: titles.attainment,
        kind: 'number',
        width: 120,
        isOptional: true,
        sortBy: ({ attainment }) => orderOf(attainment?.value),
        cell: ({ attainment }) => <Percent value={attainment?.value} />,
      },
      money('bonus', 110),
      ...(items.some(({ adjustments }) => adjustments !== null) ? [money('adjustments', 120)] : []),
      {
        key: 'total',
        title: titles.total,
        kind: 'number',
        width: 120,
        card: 'main',
        sortBy: ({ total }) => orderOf(total),
        cell: ({ total, complete }) => (
          <strong>{complete ? <Money value={total} decimals={decimals} /> : <Incomplete />}</strong>
        ),
        ...(totals && { total: <Money value={totals.total} decimals={decimals} /> }),
      },
      {
        key: 'change',
        title: titles.change,
        kind: 'number',
        width: 140,
        sortBy: ({ change }) => orderOf(change),
        cell: (row) => <ChangeLink row={row} decimals={decimals} />,
        ...(totals && { total: <Change value={totals.change} decimals={decimals} /> }),
      },
      {
        key: 'mix',
        title: titles.mix,
        kind: 'number',
        width: 110,
        isOptional: true,
        sortBy: ({ payMix }) => orderOf(payMix[0]?.share),
        cell: ({ payMix }) => <Percent value={payMix[0]?.shareText} />,
      },
      {
        key: 'warnings',
        title: titles.warnings,
        width: 190,
        sortBy: ({ warnings }) => BigInt(warnings.length),
        cell: (row) => row.warnings.length > 0 && <Warnings row={row} />,
      },
    ];
  }, [table, totals, months, common]);
}

interface MoneyColumn<Of> extends Pick<Column<Of>, 'key' | 'title' | 'width'> {
  of: (row: Of) => string | null;
  decimals: number;
  /** Undefined where there is no row of totals. */
  total: string | null | undefined;
}

/** A column of amounts. */
export const moneyColumn = <Of,>({ of, decimals, total, ...column }: MoneyColumn<Of>): Column<Of> => ({
  ...column,
  kind: 'number',
  sortBy: (row) => orderOf(of(row)),
  cell: (row) => <Money value={of(row)} decimals={decimals} />,
  ...(total !== undefined && { total: <Money value={total} decimals={decimals} /> }),
});

const teamColumn = (title: string, titles: ReadonlyMap<string | null, string | null>): Column<Row> => ({
  key: 'team',
  title,
  width: 200,
  isOptional: true,
  card: 'none',
  sortBy: ({ team }) => titles.get(team) ?? team,
  cell: ({ team }) => titles.get(team) ?? team ?? <None />,
});

/** Against last month, and the way to its causes. */
function ChangeLink({ row, decimals }: { row: Row; decimals: number }) {
  const { months } = useTexts();
  const { change, statementBefore, statementId } = row;
  if (change === null || !statementBefore)
    return <span className="quiet">{statementBefore ? <None /> : months.newHere}</span>;
  return (
    <Link className={styles.change} to={`/statements/${statementId}?compare=${statementBefore}`}>
      <Change value={change} decimals={decimals} />
    </Link>
  );
}

function Incomplete() {
  const { months } = useTexts();
  return <span className="bad">{months.warning.incomplete}</span>;
}
