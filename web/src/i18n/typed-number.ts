/**
 * A number as somebody types it, as the API takes it: spaces of any kind go, a comma is a point, both minuses are one.
 * Null where it is no number; nothing is rounded.
 */
export function typedNumber(typed: string): string | null {
  const plain = typed
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/[\u2212\u2013]/g, '-')
    .replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : null;
}
