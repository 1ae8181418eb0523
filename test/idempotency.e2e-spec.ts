import type TestAgent from 'supertest/lib/agent.js';
import { IdempotencyPurge } from '../src/platform/idempotency/idempotency.module.js';
import { schemeOf, startWithPeople } from './support/bad-input.js';
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

  const sends: [title: string, path: string, key: string, body: object][] = [
    ['a record', '/v1/orders', 'record', order],
    ['a batch', '/v1/orders/batch', 'batch', { items: [{ ...order, externalId: 'O2' }] }],
    ['a scheme', '/v1/schemes', 'scheme', { document: schemeOf('s', ['pay = sales * 1%']) }],
  ];

  it.each(sends)('of 50 sends at once of %s: one effect, equal answers', async (_, path, key, body) => {
    const intakes = await count('intakes');
    const answers = await fifty(() => post(path, key, body));
    expect([...new Set(answers.map(({ status, text }) => `${status} ${text}`))]).toEqual([
      `200 ${answers[0]!.text}`,
    ]);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(49);
    expect(await count('intakes')).toBe(intakes + 1);
  });

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

  it('is forgotten after 30 days', async () => {
    await post('/v1/orders', 'old', order);
    await service.source.query(
      `update idempotency_keys set created_at = now() - interval '31 days' where key = 'old'`,
    );
    expect(await service.app.get(IdempotencyPurge).purge()).toBe(1);
    expect((await post('/v1/orders', 'old', { ...order, amount: '3' })).status).toBe(200);
  });
});
