import type TestAgent from 'supertest/lib/agent.js';
import { takeInto } from './support/bad-input.js';
import { startService, type TestService } from './support/service.js';

/** 10 % of sales; with a salary also that, and a range that its share should lie in. */
const scheme = (code: string, salary: number, payMix: string) => `code: ${code}
title: {en: ${code}}
period: month
inputs:
  sales: {measure: won_amount, unit: money}
params:
  base: {title: {en: Base}, unit: money, value: ${salary}}
checks: {pay_mix: {salary: ${payMix}}}
lines:
  - {code: salary, title: {en: Salary}, formula: base, unit: money, round: 1, pay: salary, clause: "1"}
  - {code: bonus, title: {en: Bonus}, formula: 'sales * 10%', unit: money, round: 1, pay: bonus, clause: "2"}
`;
const TENTH = `code: tenth
title: {en: A tenth}
period: month
inputs:
  sales: {measure: won_amount, unit: money}
lines:
  - {code: bonus, title: {en: Bonus}, formula: 'sales * 10%', unit: money, round: 1, pay: bonus, clause: "1"}
`;
const BY_PLAN = `code: by-plan
title: {en: By plan}
period: month
inputs:
  sales: {measure: won_amount, unit: money}
  plan: {target: won_amount, unit: money}
lines:
  - {code: is_met, title: {en: Met}, formula: 'sales >= plan', unit: flag}
  - {code: bonus, title: {en: Bonus}, formula: 'IF(is_met, 10, 0)', unit: money, round: 0.01, pay: bonus, clause: "2"}
`;

/** Sales in February; in January the same but for M2 with 3 000 and M3 with 1 500. */
const SALES = { M1: 1000, M2: 1100, M3: 1200, M4: 1300, M5: 1400, M6: 1500, M7: 10_000, M8: 0 };

describe('warnings of a month', () => {
  let service: TestService;
  let hr: TestAgent;
  let head: TestAgent;

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    const take = takeInto(hr);
    await take(
      'managers',
      { personnelNumber: 'H1', name: 'Head', payee: false },
      ...[...Object.keys(SALES), 'M9'].map((personnelNumber) => ({ personnelNumber, name: personnelNumber })),
    );
    await take('teams', { code: 'north', title: 'North', head: 'H1' });
    await take(
      'team-memberships',
      ...['M7', 'M8'].map((manager) => ({ manager, team: 'north', from: '2025-01-01' })),
    );
    await take(
      'orders',
      ...Object.entries(SALES).flatMap(([manager, february]) =>
        [
          ['2026-01', ({ M2: 3000, M3: 1500 } as Record<string, number>)[manager] ?? february] as const,
          ['2026-02', february] as const,
        ].map(([month, amount]) => ({
          externalId: `${manager} ${month}`,
          date: `${month}-10`,
          manager,
          amount: String(amount),
        })),
      ),
    );
    const documents = [
      TENTH,
      BY_PLAN,
      scheme('common', 300, '{max: 70%}'),
      scheme('rare', 200, '{min: 20%, max: 60%, hint: 50%}'),
    ];
    for (const document of documents) {
      const { status, body } = await hr.post('/v1/schemes').send({ document });
      expect([status, body.detail]).toEqual([200, undefined]);
    }
    const assigned = (code: string, managers: string[]) =>
      managers.map((manager) => ({ scheme: code, manager, from: '2026-01-01' }));
    await take(
      'scheme-assignments',
      ...assigned('tenth', Object.keys(SALES)),
      ...assigned('common', ['M1', 'M2', 'M3', 'M4', 'M5']),
      ...assigned('rare', ['M6', 'M7']),
      ...assigned('by-plan', ['M9']),
    );
    for (const period of ['2026-01', '2026-02'])
      expect((await hr.post('/v1/payroll-runs').send({ period })).status).toBe(200);
    head = await service.as('head', 'H1');
  });
  afterAll(() => service?.stop());

  const warnings = async (by: TestAgent, query = '', language = 'en') =>
    (await by.get(`/v1/periods/2026-02/warnings${query}`).set('Accept-Language', language)).body;
  const byManager = (items: { personnelNumber: string; warnings: { code: string }[] }[]) =>
    Object.fromEntries(items.map((item) => [item.personnelNumber, item.warnings.map(({ code }) => code)]));

  it('name what is worth a look, and nobody else', async () => {
    const { items, schemes, next } = await warnings(hr);
    // by `tenth` 0, 100, 110, 120, 130, 140, 150, 1 000: the lower of the two in the middle is 120; distances from it
    // 120, 20, 10, 0, 10, 20, 30, 880, in the middle 20; 20 × 3.5 ÷ 0.6745 = 103.8
    expect(byManager(items)).toEqual({
      M2: ['pay-change'], // 110 + 410 after 300 + 600
      M6: ['pay-mix-hint'], // 200 of 350 is 57.1 %
      M7: ['outlier', 'pay-mix'], // 200 of 1 200 is 16.7 %
      M8: ['zero-pay', 'outlier'],
      M9: ['incomplete'],
    });
    expect(next).toBeNull();
    // 300 of 400, 410 and 420 are above 70 %, of 430 and 440 below it
    expect(schemes).toMatchObject([
      {
        code: 'pay-mix-of-scheme',
        level: 'warning',
        figures: { scheme: 'common', side: 'above', limit: '70%', count: '3', of: '5' },
      },
    ]);
  });

  it('tell figures and texts in both languages', async () => {
    const textsIn = async (language: string) => {
      const { items } = await warnings(hr, '', language);
      return items.flatMap((item: { warnings: { text: string }[] }) => item.warnings.map(({ text }) => text));
    };
    expect(await textsIn('en')).toEqual([
      'Pay is 520, after 900 in 2026-01: a change of 42.2%',
      'Salary is 57.1% of pay by rare; up to 50% is better',
      'Pay by tenth for 2026-02, 1,000, is far above what others get by it',
      'Salary is 16.7% of pay by rare, below 20%',
      'Nothing is paid',
      'Pay by tenth for 2026-02, 0, is far below what others get by it',
      expect.stringMatching(/^by-plan, is_met: could not be computed: .*input plan is missing/),
    ]);
    expect((await textsIn('ru')).slice(0, 2)).toEqual([
      'Начислено 520, а за 2026-01 — 900: изменение на 42,2%',
      'Оклад — 57,1% оплаты по системе rare; лучше до 50%',
    ]);
    const [, hint, m7] = (await warnings(hr)).items;
    expect([hint.warnings[0].level, m7.warnings[0].figures]).toEqual([
      'hint',
      { scheme: 'tenth', period: '2026-02', amount: '1000', median: '120', spread: '20', side: 'above' },
    ]);
  });

  it('show a head the own teams, and nothing of what others are paid', async () => {
    const { items } = await warnings(head);
    expect(byManager(items)).toEqual({ M7: ['outlier', 'pay-mix'], M8: ['zero-pay', 'outlier'] });
    expect(items[0].warnings[0].figures).toEqual({
      scheme: 'tenth',
      period: '2026-02',
      amount: '1000',
      side: 'above',
    });
    expect((await (await service.as('manager', 'M7')).get('/v1/periods/2026-02/warnings')).status).toBe(403);
  });

  it('go by page, team and code, and by the company’s own thresholds', async () => {
    const first = await warnings(hr, '?limit=3');
    const second = await warnings(hr, `?limit=3&cursor=${first.next}`);
    expect(Object.keys(byManager([...first.items, ...second.items]))).toEqual(['M2', 'M6', 'M7', 'M8', 'M9']);
    expect(Object.keys(byManager((await warnings(hr, '?team=north')).items))).toEqual(['M7', 'M8']);
    expect(byManager((await warnings(hr, '?code=outlier')).items)).toEqual({
      M7: ['outlier'],
      M8: ['outlier'],
    });
    const rules = { reductionShareMax: '0.2', correctionsLowerSalary: false };
    const admin = await service.as('admin');
    // M3 gets 540 after 600, M2 380 less
    const changed = async (payChangeShare: string, payChangeAmount: string) => {
      const set = await admin
        .put('/v1/company/pay-rules')
        .send({ ...rules, payChangeShare, payChangeAmount });
      expect(set.status).toBe(200);
      return Object.keys(byManager((await warnings(hr, '?code=pay-change')).items));
    };
    expect(await changed('0.3', '381')).toEqual([]);
    expect(await changed('0.1', '60')).toEqual(['M2', 'M3']);
    expect(await changed('0.1', '61')).toEqual(['M2']);
  });

  it('name adjustments that a limit cut, and those without a statement', async () => {
    const wanted = { period: '2026-02', reason: 'as agreed', clause: '5' };
    const cut = { ...wanted, manager: 'M1', kind: 'correction', amount: '-900' };
    expect((await hr.post('/v1/adjustments').send(cut)).body.applied).toBe('-200'); // all above the salary of 300
    const { body } = await hr
      .post('/v1/adjustments')
      .send({ ...wanted, manager: 'M9', kind: 'prize', amount: '5' });
    const [m1] = (await warnings(hr, '?code=adjustment-limited')).items;
    expect(m1).toMatchObject({
      personnelNumber: 'M1',
      warnings: [{ text: expect.stringMatching(/^Correction: -200 of -900/) }],
    });
    expect((await warnings(hr)).adjustmentsWithoutStatement).toEqual([]);
    await takeInto(hr)('managers', { personnelNumber: 'M9', name: 'M9', lastDay: '2026-01-15' });
    expect((await hr.post('/v1/payroll-runs').send({ period: '2026-02' })).status).toBe(200);
    expect((await warnings(hr)).adjustmentsWithoutStatement).toEqual([body.id]);
  });

  it('compare for a head only with what the own teams have paid', async () => {
    const take = takeInto(hr);
    await take('teams', { code: 'south', title: 'South' });
    await take(
      'team-memberships',
      { manager: 'M2', team: 'south', from: '2025-01-01', until: '2026-02-01' },
      { manager: 'M2', team: 'north', from: '2026-02-01' },
    );
    for (const period of ['2026-01', '2026-02'])
      expect((await hr.post('/v1/payroll-runs').send({ period })).status).toBe(200);
    const changed = async (by: TestAgent) => byManager((await warnings(by, '?code=pay-change')).items);
    expect(await changed(hr)).toMatchObject({ M2: ['pay-change'] });
    expect(await changed(head)).toEqual({});
    await take('teams', { code: 'south', title: 'South', parent: 'north' });
    expect(await changed(head)).toEqual({ M2: ['pay-change'] });
  });
});
