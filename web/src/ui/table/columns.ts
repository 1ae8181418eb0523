import type { ReactNode } from 'react';
import type { SortValue } from '../order.js';

/** A column of a `DataTable`. */
export interface Column<Row> {
  /** In the address, where the table is sorted by it or it is hidden. */
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** Text stands left, numbers right. */
  kind?: 'text' | 'number';
  /** In pixels; Russian titles run a third longer and wrap. */
  width: number;
  /** Makes the column sortable. Amounts by `orderOf`. */
  sortBy?: (row: Row) => SortValue;
  /** In the last row, from the service: nothing is added up here. */
  total?: ReactNode;
  /** May be hidden. */
  isOptional?: boolean;
  /** Where it stands on a telephone's card: in the head, beside the head, below with its title, or nowhere. */
  card?: 'head' | 'main' | 'line' | 'none';
}

export interface DataTableProps<Row> {
  /** What the table is of, with the currency of its amounts. */
  caption: string;
  columns: readonly Column<Row>[];
  /** Undefined while they are on their way. */
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  /** Of the query: shown in place of the rows. */
  error?: Error | null;
  onRetry?: () => void;
  /** Shown where there are no rows at all. */
  empty?: ReactNode;
  /** Called to clear the filter, where the rows are what one has left. */
  onClearFilter?: (() => void) | undefined;
  /** The rows are being asked for again. */
  isBusy?: boolean;
  /** Rows worth a look. */
  isMarked?: (row: Row) => boolean;
  /** Name of the sort in the address, where a page has more than one table. */
  sortName?: string;
}
