import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';

const POLL_MS = 700;

/** Every month that was opened, the latest first. */
export const monthsQuery = queryOptions({
  queryKey: ['periods'],
  queryFn: ({ signal }) => answered(api.GET('/v1/periods', { signal })),
  select: (periods) => periods.filter(({ code }) => /^\d{4}-\d\d$/.test(code)).map(({ code }) => code),
});

/** The month as one table, of one team or of all that may be seen; asked for again while a run goes on. */
export const payrollQuery = (code: string, team: string) =>
  queryOptions({
    queryKey: ['periods', code, 'payroll', { team }],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/periods/{code}/payroll', {
          params: { path: { code }, query: team ? { team } : {} },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.underWay ? POLL_MS : false),
    placeholderData: (before) => (before?.period === code ? before : undefined),
  });

export type Since = 'draft' | 'submitted';

/** What differs from the draft before, or from what was sent to review. */
export const changesQuery = (code: string, team: string, since: Since) =>
  queryOptions({
    queryKey: ['periods', code, 'changes', { team, since }],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/periods/{code}/changes', {
          params: { path: { code }, query: { since, ...(team ? { team } : {}) } },
          signal,
        }),
      ),
  });

/** What proves a closed month: its hash is what is printed. */
export const manifestQuery = (code: string) =>
  queryOptions({
    queryKey: ['periods', code, 'manifest'],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/periods/{code}/manifest', { params: { path: { code } }, signal })),
  });
