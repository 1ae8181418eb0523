import { emptyDatabaseUrl } from './support/database.js';
import { KillLab } from './support/kill-lab.js';
import { settle } from './support/killed-service.js';
import type { Answer, ServiceProcess } from './support/service-process.js';

/** With 12 months more results than are computed without threads. */
const MANAGERS = 300;
const lab = new KillLab();
let url: string;
let token: string;

const begin = async (threads: number): Promise<ServiceProcess> =>
  (await lab.service({ DATABASE_URL: url, PREMIA_THREADS: String(threads) }).listening()).as(token);

/** The company's scheme with another rate. */
const draft = (rate: string) => `code: share-of-sales
title: Share of sales
period: month
inputs:
  sold: {title: Sold, measure: won_amount, unit: money}
lines:
  - {code: bonus, title: Bonus, formula: sold * ${rate}, unit: money, round: 0.01, pay: bonus, clause: "1"}
`;

const simulate = (service: ServiceProcess, rate: string, headers = {}): Promise<Answer | undefined> =>
  service.ask({
    method: 'POST',
    path: '/v1/schemes/simulate',
    body: { document: draft(rate), from: '2025-06', to: '2026-05' },
    headers,
  });

const ASYNC = { prefer: 'respond-async' };
const jobOf = (service: ServiceProcess, id: string) => service.ask({ method: 'GET', path: `/v1/jobs/${id}` });

async function ended(service: ServiceProcess, id: string): Promise<Answer['body']> {
  for (;;) {
    const { body } = (await jobOf(service, id))!;
    if (!['queued', 'running'].includes(body.state)) return body;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A simulation and all of its rows, but for what tells two of them apart. */
async function content(service: ServiceProcess, { body }: Answer): Promise<object> {
  const { id, watermark, finishedAt, startedBy, ...rest } = body;
  const rows: object[] = [];
  for (let cursor = ''; ; ) {
    const page = await service.ask({
      method: 'GET',
      path: `/v1/simulations/${id}/rows?limit=1000${cursor && `&cursor=${cursor}`}`,
    });
    rows.push(...page!.body.items);
    if (!page!.body.next) return { ...rest, rows };
    cursor = page!.body.next;
  }
}

beforeAll(async () => {
  url = await emptyDatabaseUrl(`premia_threads_${process.env.JEST_WORKER_ID ?? '1'}`);
  const maker = lab.service({ DATABASE_URL: url });
  token = (await settle(maker, MANAGERS)).at(-1)!;
  maker.signal('SIGTERM');
  expect(await maker.ended).toBe(0);
}, 60_000);

afterAll(() => lab.clear());

describe('a simulation shared among threads', () => {
  it('comes out as it does in one', async () => {
    const [shared, alone] = [await begin(2), await begin(0)];
    const [first, second] = [await simulate(shared, '4%'), await simulate(alone, '4%')];
    expect([first!.status, second!.status]).toEqual([200, 200]);
    // two orders of 7301.10 a manager, both in one month: 14602.20 × 3 % = 438.07, × 4 % = 584.09; a hundred managers a month
    expect(first!.body.total).toMatchObject({ before: '131421', after: '175227', difference: '43806' });
    expect(first!.body.periods).toHaveLength(12);
    expect(first!.body.periods[7]).toMatchObject({ period: '2026-01', difference: '14602', gainers: 100 });
    const told = await content(shared, first!);
    expect(told).toMatchObject({ rows: { length: 12 * MANAGERS } });
    expect(told).toEqual(await content(alone, second!));
    shared.signal('SIGTERM');
    alone.signal('SIGTERM');
    expect([await shared.ended, await alone.ended]).toEqual([0, 0]);
  }, 60_000);

  it('is cancelled, and left by a service that stops for the next one to do', async () => {
    const service = await begin(2);
    const { body: asked } = (await simulate(service, '5%', ASYNC))!;
    await service.ask({ method: 'POST', path: `/v1/jobs/${asked.id}/cancel` });
    expect(await ended(service, asked.id)).toMatchObject({ state: 'cancelled', result: null });
    const { body: left } = (await simulate(service, '6%', ASYNC))!;
    service.signal('SIGTERM');
    expect(await service.ended).toBe(0);
    const next = await begin(2);
    const done = await ended(next, left.id);
    expect(done).toMatchObject({ state: 'done', progress: { results: 12 * MANAGERS, done: 12 * MANAGERS } });
    const shown = await next.ask({ method: 'GET', path: `/v1/simulations/${done.result.simulation}` });
    // 14602.20 × 6 % = 876.13
    expect(shown!.body.total).toMatchObject({ after: '262839', managers: MANAGERS });
    const kept = await next.ask({ method: 'GET', path: '/v1/simulations' });
    expect(kept!.body).toHaveLength(3);
    next.signal('SIGTERM');
    expect(await next.ended).toBe(0);
  }, 60_000);
});
