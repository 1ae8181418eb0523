import { createHash } from 'node:crypto';
import { emptyDatabaseUrl } from './support/database.js';
import { query } from './support/embedded-owner.js';
import { batchOf, importOf, ORDERS, PART, runOf } from './support/kill-company.js';
import { KillLab } from './support/kill-lab.js';
import { done, settle } from './support/killed-service.js';
import type { Answer, Asked, ServiceProcess } from './support/service-process.js';

/** A chunk of 250, and a part of a second. */
const MANAGERS = 300;
const ROUNDS = Number(process.env.PREMIA_REPLICA_ROUNDS ?? 20);
const MONTHS = ['2026-01', '2026-02', '2026-03'];
const LEASE_SECONDS = 2;

const lab = new KillLab();
let url: string;
let token: string;
let replicas: [ServiceProcess, ServiceProcess];

const start = async (settings: Record<string, string> = {}): Promise<ServiceProcess> =>
  (
    await lab
      .service({ DATABASE_URL: url, PREMIA_LEASE_SECONDS: String(LEASE_SECONDS), ...settings })
      .listening()
  ).as(token);

const onBoth = (asked: Asked): Promise<(Answer | undefined)[]> =>
  Promise.all(replicas.map((replica) => replica.ask(asked)));

const get = async (path: string): Promise<Answer['body']> =>
  (await replicas[1].ask({ method: 'GET', path }))!.body;

/** What the service shows of a month: how many statements, and a digest of whose they are and of their texts. */
async function shown(month: string): Promise<string> {
  const { items, next } = await get(`/v1/statements?period=${month}&limit=1000`);
  expect(next).toBeNull();
  const lines = items.map((item: Record<string, string>) => `${item.personnelNumber} ${item.hash}`).sort();
  return `${lines.length} ${createHash('sha256').update(lines.join('\n')).digest('hex')}`;
}

const rowsOfRun = (id: string) =>
  query(
    url,
    `select (select count(*)::int from results where run_id = ${id}) as results,
      (select count(*)::int from statements where run_id = ${id}) as statements`,
  );

beforeAll(async () => {
  url = await emptyDatabaseUrl(`premia_replicas_${process.env.JEST_WORKER_ID ?? '1'}`);
  const first = lab.service({ DATABASE_URL: url, PREMIA_LEASE_SECONDS: String(LEASE_SECONDS) });
  token = (await settle(first, MANAGERS)).at(-1)!;
  replicas = [first, await start()];
}, 60_000);

afterAll(() => lab.clear());

const counted = (answers: (Answer | undefined)[], what: string): number =>
  answers.reduce((sum, answer) => sum + answer!.body[what], 0);

describe('the same sent to both replicas at the same moment', () => {
  it(
    `has one effect, ${ROUNDS} times over`,
    async () => {
      for (let round = 1; round <= ROUNDS; round++) {
        const month = MONTHS[round % MONTHS.length]!;
        const [batches, files, runs] = [
          await onBoth(batchOf(round, MANAGERS)),
          await onBoth(importOf(round, MANAGERS)),
          await onBoth(runOf(month)),
        ];
        expect([...batches, ...files, ...runs].map((answer) => answer?.status)).toEqual(Array(6).fill(200));
        // a third of the orders were in the part before, with another amount; each change is made once
        expect(['added', 'changed', 'unchanged'].map((what) => counted(batches, what))).toEqual([
          PART,
          ORDERS - PART,
          ORDERS,
        ]);
        expect(files.map((answer) => answer!.body.state).sort()).toEqual(['applied', 'unchanged']);
        const ids = new Set(runs.map((answer) => answer!.body.id));
        for (const run of runs) expect(run!.body.counts).toMatchObject({ managers: MANAGERS, incomplete: 0 });
        expect(runs[0]!.body.counts).toEqual(runs[1]!.body.counts);
        const kept = (await get(`/v1/payroll-runs?period=${month}`)) as unknown as Record<string, string>[];
        expect(kept.filter(({ state }) => state === 'done')).toHaveLength(1);
        expect(kept.filter(({ state }) => state === 'running')).toEqual([]);
        expect(ids).toContain((await get(`/v1/periods/${month}`)).runId);
      }
      const [facts] = await query(
        url,
        `select count(*)::int as orders, count(distinct (source, external_id))::int as distinct,
          (select count(*)::int from results) as results, (select count(*)::int from statements) as statements from orders`,
      );
      const orders = 2 * (PART * ROUNDS) + ORDERS + (ORDERS - PART);
      const each = MONTHS.length * MANAGERS;
      expect(facts).toEqual({ orders, distinct: orders, results: each, statements: each });
    },
    30_000 + ROUNDS * 10_000,
  );

  it('gives the bytes that a run alone gives', async () => {
    for (const month of MONTHS) {
      await onBoth(runOf(month));
      const before = await shown(month);
      expect(before).toMatch(new RegExp(`^${MANAGERS} `));
      await done(replicas[0], runOf(month));
      expect(await shown(month)).toEqual(before);
    }
  }, 60_000);
});

interface Halted {
  service: ServiceProcess;
  answer: Promise<Answer | undefined>;
  /** Id of the run that is under way. */
  run: string;
  /** The run shown, and its statements. */
  before: { runId: string; statements: string };
}

/** A replica that computes a month and halts when it has written the first chunk. */
async function halted(month: string, point: string, settings: Record<string, string> = {}): Promise<Halted> {
  const before = { runId: (await get(`/v1/periods/${month}`)).runId, statements: await shown(month) };
  const service = await start({ PREMIA_FAULT_POINT: point, ...settings });
  const answer = service.ask(runOf(month));
  await service.line('stopped at a fault point');
  if (point !== 'before-commit') {
    service.signal('SIGUSR2');
    await service.line('stopped at a fault point');
  }
  const [run] = (await get(`/v1/payroll-runs?period=${month}`)) as unknown as Record<string, string>[];
  expect(run).toMatchObject({ state: 'running', counts: null });
  return { service, answer, run: run!.id!, before };
}

/** What is written of the run is there, and nothing of it shows. */
async function expectNothingShows({ run, before }: Halted, month: string): Promise<void> {
  const [written] = await rowsOfRun(run);
  expect(written!.results).toBeGreaterThanOrEqual(250);
  expect((await get(`/v1/results?run=${run}&limit=10`)).items).toEqual([]);
  const [{ id } = { id: '' }] = await query(
    url,
    `select min(id)::text as id from results where run_id = ${run}`,
  );
  expect(await replicas[1].ask({ method: 'GET', path: `/v1/results/${id}` })).toMatchObject({ status: 404 });
  expect((await get(`/v1/periods/${month}`)).runId).toBe(before.runId);
  expect(await shown(month)).toEqual(before.statements);
}

/** The run was finished by another replica than the one that began it, and holds what an undisturbed run holds. */
async function expectTakenOver({ run, before }: Halted, month: string): Promise<void> {
  expect((await get(`/v1/periods/${month}`)).runId).toBe(run);
  expect(await shown(month)).toEqual(before.statements);
  expect(await rowsOfRun(run)).toEqual([{ results: MANAGERS, statements: MANAGERS }]);
  expect(await query(url, 'select epoch, state from jobs order by id desc limit 1')).toEqual([
    { epoch: 2, state: 'done' },
  ]);
}

describe('a replica that computes a run', () => {
  it.each(['before-chunk', 'after-first-results', 'before-commit'])(
    'stalled %s past its lease, writes nothing when it wakes up: another has gone on',
    async (point) => {
      const month = '2026-03';
      const stalled = await halted(month, point);
      stalled.service.signal('SIGSTOP');
      await expectNothingShows(stalled, month);
      // the other answers the run under way, once it has taken it over
      const answered = await done(replicas[1], runOf(month));
      expect(answered.body).toMatchObject({ id: stalled.run, state: 'done' });
      await expectTakenOver(stalled, month);
      stalled.service.signal('SIGCONT');
      stalled.service.signal('SIGUSR2');
      expect(await stalled.service.line('the lease of a job was lost')).toMatchObject({ epoch: 1 });
      expect(await stalled.answer).toMatchObject({ status: 200, body: { id: stalled.run } });
      await expectTakenOver(stalled, month);
      stalled.service.kill();
      await stalled.service.ended;
    },
    40_000,
  );

  it('told to stop gives the run back at once, long before its lease ends', async () => {
    const month = '2026-02';
    const stopped = await halted(month, 'before-chunk', { PREMIA_LEASE_SECONDS: '600' });
    stopped.service.signal('SIGTERM');
    await stopped.service.line('stopping');
    const answered = await done(replicas[1], runOf(month));
    expect(answered.body).toMatchObject({ id: stopped.run, state: 'done' });
    await expectTakenOver(stopped, month);
    expect([await stopped.service.ended, await stopped.answer]).toEqual([0, undefined]);
  }, 40_000);

  it('and is cancelled leaves nothing of it, and the draft as it was', async () => {
    const month = '2026-01';
    const cancelled = await halted(month, 'before-chunk');
    await expectNothingShows(cancelled, month);
    const [job] = (await get('/v1/jobs')) as unknown as Record<string, unknown>[];
    expect(job).toMatchObject({ kind: 'payroll-run', key: month, progress: { payees: MANAGERS, done: 250 } });
    await replicas[0].ask({ method: 'POST', path: `/v1/jobs/${job!.id}/cancel` });
    cancelled.service.signal('SIGUSR2');
    const body = { type: 'urn:premia:problem:job-cancelled' };
    expect(await cancelled.answer).toMatchObject({ status: 409, body });
    expect(await get(`/v1/jobs/${job!.id}`)).toMatchObject({ state: 'cancelled' });
    expect(await rowsOfRun(cancelled.run)).toEqual([{ results: 0, statements: 0 }]);
    expect(await query(url, `select id from payroll_runs where state = 'running'`)).toEqual([]);
    expect(await shown(month)).toEqual(cancelled.before.statements);
  }, 40_000);
});
