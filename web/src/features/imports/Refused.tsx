import type { FieldProblemDto, ProblemDto } from '../../api/schema.js';
import { useTexts } from '../../i18n/index.js';
import { None } from '../../ui/Figures.js';
import { orderOf } from '../../ui/order.js';
import type { Column } from '../../ui/table/columns.js';
import { DataTable } from '../../ui/table/DataTable.js';

/** Why a file is refused: cell by cell with what would be right, or whole. */
export function Refused({ problem }: { problem: ProblemDto }) {
  const { imports: texts } = useTexts();
  const fields = problem.fields ?? [];
  const columns: Column<FieldProblemDto>[] = [
    {
      key: 'line',
      title: texts.line,
      kind: 'number',
      width: 90,
      cell: ({ line }) => line ?? <None />,
      sortBy: ({ line }) => orderOf(line === undefined ? null : String(line)),
    },
    {
      key: 'column',
      title: texts.column,
      width: 160,
      card: 'head',
      cell: ({ column, field }) => column ?? field,
    },
    {
      key: 'value',
      title: texts.value,
      width: 220,
      card: 'main',
      cell: ({ value }) => (value === null || value === '' ? <None /> : value),
    },
    { key: 'expected', title: texts.expected, width: 420, cell: ({ expected }) => expected },
  ];
  return (
    <section className="stack">
      <h2 role="alert">{problem.title}</h2>
      <p>{fields.length > 0 ? texts.refusedHint : problem.detail}</p>
      {fields.length > 0 && (
        <DataTable
          caption={texts.refused(fields.length, problem.fieldsTotal ?? fields.length)}
          columns={columns}
          rows={fields}
          rowKey={({ line, column, field, value }) => `${line} ${column} ${field} ${value}`}
          sortName="sortRefused"
        />
      )}
    </section>
  );
}
