import { useQuery } from '@tanstack/react-query';
import { companyQuery } from '../api/session.js';

/** Today in the company's time zone, `2026-03-27`; undefined until that zone is known. */
export function useToday(): string | undefined {
  const { data: company } = useQuery(companyQuery);
  if (!company) return undefined;
  return new Intl.DateTimeFormat('en-CA', { timeZone: company.timeZone }).format(new Date());
}

/** The last day of a month. */
export function lastDayOf(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return `${month}-${new Date(Date.UTC(year!, number!, 0)).getUTCDate()}`;
}
