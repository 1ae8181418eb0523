import { type Decimal, toPercentText, toText } from '../decimal.js';
import { FormulaFailure } from '../failures.js';
import type { Rounding } from '../rounding.js';
import { RATIO, type Unit } from '../units.js';
import { isDecimal, type Value } from '../values.js';
import { isZero } from './arithmetic.js';
import type { CallNode, ComparisonNode, FormulaNode, InNode, LogicNode } from './tree.js';

/** Text of an expression with how tightly it binds, so that parentheses stand where they are needed. */
export interface Printed {
  text: string;
  level: number;
}

const LEVELS = { or: 1, and: 2, not: 3, comparison: 4, sum: 5, product: 6, negate: 7, primary: 8 } as const;

export interface SubstituteContext {
  /** The value of a name; throws `FormulaFailure` when it has none. */
  printName(name: string): Printed;
  /** The value of a part; throws `FormulaFailure` when it has none. */
  evaluate(node: FormulaNode): Value;
  /** The unit a lookup answers in. */
  lookupUnit(call: CallNode): Unit | null;
  /** What the line rounds to. */
  round?: Rounding;
}

/** A text that the language cannot write: it holds a double quote or a line break. */
export class Unwritable {}

/**
 * The formula with the values in place of names and lookups: an expression of the same language without any
 * name, which evaluates to the same. What was not needed and has no value is left out (a branch not taken).
 */
export function substitute(node: FormulaNode, context: SubstituteContext): Printed {
  switch (node.kind) {
    case 'number':
      return { text: node.text, level: LEVELS.primary };
    case 'text':
    case 'flag':
      return printValue(context.evaluate(node), null);
    case 'name':
      return context.printName(node.name);
    case 'negate':
      return { text: `-${wrapped(node.operand, LEVELS.primary, context)}`, level: LEVELS.negate };
    case 'not':
      return { text: `NOT ${wrapped(node.operand, LEVELS.not, context)}`, level: LEVELS.not };
    case 'arithmetic': {
      const level = node.sign === '+' || node.sign === '-' ? LEVELS.sum : LEVELS.product;
      return binary(node.left, node.sign, node.right, level, level + 1, context);
    }
    case 'comparison':
      return settled(node, context, () =>
        binary(node.left, node.sign, node.right, LEVELS.sum, LEVELS.sum, context),
      );
    case 'and':
    case 'or':
      return substituteLogic(node, context);
    case 'in':
      return settled(node, context, () => substituteIn(node, context));
    case 'call':
      return substituteCall(node, context);
    case 'column':
      return printValue(context.evaluate(node), null);
  }
}

/** A value as a literal of the language; ratios as percents. */
export function printValue(value: Value, unit: Unit | null): Printed {
  if (typeof value === 'boolean') return { text: value ? 'TRUE' : 'FALSE', level: LEVELS.primary };
  if (isDecimal(value)) return printNumber(value, unit);
  if (/["\r\n]/.test(value)) throw new Unwritable();
  return { text: `"${value}"`, level: LEVELS.primary };
}

function printNumber(value: Decimal, unit: Unit | null): Printed {
  const text = unit === RATIO ? toPercentText(value) : toText(value);
  return { text, level: text.startsWith('-') ? LEVELS.negate : LEVELS.primary };
}

/** The part in parentheses unless it binds at least as tightly as `level`. */
export function wrap(printed: Printed, level: number): string {
  return printed.level >= level ? printed.text : `(${printed.text})`;
}

function wrapped(node: FormulaNode, level: number, context: SubstituteContext): string {
  return wrap(substitute(node, context), level);
}

function binary(
  left: FormulaNode,
  sign: string,
  right: FormulaNode,
  leftLevel: number,
  rightLevel: number,
  context: SubstituteContext,
): Printed {
  return joined(substitute(left, context), sign, substitute(right, context), leftLevel, rightLevel);
}

function joined(left: Printed, sign: string, right: Printed, leftLevel: number, rightLevel: number): Printed {
  const rightText = wrap(right, rightLevel);
  const shielded = rightText.startsWith('-') ? `(${rightText})` : rightText;
  const level = rightLevel === leftLevel ? LEVELS.comparison : leftLevel;
  return { text: `${wrap(left, leftLevel)} ${sign} ${shielded}`, level };
}

/** What compares unwritable texts is written as its outcome. */
function settled(node: ComparisonNode | InNode, context: SubstituteContext, print: () => Printed): Printed {
  try {
    return print();
  } catch (error) {
    if (error instanceof Unwritable) return printValue(context.evaluate(node), null);
    throw error;
  }
}

function substituteIn(node: InNode, context: SubstituteContext): Printed {
  const items = node.items.map((item) => substitute(item, context).text).join(', ');
  return { text: `${wrapped(node.operand, LEVELS.sum, context)} IN (${items})`, level: LEVELS.comparison };
}

function substituteLogic(node: LogicNode, context: SubstituteContext): Printed {
  const level = LEVELS[node.kind];
  const left = substitute(node.left, context);
  const right = orNothing(() => substitute(node.right, context));
  if (!right) return left;
  return { text: `${wrap(left, level)} ${node.kind.toUpperCase()} ${wrap(right, level + 1)}`, level };
}

function orNothing<T>(print: () => T): T | undefined {
  try {
    return print();
  } catch (error) {
    if (error instanceof FormulaFailure || error instanceof Unwritable) return undefined;
    throw error;
  }
}

const LOOKUPS: ReadonlySet<string> = new Set(['STEP', 'BANDS', 'CURVE', 'MATRIX', 'MATCH']);
/** Calls over rows are written as their value, as lookups are. */
const TOTALS: ReadonlySet<string> = new Set(['SUM', 'COUNT', 'PRIOR', 'RANK', 'SPLIT']);

function substituteCall(node: CallNode, context: SubstituteContext): Printed {
  if (LOOKUPS.has(node.name)) return printValue(context.evaluate(node), context.lookupUnit(node));
  if (TOTALS.has(node.name)) return printValue(context.evaluate(node), null);
  if (node.name === 'PORTION') return substitutePortion(node, context);
  if (node.name === 'DEFAULT') return substituteDefault(node, context);
  if (node.name === 'IF') return substituteIf(node, context);
  if (node.name === 'DIVIDE') return substituteDivide(node, context);
  const args = node.args.map((arg) => substitute(arg, context).text).join(', ');
  return { text: `${node.name}(${args})`, level: LEVELS.primary };
}

/** The step is written out even where the line's rounding gives it; another mode than the usual has no writing. */
function substitutePortion(node: CallNode, context: SubstituteContext): Printed {
  const { round } = context;
  const isNamed = node.args.length === 5;
  if (!isNamed && round?.mode !== 'half-away') return printValue(context.evaluate(node), null);
  const args = node.args.map((arg) => substitute(arg, context).text);
  const all = isNamed ? args : [...args, toText(round!.to)];
  return { text: `PORTION(${all.join(', ')})`, level: LEVELS.primary };
}

function substituteDefault({ args }: CallNode, context: SubstituteContext): Printed {
  const [x, otherwise] = args as [FormulaNode, FormulaNode];
  try {
    context.evaluate(x);
  } catch (error) {
    if (error instanceof FormulaFailure && error.isMissing) return substitute(otherwise, context);
    throw error;
  }
  return substitute(x, context);
}

function substituteIf({ args }: CallNode, context: SubstituteContext): Printed {
  const [condition, then, otherwise] = args as [FormulaNode, FormulaNode, FormulaNode];
  const isTrue = context.evaluate(condition) as boolean;
  const taken = substitute(isTrue ? then : otherwise, context);
  const other = orNothing(() => substitute(isTrue ? otherwise : then, context));
  if (!other) return taken;
  const [first, second] = isTrue ? [taken, other] : [other, taken];
  const text = `IF(${substitute(condition, context).text}, ${first.text}, ${second.text})`;
  return { text, level: LEVELS.primary };
}

/** A plain division unless the divisor is zero; then the whole call, which shows why its third part counts. */
function substituteDivide({ args }: CallNode, context: SubstituteContext): Printed {
  const [a, b, ifZero] = args as [FormulaNode, FormulaNode, FormulaNode];
  const divisor = substitute(b, context);
  if (!isZero(context.evaluate(b) as Decimal)) {
    return joined(substitute(a, context), '/', divisor, LEVELS.product, LEVELS.product + 1);
  }
  const otherwise = substitute(ifZero, context);
  const dividend = orNothing(() => substitute(a, context));
  if (!dividend) return otherwise;
  return { text: `DIVIDE(${dividend.text}, ${divisor.text}, ${otherwise.text})`, level: LEVELS.primary };
}
