import { setTimeout as pause } from 'node:timers/promises';
import type TestAgent from 'supertest/lib/agent.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import { beginIntake } from '../src/platform/records/intake-sequence.js';
import { nounOf } from '../src/platform/records/noun.js';
import { withdrawRows } from '../src/platform/records/withdraw.js';
import { invalid, refusalOf } from './support/bad-input.js';
import { startService, type TestService } from './support/service.js';

const order = (externalId: string, sourceVersion?: number) => ({
  externalId,
  date: '2026-03-05',
  amount: '10',
  ...(sourceVersion === undefined ? {} : { sourceVersion }),
});
const returned = (externalId: string, of: string, sourceVersion?: number) => ({
  ...order(externalId, sourceVersion),
  order: of,
});

describe('withdrawals with the version of their sender', () => {
  let service: TestService;
  let hr: TestAgent;

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
  });
  afterAll(() => service?.stop());

  const take = async (noun: string, ...items: object[]) =>
    (await hr.post(`/v1/${noun}/batch`).send({ items })).body;
  const withdraw = (noun: string, ...items: object[]) => hr.post(`/v1/${noun}/withdraw`).send({ items });
  const isLiving = async (noun: string, externalId: string): Promise<boolean> =>
    (await hr.get(`/v1/${noun}?externalId=${externalId}`)).body.items.length === 1;

  it.each([
    ['above that of the revision', 3],
    ['equal to that of the revision', 2],
  ])('%s withdraw, and only a higher version brings the fact back', async (_, sourceVersion) => {
    const externalId = `A${sourceVersion}`;
    await take('orders', order(externalId, 2));
    const { body } = await withdraw('orders', { externalId, sourceVersion });
    expect(body).toEqual({ read: 1, withdrawn: 1, unchanged: 0 });
    for (const version of [1, 2, sourceVersion])
      expect(await take('orders', order(externalId, version))).toMatchObject({ changed: 0, unchanged: 1 });
    expect(await isLiving('orders', externalId)).toBe(false);
    expect(await take('orders', order(externalId, sourceVersion + 1))).toMatchObject({ changed: 1 });
    expect(await isLiving('orders', externalId)).toBe(true);
  });

  it('below that of the revision change nothing', async () => {
    await take('orders', order('B', 5));
    expect((await withdraw('orders', { externalId: 'B', sourceVersion: 4 })).body).toMatchObject({
      unchanged: 1,
    });
    expect(await isLiving('orders', 'B')).toBe(true);
  });

  it('may come before the fact, and keep it out', async () => {
    const items = [
      { externalId: 'C', sourceVersion: 2 },
      { externalId: 'C', sourceVersion: 3 },
    ];
    expect((await withdraw('orders', ...items)).body).toEqual({ read: 2, withdrawn: 1, unchanged: 1 });
    expect((await withdraw('orders', ...items)).body).toEqual({ read: 2, withdrawn: 0, unchanged: 2 });
    const answer = await hr.post('/v1/orders').send(order('C', 3));
    expect([answer.status, answer.body]).toEqual([
      200,
      { ...order('C', 3), id: expect.any(String), withdrawn: true },
    ]);
    expect((await hr.get(`/v1/orders/${answer.body.id}`)).status).toBe(404);
    expect((await hr.post('/v1/orders').send(order('C', 4))).body).toEqual({
      ...order('C', 4),
      id: answer.body.id,
      source: 'api',
      status: 'won',
    });
  });

  it('stand above those without a version, after which the same version comes back', async () => {
    await take('orders', order('D', 2));
    await withdraw('orders', { externalId: 'D' });
    expect(await take('orders', order('D', 1))).toMatchObject({ unchanged: 1 });
    expect(await take('orders', order('D', 2))).toMatchObject({ changed: 1 });
    await withdraw('orders', { externalId: 'D' });
    expect((await withdraw('orders', { externalId: 'D', sourceVersion: 2 })).body).toMatchObject({
      withdrawn: 1,
    });
    expect(await take('orders', order('D', 2))).toMatchObject({ unchanged: 1 });
  });

  it('are refused for a number never sent only without one', async () => {
    const answer = await withdraw('orders', { externalId: 'E', sourceVersion: 1 }, { externalId: 'F' });
    expect(refusalOf(answer as never)).toEqual(
      invalid([
        'items[1].externalId',
        'F',
        'the externalId of an existing record of orders; this one is not known',
      ]),
    );
    expect((await withdraw('orders', { externalId: 'E', sourceVersion: -1 })).status).toBe(422);
  });

  it('let what they outdate come again, whatever it names', async () => {
    await take('orders', order('G', 1));
    await take('returns', returned('R', 'G', 1));
    expect((await withdraw('orders', { externalId: 'G', sourceVersion: 2 })).status).toBe(409);
    await withdraw('returns', { externalId: 'R', sourceVersion: 2 });
    expect((await withdraw('orders', { externalId: 'G', sourceVersion: 2 })).status).toBe(200);
    expect(await take('returns', returned('R', 'G', 1))).toMatchObject({ read: 1, unchanged: 1 });
    expect((await take('returns', returned('R', 'G', 3))).fields).toMatchObject([
      { field: 'items[0].order' },
    ]);
  });

  it('and a fact that names what is being withdrawn do not both get through', async () => {
    await take('orders', order('H', 1));
    const { id } = (await hr.get('/v1/orders?externalId=H')).body.items[0];
    let answered: Promise<{ fields?: unknown }> | undefined;
    await inTransaction(service.source, async (tx) => {
      const seq = await beginIntake(tx, { kind: 'withdrawal', noun: 'orders', actor: 'test' });
      expect(await withdrawRows(tx, nounOf('orders'), seq, [id])).toBe(1);
      answered = take('returns', returned('S', 'H', 1));
      const waits = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      while ((await service.source.query(waits)).length === 0) await pause(5);
    });
    expect((await answered!).fields).toMatchObject([{ field: 'items[0].order', value: 'H' }]);
    expect(await isLiving('returns', 'S')).toBe(false);
  });
});
