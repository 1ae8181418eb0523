import type { ReactNode } from 'react';
import type { Column } from './columns.js';

interface CellsProps<Row> {
  columns: readonly Column<Row>[];
  of: (column: Column<Row>) => ReactNode;
}

/** The cells of one row; the first is what the row is of. */
export function Cells<Row>({ columns, of }: CellsProps<Row>) {
  return columns.map((column, index) =>
    index === 0 ? (
      <th key={column.key} scope="row" data-kind={column.kind}>
        {of(column)}
      </th>
    ) : (
      <td key={column.key} data-kind={column.kind}>
        {of(column)}
      </td>
    ),
  );
}
