import { Link } from 'react-router';
import type { PayrollRowDto, PayrollTableDto } from '../../api/schema.js';
import { decimalsOf } from '../../i18n/format.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import { Change, Money, None, Percent } from '../../ui/Figures.js';
import { orderOf } from '../../ui/order.js';
import { PeriodState } from '../../ui/PeriodState.js';
import type { Column } from '../../ui/table/columns.js';

/** Columns of the list of statements; the sums are the service's, and are left out where rows are filtered. */
export function useStatementColumns(
  table: PayrollTableDto | undefined,
  isFiltered: boolean,
): Column<PayrollRowDto>[] {
  const { common, periods: texts } = useTexts();
  const { language } = useFormats();
  const sums = isFiltered ? undefined : table?.totals;
  const decimals = decimalsOf(
    (table?.items ?? []).flatMap(({ salary, bonus, total }) => [salary, bonus, total]),
  );
  const amount = (key: 'salary' | 'bonus' | 'adjustments' | 'total'): Column<PayrollRowDto> => ({
    key,
    title: texts.amounts[key],
    kind: 'number',
    width: 110,
    card: key === 'total' ? 'main' : 'none',
    isOptional: key !== 'total',
    cell: (row) => <Money value={row[key]} decimals={decimals} />,
    sortBy: (row) => orderOf(row[key]),
    ...(sums ? { total: <Money value={sums[key]} decimals={decimals} /> } : {}),
  });
  return [
    {
      key: 'name',
      title: texts.manager,
      width: 220,
      card: 'head',
      cell: ({ statementId, name, personnelNumber }) => (
        <>
          <Link to={`/statements/${statementId}`}>{name}</Link>{' '}
          <span className="quiet">{personnelNumber}</span>
        </>
      ),
      sortBy: ({ name }) => name,
      ...(sums ? { total: common.table.total(sums.statements) } : {}),
    },
    {
      key: 'team',
      title: texts.team,
      width: 160,
      card: 'none',
      isOptional: true,
      cell: ({ team }) =>
        (team && table?.teams.find((each) => each.team === team)?.title) ?? team ?? <None />,
      sortBy: ({ team }) => team,
    },
    {
      key: 'grade',
      title: texts.grade,
      kind: 'number',
      width: 80,
      card: 'none',
      isOptional: true,
      cell: ({ grade }) => grade ?? <None />,
      sortBy: ({ grade }) => orderOf(grade),
    },
    {
      key: 'state',
      title: texts.state,
      width: 140,
      card: 'none',
      isOptional: true,
      cell: ({ state }) => <PeriodState state={state} />,
    },
    amount('salary'),
    {
      key: 'attainment',
      title: texts.attainment,
      kind: 'number',
      width: 110,
      card: 'none',
      isOptional: true,
      cell: ({ attainment }) => (
        <span title={attainment ? titleIn(attainment.title, language) : undefined}>
          <Percent value={attainment?.value} />
        </span>
      ),
      sortBy: ({ attainment }) => orderOf(attainment?.value),
    },
    amount('bonus'),
    amount('adjustments'),
    amount('total'),
    {
      key: 'change',
      title: texts.change,
      kind: 'number',
      width: 120,
      cell: ({ change }) => <Change value={change} direction="none" decimals={decimals} />,
      sortBy: ({ change }) => orderOf(change),
      ...(sums ? { total: <Change value={sums.change} direction="none" decimals={decimals} /> } : {}),
    },
    { key: 'warnings', title: texts.look, width: 90, cell: ({ warnings }) => <Warned warnings={warnings} /> },
  ];
}

function Warned({ warnings }: { warnings: PayrollRowDto['warnings'] }) {
  const { periods: texts } = useTexts();
  if (warnings.length === 0) return <None />;
  return (
    <details>
      <summary>
        <span aria-hidden>⚠ </span>
        {warnings.length} <span className="unseen">{texts.look}</span>
      </summary>
      {warnings.map(({ code, text }) => (
        <div key={code + text}>{text}</div>
      ))}
    </details>
  );
}

const titleIn = (title: unknown, language: 'en' | 'ru'): string | undefined =>
  (title as Partial<Record<'en' | 'ru', string>> | null)?.[language];
