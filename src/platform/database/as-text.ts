/** SQL that gives an amount as text, without zeros at its end: `191.5`. */
export const amountText = (amount: string): string => `trim_scale(${amount})::text`;

/** SQL that gives an instant as text in UTC: `2026-03-31T21:00:00.123Z`, to the millisecond (`MS`) or microsecond (`US`). */
export const instantText = (instant: string, to: 'MS' | 'US' = 'MS'): string =>
  `to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.${to}"Z"')`;
