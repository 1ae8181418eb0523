import { useUrlState } from '../url-state.js';
import type { Column } from './columns.js';
import styles from './DataTable.module.css';

/** A column's title; a button where the column can be sorted: rising, falling, not at all. */
export function HeadCell<Row>({ column, sortName }: { column: Column<Row>; sortName: string }) {
  const { key, title, kind, sortBy } = column;
  const [sort, setSort] = useUrlState(sortName);
  if (!sortBy)
    return (
      <th scope="col" data-kind={kind}>
        {title}
      </th>
    );
  const state = sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : 'none';
  // of numbers the largest are looked for first
  const [first, second] = kind === 'number' ? [`-${key}`, key] : [key, `-${key}`];
  const next = sort === first ? second : sort === second ? null : first;
  return (
    <th scope="col" aria-sort={state} data-kind={kind}>
      <button type="button" className={styles.sort} onClick={() => setSort(next)}>
        {title}
        <span aria-hidden className={styles.arrow}>
          {state === 'ascending' ? '▲' : state === 'descending' ? '▼' : '↕'}
        </span>
      </button>
    </th>
  );
}
