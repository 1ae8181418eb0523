import { queryOptions } from '@tanstack/react-query';
import { allPages, answered, api } from '../../api/client.js';

const paged = (cursor: string | undefined) => ({ query: { limit: 1_000, ...(cursor ? { cursor } : {}) } });

/** Absences of everybody. */
export const absencesQuery = queryOptions({
  queryKey: ['attendance'],
  queryFn: ({ signal }) =>
    allPages((cursor) => answered(api.GET('/v1/attendance', { params: paged(cursor), signal }))),
});

/** Managers, by whom absences are named. */
export const managersQuery = queryOptions({
  queryKey: ['managers'],
  queryFn: ({ signal }) =>
    allPages((cursor) => answered(api.GET('/v1/managers', { params: paged(cursor), signal }))),
});
