import { type Decimal, isInRange, snap } from '../decimal.js';
import { fail } from '../failures.js';
import type { Value } from '../values.js';

/** Zero after snapping, so that `1/3*3 - 1` is no divisor. */
export function isZero(value: Decimal): boolean {
  // Snapping keeps what is at least 1e-20.
  return value.e >= -20 ? value.isZero() : snap(value).isZero();
}

/** Stops numbers that outgrow what 40 digits keep exact. */
export function bounded(value: Decimal): Decimal {
  return isInRange(value) ? value : fail('number-too-large', {});
}

/** Order of two values of like units: numbers snapped, dates and texts by their characters. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'object' && typeof b === 'object') return snap(a).cmp(snap(b));
  return a === b ? 0 : a < b ? -1 : 1;
}
