import { useId } from 'react';
import { useTexts } from '../../i18n/index.js';
import { useRangeText } from '../../ui/explain/LookupTable.js';
import { isMatrix, type Matrix, type Steps } from './document.js';
import styles from './Schemes.module.css';

const BOUNDS: ReadonlySet<string> = new Set(['from', 'after', 'to']);

/** A scale, grid or list of a scheme. */
export function SchemeTable({ name, table }: { name: string; table: Steps | Matrix }) {
  const id = useId();
  const rangeText = useRangeText();
  const { heads, rows } = isMatrix(table) ? gridOf(table) : rowsOf(table);
  return (
    <section aria-labelledby={id} className={styles.part}>
      <h2 id={id}>{name}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys */}
      <section className={styles.scroll} tabIndex={0} aria-labelledby={id}>
        <table className={styles.table}>
          <thead>
            <tr>
              {heads.map((head, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: heads of a grid may repeat
                <th key={place} scope="col">
                  <Head text={head} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.join()}>
                {row.map((cell, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells have no name but their column
                  <td key={place}>{cell === null || cell === '~' ? '—' : rangeText(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

/** Units and the common names of columns in words; others as the document has them. */
function Head({ text }: { text: string }) {
  const { schemes: texts } = useTexts();
  const rangeText = useRangeText();
  return texts.heads[text as keyof typeof texts.heads] ?? rangeText(text);
}

interface Cells {
  heads: string[];
  rows: (string | null)[][];
}

function rowsOf({ by, match, gives, below, rows }: Steps): Cells {
  const columns = Object.keys(gives);
  const cells = (row: Record<string, string | null>) => columns.map((column) => row[column] ?? null);
  if (match)
    return {
      heads: [...match, ...columns],
      rows: rows.map((row) => [...match.map((key) => row[key] ?? '*'), ...cells(row)]),
    };
  const under = typeof below === 'string' ? columns.map(() => below) : below && cells(below);
  return {
    heads: [by ?? '', ...columns],
    rows: [...(under ? [['below', ...under]] : []), ...rows.map((row) => [boundOf(row), ...cells(row)])],
  };
}

const gridOf = ({ down, across, values }: Matrix): Cells => ({
  heads: [`${down.by}`, ...across.keys.map((key) => keyOf(key, across.by))],
  rows: down.keys.map((key, place) => [keyOf(key, down.by), ...(values[place] ?? [])]),
});

const keyOf = (key: string, by: string) => (by === 'text' ? key : `from ${key}`);

/** `from 300 to 400`, as the service's explanations write it. */
const boundOf = (row: Record<string, string | null>): string =>
  Object.entries(row)
    .filter(([name, value]) => BOUNDS.has(name) && value !== null)
    .map(([name, value]) => `${name} ${value}`)
    .join(' ');
