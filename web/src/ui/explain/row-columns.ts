import type { ExplainedRow, Titled, Use } from './tree.js';

/** A column of a table of rows: what a row had, or what one of its lines came to. */
export interface RowColumn {
  key: string;
  title: Titled | null;
  unit: string;
  of: (row: ExplainedRow) => string | null;
}

/** What the rows' formulas read of the rows themselves, then their lines. */
export function columnsOf(rows: readonly ExplainedRow[]): RowColumn[] {
  const fields = new Map(rows.flatMap((row) => fieldsOf(row).map((use) => [use.name, use] as const)));
  return [
    ...[...fields.values()].map(({ name, title, unit }) => ({
      ...{ key: name, title, unit },
      of: (row: ExplainedRow) => fieldsOf(row).find((use) => use.name === name)?.value ?? null,
    })),
    ...(rows[0]?.lines ?? []).map(({ code, title, unit }, place) => ({
      ...{ key: `line ${code}`, title, unit },
      of: (row: ExplainedRow) => row.lines[place]!.value,
    })),
  ];
}

/** Those without a title are of other rows, such as the order of a return: they are told with the formula. */
const fieldsOf = ({ lines }: ExplainedRow): Use[] =>
  lines.flatMap(({ uses }) => uses.filter(({ kind, title }) => kind === 'field' && title !== null));
