import { type Decimal, snap, toSnappedText, ZERO } from './decimal.js';
import { fail } from './failures.js';
import type { Position } from './source.js';
import type { Unit } from './units.js';
import { isDecimal, type Title, type Value } from './values.js';

/** Cells of a row by column; null is an empty cell. */
export type Cells = Readonly<Record<string, Value | null>>;

interface TableBase {
  name: string;
  title?: Title;
  at: Position;
}

/** A row counts from `start` (without it when `isAfter`) up to the next row's start, or to `to`. */
export interface StepRow {
  start: Decimal;
  isAfter: boolean;
  to?: Decimal;
  /** CURVE only: from this row on the line runs at this slope instead of to the next point. */
  slope?: Decimal;
  cells: Cells;
  at: Position;
}

/** Rows in rising order of their start. `below` answers under the first row and beyond a row's `to`. */
export interface StepTable extends TableBase {
  kind: 'step';
  by: Unit;
  columns: ReadonlyMap<string, Unit>;
  rows: readonly StepRow[];
  below?: Cells;
}

/** A key null matches anything. Rows stand in the document's order. */
export interface MatchRow {
  keys: readonly (string | null)[];
  cells: Cells;
  at: Position;
}

export interface MatchTable extends TableBase {
  kind: 'match';
  match: readonly string[];
  columns: ReadonlyMap<string, Unit>;
  rows: readonly MatchRow[];
}

/** Keys are numbers in rising order (the row reached counts), or texts (compared exactly). */
export interface Axis {
  by: Unit;
  keys: readonly (Decimal | string)[];
}

export interface MatrixTable extends TableBase {
  kind: 'matrix';
  down: Axis;
  across: Axis;
  gives: Unit;
  values: readonly (readonly (Value | null)[])[];
}

export type Table = StepTable | MatchTable | MatrixTable;

/** The row that answered (from 0; `BELOW` for the table's `below`) and what it said. */
export interface Answer {
  row: number;
  value: Value;
  /** Matrices only: the column that answered. */
  column?: number;
}

export const BELOW = -1;

/** The last row whose start the key has reached; `BELOW` under the first. Source: language, STEP. */
export function rowReached(rows: readonly StepRow[], key: Decimal): number {
  const snapped = snap(key);
  return rows.findLastIndex(({ start, isAfter }) => (isAfter ? snapped.gt(start) : snapped.gte(start)));
}

/** The row that answers for a key: the one reached, unless it ends before the key; else `BELOW`. */
export function rowAnswering(rows: readonly StepRow[], key: Decimal): number {
  const reached = rowReached(rows, key);
  const to = rows[reached]?.to;
  return to !== undefined && snap(key).gt(to) ? BELOW : reached;
}

function rowOrBelow(table: StepTable, key: Decimal): number {
  const reached = rowReached(table.rows, key);
  const to = table.rows[reached]?.to;
  const isBeyond = to !== undefined && snap(key).gt(to);
  if (table.below && (reached === BELOW || isBeyond)) return BELOW;
  if (reached === BELOW) {
    const first = toSnappedText(table.rows[0]!.start);
    return fail('below-table', { table: table.name, key: toSnappedText(key), first });
  }
  if (isBeyond)
    return fail('beyond-row', { table: table.name, key: toSnappedText(key), to: toSnappedText(to) });
  return reached;
}

function cellOf(table: StepTable, row: number, column: string, key: Decimal): Value {
  const cells = row === BELOW ? table.below : table.rows[row]?.cells;
  return cells?.[column] ?? fail('cell-empty', { table: table.name, column, key: toSnappedText(key) });
}

/** STEP: the row reached counts for the whole. */
export function step(table: StepTable, column: string, key: Decimal): Answer {
  const row = rowOrBelow(table, key);
  return { row, value: cellOf(table, row, column, key) };
}

/** BANDS: each part at its own row's rate; with `start`, B(start + x) − B(start). Row: the last one touched. */
export function bands(table: StepTable, column: string, x: Decimal, start: Decimal): Answer {
  const end = start.plus(x);
  const value = bandsUpTo(table, column, end).minus(bandsUpTo(table, column, start));
  return { row: rowReached(table.rows, end), value };
}

/** The sum over the rows up to `end`, counted from the first row's start; negative under it. */
export function bandsUpTo(table: StepTable, column: string, end: Decimal): Decimal {
  const first = table.rows[0]!;
  if (snap(end).lt(first.start)) {
    if (!table.below) rowOrBelow(table, end);
    return end.minus(first.start).times(numberCell(table, BELOW, column, end));
  }
  let sum = ZERO;
  for (const [index, row] of table.rows.entries()) {
    if (snap(end).lte(row.start)) break;
    const next = table.rows[index + 1]?.start;
    const top = next && snap(end).gt(next) ? next : end;
    const covered = row.to && snap(top).gt(row.to) ? row.to : top;
    sum = sum.plus(covered.minus(row.start).times(numberCell(table, index, column, end)));
    if (covered !== top) sum = sum.plus(beyondBand(table, column, covered, top));
  }
  return sum;
}

function beyondBand(table: StepTable, column: string, from: Decimal, top: Decimal): Decimal {
  const facts = { table: table.name, key: toSnappedText(top), to: toSnappedText(from) };
  if (!table.below) fail('beyond-row', facts);
  return top.minus(from).times(numberCell(table, BELOW, column, top));
}

function numberCell(table: StepTable, row: number, column: string, key: Decimal): Decimal {
  return cellOf(table, row, column, key) as Decimal;
}

/** CURVE: straight lines between points, flat after the last; a row with a slope runs at it instead. */
export function curve(table: StepTable, column: string, key: Decimal): Answer {
  const row = rowOrBelow(table, key);
  return { row, value: curveFrom(table, column, row, key) };
}

/** The line that runs from a row, at any key. */
export function curveFrom(table: StepTable, column: string, row: number, key: Decimal): Decimal {
  const from = numberCell(table, row, column, key);
  const point = row === BELOW ? undefined : table.rows[row];
  if (!point) return from;
  const run = key.minus(point.start);
  if (point.slope) return from.plus(run.times(point.slope));
  const next = table.rows[row + 1];
  if (!next || next.start.eq(point.start)) return from;
  const rise = numberCell(table, row + 1, column, key).minus(from);
  return from.plus(run.times(rise).div(next.start.minus(point.start)));
}

/** MATCH: exact texts, the most specific row first in the order of `match`; a key null is a missing value. */
export function match(table: MatchTable, column: string, keys: readonly (string | null)[]): Answer {
  let best = BELOW;
  for (const [index, row] of table.rows.entries()) {
    const isMatch = row.keys.every((key, place) => key === null || key === keys[place]);
    if (isMatch && (best === BELOW || isMoreSpecific(row, table.rows[best]!))) best = index;
  }
  const key = keys.map((text) => (text === null ? '—' : `"${text}"`)).join(', ');
  if (best === BELOW) return fail('no-row', { table: table.name, key });
  const value = table.rows[best]!.cells[column] ?? fail('cell-empty', { table: table.name, column, key });
  return { row: best, value };
}

/** Whether row `a` names a key that `b` leaves open, at the first place where they differ in that. */
function isMoreSpecific(a: MatchRow, b: MatchRow): boolean {
  const place = a.keys.findIndex((key, index) => (key === null) !== (b.keys[index] === null));
  return place >= 0 && a.keys[place] !== null;
}

/** MATRIX: the row reached down, the column reached across. */
export function matrix(table: MatrixTable, down: Value, across: Value): Answer {
  const row = keyReached(table, table.down, down);
  const column = keyReached(table, table.across, across);
  const keys = `${textOf(down)}, ${textOf(across)}`;
  const value =
    table.values[row]?.[column] ??
    fail('cell-empty', { table: table.name, column: String(column + 1), key: keys });
  return { row, column, value };
}

function keyReached(table: MatrixTable, axis: Axis, key: Value): number {
  const reached = isDecimal(key)
    ? axis.keys.findLastIndex((start) => isDecimal(start) && snap(key).gte(start))
    : axis.keys.indexOf(key as string);
  if (reached >= 0) return reached;
  const first = axis.keys[0]!;
  if (isDecimal(first))
    return fail('below-table', { table: table.name, key: textOf(key), first: textOf(first) });
  return fail('no-row', { table: table.name, key: textOf(key) });
}

function textOf(key: Value): string {
  return isDecimal(key) ? toSnappedText(key) : `"${key}"`;
}
