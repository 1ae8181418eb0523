import { parseNumberLiteral } from '../decimal.js';
import { nearest } from '../spelling.js';
import { COUNT, DATE, DAYS } from '../units.js';
import { type CheckContext, needFlag, needNumber } from './check-context.js';
import { checkLookup, LOOKUP_NAMES } from './check-lookups.js';
import { ROW_CHECKS, refuseNested } from './check-rows.js';
import { functions } from './functions.js';
import type { CallNode, FormulaNode } from './tree.js';
import { alike, type FormulaType, fits, multiplied, typeName, typeOfUnit } from './types.js';

/** Checks a call: the function's name, the number of arguments, and what each must be. */
export function checkCall(node: CallNode, context: CheckContext): FormulaType | undefined {
  const signature = functions.get(node.name);
  if (!signature) {
    reportUnknown(node, context);
    return undefined;
  }
  const count = node.args.length;
  if (count < signature.argsMin || count > signature.argsMax) {
    const code = hasDecimalComma(node, context) ? 'decimal-comma' : 'arguments-number';
    context.report('error', code, node.at, { usage: signature.usage, found: String(count) });
    return undefined;
  }
  const rowCheck = ROW_CHECKS.get(node.name);
  if (rowCheck) return refuseNested(node, context) ? undefined : rowCheck(node, context);
  return LOOKUP_NAMES.has(node.name) ? checkLookup(node, context) : CHECKS[node.name]!(node, context);
}

function reportUnknown(node: CallNode, { report }: CheckContext): void {
  const suggestion = nearest(node.name, functions.keys()) ?? '';
  report('error', 'function-unknown', node.nameAt, { name: node.name, suggestion });
}

/** `ROUND(x, 0,5)`: two numbers that stand with nothing but a comma between them. */
function hasDecimalComma(node: CallNode, { text }: CheckContext): boolean {
  return node.args.some((arg, index) => {
    const next = node.args[index + 1];
    return arg.kind === 'number' && next?.kind === 'number' && text.slice(arg.at.end, next.at.start) === ',';
  });
}

type Check = (node: CallNode, context: CheckContext) => FormulaType | undefined;

const CHECKS: Record<string, Check> = {
  IF: ({ args: [condition, then, otherwise] }, context) => {
    needFlag(condition!, context);
    return needAlike([then!, otherwise!], context);
  },
  MIN: needOrdered,
  MAX: needOrdered,
  ABS: ({ args: [x] }, context) => needNumber(x!, context),
  ROUND: (node, context) => {
    warnOfDigits(node, context);
    return checkStepped(node, context);
  },
  FLOOR: checkStepped,
  CEIL: checkStepped,
  DEFAULT: ({ args }, context) => needAlike(args, context),
  DIVIDE: checkDivide,
  DAYS: (node, context) => checkDates(node, context, typeOfUnit(DAYS)),
  MONTHS: (node, context) => checkDates(node, context, typeOfUnit(COUNT)),
};

/** The type of parts that must be alike; reports the first pair that is not. */
function needAlike(nodes: readonly FormulaNode[], context: CheckContext): FormulaType | undefined {
  let type: FormulaType | undefined;
  for (const node of nodes) {
    const next = context.check(node);
    if (!next) return undefined;
    const both = type ? alike(type, next) : next;
    if (!both) {
      context.report('error', 'units-differ', node.at, {
        left: typeName(type!),
        right: typeName(next),
        sign: '',
      });
      return undefined;
    }
    type = both;
  }
  return type;
}

function needOrdered(node: CallNode, context: CheckContext): FormulaType | undefined {
  const type = needAlike(node.args, context);
  if (!type || type.kind === 'number' || type.kind === 'date') return type;
  context.report('error', 'no-order', node.at, { found: typeName(type), sign: node.name });
  return undefined;
}

function checkStepped({ args: [x, step], at }: CallNode, context: CheckContext): FormulaType | undefined {
  const type = needNumber(x!, context);
  const stepType = needNumber(step!, context);
  if (step!.kind === 'number' && parseNumberLiteral(step!.text)?.isZero()) {
    context.report('error', 'step-zero', step!.at, { found: step!.text });
  }
  if (!type || !stepType) return undefined;
  if (!alike(type, stepType)) {
    context.report('error', 'units-differ', at, {
      left: typeName(type),
      right: typeName(stepType),
      sign: '',
    });
  }
  return type;
}

/** Spreadsheet users mean digits by `ROUND(x, 2)`; here it is a step of two. */
function warnOfDigits({ args: [, step] }: CallNode, { report }: CheckContext): void {
  if (step?.kind !== 'number' || !/^[234]$/.test(step.text)) return;
  report('warning', 'round-digits', step.at, {
    found: step.text,
    step: `0.${'0'.repeat(Number(step.text) - 1)}1`,
  });
}

function checkDivide({ args, at }: CallNode, context: CheckContext): FormulaType | undefined {
  const [a, b, ifZero] = args.map((arg) => needNumber(arg, context));
  if (!a || !b || !ifZero) return undefined;
  const type = multiplied(a, b, -1);
  const both = type && alike(type, ifZero);
  if (!type)
    context.report('error', 'unit-product', at, { left: typeName(a), right: typeName(b), sign: '/' });
  else if (!both) {
    context.report('error', 'units-differ', args[2]!.at, {
      left: typeName(type),
      right: typeName(ifZero),
      sign: '',
    });
  }
  return both;
}

function checkDates({ args }: CallNode, context: CheckContext, result: FormulaType): FormulaType {
  for (const arg of args) {
    const type = context.check(arg);
    if (type && !fits(type, DATE)) context.report('error', 'date-needed', arg.at, { found: typeName(type) });
  }
  return result;
}
