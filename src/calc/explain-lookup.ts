import { snap, toPercentText, toText } from './decimal.js';
import type { Lookup } from './formula/compiled.js';
import type { Axis, Cells, MatrixTable, Table } from './tables.js';
import { RATIO, type Unit } from './units.js';
import { isDecimal, type Title, type Value } from './values.js';

/** One row of a table as text: what it is found by (`from 300`, `plan`), and its cells; null is an empty cell. */
export interface RowExplanation {
  by: string[];
  cells: (string | null)[];
}

/** One lookup: the keys asked for, every row of the table, and which row answered (-1: the table's `below`). */
export interface LookupExplanation {
  table: string;
  title: Title | null;
  function: string;
  /** The lookup as the formula has it. */
  text: string;
  column: string | null;
  keys: (string | null)[];
  /** Heads of `by` and `cells` of each row. */
  by: string[];
  columns: string[];
  rows: RowExplanation[];
  below?: RowExplanation;
  answered: number;
  /** Matrices only: the column that answered. */
  answeredColumn?: number;
  answer: string;
}

/** Percents for ratios, plain notation for other numbers. */
function literalText(value: Value, unit: Unit | null): string {
  if (!isDecimal(value)) return String(value);
  return unit === RATIO ? toPercentText(snap(value)) : toText(snap(value));
}

/** Writes a lookup down with its table; `formula` is the text the call stands in. */
export function explainLookup(lookup: Lookup, table: Table, formula: string): LookupExplanation {
  const { call, column, keys, row, columnIndex, answer } = lookup;
  const units = keyUnits(table);
  const columnUnit = table.kind === 'matrix' ? table.gives : (table.columns.get(column ?? '') ?? null);
  // BANDS multiplies the column by the key, so its answer is no longer a ratio.
  const unit = call.name === 'BANDS' ? null : columnUnit;
  return {
    table: table.name,
    title: table.title ?? null,
    function: call.name,
    text: formula.slice(call.at.start, call.at.end),
    column,
    keys: keys.map((key, index) =>
      key === null ? null : literalText(key, units[index] ?? units[0] ?? null),
    ),
    ...rowsOf(table),
    answered: row,
    ...(columnIndex !== undefined && { answeredColumn: columnIndex }),
    answer: literalText(answer, unit),
  };
}

function keyUnits(table: Table): (Unit | null)[] {
  if (table.kind === 'step') return [table.by];
  return table.kind === 'matrix' ? [table.down.by, table.across.by] : [null];
}

function rowsOf(table: Table): Pick<LookupExplanation, 'by' | 'columns' | 'rows' | 'below'> {
  if (table.kind === 'matrix') return matrixRows(table);
  const columns = [...table.columns.keys()];
  const cellsOf = (cells: Cells) =>
    columns.map((name) => cellText(cells[name] ?? null, table.columns.get(name)!));
  if (table.kind === 'match') {
    const rows = table.rows.map(({ keys, cells }) => ({
      by: keys.map((key) => key ?? '*'),
      cells: cellsOf(cells),
    }));
    return { by: [...table.match], columns, rows };
  }
  const rows = table.rows.map(({ start, isAfter, to, cells }) => {
    const end = to ? ` to ${literalText(to, table.by)}` : '';
    return {
      by: [`${isAfter ? 'after' : 'from'} ${literalText(start, table.by)}${end}`],
      cells: cellsOf(cells),
    };
  });
  const below = table.below && { below: { by: ['below'], cells: cellsOf(table.below) } };
  return { by: [table.by], columns, rows, ...below };
}

function matrixRows({
  down,
  across,
  gives,
  values,
}: MatrixTable): Pick<LookupExplanation, 'by' | 'columns' | 'rows'> {
  const rows = down.keys.map((key, index) => ({
    by: [axisText(key, down)],
    cells: (values[index] ?? []).map((cell) => cellText(cell, gives)),
  }));
  return { by: [down.by], columns: across.keys.map((key) => axisText(key, across)), rows };
}

function axisText(key: Value, { by }: Axis): string {
  return isDecimal(key) ? `from ${literalText(key, by)}` : String(key);
}

function cellText(cell: Value | null, unit: Unit): string | null {
  return cell === null ? null : literalText(cell, unit);
}
