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

/** Rows of a simulation in their order. */
async function rowsOf(service: ServiceProcess, id: string): Promise<Record<string, string>[]> {
  const rows: Record<string, string>[] = [];
  for (let cursor = ''; ; ) {
    const page = await service.ask({
      method: 'GET',
      path: `/v1/simulations/${id}/rows?limit=1000${cursor && `&cursor=${cursor}`}`,
    });
    rows.push(...page!.body.items);
    if (!page!.body.next) return rows;
    cursor = page!.body.next;
  }
}

const MONTHS = Array.from({ length: 12 }, (_, place) =>
  new Date(Date.UTC(2025, 5 + place)).toISOString().slice(0, 7),
);
const NUMBERS = Array.from({ length: MANAGERS }, (_, n) => `M${n}`).sort();
/** Period and manager of each row, in the order of the rows. */
const EVERYBODY = MONTHS.flatMap((month) => NUMBERS.map((number) => `${month} ${number}`));
/** Manager `Mn` has orders in one month: n divided by three leaves 0 in January, 1 in February, 2 in March. */
const PAID = EVERYBODY.filter((row) => `2026-0${1 + (Number(row.slice(9)) % 3)}` === row.slice(0, 7));

beforeAll(async () => {
  url = await emptyDatabaseUrl(`premia_threads_${process.env.JEST_WORKER_ID ?? '1'}`);
  const maker = lab.service({ DATABASE_URL: url });
  token = (await settle(maker, MANAGERS)).at(-1)!;
  maker.signal('SIGTERM');
  expect(await maker.ended).toBe(0);
}, 60_000);

afterAll(() => lab.clear());

describe('a simulation shared among threads', () => {
  it('tells every period of everybody; cancelled it leaves nothing; left by a service that stops it is done by the next', async () => {
    const service = await begin(2);
    const first = await simulate(service, '4%');
    // two orders of 7301.10 a manager, both in one month: 14602.20 × 3 % = 438.07, × 4 % = 584.09; a hundred managers a month
    expect(first!.body.total).toMatchObject({ before: '131421', after: '175227', difference: '43806' });
    expect(first!.body.periods).toHaveLength(12);
    expect(first!.body.periods[7]).toMatchObject({ period: '2026-01', difference: '14602', gainers: 100 });
    const rows = await rowsOf(service, first!.body.id);
    expect(rows.map(({ period, personnelNumber }) => `${period} ${personnelNumber}`)).toEqual(EVERYBODY);
    const paid = rows.filter(({ after }) => after !== '0');
    expect(paid.map(({ period, personnelNumber }) => `${period} ${personnelNumber}`)).toEqual(PAID);
    for (const row of paid) expect(row).toMatchObject({ before: '438.07', after: '584.09', isPosted: false });

    const { body: asked } = (await simulate(service, '5%', ASYNC))!;
    await service.ask({ method: 'POST', path: `/v1/jobs/${asked.id}/cancel` });
    expect(await ended(service, asked.id)).toMatchObject({ state: 'cancelled', result: null });
    const { body: left } = (await simulate(service, '6%', ASYNC))!;
    service.signal('SIGTERM');
    expect(await service.ended).toBe(0);

    const alone = await begin(0);
    const done = await ended(alone, left.id);
    expect(done).toMatchObject({ state: 'done', progress: { results: 12 * MANAGERS, done: 12 * MANAGERS } });
    const shown = await alone.ask({ method: 'GET', path: `/v1/simulations/${done.result.simulation}` });
    // 14602.20 × 6 % = 876.13
    expect(shown!.body.total).toMatchObject({ before: '131421', after: '262839', managers: MANAGERS });
    const kept = await alone.ask({ method: 'GET', path: '/v1/simulations' });
    expect(kept!.body).toHaveLength(2);
    alone.signal('SIGTERM');
    expect(await alone.ended).toBe(0);
  }, 120_000);
});
