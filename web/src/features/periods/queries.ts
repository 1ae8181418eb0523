import { queryOptions } from '@tanstack/react-query';
import { allPages, answered, api } from '../../api/client.js';
import { queries } from '../../api/queries.js';
import { languageNow } from '../../i18n/index.js';

const RUN_POLL_MS = 1_000;

/** The language is set by the client; the types ask for the header. */
export const header = () => ({ 'accept-language': languageNow() });

/** Every period that was opened; quarters and years too. */
export const periodsQuery = queryOptions({
  queryKey: ['periods'],
  queryFn: ({ signal }) => answered(api.GET('/v1/periods', { signal })),
});

/** A month as one table, of one team or of all; polled while it is being computed. */
export const payrollQuery = (code: string, team?: string) =>
  queryOptions({
    queryKey: ['periods', code, 'payroll', { team }],
    queryFn: ({ signal }) => {
      const query = team ? { team } : {};
      return answered(
        api.GET('/v1/periods/{code}/payroll', {
          params: { path: { code }, query, header: header() },
          signal,
        }),
      );
    },
    refetchInterval: ({ state }) => (state.data?.underWay ? RUN_POLL_MS : false),
  });

/** Where each team stands, with its sums. */
export const reviewsQuery = (code: string) =>
  queryOptions({
    queryKey: ['periods', code, 'reviews'],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/periods/{code}/reviews', { params: { path: { code } }, signal })),
  });

/** Managers, by whom approvers are named. */
export const managersQuery = queryOptions({
  queryKey: ['managers'],
  queryFn: ({ signal }) =>
    allPages((cursor) => {
      const query = { limit: 1_000, ...(cursor ? { cursor } : {}) };
      return answered(api.GET('/v1/managers', { params: { query }, signal }));
    }),
});

export const dueQuery = queryOptions({
  queryKey: ['schedule', 'periods'],
  queryFn: ({ signal }) => answered(api.GET('/v1/schedule/periods', { signal })),
});

/** After a run or a step nothing that was read of pay holds. */
export async function readPayAnew(): Promise<void> {
  const nouns = ['periods', 'statements', 'schedule', 'exports', 'adjustments'];
  await Promise.all(nouns.map((noun) => queries.invalidateQueries({ queryKey: [noun] })));
}

export const isMonth = (code: string): boolean => /^\d{4}-\d{2}$/.test(code);
