import { useFormats, useTexts } from '../../i18n/index.js';
import styles from './Explain.module.css';
import { useFormulaText } from './formula.js';
import type { Lookup, Use } from './tree.js';
import { useTitle } from './values.js';

interface LookupTableProps {
  lookup: Lookup;
  /** What the formula reads, to name what the table was asked for. */
  uses: readonly Use[];
}

/** A table of the scheme; the row that answered is marked in colour and in words. */
export function LookupTable({ lookup, uses }: LookupTableProps) {
  const { common } = useTexts();
  const titleOf = useTitle();
  const rangeText = useRangeText();
  const written = useFormulaText();
  const titles = new Map(uses.map(({ name, title }) => [name, titleOf(title, name)]));
  const rows = lookup.below ? [lookup.below, ...lookup.rows] : lookup.rows;
  const answered = lookup.below ? lookup.answered + 1 : lookup.answered;
  // by which a scale is read has a unit for a name there, which says nothing: what was asked of it does
  const asked = /^\w+\([^,]+, (.+)\)$/.exec(lookup.text)?.[1];
  const by = lookup.function === 'MATCH' || !asked ? lookup.by : [written(asked, titles)];
  const columns =
    lookup.columns.length === 1 && lookup.function !== 'MATRIX' ? [common.explain.value] : lookup.columns;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <section className={styles.scroll} tabIndex={0} aria-label={titleOf(lookup.title, lookup.table)}>
      <table className={styles.lookup}>
        <caption>{titleOf(lookup.title, lookup.table)}</caption>
        <thead>
          <tr>
            {[...by, ...columns].map((head) => (
              <th key={head} scope="col">
                {rangeText(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={row.by.join()} className={place === answered ? styles.answered : ''}>
              {[...row.by, ...row.cells].map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no name but their column
                <td key={column}>{cell === null ? '—' : rangeText(cell)}</td>
              ))}
              {place === answered && <td className={styles.here}>← {common.explain.answered}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Writes `from 1500 to 2500`, `below`, `1.3%` and `400` as the language does; other texts as they are. */
export function useRangeText(): (text: string) => string {
  const { common } = useTexts();
  const { number, percent } = useFormats();
  const figure = (text: string) =>
    /^-?\d+(\.\d+)?$/.test(text) ? number(text) : /^-?\d+(\.\d+)?%$/.test(text) ? percent(text) : text;
  return (text) => {
    const [, kind, start, end] = /^(from|after) (\S+)(?: to (\S+))?$/.exec(text) ?? [];
    if (!kind || !start) return text === 'below' ? common.explain.below : figure(text);
    const head = kind === 'from' ? common.explain.from(figure(start)) : common.explain.after(figure(start));
    return end ? `${head} ${common.explain.to(figure(end))}` : head;
  };
}
