import { useTexts } from '../../i18n/index.js';
import { Count } from '../Figures.js';
import styles from './Explain.module.css';
import { Node } from './Node.js';
import { RowsTable } from './RowsTable.js';
import type { RowsProps } from './tree-context.js';
import { useTitle } from './values.js';

/** The orders, returns, payments or parts of the month that a scheme works through one by one. */
export function RowsNode({ value, ...rows }: RowsProps & { value?: string }) {
  const { common } = useTexts();
  const titleOf = useTitle();
  const { set, path } = rows;
  const title = titleOf(set.title, set.set);
  const count = common.table.rows(set.count);
  if (set.count === 0)
    return (
      <li className={styles.leaf}>
        {title}: {count}
      </li>
    );
  return (
    <Node path={path} title={title} value={value !== undefined && <Count value={value} />} beside={count}>
      <RowsTable {...rows} />
    </Node>
  );
}
