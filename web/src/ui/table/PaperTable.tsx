import type { ReactNode } from 'react';
import { Cells } from './Cells.js';
import type { Column } from './columns.js';
import styles from './PaperTable.module.css';
import { useShownColumns } from './shown.js';

interface PaperTableProps<Row> {
  /** What it is of, for who does not see it. */
  label: string;
  /** Said again at the head of every page, with the titles of the columns. */
  heading: ReactNode;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}

/** A table for paper: all its rows, with the columns that the address leaves. */
export function PaperTable<Row>({ label, heading, columns: all, rows, rowKey }: PaperTableProps<Row>) {
  const columns = useShownColumns(all);
  const hasTotals = columns.some(({ total }) => total !== undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <section className={styles.region} aria-label={label} tabIndex={0}>
      <table className={styles.paper}>
        <thead>
          <tr>
            <th scope="colgroup" colSpan={columns.length} className={styles.of}>
              {heading}
            </th>
          </tr>
          <tr className={styles.heads}>
            {columns.map((column) => (
              <th key={column.key} scope="col" data-kind={column.kind}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              <Cells columns={columns} of={({ cell }) => cell(row)} />
            </tr>
          ))}
        </tbody>
        {hasTotals && (
          <tfoot>
            <tr>
              <Cells columns={columns} of={({ total }) => total} />
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}
