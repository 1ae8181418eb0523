import { queryOptions, useQuery } from '@tanstack/react-query';
import { allPages, answered, api } from '../../api/client.js';
import { queries } from '../../api/queries.js';

/** Codes of the months that were calculated, newest first. */
export const periodsQuery = queryOptions({
  queryKey: ['periods'],
  queryFn: ({ signal }) => answered(api.GET('/v1/periods', { signal })),
  select: (periods) =>
    periods
      .filter(({ code, calculatedAt }) => /^\d{4}-\d{2}$/.test(code) && calculatedAt)
      .map(({ code }) => code)
      .sort()
      .reverse(),
});

const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: ({ signal }) =>
    allPages((cursor) => {
      const query = { limit: 1_000, ...(cursor ? { cursor } : {}) };
      return answered(api.GET('/v1/teams', { params: { query }, signal }));
    }),
});

/** Titles of teams by their codes. */
export function useTeamTitles(): (code: string) => string {
  const { data } = useQuery(teamsQuery);
  const titles = new Map(data?.map(({ code, title }) => [code, title]));
  return (code) => titles.get(code) ?? code;
}

export const readExportsAnew = () => queries.invalidateQueries({ queryKey: ['exports'] });
