import type { Response } from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import type { DataSource } from 'typeorm';
import { startService, type TestService } from './service.js';

interface Field {
  field: string;
  value: string | null;
  expected: string;
}

export interface Refusal {
  status: number;
  type: string;
  fields?: Field[];
}

/** Refused values, each [field, value shown, what would be right]. */
export const invalid = (...fields: [field: string, value: string | null, expected: string][]): Refusal => ({
  status: 422,
  type: 'urn:premia:problem:invalid-fields',
  fields: fields.map(([field, value, expected]) => ({ field, value, expected })),
});

/**
 * A digest of every table, history and intakes too: equal before and after means that nothing was changed. Jobs are left
 * out, one that failed stays on record, and so is the audit log, which tells of a run that was begun and given up,
 * and when a token was last used.
 */
export async function contentsOf(source: DataSource): Promise<Record<string, string>> {
  const tables: { name: string }[] = await source.query(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and relname not in ('jobs', 'audit_events') order by 1`,
  );
  const digests = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(q.row, ',' order by q.row)), '') as digest
        from (select (to_jsonb(t) - 'last_used_at')::text as row from ${name} t) q`,
  );
  const rows: { name: string; digest: string }[] = await source.query(digests.join(' union all '));
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}

/** Sends what is to be refused, and checks the form of the refusal and that no row of any table is another. */
export async function refuse(service: TestService, send: () => PromiseLike<Response>): Promise<Response> {
  const before = await contentsOf(service.source);
  const answer = await send();
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.body).toMatchObject({
    status: answer.status,
    title: expect.any(String),
    detail: expect.any(String),
  });
  expect(await contentsOf(service.source)).toEqual(before);
  return answer;
}

/** The part of an answer that a `Refusal` tells. */
export const refusalOf = ({ status, body }: Response): Refusal => ({
  status,
  type: body.type,
  ...(body.fields ? { fields: body.fields } : {}),
});

/** A service with two managers, a client, a team and a grade. */
export async function startWithPeople(): Promise<{ service: TestService; hr: TestAgent }> {
  const service = await startService();
  const hr = await service.as('hr');
  const take = takeInto(hr);
  await take('managers', { personnelNumber: 'M1', name: 'One' }, { personnelNumber: 'M2', name: 'Two' });
  await take('clients', { code: 'C1', name: 'Client' });
  await take('teams', { code: 'T1', title: 'Team' });
  return { service, hr };
}

/** Takes records that are right, and answers what was refused otherwise. */
export const takeInto =
  (client: TestAgent) =>
  async (noun: string, ...items: object[]): Promise<void> => {
    const { status, body } = await client.post(`/v1/${noun}/batch`).send({ items });
    expect([noun, status, body.fields]).toEqual([noun, 200, undefined]);
  };

const INPUTS = '{sales: {measure: won_amount, unit: money}, deals: {measure: deals_won, unit: count}}';

/** A scheme with these lines, `code = formula`, each a bonus in money. */
export const schemeOf = (code: string, lines: string[], inputs = INPUTS, period = 'month') =>
  [`code: ${code}`, `title: {en: Sample}`, `period: ${period}`, `inputs: ${inputs}`, 'lines:']
    .concat(
      lines
        .map((line) => line.split(' = '))
        .map(
          ([name, formula]) =>
            `  - {code: ${name}, title: {en: Line}, formula: '${formula}', unit: money, round: 0.01, pay: bonus, clause: "1"}`,
        ),
    )
    .join('\n');
