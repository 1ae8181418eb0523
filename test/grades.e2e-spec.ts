import type TestAgent from 'supertest/lib/agent.js';
import { type GradeInForce, withGrade } from '../src/features/grades/grade-intervals.js';
import { takeInto } from './support/bad-input.js';
import { startService, type TestService } from './support/service.js';

const PROBLEM = 'urn:premia:problem:';

/** Grades by the orders of the month, as domain §3 has them; a third that the company keeps no salary for. */
const graded = (code: string, effective: string) => `code: ${code}
title: {en: By orders, ru: По заявкам}
period: month
grade: {table: pay_scale, by: handled, effective: ${effective}}
inputs:
  handled: {measure: orders_processed, unit: count, title: {en: Orders handled, ru: Обработано заявок}}
  grade_salary: {attribute: grade_salary, unit: money}
tables:
  pay_scale: {by: count, gives: {grade: count, salary: money}, rows: [{from: 300, grade: 1, salary: 600}, {from: 400, grade: 2, salary: 700}, {from: 500, grade: 3, salary: 800}]}
lines:
  - {code: salary, title: {en: Salary, ru: Оклад}, formula: grade_salary, unit: money, round: 0.01, pay: salary, clause: "2.1"}
`;

interface Proposal {
  id: string;
  personnelNumber: string;
}

describe('grades that a run proposes', () => {
  let service: TestService;
  let hr: TestAgent;
  let head: TestAgent;
  let take: ReturnType<typeof takeInto>;

  const ordersOf = (manager: string, month: string, count: number) =>
    Array.from({ length: count }, (_, place) => ({
      ...{ externalId: `${manager} ${month} ${place}`, date: `2026-${month}-10`, manager },
    }));

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    take = takeInto(hr);
    const paid = ['M1', 'M2', 'M3', 'M4', 'M5', 'M6'];
    await take(
      'managers',
      { personnelNumber: 'H', name: 'Head', payee: false },
      { personnelNumber: 'H2', name: 'Other', payee: false },
      ...paid.map((personnelNumber) => ({ personnelNumber, name: `Name of ${personnelNumber}` })),
    );
    await take('teams', { code: 'T', title: 'Team', head: 'H' }, { code: 'T2', title: 'Other', head: 'H2' });
    await take(
      'grades',
      { number: 1, salary: '600', from: '2026-01-01' },
      { number: 2, salary: '700', from: '2026-01-01' },
    );
    const gradeOf = (manager: string, value: string) => ({
      manager,
      attribute: 'grade',
      value,
      from: '2026-01-01',
    });
    await take('team-memberships', ...paid.map((manager) => ({ manager, team: 'T', from: '2026-01-01' })));
    await take(
      'manager-attributes',
      ...['M1', 'M2', 'M4', 'M5', 'M6'].map((manager) => gradeOf(manager, '1')),
      gradeOf('M3', '2'),
    );
    for (const document of [graded('asked', 'proposed'), graded('by-itself', 'automatic')])
      expect((await hr.post('/v1/schemes').send({ document })).status).toBe(200);
    await take(
      'scheme-assignments',
      ...paid.map((manager) => ({
        ...{ scheme: manager === 'M6' ? 'by-itself' : 'asked', manager, from: '2026-01-01' },
      })),
    );
    // what domain §3 says: 300 orders are grade 1, 400 are grade 2
    await take('orders', ...ordersOf('M1', '03', 300), ...ordersOf('M2', '03', 400));
    await take('orders', ...ordersOf('M3', '03', 400), ...ordersOf('M4', '03', 400));
    await take('orders', ...ordersOf('M5', '03', 500), ...ordersOf('M6', '03', 400));
    await take('orders', ...ordersOf('M1', '04', 300), ...ordersOf('M2', '04', 400));
    expect((await hr.post('/v1/payroll-runs').send({ period: '2026-03' })).status).toBe(200);
    head = await service.as('head', 'H');
  });
  afterAll(() => service?.stop());

  const proposals = async (by: TestAgent, query = ''): Promise<Proposal[]> => {
    const { status, body } = await by.get(`/v1/grade-proposals?period=2026-03${query}`);
    expect([status, body.next]).toEqual([200, null]);
    return body.items;
  };
  const idOf = async (manager: string) => (await proposals(hr, `&manager=${manager}`))[0]!.id;
  const grades = async (manager: string): Promise<GradeInForce[]> => {
    const { body } = await hr.get(`/v1/manager-attributes?manager=${manager}`);
    return body.items.map(({ value, from, until }: { value: string; from: string; until?: string }) => ({
      ...{ grade: value, from, until: until ?? null },
    }));
  };

  it('are listed with the figures behind them, where they are not in force', async () => {
    const items = await proposals(hr);
    expect(items.map(({ personnelNumber }) => personnelNumber)).toEqual(['M2', 'M4', 'M5', 'M6']);
    expect(items[0]).toEqual({
      id: expect.any(String),
      period: '2026-03',
      managerId: expect.any(String),
      ...{ personnelNumber: 'M2', name: 'Name of M2', team: 'T', scheme: 'asked', version: 1 },
      ...{ grade: '2', salary: '700', salaryOfGrade: '700', gradeBefore: '1', effectiveFrom: '2026-04-01' },
      effective: 'proposed',
      figure: {
        name: 'handled',
        title: { en: 'Orders handled', ru: 'Обработано заявок' },
        value: '400',
        observed: [{ of: '2026-03', value: '400' }],
      },
      ...{ state: 'open', automatic: null, reason: null, decidedBy: null, decidedAt: null },
    });
    expect(items[2]).toMatchObject({ grade: '3', salary: '800', salaryOfGrade: null });
  });

  it('are seen by the head of the team, and by no other', async () => {
    expect((await proposals(head)).length).toBe(4);
    const other = await service.as('head', 'H2');
    expect(await proposals(other)).toEqual([]);
    const answer = await other.post(`/v1/grade-proposals/${await idOf('M2')}/accept`).send({});
    expect(answer.status).toBe(404);
  });

  it('are refused with a reason only, and nothing changes then', async () => {
    const path = `/v1/grade-proposals/${await idOf('M4')}/refuse`;
    expect((await head.post(path).send({})).body.fields).toMatchObject([{ field: 'reason' }]);
    const { body } = await head.post(path).send({ reason: 'One month is not enough' });
    expect(body).toMatchObject({
      state: 'refused',
      reason: 'One month is not enough',
      decidedBy: 'test head',
    });
    expect(await grades('M4')).toEqual([{ grade: '1', from: '2026-01-01', until: null }]);
    expect((await proposals(hr, '&state=refused')).length).toBe(1);
  });

  it('are accepted from the next period on, once', async () => {
    const path = `/v1/grade-proposals/${await idOf('M2')}/accept`;
    const { status, body } = await head.post(path).send({});
    expect([status, body]).toMatchObject([200, { state: 'accepted', automatic: false, gradeBefore: '1' }]);
    expect(await grades('M2')).toEqual([
      { grade: '1', from: '2026-01-01', until: '2026-04-01' },
      { grade: '2', from: '2026-04-01', until: null },
    ]);
    const again = await head.post(path).send({});
    expect([again.status, again.body.type]).toEqual([409, `${PROBLEM}grade-decided`]);
  });

  it('are not accepted where the company keeps another salary for the grade', async () => {
    const path = `/v1/grade-proposals/${await idOf('M5')}/accept`;
    const refused = await hr.post(path).send({});
    expect([refused.status, refused.body.type]).toEqual([409, `${PROBLEM}grade-salary-differs`]);
    await take('grades', { number: 3, salary: '801', from: '2026-01-01' });
    expect((await hr.post(path).send({})).body.detail).toContain('801');
    expect(await grades('M5')).toEqual([{ grade: '1', from: '2026-01-01', until: null }]);
  });

  it('are decided by nobody whose own they are', async () => {
    const own = await service.as('hr', 'M5');
    const answer = await own.post(`/v1/grade-proposals/${await idOf('M5')}/refuse`).send({ reason: 'no' });
    expect([answer.status, answer.body.type]).toEqual([403, `${PROBLEM}grade-own`]);
  });

  it('take effect by themselves where the scheme says so, when the month is approved and not before', async () => {
    const before = [{ grade: '1', from: '2026-01-01', until: null }];
    expect(await grades('M6')).toEqual(before);
    const move = (by: TestAgent, to: string) => by.post('/v1/periods/2026-03/transitions').send({ to });
    expect((await move(hr, 'in_review')).status).toBe(200);
    expect(await grades('M6')).toEqual(before);
    expect((await move(head, 'approved')).status).toBe(200);
    expect(await grades('M6')).toEqual([
      { grade: '1', from: '2026-01-01', until: '2026-04-01' },
      { grade: '2', from: '2026-04-01', until: null },
    ]);
    expect(await proposals(hr, '&manager=M6')).toMatchObject([{ state: 'accepted', automatic: true }]);
    // what was only proposed still waits
    expect(await proposals(hr, '&state=open')).toMatchObject([{ personnelNumber: 'M5' }]);
  });

  it('pays by the accepted grade from the next month, and tells what an order costs by grade', async () => {
    await hr.post('/v1/payroll-runs').send({ period: '2026-04' });
    const { body } = await hr.get('/v1/statements?period=2026-04&manager=M2');
    expect(body.items).toMatchObject([{ grade: '2', salary: '700' }]);
    const only = await service.as('head', 'H');
    await take(
      'team-memberships',
      ...['M3', 'M4', 'M5', 'M6'].map((manager) => ({
        ...{ manager, team: 'T', from: '2026-01-01', until: '2026-04-01' },
      })),
    );
    await hr.post('/v1/payroll-runs').send({ period: '2026-04' });
    const cost = await only.get('/v1/periods/2026-04/order-cost');
    // domain §3: 600 / 300 and 700 / 400
    expect([cost.status, cost.body]).toEqual([
      200,
      [
        { grade: '1', managers: 1, salary: '600', orders: '300', costOfOrder: '2' },
        { grade: '2', managers: 1, salary: '700', orders: '400', costOfOrder: '1.75' },
      ],
    ]);
    // of all teams: two more of grade 1 and two of grade 2, none of them with an order in April
    expect((await hr.get('/v1/periods/2026-04/order-cost')).body).toMatchObject([
      { grade: '1', managers: 3, salary: '1800', orders: '300', costOfOrder: '6' },
      { grade: '2', managers: 3, salary: '2100', orders: '400', costOfOrder: '5.25' },
    ]);
    expect((await hr.get('/v1/periods/2026-12/order-cost')).status).toBe(404);
  });
});

describe('a grade put in force from a day', () => {
  const row = (grade: string, from: string, until: string | null = null): GradeInForce => ({
    grade,
    from,
    until,
  });

  it.each<[title: string, known: GradeInForce[], written: GradeInForce[]]>([
    ['where there was none', [], [row('2', '2026-04-01')]],
    [
      'ends the one in force',
      [row('1', '2026-01-01')],
      [row('1', '2026-01-01', '2026-04-01'), row('2', '2026-04-01')],
    ],
    [
      'lasts as long as that would have',
      [row('1', '2026-01-01', '2026-06-01'), row('3', '2026-06-01')],
      [row('1', '2026-01-01', '2026-04-01'), row('2', '2026-04-01', '2026-06-01')],
    ],
    [
      'replaces one from the same day',
      [row('1', '2026-04-01', '2026-07-01')],
      [row('2', '2026-04-01', '2026-07-01')],
    ],
    ['ends before the next that is known', [row('3', '2026-05-01')], [row('2', '2026-04-01', '2026-05-01')]],
  ])('%s', (_, known, written) => {
    expect(withGrade(known, '2', '2026-04-01')).toEqual(written);
  });
});
