/** What entries are looked for by, as the address and the service call it. */
export const FILTERS = ['actor', 'action', 'kind', 'object', 'from', 'until'] as const;
export type Filter = (typeof FILTERS)[number];

/** The instant a day begins at here, so many days on; what is no day is sent on as it is, for the service to refuse. */
export function instantOf(day: string, daysOn: number): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return day;
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year!, month! - 1, date! + daysOn).toISOString();
}
