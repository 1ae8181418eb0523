import { type Decimal, snap, toSnappedText, ZERO } from '../decimal.js';
import { fail } from '../failures.js';
import { type Rounding, round } from '../rounding.js';
import { isDecimal } from '../values.js';
import { bounded, isZero } from './arithmetic.js';
import type { CompileContext, CompiledFormula, Env } from './compiled.js';
import type { CallNode, NameNode } from './tree.js';

type RowCompiler = (
  node: CallNode,
  args: readonly CompiledFormula[],
  step: StepOf,
  text: string,
) => CompiledFormula;
/** The step a call rounds to: its own argument, else what the line rounds to. */
type StepOf = (arg: CompiledFormula | undefined) => (env: Env) => Rounding;

/** SUM, COUNT, PRIOR, RANK and SPLIT, which work on rows, and PORTION. Their arguments have been checked. */
const COMPILERS: Record<string, RowCompiler> = {
  SUM:
    (node, [, each]) =>
    (env) =>
      env.rows!.sum(node, setOf(node), each!, env),
  COUNT:
    (node, [, condition]) =>
    (env) =>
      env.rows!.count(node, setOf(node), condition, env),
  PRIOR:
    (node, [each, key]) =>
    (env) =>
      env.rows!.prior(node, each!, key, env),
  RANK:
    (node, [each]) =>
    (env) =>
      env.rows!.rank(node, each!, env),
  SPLIT: (node, [fund, weight, step], stepOf) => {
    const stepIn = stepOf(step);
    return (env) => env.rows!.split(node, { fund: fund!, weight: weight!, step: stepIn }, env);
  },
  PORTION: ({ args: nodes }, [total, before, now, whole, step], stepOf, text) => {
    const stepIn = stepOf(step);
    const wholeText = text.slice(nodes[3]!.at.start, nodes[3]!.at.end);
    return (env) => {
      const [all, from, part, end] = [total!, before!, now!, whole!].map((arg) => arg(env) as Decimal);
      if (isZero(end!)) return portionOfNothing(from!, part!, wholeText);
      return portion(all!, from!, part!, end!, stepIn(env));
    };
  },
};

export const ROW_FUNCTIONS: ReadonlySet<string> = new Set(Object.keys(COMPILERS));

/** A call of one of the row functions; the set a SUM names is compiled as a name that is never read. */
export function compileRowFunction(node: CallNode, context: CompileContext): CompiledFormula {
  const args = node.args.map(context.compile);
  return COMPILERS[node.name]!(node, args, (arg) => stepOf(arg, context.round), context.text);
}

function setOf({ args }: CallNode): string {
  return (args[0] as NameNode).name;
}

function stepOf(arg: CompiledFormula | undefined, round: Rounding | undefined): (env: Env) => Rounding {
  if (!arg) return () => round ?? fail('step-not-positive', { step: '' });
  return (env) => {
    const to = arg(env);
    if (!isDecimal(to) || isZero(to) || to.isNegative()) {
      return fail('step-not-positive', { step: isDecimal(to) ? toSnappedText(to) : String(to) });
    }
    return { to, mode: 'half-away' };
  };
}

/** Nothing of nothing is nothing, such as the return of a free order; something of it cannot be told. */
function portionOfNothing(before: Decimal, now: Decimal, whole: string): Decimal {
  return isZero(before) && isZero(now) ? ZERO : fail('portion-of-nothing', { whole });
}

/** Difference of two cumulative roundings, so that the parts of a whole add up to it. Source: language, PORTION. */
function portion(total: Decimal, before: Decimal, now: Decimal, whole: Decimal, step: Rounding): Decimal {
  const end = before.plus(now);
  for (const done of [before, end]) {
    const share = snap(done.div(whole));
    if (share.gt(1) || share.isNegative()) {
      return fail('portion-beyond', { done: toSnappedText(done), whole: toSnappedText(whole) });
    }
  }
  const upTo = (done: Decimal) => round(bounded(total.times(done).div(whole)), step);
  return bounded(upTo(end).minus(upTo(before)));
}
