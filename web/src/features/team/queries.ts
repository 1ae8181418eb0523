import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';

/** Every month that was opened, the latest first. */
export const monthsQuery = queryOptions({
  queryKey: ['periods'],
  queryFn: ({ signal }) => answered(api.GET('/v1/periods', { signal })),
  select: (periods) => periods.filter(({ code }) => /^\d{4}-\d\d$/.test(code)).map(({ code }) => code),
});

/** The teams of a month that was opened. */
export const teamsQuery = (code: string) =>
  queryOptions({
    queryKey: ['periods', code, 'payroll', { team: '' }],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/periods/{code}/payroll', { params: { path: { code }, query: {} }, signal })),
    select: ({ teams }) =>
      teams.flatMap(({ team, title }) => (team === null ? [] : [{ code: team, title: title ?? team }])),
    enabled: code !== '',
  });

export const overviewQuery = (code: string, period: string) =>
  queryOptions({
    queryKey: ['teams', code, 'overview', { period }],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/teams/{code}/overview', { params: { path: { code }, query: { period } }, signal }),
      ),
  });
