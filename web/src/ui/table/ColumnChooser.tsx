import { useTexts } from '../../i18n/index.js';
import { useUrlSet } from '../url-state.js';
import type { Column } from './columns.js';
import styles from './DataTable.module.css';

/** Which of the optional columns are shown. */
export function ColumnChooser<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  const { common } = useTexts();
  const [hidden, toggle] = useUrlSet('hide');
  const optional = columns.filter(({ isOptional }) => isOptional);
  if (optional.length === 0) return null;
  return (
    <details className={`${styles.chooser} not-printed`}>
      <summary>{common.table.columns}</summary>
      <div className={styles.choices}>
        {optional.map(({ key, title }) => (
          <label key={key}>
            <input type="checkbox" checked={!hidden.has(key)} onChange={() => toggle(key)} /> {title}
          </label>
        ))}
      </div>
    </details>
  );
}
