import { type Decimal, isInRange, snap, ZERO } from './decimal.js';
import { fail } from './failures.js';

/** All numbers from `lo` to `hi`, both included. Every operation holds whatever the evaluator could come to inside. */
export interface Range {
  lo: Decimal;
  hi: Decimal;
}

/** Inside a range the outcome is not the same everywhere: whoever asks looks at smaller parts of it. */
export class Undecided {}

export const pointAt = (value: Decimal): Range => ({ lo: value, hi: value });

export const isPoint = ({ lo, hi }: Range): boolean => lo.eq(hi);

/** The values of a rising or falling function; decimals round in one direction, so its ends hold what is between. */
export function monotone(range: Range, of: (value: Decimal) => Decimal): Range {
  return isPoint(range) ? pointAt(of(range.lo)) : hull([of(range.lo), of(range.hi)]);
}

export function hull(values: readonly Decimal[]): Range {
  let [lo, hi] = [values[0]!, values[0]!];
  for (const value of values) {
    if (value.lt(lo)) lo = value;
    if (value.gt(hi)) hi = value;
  }
  return { lo, hi };
}

export const plus = (a: Range, b: Range): Range => bounded({ lo: a.lo.plus(b.lo), hi: a.hi.plus(b.hi) });

export const negated = ({ lo, hi }: Range): Range => ({ lo: hi.negated(), hi: lo.negated() });

export const minus = (a: Range, b: Range): Range => plus(a, negated(b));

export function times(a: Range, b: Range): Range {
  if (isPoint(a) && isPoint(b)) return bounded(pointAt(a.lo.times(b.lo)));
  return bounded(hull([a.lo.times(b.lo), a.lo.times(b.hi), a.hi.times(b.lo), a.hi.times(b.hi)]));
}

/** Whoever divides has seen to it that `b` is without zero; where it was made to be taken for that, it fails. */
export function divided(a: Range, b: Range): Range {
  if (b.lo.isZero() || b.hi.isZero()) return fail('zero-divide', { divisor: '' });
  if (isPoint(a) && isPoint(b)) return bounded(pointAt(a.lo.div(b.lo)));
  return bounded(hull([a.lo.div(b.lo), a.lo.div(b.hi), a.hi.div(b.lo), a.hi.div(b.hi)]));
}

export function absolute(range: Range): Range {
  if (!range.lo.isNegative()) return range;
  if (range.hi.isNegative()) return negated(range);
  const { lo, hi } = hull([range.lo.abs(), range.hi]);
  return { lo: lo.times(0), hi };
}

/** The larger of each two (`sign` 1) or the smaller (-1). */
export function furthest(a: Range, b: Range, sign: 1 | -1): Range {
  const pick = (x: Decimal, y: Decimal) => (snap(y).cmp(snap(x)) * sign > 0 ? y : x);
  return { lo: pick(a.lo, b.lo), hi: pick(a.hi, b.hi) };
}

/** Every order two numbers of the ranges can stand in, after snapping: from -1 to 1. */
export function orders(a: Range, b: Range): readonly number[] {
  const [first, last] = [snap(a.lo).cmp(snap(b.hi)), snap(a.hi).cmp(snap(b.lo))];
  return [-1, 0, 1].filter((order) => order >= first && order <= last);
}

/** The outcome when all agree. */
export function agreed<T>(outcomes: readonly T[]): T | undefined {
  return outcomes.every((outcome) => outcome === outcomes[0]) ? outcomes[0] : undefined;
}

/** Whether a range is zero, after snapping; undefined when only a part of it is. */
export function isZeroIn(range: Range): boolean | undefined {
  return agreed(orders(range, pointAt(ZERO)).map((order) => order === 0));
}

/** Fails, or is undecided, where numbers outgrow what is kept exact. */
export function bounded(range: Range): Range {
  if (isInRange(range.lo) && isInRange(range.hi)) return range;
  if (isPoint(range)) return fail('number-too-large', {});
  throw new Undecided();
}
