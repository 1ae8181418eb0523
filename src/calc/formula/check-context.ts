import { parseNumberLiteral } from '../decimal.js';
import type { FindingCode, Severity } from '../findings.js';
import { nearest } from '../spelling.js';
import type { Table } from '../tables.js';
import { RATIO, type Unit } from '../units.js';
import type { FormulaNode, Span } from './tree.js';
import { alike, type FormulaType, type NumberType, typeName } from './types.js';

/** What a name of the scheme stands for. `values` are the texts an input may have. */
export type Known =
  | { kind: 'value'; unit: Unit; values?: readonly string[]; isBare?: boolean }
  | { kind: 'table'; table: Table }
  | { kind: 'rows' }
  | { kind: 'broken' };

/** What the formulas of a row set can name: all names, those of its rows alone, and those of what it is linked to. */
export interface SetScope {
  scope: ReadonlyMap<string, Known>;
  own: ReadonlySet<string>;
  /** `order.NAME`; absent where rows are linked to nothing. */
  origin?: ReadonlyMap<string, Known>;
  /** What it is linked to was reported as unknown: its names can be anything. */
  isOriginBroken?: boolean;
  /** `order.SET.NAME`: lines of the sets linked to the same origin. */
  linked?: ReadonlyMap<string, ReadonlyMap<string, Known>>;
}

/** Where a formula stands among the row sets. */
export interface RowsContext {
  sets: ReadonlyMap<string, SetScope>;
  /** The set whose rows the formula is evaluated for; absent at the top level. */
  set?: string;
  /** The row function whose argument is being checked. */
  inside?: string;
  /** Whether the line rounds, so that PORTION and SPLIT need no step. */
  hasRound: boolean;
}

export interface CheckContext {
  text: string;
  scope: ReadonlyMap<string, Known>;
  rows?: RowsContext;
  /** The type of a part; undefined when an error in it was reported. */
  check(node: FormulaNode): FormulaType | undefined;
  /** The same in another context: among the names of another set. */
  checkIn(node: FormulaNode, context: CheckContext): FormulaType | undefined;
  report(severity: Severity, code: FindingCode, at: Span, facts?: Record<string, string>): void;
}

/** The type of a part that must be a number; reports and gives undefined otherwise. */
export function needNumber(node: FormulaNode, context: CheckContext): NumberType | undefined {
  const type = context.check(node);
  if (!type || type.kind === 'number') return type;
  context.report('error', 'number-needed', node.at, { found: typeName(type) });
  return undefined;
}

/** Reports a part that is no flag. */
export function needFlag(node: FormulaNode, context: CheckContext): void {
  const type = context.check(node);
  if (type && type.kind !== 'flag')
    context.report('error', 'flag-needed', node.at, { found: typeName(type) });
}

/** Two sides that are compared: like units, listed texts, and no ratio against a number above ten. */
export function checkPair(
  leftNode: FormulaNode,
  left: FormulaType,
  rightNode: FormulaNode,
  right: FormulaType,
  sign: string,
  context: CheckContext,
): void {
  const span = { start: leftNode.at.start, end: rightNode.at.end };
  if (!alike(left, right)) {
    context.report('error', 'units-differ', span, { left: typeName(left), right: typeName(right), sign });
    return;
  }
  warnOfLargeRatio(left, rightNode, context);
  warnOfLargeRatio(right, leftNode, context);
  refuseUnlisted(left, rightNode, right, context);
  refuseUnlisted(right, leftNode, left, context);
}

/** Asks "did you mean 107 %?" where a ratio meets a bare number above ten. */
export function warnOfLargeRatio(type: FormulaType, literal: FormulaNode, { report }: CheckContext): void {
  if (
    type.kind !== 'number' ||
    type.unit !== RATIO ||
    literal.kind !== 'number' ||
    literal.text.endsWith('%')
  )
    return;
  if (parseNumberLiteral(literal.text)?.gt(RATIO_MAX)) {
    report('warning', 'ratio-large', literal.at, { found: literal.text });
  }
}

/** A ratio above this is probably a percent written without its sign. */
const RATIO_MAX = 10;

function refuseUnlisted(
  listed: FormulaType,
  node: FormulaNode,
  type: FormulaType,
  { report }: CheckContext,
): void {
  if (listed.kind !== 'text' || !listed.values || type.kind !== 'text' || type.literal === undefined) return;
  if (listed.values.includes(type.literal)) return;
  const facts = {
    found: type.literal,
    expected: listed.values.join('|'),
    suggestion: nearest(type.literal, listed.values) ?? '',
  };
  report('error', 'text-not-listed', node.at, facts);
}
