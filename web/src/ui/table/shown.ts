import { useMemo } from 'react';
import { useFormats } from '../../i18n/index.js';
import { sortedBy } from '../order.js';
import { useUrlState } from '../url-state.js';
import type { Column } from './columns.js';

/** The columns that `?hide=` leaves. */
export function useShownColumns<Row>(columns: readonly Column<Row>[]): readonly Column<Row>[] {
  const [hidden] = useUrlState('hide');
  return useMemo(() => {
    const without = new Set(hidden.split(','));
    return columns.filter(({ key, isOptional }) => !(isOptional && without.has(key)));
  }, [columns, hidden]);
}

/** The rows as `?sort=-total` has them; as they were given without it. */
export function useSorted<Row, Rows extends readonly Row[] | undefined>(
  rows: Rows,
  columns: readonly Column<Row>[],
  name = 'sort',
): Rows | readonly Row[] {
  const { compare } = useFormats();
  const [sort] = useUrlState(name);
  return useMemo(() => {
    const isDescending = sort.startsWith('-');
    const sortBy = columns.find(({ key }) => key === sort.replace('-', ''))?.sortBy;
    return rows && sortBy ? sortedBy(rows, sortBy, isDescending, compare) : rows;
  }, [rows, columns, sort, compare]);
}
