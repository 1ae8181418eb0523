/** What rows are sorted by: made once a row, by `orderOf` for amounts. */
export type SortValue = string | bigint | null;

const DECIMALS = 20;

/** A decimal of the API as a whole number that sorts as it does, exactly. */
export function orderOf(value: string | null | undefined): bigint | null {
  if (value === null || value === undefined || value === '') return null;
  const [whole = '0', fraction = ''] = value.replace(/[-%]/g, '').split('.');
  const size = BigInt(whole + fraction.slice(0, DECIMALS).padEnd(DECIMALS, '0'));
  return value.startsWith('-') ? -size : size;
}

/** Rows in the order of what `of` answers; those without a value come last either way. */
export function sortedBy<Row>(
  rows: readonly Row[],
  of: (row: Row) => SortValue,
  isDescending: boolean,
  compareTexts: (a: string, b: string) => number,
): Row[] {
  const keyed = rows.map((row) => ({ row, key: of(row) }));
  const turned = isDescending ? -1 : 1;
  keyed.sort(({ key: a }, { key: b }) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (typeof a === 'string' || typeof b === 'string') return turned * compareTexts(String(a), String(b));
    return a === b ? 0 : turned * (a < b ? -1 : 1);
  });
  return keyed.map(({ row }) => row);
}
