import type TestAgent from 'supertest/lib/agent.js';
import type { DataSource } from 'typeorm';
import { explain, periodRange, subjectOf } from '../../src/calc/index.js';
import { FactsService, type MeasureRequest, MeasuresService } from '../../src/features/measures/index.js';
import { CalculationService } from '../../src/features/payroll/index.js';
import { inSnapshot } from '../../src/platform/database/transaction.js';
import type { TestService } from './service.js';

export const MONTHS = ['2026-03', '2026-04'];

/**
 * All that can be read at a watermark: every measure of every manager in each month, up to `limit` facts behind each, and what every
 * scheme assigned comes to, with how each figure came about.
 */
export async function knownAt(
  { app }: TestService,
  source: DataSource,
  watermark: string,
  limit: number,
): Promise<object> {
  const measures = app.get(MeasuresService);
  const facts = app.get(FactsService);
  const calculation = app.get(CalculationService);
  return inSnapshot(source, async (tx) => {
    const { measures: definitions, reading } = await measures.at(tx, watermark);
    const requests = [...definitions].flatMap(([code, { definition }]) =>
      MONTHS.map((month): MeasureRequest => {
        return { key: `${code} ${month}`, definition, range: periodRange(month) };
      }),
    );
    const values = await measures.take(tx, requests, { watermark, managerIds: null, ...reading });
    const managers: { id: string }[] = await tx.query('select id from managers order by id');
    const answer: Record<string, unknown> = { definitions: [...definitions] };
    for (const request of requests) {
      for (const { id } of managers) {
        const behind = limit
          ? await facts.behind(tx, request, { watermark, managerId: id, limit, ...reading })
          : null;
        answer[`${request.key} ${id}`] = [values.get(request, id), behind];
      }
    }
    for (const period of MONTHS) {
      const computed = await calculation.compute(tx, { period, watermark, managerIds: null });
      answer[period] = computed.map(({ payee, version, result }) => [
        payee.id,
        version.hash,
        explain(version.scheme, subjectOf(result)),
      ]);
    }
    return answer;
  });
}

/** An explanation as a tree down to the facts, and as text in both languages. */
type Explained = [tree: object, english: string, russian: string];

/** Computes a month and answers the ids of its results: copies of them that the drafts which follow do not replace. */
export async function resultsOfRun(source: DataSource, hr: TestAgent, period: string): Promise<string[]> {
  const { status, body } = await hr.post('/v1/payroll-runs').send({ period });
  expect([status, body.type]).toEqual([200, undefined]);
  return source.transaction(async (tx) => {
    const [copy] = await tx.query(
      `insert into payroll_runs (period, kind, scheme_code, watermark, engine, started_by)
        select period, 'trial', 'kept', watermark, engine, 'test' from payroll_runs where id = $1 returning id`,
      [body.id],
    );
    const kept: { id: string }[] = await tx.query(
      `insert into results (run_id, scheme_version_id, manager_id, period, complete, total, document, hash)
        select $2, scheme_version_id, manager_id, period, complete, total, document, hash
          from results where run_id = $1 order by manager_id, scheme_version_id returning id`,
      [body.id, copy.id],
    );
    await tx.query(`update payroll_runs set state = 'done' where id = $1`, [copy.id]);
    return kept.map(({ id }) => id);
  });
}

export async function explained(hr: TestAgent, resultIds: readonly string[]): Promise<Explained[]> {
  const answers: Explained[] = [];
  for (const id of resultIds) {
    const ask = (accept: string, language: string) =>
      hr.get(`/v1/results/${id}/explanation`).set({ accept, 'accept-language': language });
    const tree = await ask('application/json', 'en');
    expect(tree.status).toBe(200);
    answers.push([tree.body, (await ask('text/plain', 'en')).text, (await ask('text/plain', 'ru')).text]);
  }
  return answers;
}
