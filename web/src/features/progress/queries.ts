import { queryOptions } from '@tanstack/react-query';
import { allPages, answered, api } from '../../api/client.js';

/** How a manager's month stands, at the end of a day where one is given. */
export const progressQuery = (id: string, period: string, on: string | undefined) =>
  queryOptions({
    queryKey: ['managers', id, 'progress', { period, on }],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/managers/{id}/progress', {
          params: { path: { id }, query: { period, ...(on && { on }) } },
          signal,
        }),
      ),
  });

/** All statements of a manager, latest first. */
export const ownStatementsQuery = (manager: string) =>
  queryOptions({
    queryKey: ['statements', { manager }],
    queryFn: async ({ signal }) => {
      const items = await allPages((cursor) =>
        answered(
          api.GET('/v1/statements', { params: { query: { manager, ...(cursor && { cursor }) } }, signal }),
        ),
      );
      return items.sort((a, b) => (a.period < b.period ? 1 : -1));
    },
  });
