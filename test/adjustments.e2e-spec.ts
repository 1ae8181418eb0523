import type TestAgent from 'supertest/lib/agent.js';
import { ProofService } from '../src/features/payroll/index.js';
import { newVerifier } from '../src/platform/verifier.js';
import { type ReviewCompany, reviewCompany } from './support/review-company.js';

/** On top of the tenth of sales: a salary of 400. */
const BASE = `code: base
title: {en: Salary}
period: month
params:
  base: {title: {en: Base}, unit: money, value: 400}
lines:
  - {code: salary, title: {en: Salary}, formula: base, unit: money, round: 1, pay: salary, clause: "1"}
`;

type Answer = { status: number; type: string; body: Record<string, unknown> & { id: string } };

/** M2 and M3 of South have a salary of 400 and a bonus of 100 each in January 2026. */
describe('adjustments', () => {
  let company: ReviewCompany;
  let director: TestAgent;
  let headOfNorth: TestAgent;

  beforeAll(async () => {
    company = await reviewCompany();
    director = await company.as('Director', 'head', 'H0');
    headOfNorth = await company.as('Head of North', 'head', 'H1');
    expect((await company.hr.post('/v1/schemes').send({ document: BASE })).status).toBe(200);
    await company.take(
      'scheme-assignments',
      ...['M2', 'M3'].map((manager) => ({ scheme: 'base', manager, from: '2026-01-01' })),
    );
    await company.run('2026-01');
  });
  afterAll(() => company?.service.stop());

  const add = async (wanted: object, by: TestAgent = company.hr): Promise<Answer> => {
    const { status, body } = await by
      .post('/v1/adjustments')
      .send({ period: '2026-01', manager: 'M2', reason: 'as agreed', clause: '5.1', ...wanted });
    return { status, type: String(body.type).replace('urn:premia:problem:', ''), body };
  };
  const withdraw = async (id: string, by: TestAgent = company.hr) => {
    const { status, body } = await by.post(`/v1/adjustments/${id}/withdraw`).send({ reason: 'a mistake' });
    return `${status} ${status === 200 ? body.reason : body.type.replace('urn:premia:problem:', '')}`;
  };
  const statement = async (manager: string, period = '2026-01') => {
    const { items } = (await company.hr.get(`/v1/statements?period=${period}&manager=${manager}`)).body;
    return (await company.hr.get(`/v1/statements/${items[0].id}`)).body;
  };
  const sanction = {
    orderNumber: '17-K',
    orderDate: '2026-01-12',
    sanctionFrom: '2026-01-12',
    sanctionUntil: '2026-07-12',
  };

  it('are lines of the statement at once, limited as the rules say', async () => {
    const before = await statement('M2');
    expect(before).toMatchObject({ salary: '400', bonus: '100', total: '500' });
    expect(before.adjusting).toBeUndefined();
    const agreed = await add({ kind: 'agreed', amount: '50' });
    expect([agreed.status, agreed.body]).toMatchObject([
      201,
      { amount: '50', applied: '50', author: 'HR one' },
    ]);
    expect((await add({ kind: 'prize', amount: '30.50', clause: '6' }, director)).status).toBe(201);
    expect((await add({ kind: 'correction', amount: '-20', clause: '7' })).body.applied).toBe('-20');
    // 20 % of 500 + 50 + 30.50 − 20 = 560.50 is 112.10, less than the 160.50 above the salary
    const reduction = await add({ kind: 'reduction', amount: '-300', clause: '8', ...sanction });
    expect(reduction.body).toMatchObject({ amount: '-300', applied: '-112.1', orderNumber: '17-K' });
    expect((await add({ kind: 'reduction', amount: '-10', clause: '8', ...sanction })).body.applied).toBe(
      '0',
    );
    const after = await statement('M2');
    expect(after).toMatchObject({
      id: before.id,
      salary: '400',
      bonus: '48.4', // 100 + 50 + 30.50 − 20 − 112.10
      total: '448.4',
      results: before.results,
      adjusting: { reductionShareMax: '0.2', reductionBase: '560.5', reductionMax: '112.1', total: '-51.6' },
    });
    expect(after.hash).not.toBe(before.hash);
    expect(
      after.lines.map(({ pay, clause, amount }: Record<string, string>) => [pay, clause, amount]),
    ).toEqual([
      ...before.lines.map(({ pay, clause, amount }: Record<string, string>) => [pay, clause, amount]),
      ['agreed', '5.1', '50'],
      ['prize', '6', '30.5'],
      ['correction', '7', '-20'],
      ['reduction', '8', '-112.1'],
      ['reduction', '8', '0'],
    ]);
    expect((await company.hr.get('/v1/periods/2026-01')).body.total).toBe('1248.4'); // 300 + 448.4 + 500
  });

  it('stay in the statement when the month is computed anew', async () => {
    const before = await statement('M2');
    await company.run('2026-01');
    const after = await statement('M2');
    expect(after.id).not.toBe(before.id);
    expect(after).toMatchObject({ total: '448.4', lines: before.lines });
  });

  it('take of the salary only where the company lets corrections do so', async () => {
    const admin = await company.as('Administrator', 'admin');
    const rules = { reductionShareMax: '0.2', payChangeShare: '0.3', payChangeAmount: '0' };
    const set = (lowers: boolean) =>
      admin.put('/v1/company/pay-rules').send({ ...rules, correctionsLowerSalary: lowers });
    expect((await company.hr.put('/v1/company/pay-rules').send(rules)).status).toBe(403);
    const { body } = await add({ manager: 'M3', kind: 'correction', amount: '-150' });
    expect(body.applied).toBe('-100');
    expect((await statement('M3')).total).toBe('400');
    expect((await set(true)).body).toEqual({ ...rules, correctionsLowerSalary: true });
    await company.run('2026-01');
    expect((await statement('M3')).total).toBe('350');
    await set(false);
    expect(await withdraw(body.id)).toBe('200 as agreed');
    expect(await statement('M3')).toMatchObject({ bonus: '100', total: '500' });
    expect((await statement('M3')).adjusting).toBeUndefined();
  });

  it.each([
    ['amount', { kind: 'agreed', amount: '-1' }],
    ['amount', { kind: 'prize', amount: '0' }],
    ['amount', { kind: 'correction', amount: '0.00' }],
    ['amount', { kind: 'reduction', amount: '5', ...sanction }],
    ['orderNumber', { kind: 'reduction', amount: '-5', ...sanction, orderNumber: undefined }],
    ['orderDate', { kind: 'prize', amount: '5', orderDate: '2026-01-12' }],
    ['sanctionFrom', { kind: 'reduction', amount: '-5', ...sanction, sanctionFrom: '2026-01-11' }],
    ['sanctionUntil', { kind: 'reduction', amount: '-5', ...sanction, sanctionUntil: '2026-01-12' }],
    [
      'period',
      {
        kind: 'reduction',
        amount: '-5',
        ...sanction,
        orderDate: '2025-11-01',
        sanctionFrom: '2025-11-01',
        sanctionUntil: '2026-01-01',
      },
    ],
    ['kind', { kind: 'gift', amount: '5' }],
    ['reason', { kind: 'prize', amount: '5', reason: ' ' }],
    ['clause', { kind: 'prize', amount: '5', clause: undefined }],
    ['amount', { kind: 'prize', amount: 5 }],
    ['period', { kind: 'prize', amount: '5', period: '2026-Q1' }],
  ])('are refused with the field: %s of %j', async (field, wanted) => {
    const { status, body } = await add(wanted);
    expect([status, (body.fields as { field: string }[]).map((each) => each.field)]).toEqual([422, [field]]);
  });

  it('are whole cents', async () => {
    const { status, body } = await add({ kind: 'prize', amount: '100.0051' });
    expect([status, body.fields]).toEqual([
      422,
      [{ field: 'amount', value: '100.0051', expected: 'at most 2 decimals' }],
    ]);
  });

  it('are for HR and the heads of the manager, and for nobody themselves', async () => {
    const prize = { kind: 'prize', amount: '5' };
    const asManager = await company.as('M2 self', 'manager', 'M2');
    const paidHr = await company.as('Paid HR', 'hr', 'M2');
    const refusals = [
      await add(prize, asManager),
      await add(prize, await company.as('Auditor', 'auditor')),
      await add(prize, paidHr),
      await add(prize, headOfNorth),
      await add({ ...prize, manager: 'H1' }, headOfNorth),
      await add({ ...prize, manager: 'nobody' }),
      await add({ ...prize, period: '2026-02' }),
    ].map(({ status, type }) => `${status} ${type}`);
    expect(refusals).toEqual([
      '403 forbidden',
      '403 forbidden',
      '403 adjustment-own',
      '404 not-found',
      '403 adjustment-own',
      '404 not-found',
      '404 not-found',
    ]);
    const counts = async (by: TestAgent) => (await by.get('/v1/adjustments')).body.items.length;
    const asOther = await company.as('M3 self', 'manager', 'M3');
    // five of M2, and the one of M3 that is withdrawn
    expect([await counts(company.hr), await counts(asManager), await counts(asOther)]).toEqual([6, 5, 1]);
    expect(await counts(headOfNorth)).toBe(0);
    const [first] = (await company.hr.get('/v1/adjustments')).body.items;
    expect((await headOfNorth.get(`/v1/adjustments/${first.id}`)).status).toBe(404);
    expect(await withdraw(first.id, headOfNorth)).toBe('404 not-found');
    expect(await withdraw(first.id, paidHr)).toBe('403 adjustment-own');
  });

  it('are listed page by page, by month, manager, kind, and whether they are withdrawn', async () => {
    const ids: string[] = [];
    let cursor = '';
    do {
      const { items, next } = (await company.hr.get(`/v1/adjustments?limit=4${cursor}`)).body;
      ids.push(...items.map(({ id }: { id: string }) => id));
      cursor = next && `&cursor=${next}`;
    } while (cursor);
    expect([ids.length, new Set(ids).size]).toEqual([6, 6]);
    const found = async (query: string) =>
      (await company.hr.get(`/v1/adjustments?${query}`)).body.items.map(
        ({ personnelNumber, kind }: Record<string, string>) => `${personnelNumber} ${kind}`,
      );
    expect(await found('withdrawn=true')).toEqual(['M3 correction']);
    expect(await found('kind=correction&withdrawn=false&period=2026-01')).toEqual(['M2 correction']);
    expect(await found('manager=M3&period=2026-02')).toEqual([]);
  });

  it('are made and withdrawn once under an Idempotency-Key', async () => {
    const send = (path: string, body: object) =>
      company.hr.post(path).set('Idempotency-Key', `once ${path}`).send(body);
    const wanted = {
      period: '2026-01',
      manager: 'M1',
      kind: 'prize',
      amount: '7',
      reason: 'first',
      clause: '6',
    };
    const [first, second] = [await send('/v1/adjustments', wanted), await send('/v1/adjustments', wanted)];
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
    expect((await statement('M1')).total).toBe('107');
    const path = `/v1/adjustments/${first.body.id}/withdraw`;
    const gone = [await send(path, { reason: 'no' }), await send(path, { reason: 'no' })];
    expect(gone.map(({ status }) => status)).toEqual([200, 200]);
    expect(gone[1]!.body).toMatchObject({ withdrawnBy: 'HR one', withdrawalReason: 'no', applied: null });
    expect(await withdraw(first.body.id)).toBe('404 not-found');
    expect((await statement('M1')).total).toBe('100');
  });

  it('are never lost to a run at the same time', async () => {
    const prizes = Array.from({ length: 12 }, () => add({ manager: 'M4', kind: 'prize', amount: '1' }));
    await Promise.all([company.run('2026-01'), ...prizes]);
    expect((await Promise.all(prizes)).map(({ status }) => status)).toEqual(Array(12).fill(201));
    expect((await statement('M4')).total).toBe('112');
  });

  it('are withdrawn by HR also where the manager has no statement any more', async () => {
    const prize = { manager: 'M4', kind: 'prize', amount: '5', period: '2026-03' };
    const employed = { personnelNumber: 'M4', name: 'Name of M4' };
    await company.run('2026-03');
    const [first, second] = [(await add(prize)).body, (await add(prize)).body];
    await company.take('managers', { ...employed, lastDay: '2026-01-31' });
    await company.run('2026-03');
    expect((await company.hr.get('/v1/statements?period=2026-03&manager=M4')).body.items).toEqual([]);
    expect(await withdraw(first.id, director)).toBe('404 not-found');
    expect(await withdraw(first.id, await company.as('Paid as M4', 'hr', 'M4'))).toBe('403 adjustment-own');
    expect(await withdraw(first.id)).toBe('200 as agreed');
    expect(await withdraw(first.id)).toBe('404 not-found');
    expect((await add(prize)).status).toBe(404);
    // the other stays in force, and is paid with the statement that comes back: 101 and 5
    await company.take('managers', { ...employed, lastDay: null });
    await company.run('2026-03');
    expect(await statement('M4', '2026-03')).toMatchObject({ total: '106' });
    await company.take('managers', { ...employed, lastDay: '2026-01-31' });
    await company.run('2026-03');
    expect(await company.step(company.hr, '2026-03', { to: 'in_review' })).toBe('200');
    expect(await company.step(director, '2026-03', { to: 'approved' })).toBe('200');
    expect((await company.states('2026-03')).period).toBe('approved');
    expect(await withdraw(second.id)).toBe('409 adjustment-of-approved');
    await company.take('managers', { ...employed, lastDay: null });
  });

  it('are explained in both languages, and told apart in a comparison', async () => {
    const { id } = await statement('M2');
    const text = async (language: string) =>
      (
        await company.hr
          .get(`/v1/statements/${id}/explanation`)
          .set('Accept', 'text/plain')
          .set('Accept-Language', language)
      ).text;
    const english = await text('en');
    expect(english).toContain('Contest prize (clause 6): 30.5');
    expect(english).toContain(
      'order 17-K of 2026-01-12, sanction in force from 2026-01-12 until before 2026-07-12',
    );
    expect(english).toContain('Disciplinary reduction (clause 8): -112.1');
    expect(english).toContain('Reductions take at most 20% of 560.5, and nothing of the salary: 112.1');
    expect(await text('ru')).toContain('Снижения — не больше 20% от 560,5 и не из оклада: 112,1');
    await company.run('2026-02');
    const later = await statement('M2', '2026-02');
    const { body } = await company.hr.get(`/v1/statements/${later.id}/comparison`);
    // February pays 400 and 101; the adjustments of January, −51.6 in all, are gone
    expect(body).toMatchObject({ before: '448.4', after: '501', difference: '52.6', other: '51.6' });
    expect(
      body.adjustments.map(({ kind, difference }: Record<string, string>) => [kind, difference]),
    ).toEqual([
      ['agreed', '-50'],
      ['prize', '-30.5'],
      ['correction', '20'],
      ['reduction', '112.1'],
      ['reduction', '0'],
    ]);
  });

  it('are proved away from the service with the statement', async () => {
    const { id } = await statement('M2');
    const { body } = await company.hr.get(`/v1/statements/${id}/bundle`);
    const verifier = newVerifier();
    expect(verifier.bundle(body)).toEqual([]);
    const forged = structuredClone(body);
    forged.document.lines.at(-2).adjustment.asked = '-1';
    expect(verifier.bundle(forged).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['hash', 'figure']),
    );
    const lenient = structuredClone(body);
    lenient.document.adjusting.reductionShareMax = '0.9';
    expect(verifier.bundle(lenient).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['hash', 'figure']),
    );
  });

  it('make a preparer of who adds them, and ask for the hash when they come after the submission', async () => {
    const step = (by: TestAgent, wanted: object) => company.step(by, '2026-01', wanted);
    const reviewOf = async (team: string | null) =>
      (await company.hr.get('/v1/periods/2026-01/reviews')).body.reviews.find(
        (review: { team: string | null }) => review.team === team,
      );
    expect(await step(company.hr, { to: 'in_review' })).toBe('200');
    // the director has given M2 a prize, so that South has no head left who may approve
    expect((await reviewOf('south')).approvers).toEqual([]);
    expect(await step(director, { to: 'approved', team: 'south' })).toBe('403 approval-two-people');
    const other = await company.as('HR two', 'hr');
    expect((await add({ manager: 'M3', kind: 'prize', amount: '9' }, director)).status).toBe(201);
    expect(await step(other, { to: 'approved', team: 'south' })).toBe('409 review-adjusted');
    const { hash } = await reviewOf('south');
    expect(await step(other, { to: 'approved', team: 'south', hash })).toBe('200');
    expect((await reviewOf('north')).approvers).toEqual(['H0']); // the prize there is withdrawn
    expect(await step(director, { to: 'approved', team: 'north' })).toBe('200');
  });

  it('stay as they are once the statement is approved', async () => {
    const [last] = (await company.hr.get('/v1/adjustments?manager=M3&withdrawn=false')).body.items;
    const { status, type, body } = await add({ kind: 'prize', amount: '5' });
    expect(`${status} ${type}`).toBe('409 adjustment-of-approved');
    expect(body.detail).toContain('POST /v1/periods/2026-01/transitions');
    expect(await withdraw(last.id)).toBe('409 adjustment-of-approved');
    const other = await company.as('HR two', 'hr');
    expect(await company.step(other, '2026-01', { to: 'approved', withoutTeam: true })).toBe('200');
    expect(await company.step(company.hr, '2026-01', { to: 'closed' })).toBe('200');
    expect((await add({ kind: 'prize', amount: '5' })).type).toBe('period-closed');
    expect((await company.service.app.get(ProofService).verifyAll()).discrepancies).toEqual([]);
  });
});
