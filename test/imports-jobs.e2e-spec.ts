import { setTimeout as pause } from 'node:timers/promises';
import type TestAgent from 'supertest/lib/agent.js';
import { saveProfile, sendFile } from './support/imports.js';
import { startService, type TestService } from './support/service.js';

const PROFILE =
  'code: shop\nsource: shop\nemits:\n  - {noun: orders, fields: {externalId: no, date: day, amount: amount}}\n';
const ROWS = 3_000;
const fileOf = (amount: number, rows = ROWS) =>
  `no,day,amount\n${Array.from({ length: rows }, (_, no) => `${no},2026-03-05,${amount}\n`).join('')}`;

describe('an import as a job', () => {
  let service: TestService;
  let hr: TestAgent;

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    await saveProfile(hr, 'shop', PROFILE);
  });
  afterAll(() => service.stop());

  const sendAsync = (file: string, query = {}) =>
    sendFile(hr, 'shop', file, query).set('Prefer', 'respond-async, wait=10');
  const job = async (id: string) => (await hr.get(`/v1/jobs/${id}`)).body;
  const count = async () => (await service.source.query('select count(*)::int as n from orders'))[0].n;

  async function until(
    id: string,
    holds: (job: { state: string; progress: { phase: string } | null }) => boolean,
  ) {
    for (;;) {
      const now = await job(id);
      if (holds(now)) return now;
      await pause(20);
    }
  }
  const ended = (id: string) => until(id, ({ state }) => state !== 'running');

  it('is answered with the job, whose result is the report', async () => {
    const { status, body, headers } = await sendAsync(fileOf(1));
    expect([status, headers.location, headers['preference-applied']]).toEqual([
      202,
      `/v1/jobs/${body.id}`,
      'respond-async',
    ]);
    expect(body).toMatchObject({
      kind: 'import',
      state: 'running',
      key: expect.stringMatching(/^shop shop\.csv /),
    });
    const done = await ended(body.id);
    expect(done).toMatchObject({
      state: 'done',
      problem: null,
      result: { state: 'applied', counts: { orders: { read: ROWS, added: ROWS } }, rejectedRows: 0 },
    });
    expect(await count()).toBe(ROWS);
    const again = await sendAsync(fileOf(1));
    expect([again.status, again.body.state]).toEqual([200, 'unchanged']);
  });

  it('tells what was refused as the answer would', async () => {
    const { body } = await sendAsync('no,day,amount\n1,never,1\n');
    expect(await ended(body.id)).toMatchObject({
      state: 'failed',
      result: null,
      problem: { status: 422, fields: [{ line: 2, column: 'day', value: 'never' }] },
    });
  });

  it('shows how far it is, can be cancelled while the database works, and then has changed nothing', async () => {
    const blocker = service.source.createQueryRunner();
    await blocker.startTransaction();
    await blocker.query('lock table orders in share mode');
    const { body } = await sendAsync(fileOf(2));
    const { progress } = await until(body.id, (now) => now.progress?.phase === 'merging');
    expect(progress).toMatchObject({ rowsRead: ROWS, rowsRejected: 0, added: 0, changed: 0 });
    const cancelled = await hr.post(`/v1/jobs/${body.id}/cancel`);
    expect(cancelled.body.cancelRequested).toBe(true);
    expect(await ended(body.id)).toMatchObject({ state: 'cancelled', result: null });
    await blocker.rollbackTransaction();
    await blocker.release();
    expect(await service.source.query('select from orders where amount = 2')).toEqual([]);
    expect((await sendFile(hr, 'shop', fileOf(2))).body).toMatchObject({
      counts: { orders: { changed: ROWS } },
    });
  }, 60_000);

  it('is a job too when its sender waits for the report', async () => {
    await sendFile(hr, 'shop', fileOf(3));
    const [latest] = (await hr.get('/v1/jobs')).body;
    expect(latest).toMatchObject({
      kind: 'import',
      state: 'done',
      createdBy: 'test hr',
      progress: { rowsRead: ROWS },
      result: { counts: { orders: { changed: ROWS } } },
    });
  });

  it('is seen and cancelled by HR, and of integrations by the one that sent the file', async () => {
    const other = await service.as('intake');
    const sender = await service.as('intake'); // of the same name
    await sendFile(hr, 'shop', fileOf(4, 1));
    await sendFile(sender, 'shop', 'no,day,amount\n1,never,1\n');
    const [own, ofHr] = (await hr.get('/v1/jobs')).body;
    const seen = async (by: TestAgent) => (await by.get('/v1/jobs')).body.map(({ id }: { id: string }) => id);
    expect([await seen(sender), await seen(other)]).toEqual([[own.id], []]);
    const statuses = [];
    for (const [by, id] of [
      [sender, own.id],
      [sender, ofHr.id],
      [other, own.id],
      [hr, own.id],
    ])
      statuses.push([
        (await by.get(`/v1/jobs/${id}`)).status,
        (await by.post(`/v1/jobs/${id}/cancel`)).status,
      ]);
    expect(statuses).toEqual([
      [200, 200],
      [404, 404],
      [404, 404],
      [200, 200],
    ]);
  });

  it('of a process that died ends as interrupted: the file is gone with it', async () => {
    const [{ id }] = await service.source.query(
      `insert into jobs (kind, key, payload, state, epoch, lease_until, created_by)
        values ('import', 'of another', '{}', 'running', 1, now() - interval '1 second', 'test') returning id`,
    );
    expect(await ended(id)).toMatchObject({
      state: 'failed',
      problem: { type: 'urn:premia:problem:import-interrupted', status: 503 },
    });
  });
});
