import { queryOptions } from '@tanstack/react-query';
import { allPages, answered, api } from '../../api/client.js';
import { queries } from '../../api/queries.js';
import type { StatementDto } from '../../api/schema.js';
import { languageNow } from '../../i18n/index.js';
import type { Explanation } from '../../ui/explain/tree.js';
import type { Question } from './use-question.js';

/** Answers that come as text too, to who asks for text; the page asks for JSON. */
const json = <T>(asking: Parameters<typeof answered<T>>[0]) =>
  answered(asking) as Promise<Exclude<T, string>>;

export const statementQuery = (id: string) =>
  queryOptions({
    queryKey: ['statements', id],
    queryFn: ({ signal }) => answered(api.GET('/v1/statements/{id}', { params: { path: { id } }, signal })),
  });

export const explanationQuery = (id: string) =>
  queryOptions({
    queryKey: ['statements', id, 'explanation'],
    queryFn: ({ signal }) =>
      json(api.GET('/v1/statements/{id}/explanation', { params: { path: { id } }, signal })),
  });

/** So many rows of each row set of a result, explained one by one. */
export const readRows = (resultId: string) => async (count: number) => {
  const { explanation } = await json(
    api.GET('/v1/results/{id}/explanation', {
      params: { path: { id: resultId }, query: { rows: count } },
    }),
  );
  return (explanation as object as Explanation).rows ?? [];
};

/** What would change the pay: everything, or one record. */
export const whatIfQuery = (id: string, question?: Question) =>
  queryOptions({
    queryKey: ['statements', id, 'what-if', { question }],
    queryFn: ({ signal }) =>
      json(
        api.GET('/v1/statements/{id}/what-if', {
          params: { path: { id }, query: question ? { [question.how]: question.id } : {} },
          signal,
        }),
      ),
  });

/** Against another statement of the manager. */
export const comparisonQuery = (id: string, other: string) =>
  queryOptions({
    queryKey: ['statements', id, 'comparison', { other }],
    queryFn: ({ signal }) =>
      json(
        api.GET('/v1/statements/{id}/comparison', {
          params: { path: { id }, query: { with: other } },
          signal,
        }),
      ),
  });

/** All statements of a manager, latest first. */
export const statementsOfQuery = (manager: string) =>
  queryOptions({
    queryKey: ['statements', { manager }],
    queryFn: async ({ signal }) => {
      const items = await allPages((cursor) =>
        answered(
          api.GET('/v1/statements', {
            params: { query: { manager, ...(cursor && { cursor }) } },
            signal,
          }),
        ),
      );
      return items.sort((a, b) => (a.period < b.period ? 1 : -1));
    },
  });

/** The month of the statement's team, which tells what to look at and which statements come before and after. */
export const monthOfTeamQuery = ({ period, team }: StatementDto) =>
  queryOptions({
    queryKey: ['periods', period, 'payroll', { team: team ?? undefined }],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/periods/{code}/payroll', {
          params: {
            path: { code: period },
            query: team ? { team } : {},
            header: { 'accept-language': languageNow() },
          },
          signal,
        }),
      ),
  });

export const adjustmentsQuery = ({ period, personnelNumber: manager }: StatementDto) =>
  queryOptions({
    queryKey: ['adjustments', { period, manager }],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        answered(
          api.GET('/v1/adjustments', {
            params: { query: { period, manager, ...(cursor && { cursor }) } },
            signal,
          }),
        ),
      ),
  });

/** After an adjustment nothing that was read of the month's pay holds. */
export async function readPayAnew(): Promise<void> {
  const nouns = ['statements', 'adjustments', 'periods'];
  await Promise.all(nouns.map((noun) => queries.invalidateQueries({ queryKey: [noun] })));
}
