import { useMediaQuery } from '@mantine/hooks';
import { useTexts } from '../../i18n/index.js';
import { Empty } from '../Empty.js';
import { ProblemBox } from '../ProblemBox.js';
import { useDelayed } from '../use-delayed.js';
import { Cards } from './Cards.js';
import { ColumnChooser } from './ColumnChooser.js';
import type { DataTableProps } from './columns.js';
import styles from './DataTable.module.css';
import { Grid } from './Grid.js';
import { useShownColumns, useSorted } from './shown.js';

const TELEPHONE = '(max-width: 48em)';

/**
 * A native table: sorted by buttons in its head, long ones drawn only where they are looked at, cards on a telephone.
 * Sort and hidden columns live in the address: `?sort=-total&hide=grade`.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, error, columns } = props;
  const { common } = useTexts();
  const isTelephone = useMediaQuery(TELEPHONE, window.matchMedia(TELEPHONE).matches);
  const isLate = useDelayed(!rows && !error);
  const shown = useShownColumns(columns);
  const sorted = useSorted(rows, columns, props.sortName);
  if (error && !rows) return <ProblemBox error={error} onRetry={props.onRetry} />;
  if (!rows || !sorted) return isLate ? <Skeleton /> : <div className={styles.waiting} aria-busy />;
  if (rows.length === 0)
    return props.onClearFilter ? (
      <Empty title={common.table.nothingFound}>
        <button type="button" className={styles.plain} onClick={props.onClearFilter}>
          {common.table.clearFilter}
        </button>
      </Empty>
    ) : (
      (props.empty ?? <Empty title={common.table.nothing} />)
    );
  const given = { ...props, columns: shown, rows: sorted };
  return (
    <div aria-busy={props.isBusy || undefined}>
      {isTelephone ? (
        <Cards {...given} />
      ) : (
        <>
          <ColumnChooser columns={columns} />
          <Grid {...given} />
        </>
      )}
    </div>
  );
}

function Skeleton() {
  const { common } = useTexts();
  return (
    <div role="status">
      <span className="unseen">{common.loading}</span>
      {Array.from({ length: 8 }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars that are all the same
        <div key={place} className={styles.bar} />
      ))}
    </div>
  );
}
