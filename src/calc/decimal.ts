import { Decimal as DecimalJs } from 'decimal.js';

/**
 * The one decimal type of the project: 40 significant digits, exponents never printed.
 * Made from texts, never from JavaScript numbers with a fraction.
 */
export const Decimal = DecimalJs.clone({
  precision: 40,
  rounding: DecimalJs.ROUND_HALF_UP,
  toExpNeg: -9e15,
  toExpPos: 9e15,
});
export type Decimal = DecimalJs;

/** A number as canonical text: plain notation, no exponent, no trailing zeros, "0" for every zero. */
export type DecimalText = string & { readonly __brand: 'DecimalText' };

/** Places kept by `snap`: what 40 digits of precision leave exact for amounts up to twenty digits long. */
const SNAP_PLACES = 20;
/** Length of the longest number read from a document or an input, so that no number costs unbounded work. */
const LENGTH_MAX = 100;
const LIMIT_EXPONENT = 20;
const PLAIN = /^-?(?:\d+(?:\.\d+)?|\.\d+)$/;
/** Digits of the whole numbers that are one word of a decimal: made from a number they are made at once. */
const WORD_LENGTH = 7;

export const ZERO = new Decimal(0);
const HUNDRED = new Decimal(100);

/**
 * Drops what divisions left behind the 20th decimal (41.874999…9 becomes 41.875).
 * Done before every rounding, comparison and table lookup. Source: language, Semantics 1.
 */
export function snap(value: Decimal): Decimal {
  // Two words of seven digits behind the point are within the places kept: most amounts need no arithmetic.
  if (value.d !== null && value.d.length - 1 - Math.floor(value.e / 7) <= 2) return value;
  return value.toDecimalPlaces(SNAP_PLACES, DecimalJs.ROUND_HALF_UP);
}

/** Canonical text of a number; the same number gives the same text for ever. */
export function toText(value: Decimal): DecimalText {
  return (value.isZero() ? '0' : value.toFixed()) as DecimalText;
}

/** Canonical text of the snapped number: what results store and people read. */
export function toSnappedText(value: Decimal): DecimalText {
  return toText(snap(value));
}

/** Reads `12`, `-0.5`; undefined for exponents, signs of plus, commas, blanks, NaN and over-long text. */
export function parseDecimal(text: string): Decimal | undefined {
  if (isWord(text)) return new Decimal(Number(text));
  return text.length <= LENGTH_MAX && PLAIN.test(text) ? new Decimal(text) : undefined;
}

function isWord(text: string): boolean {
  if (text.length === 0 || text.length > WORD_LENGTH) return false;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign < 48 || sign > 57) return false;
  }
  return true;
}

/** Reads a decimal, or a percent literal such as `1.3%` as the ratio 0.013. */
export function parseNumberLiteral(text: string): Decimal | undefined {
  if (!text.endsWith('%')) return parseDecimal(text);
  return parseDecimal(text.slice(0, -1).trimEnd())?.div(HUNDRED);
}

/** Makes a decimal from text that is known to be one; throws RangeError for any other text. */
export function decimal(text: string): Decimal {
  const value = parseDecimal(text);
  if (!value) throw new RangeError(`"${text.slice(0, LENGTH_MAX)}" is not a decimal number`);
  return value;
}

/** Whether a number is of a size the kernel keeps exact: below 1e20 either way. */
export function isInRange(value: Decimal): boolean {
  // The exponent tells the size without arithmetic; it is NaN for what is not finite.
  return value.e < LIMIT_EXPONENT;
}

/** A ratio as a percent literal of the scheme language: 0.013 gives "1.3%". */
export function toPercentText(ratio: Decimal): string {
  return `${toText(ratio.times(HUNDRED))}%`;
}
