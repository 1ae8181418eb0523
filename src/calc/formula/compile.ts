import { type Decimal, parseNumberLiteral } from '../decimal.js';
import { fail } from '../failures.js';
import type { Rounding } from '../rounding.js';
import type { Table } from '../tables.js';
import { bounded, compareValues, isZero } from './arithmetic.js';
import { compileFunction } from './compile-functions.js';
import type { CompileContext, CompiledFormula } from './compiled.js';
import type { ArithmeticNode, ComparisonNode, FormulaNode, InNode, LogicNode } from './tree.js';

/**
 * A checked tree as nested closures: nothing is parsed, and no text executed, when the scheme runs.
 * `text` is the formula as written, quoted by failures; `round` is what its line rounds to. The tree must have passed `checkFormula`.
 */
export function compileFormula(
  tree: FormulaNode,
  text: string,
  tables: ReadonlyMap<string, Table>,
  round?: Rounding,
): CompiledFormula {
  const context: CompileContext = {
    text,
    tables,
    ...(round && { round }),
    compile: (node) => compile(node, context),
  };
  return compile(tree, context);
}

function compile(node: FormulaNode, context: CompileContext): CompiledFormula {
  switch (node.kind) {
    case 'number': {
      const value = parseNumberLiteral(node.text)!;
      return () => value;
    }
    case 'text':
      return () => node.text;
    case 'flag':
      return () => node.value;
    case 'name':
      return (env) => env.read(node.name);
    case 'negate': {
      const operand = context.compile(node.operand);
      return (env) => (operand(env) as Decimal).negated();
    }
    case 'not': {
      const operand = context.compile(node.operand);
      return (env) => !operand(env);
    }
    case 'arithmetic':
      return compileArithmetic(node, context);
    case 'comparison':
      return compileComparison(node, context);
    case 'and':
    case 'or':
      return compileLogic(node, context);
    case 'in':
      return compileIn(node, context);
    case 'call':
      return compileFunction(node, context);
    case 'column':
      return (env) => env.readOrigin!(node);
  }
}

function compileArithmetic(node: ArithmeticNode, context: CompileContext): CompiledFormula {
  const left = context.compile(node.left);
  const right = context.compile(node.right);
  const divisorText = context.text.slice(node.right.at.start, node.right.at.end);
  return (env) => {
    const a = left(env) as Decimal;
    const b = right(env) as Decimal;
    if (node.sign === '+') return bounded(a.plus(b));
    if (node.sign === '-') return bounded(a.minus(b));
    if (node.sign === '*') return bounded(a.times(b));
    if (isZero(b)) return fail('zero-divide', { divisor: divisorText });
    return bounded(a.div(b));
  };
}

function compileComparison(node: ComparisonNode, context: CompileContext): CompiledFormula {
  const left = context.compile(node.left);
  const right = context.compile(node.right);
  const isTrue = COMPARISONS[node.sign];
  return (env) => {
    const order = compareValues(left(env), right(env));
    env.branched?.(node, order);
    return isTrue(order);
  };
}

const COMPARISONS: Record<ComparisonNode['sign'], (order: number) => boolean> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function compileLogic(node: LogicNode, context: CompileContext): CompiledFormula {
  const left = context.compile(node.left);
  const right = context.compile(node.right);
  if (node.kind === 'and') return (env) => (left(env) as boolean) && right(env);
  return (env) => (left(env) as boolean) || right(env);
}

function compileIn(node: InNode, context: CompileContext): CompiledFormula {
  const operand = context.compile(node.operand);
  const items = node.items.map(context.compile);
  return (env) => {
    const value = operand(env);
    const orders: number[] = [];
    const isListed = items.some((item) => {
      const order = compareValues(value, item(env));
      orders.push(order);
      return order === 0;
    });
    env.branched?.(node, orders.join());
    return isListed;
  };
}
