import { decimal, snap, toPercentText, toText } from './decimal.js';
import type { Result } from './result.js';
import { type Rounding, round } from './rounding.js';
import type { Scheme } from './scheme-document.js';

/**
 * Salary's share in a result's pay. `share` is the ratio rounded to a tenth of a percent, `shareText` the same
 * as "78.6%"; the exact share is what is compared. `above-hint` is only a remark, the outer two are warnings.
 */
export interface PayMix {
  share: string;
  shareText: string;
  status: 'inside' | 'above-hint' | 'below-min' | 'above-max';
  min?: string;
  max?: string;
  hint?: string;
}

const TENTH_OF_PERCENT: Rounding = { to: decimal('0.001'), mode: 'half-away' };

/** Null when the scheme has no such check, a total is not known, or nothing is paid. Source: domain §3, §4. */
export function payMix(scheme: Scheme, result: Result): PayMix | null {
  const rule = scheme.checks.payMix;
  const { salary, total } = result.totals;
  if (!rule || salary === null || total === null || total === undefined || decimal(total).isZero())
    return null;
  const exact = snap(decimal(salary ?? '0').div(decimal(total)));
  const share = round(exact, TENTH_OF_PERCENT);
  const isBelow = rule.min !== undefined && exact.lt(rule.min);
  const isAbove = rule.max !== undefined && exact.gt(rule.max);
  const isRemark = rule.hint !== undefined && exact.gt(rule.hint);
  return {
    share: toText(share),
    shareText: toPercentText(share),
    status: isBelow ? 'below-min' : isAbove ? 'above-max' : isRemark ? 'above-hint' : 'inside',
    ...(rule.min && { min: toPercentText(rule.min) }),
    ...(rule.max && { max: toPercentText(rule.max) }),
    ...(rule.hint && { hint: toPercentText(rule.hint) }),
  };
}
