import type { RatioDto } from '../../api/schema.js';
import { useFormats, useTexts } from '../../i18n/index.js';
import type { Titled } from '../../ui/explain/tree.js';
import { useTitle } from '../../ui/explain/values.js';
import { None } from '../../ui/Figures.js';
import styles from './MyMonth.module.css';

/** The percents that pay is made of: earned in full, or how much of the most. */
export function Ratios({ ratios }: { ratios: readonly RatioDto[] }) {
  const { progress: texts, common } = useTexts();
  const { percent } = useFormats();
  const titleOf = useTitle();
  if (ratios.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2>{texts.ratios.title}</h2>
      <ul className={`bare-list ${styles.list}`}>
        {ratios.map(({ scheme, line, title, clause, value, most }) => {
          const isFull = value === most;
          return (
            <li key={`${scheme} ${line}`} className={styles.ratio}>
              <span className={isFull ? 'good' : 'bad'}>
                <span aria-hidden>{isFull ? '✓' : '✕'}</span>
                <span className="unseen">{isFull ? common.good : common.bad}</span>
              </span>
              <span>
                {titleOf(title as Titled | null, line)}{' '}
                {clause && <span className="quiet">{common.explain.clause(clause)}</span>}
              </span>
              <span className="number push">
                {value === null ? <None /> : texts.ratios.of(percent(value), percent(most))}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
