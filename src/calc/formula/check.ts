import { isInRange, parseNumberLiteral } from '../decimal.js';
import { nearest } from '../spelling.js';
import { RATIO } from '../units.js';
import { checkCall } from './check-calls.js';
import { type CheckContext, checkPair, needFlag, needNumber } from './check-context.js';
import { checkOrigin } from './check-rows.js';
import type { ArithmeticNode, ComparisonNode, FormulaNode, InNode, NameNode, NumberNode } from './tree.js';
import { alike, BARE, type FormulaType, multiplied, typeName, typeOfUnit } from './types.js';

/**
 * Checks names, units and arguments of a formula, every branch of it, and reports what is wrong.
 * Undefined when no type can be told because of an error already reported. Source: language, Semantics 4.
 */
export function checkFormula(
  tree: FormulaNode,
  context: Omit<CheckContext, 'check' | 'checkIn'>,
): FormulaType | undefined {
  const whole: CheckContext = { ...context, check: (node) => check(node, whole), checkIn: check };
  return whole.check(tree);
}

function check(node: FormulaNode, context: CheckContext): FormulaType | undefined {
  switch (node.kind) {
    case 'number':
      return checkNumber(node, context);
    case 'text':
      return { kind: 'text', literal: node.text };
    case 'flag':
      return { kind: 'flag' };
    case 'name':
      return checkName(node, context);
    case 'column':
      return checkOrigin(node, context);
    case 'negate':
      return needNumber(node.operand, context);
    case 'not':
      needFlag(node.operand, context);
      return { kind: 'flag' };
    case 'arithmetic':
      return checkArithmetic(node, context);
    case 'comparison':
      checkComparison(node, context);
      return { kind: 'flag' };
    case 'and':
    case 'or':
      needFlag(node.left, context);
      needFlag(node.right, context);
      return { kind: 'flag' };
    case 'in':
      checkIn(node, context);
      return { kind: 'flag' };
    case 'call':
      return checkCall(node, context);
  }
}

function checkNumber({ text, at }: NumberNode, { report }: CheckContext): FormulaType | undefined {
  const value = parseNumberLiteral(text);
  if (value && isInRange(value)) return text.endsWith('%') ? typeOfUnit(RATIO) : BARE;
  report('error', 'number-too-long', at, { found: `${text.slice(0, 20)}…` });
  return undefined;
}

function checkName({ name, at }: NameNode, { scope, rows, report }: CheckContext): FormulaType | undefined {
  const known = scope.get(name);
  if (known?.kind === 'value') return known.isBare ? BARE : typeOfUnit(known.unit, known.values);
  if (known?.kind === 'broken') return undefined;
  if (known?.kind === 'rows') {
    report('error', 'rows-misplaced', at, { set: name });
    return undefined;
  }
  if (known) {
    report('error', 'table-misplaced', at, { table: name });
    return undefined;
  }
  if (rows?.set !== undefined && rows.sets.get(rows.set)?.isOriginBroken) return undefined;
  const names = [...scope].filter(([, { kind }]) => kind === 'value').map(([other]) => other);
  report('error', 'name-unknown', at, { name, suggestion: nearest(name, names) ?? '' });
  return undefined;
}

function checkArithmetic(node: ArithmeticNode, context: CheckContext): FormulaType | undefined {
  const left = needNumber(node.left, context);
  const right = needNumber(node.right, context);
  if (!left || !right) return undefined;
  const isSum = node.sign === '+' || node.sign === '-';
  if (!isSum && node.sign === '/' && isLiteralZero(node.right))
    context.report('error', 'zero-divisor', node.right.at);
  const type = isSum ? alike(left, right) : multiplied(left, right, node.sign === '*' ? 1 : -1);
  const facts = { left: typeName(left), right: typeName(right), sign: node.sign };
  if (!type) context.report('error', isSum ? 'units-differ' : 'unit-product', node.at, facts);
  return type;
}

function isLiteralZero(node: FormulaNode): boolean {
  return node.kind === 'number' && parseNumberLiteral(node.text)?.isZero() === true;
}

function checkComparison(node: ComparisonNode, context: CheckContext): void {
  const left = context.check(node.left);
  const right = context.check(node.right);
  if (!left || !right) return;
  checkPair(node.left, left, node.right, right, node.sign, context);
  const isEquality = node.sign === '=' || node.sign === '<>';
  const isOrdered = left.kind === 'number' || left.kind === 'date' || right.kind === 'date';
  if (!isEquality && !isOrdered) {
    context.report('error', 'no-order', node.at, { found: typeName(left), sign: node.sign });
  }
}

function checkIn(node: InNode, context: CheckContext): void {
  const operand = context.check(node.operand);
  for (const item of node.items) {
    const type = context.check(item);
    if (operand && type) checkPair(node.operand, operand, item, type, 'IN', context);
  }
}
