import { setTimeout as pause } from 'node:timers/promises';
import type { Response, Test } from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { IdempotencyPurge } from '../src/platform/idempotency/idempotency.module.js';
import { schemeOf, startWithPeople, takeInto } from './support/bad-input.js';
import { saveProfile } from './support/imports.js';
import type { TestService } from './support/service.js';

const order = { externalId: 'O1', date: '2026-03-05', manager: 'M1', amount: '10' };

describe('Idempotency-Key', () => {
  let service: TestService;
  let hr: TestAgent;

  beforeAll(async () => {
    ({ service, hr } = await startWithPeople());
  });
  afterAll(() => service.stop());

  const post = (path: string, key: string, body: object, by = hr) =>
    by.post(path).set('Idempotency-Key', key).send(body);
  const count = async (table: string): Promise<number> =>
    Number((await service.source.query(`select count(*) from ${table}`))[0].count);
  const fifty = <T>(send: () => PromiseLike<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: 50 }, () => send()));

  it('answers as before, whatever became of the record since', async () => {
    const first = await post('/v1/orders', 'kept', { ...order, externalId: 'O3' });
    await hr.post('/v1/orders').send({ ...order, externalId: 'O3', amount: '20' });
    const again = await post('/v1/orders', 'kept', { ...order, externalId: 'O3' });
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect((await hr.get(`/v1/orders/${first.body.id}`)).body.amount).toBe('20');
  });

  it('refuses the key for another body or address, and takes it from another token', async () => {
    await post('/v1/orders', 'mine', order);
    for (const [path, body] of [
      ['/v1/orders', { ...order, amount: '11' }],
      ['/v1/complaints', order],
    ] as const) {
      const { status, body: problem } = await post(path, 'mine', body);
      expect([path, status, problem.type]).toEqual([
        path,
        422,
        path === '/v1/orders'
          ? 'urn:premia:problem:idempotency-key-reused'
          : 'urn:premia:problem:invalid-fields',
      ]);
    }
    const elsewhere = await post('/v1/orders/batch', 'mine', { items: [order] });
    expect(elsewhere.body.type).toBe('urn:premia:problem:idempotency-key-reused');
    const other = await post('/v1/orders', 'mine', { ...order, amount: '12' }, await service.as('intake'));
    expect([other.status, other.body.amount]).toEqual([200, '12']);
  });

  it('keeps no key of a request that was refused', async () => {
    expect((await post('/v1/orders', 'mended', { ...order, manager: 'M9' })).status).toBe(422);
    expect((await post('/v1/orders', 'mended', order)).status).toBe(200);
  });

  it('knows a stream by its bytes', async () => {
    const stream = (text: string) =>
      hr
        .post('/v1/orders/batch')
        .set('Idempotency-Key', 'stream')
        .set('content-type', 'application/x-ndjson')
        .send(text);
    const first = await stream(JSON.stringify(order));
    const again = await stream(JSON.stringify(order));
    expect([again.text, again.headers['idempotency-replayed']]).toEqual([first.text, 'true']);
    expect((await stream(JSON.stringify({ ...order, amount: '1' }))).status).toBe(422);
  });

  it('makes a token once, and never keeps nor repeats the secret', async () => {
    const admin = await service.as('admin');
    const tokens = await count('tokens');
    const answers = await fifty(() => post('/v1/tokens', 'token', { name: 'a', role: 'hr' }, admin));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(49).fill(409)]);
    expect(answers.find(({ status }) => status === 409)!.body.type).toBe('urn:premia:problem:already-made');
    expect(await count('tokens')).toBe(tokens + 1);
    expect(await service.source.query(`select answer from idempotency_keys where key = 'token'`)).toEqual([
      { answer: null },
    ]);
  });

  it.each(['', 'x'.repeat(201), 'tab\there'])('refuses the key %j', async (key) => {
    const { status, body } = await post('/v1/orders', key, order);
    expect([status, body.fields]).toEqual([
      422,
      [
        {
          field: 'Idempotency-Key',
          value: expect.any(String),
          expected: expect.stringContaining('1 to 200'),
        },
      ],
    ]);
  });

  describe('of what a job does', () => {
    const period = '2026-03';
    const runOf = (key: string, prefer = 'wait=60', wanted: object = { period }) =>
      post('/v1/payroll-runs', key, wanted).set('Prefer', prefer);
    const fileOf = (rows: string, key: string, prefer = 'wait=60', query = 'profile=shop') =>
      hr
        .post(`/v1/imports?${query}`)
        .set({ 'Idempotency-Key': key, 'Content-Type': 'text/csv', Prefer: prefer })
        .serialize((body) => body)
        .send(Buffer.from(`no,day,amount\n${rows}\n`));
    const ASYNC = 'respond-async';
    const whole = ({ status, text }: { status: number; text: string }) => `${status} ${text}`;
    const replays = (answers: Response[]) =>
      answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true').length;
    async function ended(id: string): Promise<Record<string, unknown>> {
      for (;;) {
        const { body } = await hr.get(`/v1/jobs/${id}`);
        if (body.state !== 'queued' && body.state !== 'running') return body;
        await pause(20);
      }
    }

    beforeAll(async () => {
      await saveProfile(
        hr,
        'shop',
        'code: shop\nsource: shop\nemits:\n  - {noun: orders, fields: {externalId: no, date: day, amount: amount}}\n',
      );
      await hr.post('/v1/schemes').send({ document: schemeOf('monthly', ['pay = sales * 1%']) });
      await takeInto(hr)('scheme-assignments', { scheme: 'monthly', manager: 'M1', from: '2026-01-01' });
    });

    const fifties: [title: string, send: (key: string) => Test, status: number, table: string][] = [
      ['a file', (key) => fileOf('50,2026-03-05,1', key), 200, 'intakes'],
      ['a file not waited for', (key) => fileOf('51,2026-03-05,1', key, ASYNC), 202, 'intakes'],
      ['a run', (key) => runOf(key), 200, 'payroll_runs'],
      ['a run not waited for', (key) => runOf(key, ASYNC), 202, 'payroll_runs'],
    ];

    it.each(fifties)(
      'of 50 sends at once of %s: one effect, equal answers',
      async (title, send, status, table) => {
        const [effects, jobs] = [await count(table), await count('jobs')];
        const answers = await fifty(() => send(title));
        expect(new Set(answers.map(whole))).toEqual(new Set([`${status} ${answers[0]!.text}`]));
        expect(replays(answers)).toBe(49);
        if (status === 202) expect(await ended(answers[0]!.body.id)).toMatchObject({ state: 'done' });
        expect([await count(table), await count('jobs')]).toEqual([effects + 1, jobs + 1]);
        const later = await send(title);
        expect([whole(later), replays([later])]).toEqual([whole(answers[0]!), 1]);
      },
    );

    it('answers with the status of the first, whatever is preferred later and whatever came since', async () => {
      const first = await runOf('status');
      await runOf('another');
      const jobs = await count('jobs');
      expect(whole(await runOf('status', ASYNC))).toBe(whole(first));
      const file = await fileOf('60,2026-03-05,1', 'file', ASYNC);
      expect((await ended(file.body.id)).state).toBe('done');
      expect(whole(await fileOf('60,2026-03-05,1', 'file'))).toBe(whole(file));
      expect(await count('jobs')).toBe(jobs + 1);
    });

    it('answers a file applied before as such, each time', async () => {
      await fileOf('70,2026-03-05,1', 'applied');
      const [first, again] = [
        await fileOf('70,2026-03-05,1', 'anew'),
        await fileOf('70,2026-03-05,1', 'anew'),
      ];
      expect([first.body.state, whole(again), replays([first, again])]).toEqual([
        'unchanged',
        whole(first),
        1,
      ]);
    });

    it('refuses the key for another month, other bytes or another query', async () => {
      await runOf('one month');
      await fileOf('80,2026-03-05,1', 'one file');
      for (const other of [
        runOf('one month', 'wait=60', { period: '2026-04' }),
        fileOf('80,2026-03-05,2', 'one file'),
        fileOf('80,2026-03-05,1', 'one file', 'wait=60', 'profile=shop&acceptValid=true'),
        fileOf('80,2026-03-05,1', 'one month'),
      ]) {
        const { status, body } = await other;
        expect([status, body.type]).toEqual([422, 'urn:premia:problem:idempotency-key-reused']);
      }
      expect(await service.source.query(`select from periods where code = '2026-04'`)).toEqual([]);
      expect(
        await service.source.query(`select from orders where external_id = '80' and amount = 2`),
      ).toEqual([]);
    });

    it('is free again when the job was refused or cancelled: it has changed nothing', async () => {
      expect((await fileOf('90,never,1', 'mended file')).status).toBe(422);
      expect((await fileOf('90,2026-03-05,1', 'mended file')).body.state).toBe('applied');
      const refused = await runOf('mended run', ASYNC, { period, scheme: 'none' });
      expect((await ended(refused.body.id)).state).toBe('failed');
      expect((await runOf('mended run')).status).toBe(200);
      const blocker = service.source.createQueryRunner();
      await blocker.startTransaction();
      await blocker.query('lock table orders in share mode');
      const waits = await fileOf('91,2026-03-05,1', 'stopped', ASYNC);
      await hr.post(`/v1/jobs/${waits.body.id}/cancel`);
      expect((await ended(waits.body.id)).state).toBe('cancelled');
      await blocker.rollbackTransaction();
      await blocker.release();
      expect((await fileOf('91,2026-03-05,1', 'stopped')).body.state).toBe('applied');
    });
  });

  it('is forgotten after 30 days', async () => {
    await post('/v1/orders', 'old', order);
    await service.source.query(
      `update idempotency_keys set created_at = now() - interval '31 days' where key = 'old'`,
    );
    expect(await service.app.get(IdempotencyPurge).purge()).toBe(1);
    expect((await post('/v1/orders', 'old', { ...order, amount: '3' })).status).toBe(200);
  });
});
