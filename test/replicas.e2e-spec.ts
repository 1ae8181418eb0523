import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { emptyDatabaseUrl } from './support/database.js';
import { query } from './support/embedded-owner.js';
import { batchOf, importOf, ORDERS, PART, runOf } from './support/kill-company.js';
import { KillLab } from './support/kill-lab.js';
import { done, settle } from './support/killed-service.js';
import { attempt } from './support/random-kills.js';
import type { Answer, Asked, ServiceProcess } from './support/service-process.js';

/** A chunk of 250, and a part of a second. */
const MANAGERS = 300;
const ROUNDS = Number(process.env.PREMIA_REPLICA_ROUNDS ?? 6);
const MONTHS = ['2026-01', '2026-02', '2026-03'];
const ASYNC = { prefer: 'respond-async' };
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

/** Sends a file to both; every other time the jobs are what is answered, and their results what is asked for. */
async function filesOnBoth(asked: Asked, waits: boolean): Promise<Answer['body'][]> {
  const files = { ...asked, ...(waits ? {} : { headers: ASYNC }) };
  const answers = await Promise.all(replicas.map((replica) => attempt(replica, files)));
  return answers.map((answer) => (waits ? answer!.body : (answer!.body.result ?? answer!.body)));
}

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
}, 180_000);

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
          await filesOnBoth(importOf(round, MANAGERS), round % 2 === 0),
          await onBoth(runOf(month)),
        ];
        expect([...batches, ...runs].map((answer) => answer?.status)).toEqual(Array(4).fill(200));
        // a third of the orders were in the part before, with another amount; each change is made once
        expect(['added', 'changed', 'unchanged'].map((what) => counted(batches, what))).toEqual([
          PART,
          ORDERS - PART,
          ORDERS,
        ]);
        expect(files.map(({ state }) => state).sort()).toEqual(['applied', 'unchanged']);
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
  const service = await start({ PREMIA_FAULT_POINT: point, ...settings });
  const stopped = service.line('stopped at a fault point');
  let asked = await askedOf(service, month);
  // another replica may look for work in the very moment in which the run waits for whoever comes first
  while (await Promise.race([asked.answer.then(() => true), stopped.then(() => false)]))
    asked = await askedOf(service, month);
  if (point !== 'before-commit') {
    service.signal('SIGUSR2');
    await service.line('stopped at a fault point');
  }
  const [run] = (await get(`/v1/payroll-runs?period=${month}`)) as unknown as Record<string, string>[];
  expect(run).toMatchObject({ state: 'running', counts: null });
  return { service, ...asked, run: run!.id! };
}

/** Asks for a month, beside what is shown of it so far. */
async function askedOf(service: ServiceProcess, month: string): Promise<Pick<Halted, 'answer' | 'before'>> {
  const before = { runId: (await get(`/v1/periods/${month}`)).runId, statements: await shown(month) };
  return { before, answer: service.ask(runOf(month)) };
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
  const ofRun = `select epoch, state from jobs where id = (select job_id from payroll_runs where id = ${run})`;
  const [job] = await query(url, ofRun);
  expect(job).toMatchObject({ state: 'done' });
  expect(Number(job!.epoch)).toBeGreaterThan(1); // a machine that is slow for a lease lets it be taken over once more
}

async function runStalled(point: string, month: string): Promise<void> {
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
}

/** Its job cannot be taken over, as the file was with the process; whoever finds it ends it. */
async function importStalled(point: string, part: number): Promise<void> {
  const file = importOf(part, MANAGERS);
  const name = `part-${part}.csv`;
  const intakes = () => query(url, `select seq::text as id from intakes where file_name = '${name}'`);
  const jobs = () =>
    query(
      url,
      `select state, problem->>'code' as problem from jobs where kind = 'import' and key like '% ${name} %' order by id`,
    );
  const service = await start({ PREMIA_FAULT_POINT: point });
  const answer = service.ask(file);
  await service.line('stopped at a fault point');
  service.signal('SIGSTOP');
  const interrupted = { state: 'failed', problem: 'import-interrupted' };
  while ((await jobs())[0]?.state === 'running') await pause(50);
  expect([await jobs(), await intakes()]).toEqual([[interrupted], []]);
  const { body } = await done(replicas[1], file);
  expect(body).toMatchObject({ state: 'applied' });
  service.signal('SIGCONT');
  service.signal('SIGUSR2');
  expect(await service.line('the lease of a job was lost')).toMatchObject({ epoch: 1, kind: 'import' });
  const problem = { type: 'urn:premia:problem:import-interrupted' };
  expect(await answer).toMatchObject({ status: 503, body: problem });
  expect([await jobs(), await intakes()]).toEqual([
    [interrupted, { state: 'done', problem: null }],
    [{ id: body.id }],
  ]);
  service.kill();
  await service.ended;
}

async function runStopped(month: string): Promise<void> {
  const stopped = await halted(month, 'before-chunk', { PREMIA_LEASE_SECONDS: '600' });
  stopped.service.signal('SIGTERM');
  await stopped.service.line('stopping');
  const answered = await done(replicas[1], runOf(month));
  expect(answered.body).toMatchObject({ id: stopped.run, state: 'done' });
  await expectTakenOver(stopped, month);
  expect([await stopped.service.ended, await stopped.answer]).toEqual([0, undefined]);
}

async function runCancelled(month: string): Promise<void> {
  const cancelled = await halted(month, 'before-chunk');
  await expectNothingShows(cancelled, month);
  const jobs = (await get('/v1/jobs')) as unknown as Record<string, unknown>[];
  const job = jobs.find(({ kind, key }) => kind === 'payroll-run' && key === month);
  expect(job).toMatchObject({ state: 'running', progress: { payees: MANAGERS, done: 250 } });
  await replicas[0].ask({ method: 'POST', path: `/v1/jobs/${job!.id}/cancel` });
  cancelled.service.signal('SIGUSR2');
  const body = { type: 'urn:premia:problem:job-cancelled' };
  expect(await cancelled.answer).toMatchObject({ status: 409, body });
  expect(await get(`/v1/jobs/${job!.id}`)).toMatchObject({ state: 'cancelled' });
  expect(await rowsOfRun(cancelled.run)).toEqual([{ results: 0, statements: 0 }]);
  expect(await query(url, `select from payroll_runs where id = ${cancelled.run}`)).toEqual([]);
  expect(await shown(month)).toEqual(cancelled.before.statements);
}

/** One after the other: a replica told to halt would halt in any run that it takes over from another. */
const STORIES: Record<string, () => Promise<void>> = {
  'stalled in a run before a chunk past its lease writes nothing when it wakes up: another has gone on': () =>
    runStalled('before-chunk', '2026-01'),
  'stalled in a run after the first results likewise': () => runStalled('after-first-results', '2026-02'),
  'stalled in a run before its end likewise': () => runStalled('before-commit', '2026-03'),
  'stalled in an import after staging writes nothing when it wakes up: the file was sent again': () =>
    importStalled('after-staging', ROUNDS + 1),
  'stalled in an import before its end likewise': () => importStalled('before-commit', ROUNDS + 3),
  'told to stop gives the run back at once, long before its lease ends': () => runStopped('2026-04'),
  'whose run is cancelled leaves nothing of it, and the draft as it was': () => runCancelled('2026-05'),
};

describe('a replica', () => {
  beforeAll(async () => {
    for (const month of ['2026-04', '2026-05']) await done(replicas[0], runOf(month));
  }, 60_000);

  it.each(Object.entries(STORIES))('%s', (_, story) => story(), 120_000);
});
