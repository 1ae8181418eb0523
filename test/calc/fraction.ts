/** A number as a ratio of integers, the denominator above zero: the naive exact arithmetic ours is held against. */
export interface Fraction {
  over: bigint;
  under: bigint;
}

export function fraction(over: bigint, under: bigint): Fraction {
  return under < 0n ? { over: -over, under: -under } : { over, under };
}

export const isZero = ({ over }: Fraction) => over === 0n;
export const isLess = (a: Fraction, b: Fraction) => a.over * b.under < b.over * a.under;
export const plus = (a: Fraction, b: Fraction) =>
  fraction(a.over * b.under + b.over * a.under, a.under * b.under);
export const minus = (a: Fraction, b: Fraction) =>
  fraction(a.over * b.under - b.over * a.under, a.under * b.under);
export const times = (a: Fraction, b: Fraction) => fraction(a.over * b.over, a.under * b.under);
export const over = (a: Fraction, b: Fraction) => fraction(a.over * b.under, a.under * b.over);

/** Rounded to 1/parts, half away from zero, as canonical text; `parts` is a power of ten. */
export function roundToStep({ over, under }: Fraction, parts: bigint): string {
  const size = over < 0n ? -over : over;
  const count = (size * parts * 2n + under) / (under * 2n);
  const places = String(parts).length - 1;
  const digits = String(count).padStart(places + 1, '0');
  const text =
    places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '');
  return over < 0n && count > 0n ? `-${text}` : text;
}
