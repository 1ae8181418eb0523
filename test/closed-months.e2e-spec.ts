import type TestAgent from 'supertest/lib/agent.js';
import { startService, type TestService } from './support/service.js';

const SCHEME = `
code: average
title: {en: Average of two months}
period: month
inputs:
  orders: {title: {en: Orders}, measure: orders_processed, unit: count}
  average: {title: {en: Average orders}, measure: orders_processed, window: previous 2 months, take: average, unit: count}
params:
  rate: {title: {en: Rate an order}, unit: money, value: 10}
lines:
  - {code: done, title: {en: Orders done}, formula: orders, unit: count}
  - {code: bonus, title: {en: Bonus}, formula: average * rate, unit: money, round: 1, pay: bonus, clause: '1'}
`;

/** 10 for each order in the average of the two months before. */
describe('measures of closed months', () => {
  let service: TestService;
  let hr: TestAgent;

  const take = async (noun: string, ...items: object[]) => {
    const answer = await hr.post(`/v1/${noun}/batch`).send({ items });
    expect([noun, answer.status, answer.body.fields]).toEqual([noun, 200, undefined]);
  };
  let number = 0;
  const orders = (manager: string, month: string, count: number) =>
    take(
      'orders',
      ...Array.from({ length: count }, () => ({
        externalId: `O${++number}`,
        date: `${month}-10`,
        manager,
        amount: '1',
      })),
    );
  const run = async (period: string): Promise<Record<string, string>> => {
    expect((await hr.post('/v1/payroll-runs').send({ period })).status).toBe(200);
    const { body } = await hr.get(`/v1/statements?period=${period}`);
    return Object.fromEntries(
      body.items.map((item: { personnelNumber: string; total: string }) => [
        item.personnelNumber,
        item.total,
      ]),
    );
  };
  /** Closes months straight in their table: the steps of a review are not what is tested. */
  const close = (...months: string[]) =>
    service.source.transaction(async (tx) => {
      await tx.query('set local session_replication_role = replica');
      await tx.query(`update periods set state = 'closed' where code = any($1)`, [months]);
    });

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    await take(
      'managers',
      { personnelNumber: 'M1', name: 'Paid from January' },
      { personnelNumber: 'M2', name: 'Paid from March' },
    );
    expect((await hr.post('/v1/schemes').send({ document: SCHEME })).status).toBe(200);
    await take(
      'scheme-assignments',
      { scheme: 'average', manager: 'M1', from: '2026-01-01' },
      { scheme: 'average', manager: 'M2', from: '2026-03-01' },
    );
    await orders('M1', '2026-01', 2);
    await orders('M1', '2026-02', 4);
    await orders('M2', '2026-01', 1);
    await orders('M2', '2026-02', 3);
    await run('2026-01');
    await run('2026-02');
  });
  afterAll(() => service?.stop());

  it('are read from the facts while a month is open', async () => {
    await orders('M1', '2026-02', 1);
    expect(await run('2026-03')).toEqual({ M1: '35', M2: '20' }); // (2 + 5) / 2; (1 + 3) / 2
  });

  it('are what the results froze: later facts do not change them, but count where nothing was frozen', async () => {
    await close('2026-01', '2026-02');
    await orders('M1', '2026-02', 2);
    await orders('M2', '2026-02', 1);
    // February was computed when M1 had 4 orders: (2 + 4) / 2; M2 had no result then: (1 + 4) / 2
    expect(await run('2026-03')).toEqual({ M1: '30', M2: '25' });
  });
});
