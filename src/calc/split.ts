import { type Decimal, Decimal as DecimalType, decimal, snap, toSnappedText, ZERO } from './decimal.js';
import { fail } from './failures.js';

const ONE = decimal('1');

/**
 * Shares of a fund in proportion to weights, each a multiple of the step, together exactly the fund: whole steps
 * first, what is left by largest remainder, ties by the smaller name. `weights` are zero and up. Fails when the
 * fund is no multiple of the step, or there is a fund and no weight. Source: language, Semantics 10.
 */
export function splitFund(
  fund: Decimal,
  weights: readonly Decimal[],
  names: readonly string[],
  step: Decimal,
): Decimal[] {
  const steps = snap(snap(fund.abs()).div(step));
  if (!steps.isInteger()) {
    return fail('fund-not-multiple', { fund: toSnappedText(fund), step: toSnappedText(step) });
  }
  if (steps.isZero()) return weights.map(() => ZERO);
  const sum = weights.reduce((total, weight) => total.plus(weight), ZERO);
  if (snap(sum).isZero()) return fail('weights-zero', { fund: toSnappedText(fund) });
  const exact = weights.map((weight) => snap(steps.times(weight).div(sum)));
  const whole = exact.map((part) => part.toDecimalPlaces(0, DecimalType.ROUND_FLOOR));
  const left = steps.minus(whole.reduce((total, part) => total.plus(part), ZERO)).toNumber();
  const ranked = exact
    .map((part, index) => ({ index, rest: snap(part.minus(whole[index]!)), name: names[index]! }))
    .sort((a, b) => b.rest.cmp(a.rest) || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.index - b.index));
  const lucky = new Set(ranked.slice(0, left).map(({ index }) => index));
  const unit = fund.isNegative() ? step.negated() : step;
  return whole.map((part, index) => (lucky.has(index) ? part.plus(ONE) : part).times(unit));
}
