import type { Column, DataTableProps } from './columns.js';
import styles from './DataTable.module.css';

type CardsProps<Row> = DataTableProps<Row> & { rows: readonly Row[] };

/** The rows on a telephone: name and main figure in the head of each, the rest below with its title, what is empty left out. */
export function Cards<Row>({ caption, columns, rows, rowKey, isMarked }: CardsProps<Row>) {
  const at = (place: Column<Row>['card']) => columns.filter(({ card = 'line' }) => card === place);
  const [heads, mains, lines] = [at('head'), at('main'), at('line')];
  const totals = [...heads, ...mains].filter(({ total }) => total !== undefined);
  return (
    <section aria-label={caption}>
      <p className="quiet">{caption}</p>
      <ul className={styles.cards}>
        {rows.map((row) => (
          <li key={rowKey(row)} className={`${styles.card} ${isMarked?.(row) ? styles.marked : ''}`}>
            <div className={styles.cardHead}>
              {heads.map(({ key, cell }) => (
                <strong key={key}>{cell(row)}</strong>
              ))}
              {mains.map(({ key, cell }) => (
                <span key={key} className={styles.cardMain}>
                  {cell(row)}
                </span>
              ))}
            </div>
            <dl className={styles.cardLines}>
              {lines.map(({ key, title, cell }) => {
                const content = cell(row);
                return (
                  content && (
                    <div key={key}>
                      <dt className="quiet">{title}</dt>
                      <dd>{content}</dd>
                    </div>
                  )
                );
              })}
            </dl>
          </li>
        ))}
      </ul>
      {totals.length > 0 && (
        <dl className={`${styles.cardLines} ${styles.cardTotals}`}>
          {totals.map(({ key, title, total }, index) => (
            <div key={key}>
              <dt className={index === 0 ? 'unseen' : 'quiet'}>{title}</dt>
              <dd>{total}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
