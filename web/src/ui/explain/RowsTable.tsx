import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { decimalsOf } from '../../i18n/format.js';
import { useTexts } from '../../i18n/index.js';
import { ProblemBox } from '../ProblemBox.js';
import styles from './Explain.module.css';
import { type Lead, useAsk, useLeads } from './leads.js';
import { Row } from './Row.js';
import { columnsOf, type RowColumn } from './row-columns.js';
import type { RowsOfSet } from './tree.js';
import { type RowsProps, useTree } from './tree-context.js';
import { UnitValue, useTitle } from './values.js';

/** So many are shown until all are asked for. */
const FIRST = 20;
/** The most that the service explains one by one. */
const MOST = 1_000;

/** Rows of a set, each opening how its figures came about; the sums are the service's. */
export function RowsTable({ set, path, ofLine }: RowsProps) {
  const { common } = useTexts();
  const titleOf = useTitle();
  const [isWhole, setWhole] = useState(useDeepestOpen(path) >= FIRST);
  const { rows: all, error, refetch, isFetching } = useRows(set, isWhole);
  const rows = isWhole ? all : all.slice(0, FIRST);
  const columns = columnsOf(all);
  const decimals = new Map(columns.map(({ key, of }) => [key, decimalsOf(all.map(of))]));
  const leads = useLeads(set);
  const askOf = useAsk(set);
  const more = Math.min(set.count, MOST);
  return (
    <section
      className={`${styles.facts} ${styles.rows}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
      tabIndex={0}
      aria-label={titleOf(set.title, set.set)}
      aria-busy={isFetching || undefined}
    >
      <table className={styles.lookup}>
        <caption>
          {rows.length < set.count
            ? common.explain.factsShown(rows.length, set.count)
            : common.table.rows(set.count)}
        </caption>
        <Heads leads={leads} columns={columns} canAsk={askOf !== undefined} />
        <tbody>
          {rows.map((row, place) => (
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: a number may stand for several records
              key={place}
              row={row}
              path={`${path}.${place}`}
              leads={leads}
              span={leads.length + columns.length + Number(askOf !== undefined)}
              ofLine={ofLine}
            >
              {columns.map((column) => (
                <td key={column.key} className={styles.right}>
                  <UnitValue value={column.of(row)} unit={column.unit} decimals={decimals.get(column.key)} />
                </td>
              ))}
              {askOf && <td className="not-printed">{askOf(row)}</td>}
            </Row>
          ))}
        </tbody>
        <Sums set={set} columns={columns} leads={leads} />
      </table>
      {error && <ProblemBox error={error} onRetry={refetch} />}
      {rows.length < more && (
        <button
          type="button"
          className="text-button not-printed"
          disabled={isFetching}
          onClick={() => setWhole(true)}
        >
          {common.showAll(more)}
        </button>
      )}
    </section>
  );
}

/** The rows that came with the explanation, or as many of all as the service tells. */
function useRows(set: RowsOfSet, isWhole: boolean) {
  const { id, readRows } = useTree();
  const count = Math.min(set.count, MOST);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['results', id, 'rows', { count }],
    queryFn: () => readRows?.(count) ?? [],
    enabled: isWhole && readRows !== undefined && set.rows.length < count,
  });
  const rows = data?.find((each) => each.set === set.set)?.rows ?? set.rows;
  return { rows, error, isFetching, refetch: () => void refetch() };
}

/** Place of the farthest row below `path` that the address has open; −1 without one. */
function useDeepestOpen(path: string): number {
  const { open } = useTree();
  const below = [...open].filter((each) => each.startsWith(`${path}.`));
  return Math.max(-1, ...below.map((each) => Number(each.slice(path.length + 1).split('.')[0])));
}

interface HeadsProps {
  leads: readonly Lead[];
  columns: readonly RowColumn[];
  canAsk: boolean;
}

function Heads({ leads, columns, canAsk }: HeadsProps) {
  const { explain } = useTexts().common;
  const titleOf = useTitle();
  return (
    <thead>
      <tr>
        {leads.map(({ head }) => (
          <th key={head} scope="col">
            {head}
          </th>
        ))}
        {columns.map(({ key, title }) => (
          <th key={key} scope="col" className={styles.right}>
            {titleOf(title, key.replace('line ', ''))}
          </th>
        ))}
        {canAsk && (
          <th scope="col" className="not-printed">
            <span className="unseen">{explain.fact.ask}</span>
          </th>
        )}
      </tr>
    </thead>
  );
}

interface SumsProps {
  set: RowsOfSet;
  leads: readonly Lead[];
  columns: readonly RowColumn[];
}

function Sums({ set, leads, columns }: SumsProps) {
  const { common } = useTexts();
  // percents add up to nothing
  const sums = new Map(
    set.sums.filter(({ unit }) => unit !== 'ratio').map((sum) => [`line ${sum.code}`, sum]),
  );
  if (sums.size === 0 || set.count < 2) return null;
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={leads.length}>
          {common.table.total(set.count)}
        </th>
        {columns.map(({ key, unit }) => (
          <td key={key} className={styles.right}>
            {sums.has(key) && <UnitValue value={sums.get(key)!.value} unit={unit} />}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
