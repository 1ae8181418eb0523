import { type Decimal, decimal, toSnappedText, ZERO } from '../decimal.js';
import { FormulaFailure, fail } from '../failures.js';
import { daysBetween, isDay, monthsBetween } from '../period.js';
import { ceilTo, floorTo, round } from '../rounding.js';
import {
  type Answer,
  bands,
  curve,
  type MatchTable,
  type MatrixTable,
  match,
  matrix,
  type StepTable,
  step,
  type Table,
} from '../tables.js';
import type { Value } from '../values.js';
import { bounded, compareValues, isZero } from './arithmetic.js';
import { compileRowFunction, ROW_FUNCTIONS } from './compile-rows.js';
import type { CompileContext, CompiledFormula, Env } from './compiled.js';
import type { CallNode, FormulaNode } from './tree.js';

type Compiler = (node: CallNode, args: CompiledFormula[]) => CompiledFormula;

/** A call of a function that `checkFormula` has accepted. */
export function compileFunction(node: CallNode, context: CompileContext): CompiledFormula {
  if (LOOKUPS.has(node.name)) return compileLookup(node, context);
  if (ROW_FUNCTIONS.has(node.name)) return compileRowFunction(node, context);
  const compiler = COMPILERS[node.name];
  if (!compiler) throw new TypeError(`${node.name} has no compiler`);
  return compiler(node, node.args.map(context.compile));
}

const COMPILERS: Record<string, Compiler> = {
  IF:
    (_, [condition, then, otherwise]) =>
    (env) =>
      condition!(env) ? then!(env) : otherwise!(env),
  MIN: (node, args) => (env) => furthest(node, args, env, -1),
  MAX: (node, args) => (env) => furthest(node, args, env, 1),
  ABS:
    (node, [x]) =>
    (env) => {
      const value = number(x!, env);
      env.branched?.(node, value.isNegative() ? -1 : 1);
      return value.abs();
    },
  ROUND: stepped((value, to) => round(value, { to, mode: 'half-away' })),
  FLOOR: stepped(floorTo),
  CEIL: stepped(ceilTo),
  DEFAULT:
    (_, [x, otherwise]) =>
    (env) => {
      try {
        return x!(env);
      } catch (error) {
        if (error instanceof FormulaFailure && error.isMissing) return otherwise!(env);
        throw error;
      }
    },
  DIVIDE:
    (node, [a, b, ifZero]) =>
    (env) => {
      const divisor = number(b!, env);
      env.branched?.(node, isZero(divisor) ? 0 : divisor.isNegative() ? -1 : 1);
      return isZero(divisor) ? ifZero!(env) : bounded(number(a!, env).div(divisor));
    },
  DAYS:
    (_, [from, to]) =>
    (env) =>
      decimal(String(daysBetween(day(from!, env), day(to!, env)))),
  MONTHS:
    (_, [from, to]) =>
    (env) =>
      decimal(String(monthsBetween(day(from!, env), day(to!, env)))),
};

function number(formula: CompiledFormula, env: Env): Decimal {
  return formula(env) as Decimal;
}

function day(formula: CompiledFormula, env: Env): string {
  const text = formula(env) as string;
  return isDay(text) ? text : fail('date-not-real', { found: text });
}

function furthest(node: CallNode, args: CompiledFormula[], env: Env, sign: 1 | -1): Value {
  const values = args.map((arg) => arg(env));
  let best = 0;
  for (const [index, value] of values.entries()) {
    if (compareValues(value, values[best]!) * sign > 0) best = index;
  }
  env.branched?.(node, best);
  return values[best]!;
}

function stepped(toStep: (value: Decimal, step: Decimal) => Decimal): Compiler {
  return (node, [x, step]) =>
    (env) => {
      const value = number(x!, env);
      const to = number(step!, env);
      if (isZero(to) || to.isNegative()) return fail('step-not-positive', { step: toSnappedText(to) });
      const stepped = bounded(toStep(value, to));
      env.branched?.(node, toSnappedText(stepped));
      return stepped;
    };
}

type Ask = (table: Table, column: string, keys: (Value | null)[]) => Answer;

/** Lookups by name; `checkFormula` has seen to it that the table is of the kind and the keys of the unit. */
const LOOKUPS: ReadonlyMap<string, Ask> = new Map<string, Ask>([
  ['STEP', (table, column, [x]) => step(table as StepTable, column, x as Decimal)],
  ['CURVE', (table, column, [x]) => curve(table as StepTable, column, x as Decimal)],
  [
    'BANDS',
    (table, column, [x, start]) =>
      bands(table as StepTable, column, x as Decimal, (start ?? ZERO) as Decimal),
  ],
  ['MATCH', (table, column, keys) => match(table as MatchTable, column, keys as (string | null)[])],
  ['MATRIX', (table, _, [x, y]) => matrix(table as MatrixTable, x as Value, y as Value)],
]);

function compileLookup(node: CallNode, context: CompileContext): CompiledFormula {
  const [first, ...rest] = node.args;
  const { tableName, column } = tableNamed(first!);
  const table = context.tables.get(tableName)!;
  const ask = LOOKUPS.get(node.name)!;
  const keys = rest.map(context.compile);
  const read = node.name === 'MATCH' ? readOrNull : (key: CompiledFormula, env: Env) => key(env);
  return (env) => {
    const values = keys.map((key) => read(key, env));
    const answer = ask(table, column ?? '', values);
    const { row, value } = answer;
    env.branched?.(node, answer.column === undefined ? row : `${row},${answer.column}`);
    env.lookedUp?.({
      call: node,
      table: tableName,
      column,
      keys: values,
      row,
      answer: value,
      columnIndex: answer.column,
    });
    return typeof value === 'object' ? bounded(value) : value;
  };
}

/** The table and column a lookup names: `STEP(scale.percent, …)`, `MATRIX(grid, …)`. */
function tableNamed(node: FormulaNode): { tableName: string; column: string | null } {
  if (node.kind === 'column') return { tableName: node.table, column: node.column };
  if (node.kind === 'name') return { tableName: node.name, column: null };
  throw new TypeError('a lookup starts with a table');
}

/** In MATCH a missing key matches the rows that leave it open. */
function readOrNull(key: CompiledFormula, env: Env): Value | null {
  try {
    return key(env);
  } catch (error) {
    if (error instanceof FormulaFailure && error.isMissing) return null;
    throw error;
  }
}
