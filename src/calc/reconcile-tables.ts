import { toSnappedText } from './decimal.js';
import type { FormulaNode } from './formula/tree.js';
import { type Hypothesis, type Situation, withTable } from './reconcile-situation.js';
import { run } from './run.js';
import { BELOW, type MatchTable, type MatrixTable, type StepTable, type Table } from './tables.js';
import { TEXT, type Unit } from './units.js';
import { isDecimal } from './values.js';

/** A table in which one place says what its neighbour does; rows by their start or keys, null under the first. */
interface Misread {
  table: Table;
  unit: Unit;
  row: string | null;
  theirs: string | null;
}

/** Each row that answered a lookup, read one row above or below (in a matrix also one column beside). */
export function* neighbouringRows(situation: Situation): Generator<Hypothesis> {
  for (const [table, places] of placesAnswered(situation)) {
    for (const { table: misread, unit, row, theirs } of [...places].flatMap((place) =>
      misreads(table, place),
    ))
      yield {
        cause: { kind: 'table-row', table: table.name, title: table.title ?? null, unit, row, theirs },
        situation: withTable(situation, misread),
        inputs: [],
      };
  }
}

const OF_ONE_ROW = new Set(['STEP', 'MATCH', 'MATRIX']);

/** The places (a row, or `row,column`) that answered, by table. */
function placesAnswered({ scheme, subject }: Situation): Map<Table, Set<string>> {
  const answered = new Map<Table, Set<string>>();
  const branched = (node: FormulaNode, way: number | string) => {
    const named = node.kind === 'call' && OF_ONE_ROW.has(node.name) ? node.args[0] : undefined;
    const name = named?.kind === 'column' ? named.table : named?.kind === 'name' ? named.name : undefined;
    const table = name === undefined ? undefined : scheme.tables.get(name);
    if (table) answered.set(table, (answered.get(table) ?? new Set()).add(String(way)));
  };
  run(scheme, subject, { isTraced: false, branched });
  return answered;
}

function misreads(table: Table, place: string): Misread[] {
  const [row = 0, column = 0] = place.split(',').map(Number);
  if (table.kind === 'step') return around(row).flatMap((other) => misreadStep(table, row, other));
  if (table.kind === 'match') return around(row).flatMap((other) => misreadMatch(table, row, other));
  return [
    ...around(row).flatMap((other) => misreadCell(table, [row, column], [other, column])),
    ...around(column).flatMap((other) => misreadCell(table, [row, column], [row, other])),
  ];
}

const around = (index: number): number[] => [index - 1, index + 1];

function misreadStep(table: StepTable, row: number, other: number): Misread[] {
  const cells = other === BELOW ? table.below : table.rows[other]?.cells;
  if (!cells) return [];
  const start = (index: number) => (index === BELOW ? null : toSnappedText(table.rows[index]!.start));
  const misread =
    row === BELOW
      ? { ...table, below: cells }
      : { ...table, rows: table.rows.map((own, index) => (index === row ? { ...own, cells } : own)) };
  return [{ table: misread, unit: table.by, row: start(row), theirs: start(other) }];
}

function misreadMatch(table: MatchTable, row: number, other: number): Misread[] {
  const cells = table.rows[other]?.cells;
  if (!cells) return [];
  const keys = (index: number) => table.rows[index]!.keys.map((key) => key ?? '—').join(', ');
  const rows = table.rows.map((own, index) => (index === row ? { ...own, cells } : own));
  return [{ table: { ...table, rows }, unit: TEXT, row: keys(row), theirs: keys(other) }];
}

function misreadCell(table: MatrixTable, place: [number, number], other: [number, number]): Misread[] {
  const cell = table.values[other[0]]?.[other[1]];
  if (cell === undefined) return [];
  const textOf = (key: MatrixTable['down']['keys'][number]) => (isDecimal(key) ? toSnappedText(key) : key);
  const keys = ([down, across]: [number, number]) =>
    `${textOf(table.down.keys[down]!)}, ${textOf(table.across.keys[across]!)}`;
  const values = table.values.map((own, row) =>
    own.map((value, column) => (row === place[0] && column === place[1] ? cell : value)),
  );
  return [{ table: { ...table, values }, unit: TEXT, row: keys(place), theirs: keys(other) }];
}
