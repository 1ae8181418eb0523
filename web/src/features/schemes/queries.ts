import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import { languageNow } from '../../i18n/index.js';

/** A version is never changed once it is published. */
const NEVER_CHANGES = { staleTime: Number.POSITIVE_INFINITY };

/** All published versions, newest first within a scheme. */
export const schemesQuery = queryOptions({
  queryKey: ['schemes'],
  queryFn: ({ signal }) => answered(api.GET('/v1/schemes', { signal })),
});

export const documentQuery = (code: string, number: string) =>
  queryOptions({
    queryKey: ['schemes', code, number, 'document'],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/schemes/{code}/versions/{number}', { params: { path: { code, number } }, signal }),
      ),
    ...NEVER_CHANGES,
  });

export const lintQuery = (code: string, number: string) =>
  queryOptions({
    queryKey: ['schemes', code, number, 'lint', languageNow()],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/schemes/{code}/versions/{number}/lint', {
          params: { path: { code, number }, header: { 'accept-language': languageNow() } },
          signal,
        }),
      ),
    ...NEVER_CHANGES,
  });

/** Pay against one input; against the first that more of should pay more, where none is named. */
export const curveQuery = (code: string, number: string, input: string) =>
  queryOptions({
    queryKey: ['schemes', code, number, 'curve', { input }],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/schemes/{code}/versions/{number}/curve', {
          params: { path: { code, number }, query: input ? { input } : {} },
          signal,
        }),
      ),
    ...NEVER_CHANGES,
  });
