import type TestAgent from 'supertest/lib/agent.js';
import { ProofService } from '../src/features/payroll/index.js';
import { type ReviewCompany, reviewCompany } from './support/review-company.js';

/** Twice what the version in force at the time of the run paid. */
const TENTH_DOUBLED = `code: tenth
title: {en: A fifth}
period: month
inputs:
  sales: {measure: won_amount, unit: money}
  before: {line: bonus, unit: money, start: 0}
lines:
  - {code: bonus, title: {en: Bonus}, formula: 'sales * 20% + IF(before > 0, 1, 0)', unit: money, round: 0.01, pay: bonus, clause: "1"}
`;

/** Everybody had sales of 1 000 and a bonus of 100 in January, which North and South have approved. */
describe('a change after approval', () => {
  let company: ReviewCompany;
  let headOfNorth: TestAgent;

  beforeAll(async () => {
    company = await reviewCompany();
    headOfNorth = await company.as('Head of North', 'head', 'H1');
    await company.run('2026-01');
    const director = await company.as('Director', 'head', 'H0');
    expect(await company.step(company.hr, '2026-01', { to: 'in_review' })).toBe('200');
    expect(await company.step(director, '2026-01', { to: 'approved' })).toBe('200');
  });
  afterAll(() => company?.service.stop());

  const listed = async (query = '', by: TestAgent = company.hr) =>
    (await by.get(`/v1/periods/2026-01/discrepancies${query}`).set('Accept-Language', 'en')).body;
  const order = (manager: string, externalId: string, amount: string) =>
    company.take('orders', { externalId, date: '2026-01-10', manager, amount });

  it('is none while nothing has changed, nor where pay stays the same', async () => {
    expect(await listed()).toMatchObject({ items: [], looked: 0, next: null });
    await company.take('orders', {
      externalId: 'lost',
      date: '2026-01-12',
      manager: 'M1',
      amount: '900',
      status: 'lost',
    });
    expect(await listed()).toMatchObject({ items: [], looked: 4, next: null });
  });

  it('shows as a difference by manager with its causes, of approved teams, under the versions of that time', async () => {
    await order('M2', 'late', '500');
    await order('M3', 'M3 01', '800');
    await order('M4', 'not approved', '500');
    const published = await company.hr
      .post('/v1/schemes')
      .send({ document: TENTH_DOUBLED, from: '2026-01-01' });
    expect([published.status, published.body.detail]).toEqual([200, undefined]);
    const { items, next } = await listed();
    // 10 % of 1 500; 10 % of 800
    expect(items).toMatchObject([
      {
        personnelNumber: 'M2',
        team: 'south',
        state: 'approved',
        stated: '100',
        today: '150',
        difference: '50',
      },
      {
        personnelNumber: 'M3',
        team: 'south',
        state: 'approved',
        stated: '100',
        today: '80',
        difference: '-20',
      },
    ]);
    expect(next).toBeNull();
    expect(items[0].results).toMatchObject([
      {
        scheme: 'tenth',
        period: '2026-01',
        difference: '50',
        comparison: {
          contributions: [{ parts: [{ name: 'sales', before: '1000', after: '1500' }], change: '50' }],
        },
      },
    ]);
    expect(items[0].results[0].text).toContain('1,000 → 1,500');
  });

  it('tells the facts that came, went or changed since', async () => {
    await company.take('orders', { externalId: 'later', date: '2026-01-20', manager: 'M3', amount: '50' });
    expect(
      (await company.hr.post('/v1/orders/withdraw').send({ items: [{ externalId: 'M2 01' }] })).status,
    ).toBe(200);
    const { items } = await listed();
    const factsOf = async (place: number) =>
      (await company.hr.get(`/v1/statements/${items[place].statementId}/discrepancy`)).body.facts;
    expect(await factsOf(0)).toMatchObject([
      {
        scheme: 'tenth',
        input: 'sales',
        of: '2026-01',
        how: 'removed',
        before: { externalId: 'M2 01', amount: '1000' },
      },
      { how: 'added', after: { kind: 'order', externalId: 'late', amount: '500' } },
    ]);
    expect(await factsOf(1)).toMatchObject([
      { how: 'changed', before: { externalId: 'M3 01', amount: '1000' }, after: { amount: '800' } },
      { how: 'added', after: { externalId: 'later', amount: '50' } },
    ]);
    // 10 % of 500; 10 % of 850
    expect(items.map(({ difference }: { difference: string }) => difference)).toEqual(['-50', '-15']);
  });

  it('is listed page by page, by team, and for a head of the own teams', async () => {
    await order('M1', 'M1 01', '2000');
    const numbers = ({ items }: { items: { personnelNumber: string }[] }) =>
      items.map(({ personnelNumber }) => personnelNumber);
    const first = await listed('?limit=2');
    const second = await listed(`?limit=2&cursor=${first.next}`);
    expect([numbers(first), numbers(second), second.next]).toEqual([['M1', 'M2'], ['M3'], null]);
    expect(numbers(await listed('?team=south'))).toEqual(['M2', 'M3']);
    expect(numbers(await listed('', headOfNorth))).toEqual(['M1']);
    const ofSouth = second.items[0].statementId;
    expect((await headOfNorth.get(`/v1/statements/${ofSouth}/discrepancy`)).status).toBe(404);
    const manager = await company.as('M1 self', 'manager', 'M1');
    expect((await manager.get('/v1/periods/2026-01/discrepancies')).status).toBe(403);
    expect((await company.hr.get('/v1/periods/2026-07/discrepancies')).status).toBe(404);
  });

  it('stays to be seen once the month is closed, and changes nothing that was approved', async () => {
    const other = await company.as('HR two', 'hr');
    expect(await company.step(other, '2026-01', { to: 'approved' })).toBe('200');
    expect(await company.step(company.hr, '2026-01', { to: 'closed' })).toBe('200');
    const { items } = await listed();
    // M4, who is approved by now, had 1 000 and has 1 500
    expect(items).toMatchObject([
      { personnelNumber: 'M1', state: 'closed', difference: '100' },
      { personnelNumber: 'M2', difference: '-50' },
      { personnelNumber: 'M3', difference: '-15' },
      { personnelNumber: 'M4', team: null, difference: '50' },
    ]);
    expect((await company.service.app.get(ProofService).verifyAll()).discrepancies).toEqual([]);
  });
});
