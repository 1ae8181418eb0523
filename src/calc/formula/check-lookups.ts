import { nearest } from '../spelling.js';
import type { MatchTable, StepTable, Table } from '../tables.js';
import { isNumeric, RATIO, TEXT, type Unit } from '../units.js';
import { type CheckContext, warnOfLargeRatio } from './check-context.js';
import type { CallNode, FormulaNode } from './tree.js';
import { type FormulaType, fits, multiplied, type NumberType, typeName, typeOfUnit } from './types.js';

const KINDS: Record<string, Table['kind']> = {
  STEP: 'step',
  BANDS: 'step',
  CURVE: 'step',
  MATCH: 'match',
  MATRIX: 'matrix',
};

export const LOOKUP_NAMES: ReadonlySet<string> = new Set(Object.keys(KINDS));

/** Checks a lookup: the table is there and of the kind, the column is there, the keys are of the unit. */
export function checkLookup(node: CallNode, context: CheckContext): FormulaType | undefined {
  const [first, ...keys] = node.args;
  const table = tableOf(node, first!, context);
  if (!table) {
    for (const key of keys) context.check(key);
    return undefined;
  }
  if (table.kind === 'matrix') {
    checkKey(keys[0]!, table.down.by, table, context);
    checkKey(keys[1]!, table.across.by, table, context);
    return typeOfUnit(table.gives);
  }
  const unit = columnUnit(first!, table, context);
  if (table.kind === 'match') {
    checkMatchKeys(node, keys, table, context);
    return unit && typeOfUnit(unit);
  }
  for (const key of keys) checkKey(key, table.by, table, context);
  return unit && stepType(node, unit, table, context);
}

function tableOf(node: CallNode, first: FormulaNode, { scope, report }: CheckContext): Table | undefined {
  const name = first.kind === 'column' ? first.table : first.kind === 'name' ? first.name : undefined;
  const known = name === undefined ? undefined : scope.get(name);
  if (known?.kind === 'broken') return undefined;
  if (name === undefined || (known && known.kind !== 'table')) {
    report('error', 'table-needed', first.at, { function: node.name });
    return undefined;
  }
  if (!known) {
    const tables = [...scope].filter(([, { kind }]) => kind === 'table').map(([other]) => other);
    report('error', 'table-unknown', first.at, { table: name, suggestion: nearest(name, tables) ?? '' });
    return undefined;
  }
  if (known.table.kind !== KINDS[node.name]) {
    const use = Object.keys(KINDS).find((other) => KINDS[other] === known.table.kind)!;
    report('error', 'table-kind', first.at, { table: name, function: node.name, instead: use });
    return undefined;
  }
  return known.table;
}

function columnUnit(
  first: FormulaNode,
  table: StepTable | MatchTable,
  { report }: CheckContext,
): Unit | undefined {
  const columns = [...table.columns.keys()];
  if (first.kind !== 'column' || first.line !== undefined) {
    report('error', 'column-needed', first.at, { table: table.name, expected: columns.join('|') });
    return undefined;
  }
  const unit = table.columns.get(first.column);
  if (unit) return unit;
  const suggestion = nearest(first.column, columns) ?? '';
  report('error', 'column-unknown', first.at, {
    table: table.name,
    column: first.column,
    expected: columns.join('|'),
    suggestion,
  });
  return undefined;
}

function checkKey(key: FormulaNode, by: Unit, table: Table, context: CheckContext): void {
  const type = context.check(key);
  if (!type) return;
  if (!fits(type, by)) {
    context.report('error', 'key-unit', key.at, { table: table.name, expected: by, found: typeName(type) });
  } else if (by === RATIO) warnOfLargeRatio(typeOfUnit(RATIO), key, context);
}

function checkMatchKeys(node: CallNode, keys: FormulaNode[], table: MatchTable, context: CheckContext): void {
  if (keys.length !== table.match.length) {
    const facts = { table: table.name, expected: table.match.join('|'), found: String(keys.length) };
    context.report('error', 'match-keys-number', node.at, facts);
  }
  for (const [index, key] of keys.entries()) {
    checkKey(key, TEXT, table, context);
    if (key.kind === 'text' && index < table.match.length)
      refuseUnknownKey(key.text, key, index, table, context);
  }
}

/** A literal key that no row names, and no row leaves open, can only be misspelt. */
function refuseUnknownKey(
  text: string,
  key: FormulaNode,
  index: number,
  table: MatchTable,
  context: CheckContext,
) {
  const known = table.rows.map(({ keys }) => keys[index]!);
  if (known.includes(text) || known.some((other) => other === null)) return;
  const suggestion = nearest(text, known) ?? '';
  const expected = [...new Set(known)].join('|');
  context.report('error', 'match-key-unknown', key.at, {
    table: table.name,
    found: text,
    expected,
    suggestion,
  });
}

/** BANDS multiplies the column by the key's unit (2 % of money is money); the others give the column's own. */
function stepType(
  node: CallNode,
  unit: Unit,
  table: StepTable,
  context: CheckContext,
): FormulaType | undefined {
  const column = typeOfUnit(unit);
  if (node.name === 'STEP') return column;
  const facts = { function: node.name, table: table.name, found: unit };
  if (!isNumeric(unit)) {
    context.report('error', 'column-not-numeric', node.at, facts);
    return undefined;
  }
  if (node.name === 'CURVE') return column;
  const type = multiplied(column as NumberType, typeOfUnit(table.by) as NumberType, 1);
  if (!type) context.report('error', 'unit-product', node.at, { left: unit, right: table.by, sign: '*' });
  return type;
}
