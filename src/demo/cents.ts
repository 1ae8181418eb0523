/** An amount in cents as the exact decimal text that intake reads: 123450 gives "1234.50". */
export function centsText(cents: number): string {
  return `${wholeParts(cents, 100)}.${String(cents % 100).padStart(2, '0')}`;
}

/** Divides a whole number by weights so that the parts add up to it; what rounding leaves goes to the first parts. */
export function divideBy(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const parts = weights.map((weight) => wholeParts(total * weight, sum));
  const left = total - parts.reduce((all, part) => all + part, 0);
  return parts.map((part, place) => (place < left ? part + 1 : part));
}

/** How many times `part` goes into `whole`; exact, both being whole numbers, above or equal 0. */
export function wholeParts(whole: number, part: number): number {
  return (whole - (whole % part)) / part;
}
