import type { ReactNode } from 'react';
import styles from './Explain.module.css';
import type { Lead } from './leads.js';
import type { ExplainedRow } from './tree.js';
import { Explained, type RowsProps, useTree } from './tree-context.js';

interface RowProps extends Pick<RowsProps, 'ofLine'> {
  row: ExplainedRow;
  path: string;
  leads: readonly Lead[];
  /** Columns in all. */
  span: number;
  children: ReactNode;
}

/** One row; its first cell opens how its lines came about. */
export function Row({ row, path, leads, span, ofLine, children }: RowProps) {
  const tree = useTree();
  const isOpen = tree.open.has(path);
  // names of its formulas are of the row before they are of the scheme; its sets are told above
  const explanation = {
    ...tree.explanation,
    lines: [...row.lines, ...tree.explanation.lines],
    rows: undefined,
  };
  return (
    <>
      <tr>
        {leads.map(({ head, cell }, place) =>
          place === 0 ? (
            <th key={head} scope="row">
              <button
                type="button"
                className={styles.opener}
                aria-expanded={isOpen}
                onClick={() => tree.toggle(path)}
              >
                <span aria-hidden className={styles.mark}>
                  {isOpen ? '▾' : '▸'}
                </span>{' '}
                {cell(row)}
              </button>
            </th>
          ) : (
            <td key={head}>{cell(row)}</td>
          ),
        )}
        {children}
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={span} className={styles.opened}>
            <Explained value={{ ...tree, explanation }}>
              <ul className="bare-list">{row.lines.map((line) => ofLine(line, `${path}.${line.code}`))}</ul>
            </Explained>
          </td>
        </tr>
      )}
    </>
  );
}
