import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTexts } from '../../i18n/index.js';
import { Cells } from './Cells.js';
import type { Column, DataTableProps } from './columns.js';
import styles from './DataTable.module.css';
import { HeadCell } from './HeadCell.js';

/** Up to so many rows are drawn at once, and are all there for the browser's own search and for printing. */
const ROWS_DRAWN_MAX = 100;
const ROW_PX = 36;
const ROW_TOUCHED_PX = 44;

type GridProps<Row> = DataTableProps<Row> & { rows: readonly Row[] };

/** The table itself. Of a long one only the rows near those in sight are drawn, between two spacers. */
export function Grid<Row>({ caption, columns, rows, rowKey, isMarked, sortName = 'sort' }: GridProps<Row>) {
  const { common } = useTexts();
  const region = useRef<HTMLElement>(null);
  const isLong = rows.length > ROWS_DRAWN_MAX;
  const rowPx = window.matchMedia('(pointer: coarse)').matches ? ROW_TOUCHED_PX : ROW_PX;
  const virtual = useVirtualizer({
    count: rows.length,
    enabled: isLong,
    getScrollElement: () => region.current,
    estimateSize: () => rowPx,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const places = isLong ? items.map(({ index }) => index) : rows.map((_, place) => place);
  const before = isLong ? (items[0]?.start ?? 0) : 0;
  const after = isLong ? virtual.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  const hasTotals = columns.some(({ total }) => total !== undefined);
  return (
    <section
      ref={region}
      className={`${styles.region} ${isLong ? styles.long : ''}`}
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
      tabIndex={0}
    >
      <table className={styles.table} aria-rowcount={rows.length + 1 + Number(hasTotals)}>
        <caption className={styles.caption}>
          {caption} <span className="quiet">{common.table.rows(rows.length)}</span>
        </caption>
        <colgroup>
          {columns.map(({ key, width }) => (
            <col key={key} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} sortName={sortName} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={before} span={columns.length} />
          {places.map((place) => {
            const row = rows[place]!;
            return (
              <tr
                key={rowKey(row)}
                aria-rowindex={place + 2}
                className={isMarked?.(row) ? styles.marked : ''}
              >
                <Cells columns={columns} of={({ cell }) => cell(row)} />
              </tr>
            );
          })}
          <Spacer height={after} span={columns.length} />
        </tbody>
        {hasTotals && <Totals columns={columns} rowCount={rows.length} />}
      </table>
    </section>
  );
}

function Spacer({ height, span }: { height: number; span: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className={styles.spacer}>
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}

function Totals<Row>({ columns, rowCount }: { columns: readonly Column<Row>[]; rowCount: number }) {
  return (
    <tfoot>
      <tr aria-rowindex={rowCount + 2}>
        <Cells columns={columns} of={({ total }) => total} />
      </tr>
    </tfoot>
  );
}
