import { nearest } from '../spelling.js';
import { COUNT } from '../units.js';
import { type CheckContext, needFlag, needNumber, type RowsContext } from './check-context.js';
import { type CallNode, type ColumnNode, type FormulaNode, ORIGIN, walk } from './tree.js';
import { alike, BARE, type FormulaType, typeName, typeOfUnit } from './types.js';

type RowCheck = (node: CallNode, context: CheckContext) => FormulaType | undefined;

/** Functions that total a set from anywhere, and those that stand only in a row's own line. */
const CHECKS: Record<string, RowCheck> = {
  SUM: (node, context) => {
    const inside = insideSet(node, context);
    return inside && needNumber(node.args[1]!, inside);
  },
  COUNT: (node, context) => {
    const inside = insideSet(node, context);
    if (inside && node.args[1]) needFlag(node.args[1], inside);
    return inside && typeOfUnit(COUNT);
  },
  PRIOR: (node, context) => {
    if (!isInRow(node, context)) return undefined;
    const inside = insideCall(node.name, context);
    if (node.args[1]) inside.check(node.args[1]);
    return needNumber(node.args[0]!, inside);
  },
  RANK: (node, context) => {
    if (!isInRow(node, context)) return undefined;
    needNumber(node.args[0]!, insideCall(node.name, context));
    return typeOfUnit(COUNT);
  },
  SPLIT: checkSplit,
  PORTION: checkPortion,
};

export const ROW_CHECKS: ReadonlyMap<string, RowCheck> = new Map(Object.entries(CHECKS));

/** The context of what a SUM or COUNT adds up: the names of its set; undefined after an error. */
function insideSet({ name, args: [first] }: CallNode, context: CheckContext): CheckContext | undefined {
  const { rows, report } = context;
  const set = first?.kind === 'name' ? first.name : undefined;
  if (set !== undefined && context.scope.get(set)?.kind === 'broken') return undefined;
  const scope = set === undefined ? undefined : rows?.sets.get(set);
  if (scope) return insideCall(name, { ...context, scope: scope.scope, rows: { ...rows!, set: set! } });
  const known = [...(rows?.sets.keys() ?? [])];
  const facts = { function: name, found: set ?? '', expected: known.join('|') };
  report('error', 'set-needed', first!.at, { ...facts, suggestion: set ? (nearest(set, known) ?? '') : '' });
  return undefined;
}

/** A part of a row function's argument may hold no other row function: give that one a line of its own. */
function insideCall(name: string, context: CheckContext): CheckContext {
  const rows: RowsContext = { ...context.rows!, inside: name };
  const inside: CheckContext = { ...context, rows, check: (node) => context.checkIn(node, inside) };
  return inside;
}

function isInRow({ name, nameAt }: CallNode, { rows, report }: CheckContext): boolean {
  if (rows?.set !== undefined) return true;
  report('error', 'row-function-misplaced', nameAt, { name });
  return false;
}

/** Reports a row function inside another one's argument. */
export function refuseNested({ name, nameAt }: CallNode, { rows, report }: CheckContext): boolean {
  if (rows?.inside === undefined || name === 'PORTION') return false;
  report('error', 'row-function-nested', nameAt, { name, inside: rows.inside });
  return true;
}

function checkSplit(node: CallNode, context: CheckContext): FormulaType | undefined {
  if (!isInRow(node, context)) return undefined;
  const [fund, weight, step] = node.args;
  const ownNames = context.rows!.sets.get(context.rows!.set!)!.own;
  walk(fund!, (part) => {
    if (part.kind === 'name' && ownNames.has(part.name)) {
      context.report('error', 'fund-of-row', part.at, { name: part.name });
    }
  });
  const type = needNumber(fund!, context);
  needNumber(weight!, insideCall(node.name, context));
  checkStep(node, step, type, context);
  return type;
}

function checkPortion(node: CallNode, context: CheckContext): FormulaType | undefined {
  const [total, before, now, whole, step] = node.args;
  const type = needNumber(total!, context);
  let parts: FormulaType | undefined;
  for (const part of [before!, now!, whole!]) {
    const next = needNumber(part, context);
    if (!next) continue;
    const both: FormulaType | undefined = parts ? alike(parts, next) : next;
    if (!both) {
      const facts = { left: typeName(parts!), right: typeName(next), sign: '' };
      context.report('error', 'units-differ', part.at, facts);
    }
    parts = both ?? parts;
  }
  checkStep(node, step, type, context);
  return type;
}

/** The step must be of the unit that is cut into parts; without one the line has to round. */
function checkStep(
  node: CallNode,
  step: FormulaNode | undefined,
  type: FormulaType | undefined,
  context: CheckContext,
): void {
  if (!step) {
    if (!context.rows?.hasRound) context.report('error', 'step-needed', node.at, { function: node.name });
    return;
  }
  const stepType = needNumber(step, context);
  if (!type || !stepType || alike(type, stepType)) return;
  const facts = { left: typeName(type), right: typeName(stepType), sign: '' };
  context.report('error', 'units-differ', step.at, facts);
}

/** `order.field`, `order.line`, `order.SET.line`: only where rows are linked to what they refer to. */
export function checkOrigin(node: ColumnNode, context: CheckContext): FormulaType | undefined {
  const { rows, report } = context;
  const set = rows?.set === undefined ? undefined : rows.sets.get(rows.set);
  const text = [node.table, node.column, ...(node.line ? [node.line] : [])].join('.');
  if (node.table === ORIGIN && set?.isOriginBroken) return undefined;
  if (node.table !== ORIGIN || !set?.origin) {
    report('error', 'column-misplaced', node.at, { column: text });
    return undefined;
  }
  const names = node.line === undefined ? set.origin : set.linked?.get(node.column);
  const asked = node.line ?? node.column;
  const known = names?.get(asked);
  if (known?.kind === 'value') return known.isBare ? BARE : typeOfUnit(known.unit, known.values);
  if (known?.kind === 'broken') return undefined;
  const candidates = names ? [...names.keys()] : [...(set.linked?.keys() ?? [])];
  const suggestion = nearest(names ? asked : node.column, candidates) ?? '';
  report('error', 'origin-unknown', node.at, { found: text, expected: candidates.join('|'), suggestion });
  return undefined;
}
