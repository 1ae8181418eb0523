import { type GivenRow, type Result, type Scheme } from '../../src/calc/index.js';
import { schemeOf } from './support.js';

export const period = '2026-03';

/** A scheme with the row sets and lines given as YAML. */
export function withRows(
  rows: string,
  lines = "- {code: one, formula: '1', unit: count}",
  more = '',
): Scheme {
  const indented = (text: string) => text.trimEnd().replace(/^/gm, '  ');
  return schemeOf(
    `code: r\ntitle: R\nperiod: month\n${more}rows:\n${indented(rows)}\nlines:\n${indented(lines)}\n`,
  );
}

export const order = (id: string, amount: string | null, more: Partial<GivenRow> = {}): GivenRow => ({
  id,
  date: '2026-03-10',
  ...more,
  fields: { amount, credit: '1', ...more.fields },
});

/** Values of a line down the rows of a set, in the order they were worked through. */
export const down = (result: Result, set: string, line: string) =>
  result.rows![set]!.map(({ id, lines }) => `${id} ${lines[line]}`);
