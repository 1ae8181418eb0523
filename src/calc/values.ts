import { Decimal, parseNumberLiteral, toSnappedText } from './decimal.js';
import { isDay } from './period.js';
import { FLAG, isNumeric, TEXT, type Unit } from './units.js';

/** What inputs, cells and formulas yield: numbers are exact decimals; dates are `YYYY-MM-DD` text. */
export type Value = Decimal | string | boolean;

/** A title in one language or both. */
export interface Title {
  en?: string;
  ru?: string;
}

/** Canonical text of a value, numbers snapped; what results hold. Flags are `true` and `false`. */
export function valueText(value: Value): string {
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' ? String(value) : toSnappedText(value);
}

/** Reads a value of a unit from text (`91%` counts as 0.91); undefined when the text is no such value. */
export function parseValue(text: string, unit: Unit): Value | undefined {
  if (isNumeric(unit)) return parseNumberLiteral(text);
  if (unit === FLAG) return parseFlag(text);
  if (unit === TEXT) return text.normalize('NFC').trim();
  return isDay(text) ? text : undefined;
}

function parseFlag(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

/** Whether a value is a number. */
export function isDecimal(value: Value): value is Decimal {
  return value instanceof Decimal;
}
