import type { Decimal as DecimalJs } from 'decimal.js';
import { Decimal, isInRange, snap } from './decimal.js';

/** How a number between two steps is settled; every mode is symmetric about zero. */
export type RoundingMode = 'half-away' | 'half-even' | 'up' | 'down';
export const ROUNDING_MODES: readonly RoundingMode[] = ['half-away', 'half-even', 'up', 'down'];

/** `to` is a step above zero: 0.01, 1, 1% (0.01 of a ratio), 50. */
export interface Rounding {
  to: Decimal;
  mode: RoundingMode;
}

const MODE_CONSTANTS = {
  'half-away': Decimal.ROUND_HALF_UP,
  'half-even': Decimal.ROUND_HALF_EVEN,
  up: Decimal.ROUND_UP,
  down: Decimal.ROUND_DOWN,
} as const;

/** The nearest multiple of the step; the value is snapped first. `up` is away from zero, `down` towards it. */
export function round(value: Decimal, { to, mode }: Rounding): Decimal {
  return toMultiple(value, to, MODE_CONSTANTS[mode]);
}

/** The multiple of the step towards minus infinity (FLOOR of the language). */
export function floorTo(value: Decimal, step: Decimal): Decimal {
  return toMultiple(value, step, Decimal.ROUND_FLOOR);
}

/** The multiple of the step away from minus infinity (CEIL of the language). */
export function ceilTo(value: Decimal, step: Decimal): Decimal {
  return toMultiple(value, step, Decimal.ROUND_CEIL);
}

function toMultiple(value: Decimal, step: Decimal, constant: DecimalJs.Rounding): Decimal {
  if (!step.gt(0) || !isInRange(step)) throw new RangeError(`a rounding step must be above zero`);
  const places = decimalPlacesOf(step);
  if (places !== undefined) return snap(value).toDecimalPlaces(places, constant);
  // The quotient is snapped too: a step such as 0.03 divides to a long fraction that may only look like a half.
  return snap(snap(value).div(step)).toDecimalPlaces(0, constant).times(step);
}

const PLACES_MAX = 20;
const placesOfSteps = new WeakMap<Decimal, number | false>();

/** How many decimals a step of 1, 0.1, 0.01 … leaves; undefined for other steps. Steps are few and kept. */
function decimalPlacesOf(step: Decimal): number | undefined {
  let places = placesOfSteps.get(step);
  if (places === undefined) {
    const isPowerOfTen = step.precision() === 1 && step.toExponential().startsWith('1e');
    places = isPowerOfTen && step.e <= 0 && -step.e <= PLACES_MAX ? -step.e : false;
    placesOfSteps.set(step, places);
  }
  return places === false ? undefined : places;
}
