import type { DocumentReader, Fields } from './document.js';
import { upperCaseWords } from './formula/functions.js';
import type { SourceEntry, SourceNode } from './source.js';
import type { Axis, Cells, MatchRow, MatchTable, MatrixTable, StepRow, StepTable, Table } from './tables.js';
import { COUNT, isNumeric, TEXT, type Unit } from './units.js';
import { isDecimal, type Value } from './values.js';

const ROWS_MAX = 2000;
const MATCH_KEYS_MAX = 10;

/** Reads one entry of `tables:`; undefined after an error. Its kind follows from `match`, `down`, or neither. */
export function readTable(reader: DocumentReader, entry: SourceEntry, path: string): Table | undefined {
  const keys = entry.value.kind === 'map' ? entry.value.entries.map(({ key }) => key) : [];
  if (keys.includes('match')) return readMatchTable(reader, entry, path);
  if (keys.includes('down') || keys.includes('across')) return readMatrix(reader, entry, path);
  return readStepTable(reader, entry, path);
}

function readStepTable(reader: DocumentReader, entry: SourceEntry, path: string): StepTable | undefined {
  const fields = reader.fields(
    entry.value,
    path,
    ['title', 'by', 'gives', 'rows', 'below'],
    ['by', 'gives', 'rows'],
  );
  const by = fields && readBy(reader, fields.get('by')?.value, `${path}.by`);
  const columns = fields && readColumns(reader, fields.get('gives'), `${path}.gives`, STEP_KEYS);
  const items = readRowItems(reader, fields, path);
  if (!fields || !by || !columns || !items) return undefined;
  const rows = items.flatMap(
    (item, index) => readStepRow(reader, item, `${path}.rows[${index}]`, by, columns) ?? [],
  );
  const below = readBelow(reader, fields.get('below')?.value, `${path}.below`, columns);
  const table: StepTable = { kind: 'step', name: entry.key, by, columns, rows, at: entry.keyAt };
  if (below) table.below = below;
  checkRising(reader, rows, items, path);
  return withTitle(reader, table, fields, path);
}

const STEP_KEYS = ['from', 'after', 'to', 'slope'];

function readBy(reader: DocumentReader, node: SourceNode | undefined, path: string): Unit | undefined {
  const by = reader.unit(node, path);
  if (by && !isNumeric(by)) reader.findings.error('by-not-numeric', node!.at, path, { found: by });
  return by;
}

function readColumns(
  reader: DocumentReader,
  entry: SourceEntry | undefined,
  path: string,
  taken: readonly string[],
): ReadonlyMap<string, Unit> | undefined {
  const entries = entry && reader.entries(entry.value, path);
  if (!entries) return undefined;
  const reserved = new Set([...upperCaseWords, ...taken]);
  const columns = new Map<string, Unit>();
  for (const [name, { keyAt, value }] of entries) {
    const unit = reader.unit(value, `${path}.${name}`);
    if (reader.isName(name, keyAt, path, reserved) && unit) columns.set(name, unit);
  }
  if (entries.size === 0) reader.findings.error('list-empty', entry.value.at, path);
  return columns;
}

function readRowItems(
  reader: DocumentReader,
  fields: Fields | undefined,
  path: string,
): readonly SourceNode[] | undefined {
  const node = fields?.get('rows')?.value;
  const items = node && reader.items(node, `${path}.rows`);
  if (items?.length === 0) reader.findings.error('list-empty', node!.at, `${path}.rows`);
  if (items && items.length > ROWS_MAX) {
    reader.findings.error('too-many', node!.at, `${path}.rows`, {
      found: String(items.length),
      max: String(ROWS_MAX),
    });
    return undefined;
  }
  return items?.length === 0 ? undefined : items;
}

function readStepRow(
  reader: DocumentReader,
  node: SourceNode,
  path: string,
  by: Unit,
  columns: ReadonlyMap<string, Unit>,
): StepRow | undefined {
  const fields = reader.fields(node, path, [...STEP_KEYS, ...columns.keys()]);
  if (!fields) return undefined;
  const starts = ['from', 'after'].filter((key) => fields.has(key));
  if (starts.length !== 1) {
    reader.findings.error('row-start', node.at, path, { found: starts.join('|') });
    return undefined;
  }
  const number = (key: string, unit: Unit) => {
    const value = reader.value(fields.get(key)?.value, `${path}.${key}`, unit);
    return value !== undefined && isDecimal(value) ? value : undefined;
  };
  const start = number(starts[0]!, by);
  if (!start) return undefined;
  const row: StepRow = {
    start,
    isAfter: starts[0] === 'after',
    cells: readCells(reader, fields, path, columns),
    at: node.at,
  };
  const to = number('to', by);
  const slope = number('slope', COUNT);
  if (to?.lt(start)) reader.findings.error('row-ends-early', node.at, path);
  return { ...row, ...(to && { to }), ...(slope && { slope }) };
}

function readCells(
  reader: DocumentReader,
  fields: Fields,
  path: string,
  columns: ReadonlyMap<string, Unit>,
): Cells {
  const cells: Record<string, Value | null> = {};
  for (const [name, unit] of columns) {
    const node = fields.get(name)?.value;
    const isEmpty = !node || node.kind === 'empty';
    cells[name] = isEmpty ? null : (reader.value(node, `${path}.${name}`, unit) ?? null);
  }
  return cells;
}

/** One value for all columns, or one per column. */
function readBelow(
  reader: DocumentReader,
  node: SourceNode | undefined,
  path: string,
  columns: ReadonlyMap<string, Unit>,
): Cells | undefined {
  if (!node) return undefined;
  if (node.kind === 'map') {
    const fields = reader.fields(node, path, [...columns.keys()]);
    return fields && readCells(reader, fields, path, columns);
  }
  const cells = [...columns].map(([name, unit]) => [name, reader.value(node, path, unit) ?? null] as const);
  return Object.fromEntries(cells);
}

/** Rows stand in rising order; `from: 5` stands before `after: 5`; a row ends before the next one starts. */
function checkRising(
  reader: DocumentReader,
  rows: readonly StepRow[],
  items: readonly SourceNode[],
  path: string,
): void {
  if (rows.length !== items.length) return;
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    if (!before) continue;
    const order = row.start.cmp(before.start);
    const isRising = order > 0 || (order === 0 && row.isAfter && !before.isAfter);
    const at = items[index]!.at;
    if (!isRising) reader.findings.error('rows-not-rising', at, `${path}.rows[${index}]`);
    else if (before.to?.gt(row.start)) reader.findings.error('rows-overlap', at, `${path}.rows[${index}]`);
  }
}

function readMatchTable(reader: DocumentReader, entry: SourceEntry, path: string): MatchTable | undefined {
  const fields = reader.fields(
    entry.value,
    path,
    ['title', 'match', 'gives', 'rows'],
    ['match', 'gives', 'rows'],
  );
  const match = fields && readMatchKeys(reader, fields.get('match')!.value, `${path}.match`);
  const columns = match && readColumns(reader, fields.get('gives'), `${path}.gives`, match);
  const items = readRowItems(reader, fields, path);
  if (!fields || !match || !columns || !items) return undefined;
  const rows = items.flatMap((item, index): MatchRow | [] => {
    const rowPath = `${path}.rows[${index}]`;
    const row = reader.fields(item, rowPath, [...match, ...columns.keys()]);
    if (!row) return [];
    const keys = match.map((key) => readMatchKey(reader, row.get(key)?.value, `${rowPath}.${key}`));
    return { keys, cells: readCells(reader, row, rowPath, columns), at: item.at };
  });
  refuseEqualRows(reader, rows, items, path);
  return withTitle(
    reader,
    { kind: 'match', name: entry.key, match, columns, rows, at: entry.keyAt },
    fields,
    path,
  );
}

function readMatchKeys(reader: DocumentReader, node: SourceNode, path: string): string[] | undefined {
  const items = reader.items(node, path);
  const names = items?.flatMap((item, index) => {
    const name = reader.text(item, `${path}[${index}]`);
    return name !== undefined && reader.isName(name, item.at, path, upperCaseWords) ? name : [];
  });
  if (names && (names.length === 0 || names.length > MATCH_KEYS_MAX || new Set(names).size < names.length)) {
    reader.findings.error('match-list-wrong', node.at, path, { max: String(MATCH_KEYS_MAX) });
    return undefined;
  }
  return names;
}

function readMatchKey(reader: DocumentReader, node: SourceNode | undefined, path: string): string | null {
  return !node || node.kind === 'empty' ? null : (reader.text(node, path) ?? null);
}

function refuseEqualRows(
  reader: DocumentReader,
  rows: readonly MatchRow[],
  items: readonly SourceNode[],
  path: string,
): void {
  const seen = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const key = JSON.stringify(row.keys);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    else {
      const at = items[index]?.at ?? items[0]!.at;
      reader.findings.error('rows-equal', at, `${path}.rows[${index}]`, { first: String(first + 1) });
    }
  }
}

function readMatrix(reader: DocumentReader, entry: SourceEntry, path: string): MatrixTable | undefined {
  const keys = ['title', 'down', 'across', 'gives', 'values'];
  const fields = reader.fields(entry.value, path, keys, keys.slice(1));
  const down = fields && readAxis(reader, fields.get('down')?.value, `${path}.down`);
  const across = fields && readAxis(reader, fields.get('across')?.value, `${path}.across`);
  const gives = fields && reader.unit(fields.get('gives')?.value, `${path}.gives`);
  const valuesNode = fields?.get('values')?.value;
  const lists = valuesNode && reader.items(valuesNode, `${path}.values`);
  if (!fields || !down || !across || !gives || !lists) return undefined;
  const values = lists.map((list, row) => {
    const rowPath = `${path}.values[${row}]`;
    const cells = reader.items(list, rowPath) ?? [];
    if (list.kind === 'list' && cells.length !== across.keys.length)
      sizeWrong(reader, list, rowPath, cells, across);
    return cells.map((cell) => (cell.kind === 'empty' ? null : (reader.value(cell, rowPath, gives) ?? null)));
  });
  if (lists.length !== down.keys.length) sizeWrong(reader, valuesNode!, `${path}.values`, lists, down);
  return withTitle(
    reader,
    { kind: 'matrix', name: entry.key, down, across, gives, values, at: entry.keyAt },
    fields,
    path,
  );
}

function sizeWrong(
  reader: DocumentReader,
  node: SourceNode,
  path: string,
  found: readonly unknown[],
  axis: Axis,
): void {
  const facts = { found: String(found.length), expected: String(axis.keys.length) };
  reader.findings.error('matrix-size', node.at, path, facts);
}

function readAxis(reader: DocumentReader, node: SourceNode | undefined, path: string): Axis | undefined {
  const fields = node && reader.fields(node, path, ['by', 'keys'], ['by', 'keys']);
  const by = reader.unit(fields?.get('by')?.value, `${path}.by`);
  const keysNode = fields?.get('keys')?.value;
  const items = keysNode && reader.items(keysNode, `${path}.keys`);
  if (!by || !items) return undefined;
  if (by !== TEXT && !isNumeric(by)) reader.findings.error('by-not-numeric', node!.at, path, { found: by });
  const keys = items.flatMap((item) => {
    const key = reader.value(item, `${path}.keys`, by);
    return key === undefined || typeof key === 'boolean' ? [] : [key];
  });
  if (items.length === 0) reader.findings.error('list-empty', keysNode!.at, `${path}.keys`);
  if (items.length > ROWS_MAX) {
    const facts = { found: String(items.length), max: String(ROWS_MAX) };
    reader.findings.error('too-many', keysNode!.at, `${path}.keys`, facts);
  }
  const isInOrder = keys.every((key, index) => {
    const before = keys[index - 1];
    if (before === undefined) return true;
    return isDecimal(key) && isDecimal(before) ? key.gt(before) : keys.indexOf(key) === index;
  });
  if (!isInOrder) reader.findings.error('rows-not-rising', keysNode!.at, `${path}.keys`);
  return { by, keys };
}

function withTitle<T extends Table>(reader: DocumentReader, table: T, fields: Fields, path: string): T {
  const title = reader.title(fields.get('title')?.value, `${path}.title`);
  return title ? { ...table, title } : table;
}
