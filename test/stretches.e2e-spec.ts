import supertest from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { TokensService } from '../src/features/access/index.js';
import { ProofService } from '../src/features/payroll/index.js';
import { newVerifier } from '../src/platform/verifier.js';
import { takeInto } from './support/bad-input.js';
import { startService, type TestService } from './support/service.js';

const scheme = (code: string, inputs: string[], lines: string[], period = 'month', more: string[] = []) =>
  [`code: ${code}`, `title: {en: Scheme ${code}, ru: Система ${code}}`, `period: ${period}`, 'inputs:']
    .concat(inputs.map((input) => `  ${input}`))
    .concat(more)
    .concat('lines:')
    .concat(lines.map((line) => `  - {${line}}`))
    .join('\n');
const paid = (code: string, formula: string, pay = 'bonus', round = '0.01') =>
  `code: ${code}, title: {en: The ${code}, ru: Строка ${code}}, formula: '${formula}', unit: money, round: ${round}, pay: ${pay}, clause: "1"`;

const SALES = 'sales: {measure: won_amount, unit: money}';
const PLAN = 'plan: {target: won_amount, unit: money}';
const OF_GRADE = 'grade_salary: {attribute: grade_salary, unit: money}';
const SHARE = 'share: {attribute: worked_share, unit: ratio}';
const SALARY = paid('salary', 'grade_salary * share', 'salary');
const EFFICIENCY = `code: efficiency, formula: 'sales / plan', unit: ratio, round: 1%`;

const payAt = (percent: string) =>
  scheme(
    'pay',
    [SALES, PLAN, OF_GRADE, SHARE],
    [SALARY, EFFICIENCY, paid('bonus', `salary * efficiency * ${percent}`)],
  );
const loyalty = scheme(
  'loyalty',
  [
    'salaries: {line: salary, scheme: pay, take: sum, unit: money}',
    'done: {line: efficiency, scheme: pay, take: average, unit: ratio}',
  ],
  [paid('prize', 'salaries * 10%'), `code: quality, formula: done, unit: ratio`],
  'quarter',
);
const alpha = scheme('alpha', [OF_GRADE, SHARE], [SALARY]);
const beta = scheme(
  'beta',
  [
    OF_GRADE,
    SHARE,
    'passed: {kpi: tests, take: sum, unit: count}',
    'remarks: {measure: remarks, unit: count}',
  ],
  [SALARY, paid('prize', 'passed * 10 - remarks * 1')],
);
const byHand = scheme(
  'by-hand',
  [SALES, PLAN, SHARE],
  [
    paid('salary', '700', 'salary'),
    paid('bonus', 'sales / (plan * share) * 100'),
    paid('tenth', 'sales * 10%'),
  ],
);
const fees = (fee: string) =>
  scheme(
    'fees',
    [SALES, 'before: {line: debt, window: previous, start: 0, unit: money}'],
    [
      `code: due, formula: 'sales * 10% - ${fee} - before', unit: money`,
      paid('pay', 'MAX(due, 0)'),
      `code: debt, formula: 'MAX(-due, 0)', unit: money`,
    ],
  );
const commission = (rate: string) =>
  scheme('commission', [], [paid('earned', 'SUM(orders, share) + SUM(returns, taken)')], 'month', [
    'rows:',
    '  orders:',
    '    facts: orders_won',
    `    lines: [{code: share, formula: 'amount * ${rate}', unit: money, round: 0.01}]`,
    '  returns:',
    '    facts: returns',
    '    of: orders',
    `    lines: [{code: taken, formula: '-PORTION(order.share, done_before, amount, order.amount)', unit: money, round: 0.01}]`,
  ]).replace('inputs:\n', '');

/** 10 % up to 1000 in the quarter, 20 % beyond. */
const climb = scheme(
  'climb',
  [
    SALES,
    'so_far: {measure: won_amount, window: quarter so far, unit: money}',
    'to_date: {measure: won_amount, window: quarter to date, unit: money}',
  ],
  [
    paid('bonus', 'BANDS(scale.rate, sales, DEFAULT(so_far, 0))'),
    'code: quarter, formula: to_date, unit: money',
  ],
  'month',
  [
    'tables: {scale: {by: money, gives: {rate: ratio}, rows: [{from: 0, rate: 10%}, {from: 1000, rate: 20%}]}}',
  ],
);

/** Salary by its own dated parts; the plan by those nobody can share out. */
const raised = scheme(
  'raised',
  [],
  [paid('salary', 'SUM(salaries, earned)', 'salary'), paid('prize', 'SUM(plans, due)')],
  'month',
  [
    'rows:',
    '  salaries: {parts: {attribute: grade_salary, unit: money}, lines: [{code: earned, formula: value * part_share, unit: money}]}',
    '  plans: {parts: {target: won_amount, unit: money}, lines: [{code: due, formula: value, unit: money}]}',
  ],
).replace('inputs:\n', '');

interface Line {
  scheme: string;
  stretch?: { from: string; until: string };
  line: string;
  amount: string | null;
}

/** March 2026 has 22 weekdays, no calendar is assigned: 10 before the 16th, 12 since; 7 before the 11th, 15 since. */
describe('a change of version, team or assignment within a month', () => {
  let service: TestService;
  let hr: TestAgent;
  let take: ReturnType<typeof takeInto>;

  const publish = async (document: string, from?: string) => {
    const { status, body } = await hr.post('/v1/schemes').send({ document, from, acknowledge: [] });
    expect([status, body.fields, body.detail]).toEqual([200, undefined, undefined]);
    return body;
  };
  const run = async (period: string) => {
    const { status, body } = await hr.post('/v1/payroll-runs').send({ period });
    expect([status, body.detail]).toEqual([200, undefined]);
  };
  const statementOf = async (manager: string, period = '2026-03') => {
    const { body } = await hr.get(`/v1/statements?period=${period}&manager=${manager}`);
    return (await hr.get(`/v1/statements/${body.items[0].id}`)).body;
  };
  const linesOf = async (manager: string, period?: string) =>
    ((await statementOf(manager, period)).lines as Line[]).map(({ scheme: code, stretch, line, amount }) => [
      stretch ? `${code} ${stretch.from} ${stretch.until}` : code,
      line,
      amount,
    ]);
  const explained = async (id: string, language: string) => {
    const asked = hr.get(`/v1/statements/${id}/explanation`).set('Accept', 'text/plain');
    return (await asked.set('Accept-Language', language)).text;
  };
  const order = (manager: string, date: string, amount: string, externalId = `${manager} ${date}`) => ({
    ...{ manager, date, amount, externalId, client: 'C1', status: 'won' },
  });

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    take = takeInto(hr);
    const managers = ['M1', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8', 'M9', 'M10', 'M11'];
    await take(
      'managers',
      ...managers.map((personnelNumber) => ({ personnelNumber, name: `Name of ${personnelNumber}` })),
      { personnelNumber: 'M2', name: 'Name of M2', hiredOn: '2026-03-16' },
    );
    await take('clients', { code: 'C1', name: 'Client' });
    await take('kpis', { code: 'tests', title: { en: 'Tests' }, unit: 'count' });
    await take('teams', { code: 'A', title: 'A' }, { code: 'B', title: 'B' });
    await take(
      'team-memberships',
      { manager: 'M3', team: 'A', from: '2026-01-01', until: '2026-03-11' },
      { manager: 'M3', team: 'B', from: '2026-03-11' },
    );
    const salary = (manager: string, value: string) => ({
      manager,
      attribute: 'salary',
      value,
      from: '2025-01-01',
    });
    await take(
      'manager-attributes',
      ...[
        salary('M1', '660'),
        salary('M2', '660'),
        salary('M3', '2200'),
        salary('M4', '2200'),
        salary('M9', '660'),
        salary('M10', '660'),
        { ...salary('M11', '660'), until: '2026-03-09' },
        { ...salary('M11', '880'), from: '2026-03-09' },
      ],
    );
    const months = ['2026-01', '2026-02', '2026-03'];
    await take(
      'targets',
      ...['M1', 'M2', 'M5'].flatMap((manager) =>
        months.map((period) => ({ manager, measure: 'won_amount', period, value: '2200' })),
      ),
    );
    await take(
      'orders',
      ...[
        order('M1', '2026-03-05', '900'),
        order('M1', '2026-03-15', '100'),
        order('M1', '2026-03-16', '1500'),
      ],
      order('M2', '2026-03-20', '1200'),
      order('M5', '2026-03-05', '50'),
      ...[
        order('M8', '2026-02-05', '600'),
        order('M8', '2026-03-05', '600'),
        order('M8', '2026-03-16', '500'),
      ],
      ...[order('M6', '2026-03-05', '200'), order('M6', '2026-03-17', '3000')],
      ...[order('M7', '2026-03-05', '1000', 'O1'), order('M7', '2026-03-21', '2000', 'O2')],
    );
    const returned = { order: 'O1', amount: '500' };
    await take(
      'returns',
      { ...returned, externalId: 'R1', date: '2026-03-20' },
      { ...returned, externalId: 'R2', date: '2026-04-07' },
    );
    const reading = (date: string, value: string) => ({
      ...{ manager: 'M3', kpi: 'tests', externalId: date, date, value },
    });
    await take('kpi-readings', reading('2026-03-10', '5'), reading('2026-03-11', '3'));
    const remark = (date: string) => ({ manager: 'M3', externalId: date, date });
    await take('remarks', remark('2026-03-10'), remark('2026-03-11'), remark('2026-03-31'));
    await take('attendance', { manager: 'M3', kind: 'sick_leave', from: '2026-03-12', until: '2026-03-14' });
    for (const document of [
      payAt('30%'),
      loyalty,
      alpha,
      beta,
      byHand,
      fees('50'),
      commission('10%'),
      climb,
      raised,
    ])
      await publish(document);
    for (const document of [payAt('40%'), fees('51'), commission('20%'), `${climb}\n# anew`])
      await publish(document, '2026-03-16');
    const from = '2026-01-01';
    const until = '2026-03-16';
    await take(
      'scheme-assignments',
      { scheme: 'pay', manager: 'M1', from },
      { scheme: 'pay', manager: 'M2', from: '2026-03-16' },
      { scheme: 'loyalty', manager: 'M1', from },
      { scheme: 'alpha', team: 'A', from },
      { scheme: 'beta', team: 'B', from },
      { scheme: 'alpha', manager: 'M4', from, until },
      { scheme: 'by-hand', manager: 'M5', from: '2026-03-01', until },
      { scheme: 'fees', manager: 'M6', from },
      { scheme: 'commission', manager: 'M7', from },
      { scheme: 'climb', manager: 'M8', from },
      { scheme: 'raised', manager: 'M11', from, until },
      { scheme: 'pay', manager: 'M9', from },
      { scheme: 'pay', manager: 'M10', from: '2026-02-16' },
      ...['M9', 'M10'].map((manager) => ({ scheme: 'loyalty', manager, from: '2026-02-16' })),
    );
    for (const period of months) await run(period);
  });
  afterAll(() => service?.stop());

  it('pays by each version for its own days: facts of them, salary and plan by their share of norm days', async () => {
    expect(await linesOf('M1')).toEqual([
      // 660 × 10/22; plan 2200 × 10/22 = 1000, sales 900 + 100; 300 × 100 % × 30 %
      ['pay 2026-03-01 2026-03-16', 'salary', '300'],
      ['pay 2026-03-01 2026-03-16', 'bonus', '90'],
      // 660 × 12/22; plan 1200, sales 1500; 360 × 125 % × 40 %
      ['pay 2026-03-16 2026-04-01', 'salary', '360'],
      ['pay 2026-03-16 2026-04-01', 'bonus', '180'],
      // 10 % of 660 in January, 660 in February, 300 + 360 in March
      ['loyalty', 'prize', '198'],
    ]);
    expect(await statementOf('M1')).toMatchObject({ salary: '660', bonus: '468', total: '1128' });
  });

  it('leaves a month without a change as it is: one result of the whole, also of who was hired within it', async () => {
    // hired with the new version: 660 × 12/22, plan 2200 undivided, since the scheme does not prorate it; 360 × 55 % × 40 %
    expect(await linesOf('M2')).toEqual([
      ['pay', 'salary', '360'],
      ['pay', 'bonus', '79.2'],
    ]);
    const { body } = await hr.get(`/v1/results?manager=M2`);
    expect(body.items).toMatchObject([{ version: 2, stretchFrom: null }]);
    expect((await hr.get(`/v1/results/${body.items[0].id}`)).body.result).not.toHaveProperty('stretch');
  });

  it('goes by the team of the day, with absences, readings and remarks of its own days', async () => {
    expect(await linesOf('M3')).toEqual([
      ['alpha 2026-03-01 2026-03-11', 'salary', '700'], // 2200 × 7/22
      ['beta 2026-03-11 2026-04-01', 'salary', '1300'], // 2200 × (15 − 2 absent)/22
      ['beta 2026-03-11 2026-04-01', 'prize', '28'], // 3 × 10 − 2
    ]);
  });

  it('pays until an assignment ends', async () => {
    expect(await linesOf('M4')).toEqual([['alpha 2026-03-01 2026-03-16', 'salary', '1000']]);
    expect(await linesOf('M4', '2026-02')).toEqual([['alpha', 'salary', '2200']]);
  });

  it('says what it cannot tell for a part of the month, instead of paying it', async () => {
    const statement = await statementOf('M5');
    expect(statement).toMatchObject({ complete: false, salary: null, total: null });
    const { body } = await hr.get(`/v1/results/${statement.results[0]}`);
    const days = { from: '2026-03-01', last: '2026-03-15' };
    expect(body.result.lines).toMatchObject([
      { code: 'salary', value: null, failure: { code: 'part-undated', facts: { line: 'salary', ...days } } },
      { code: 'bonus', value: null, failure: { code: 'part-unclear', facts: { input: 'plan', ...days } } },
      { code: 'tenth', value: '5' },
    ]);
    expect(await explained(statement.id, 'en')).toContain('each part of the period would be paid in full');
    // the month's efficiency in two parts is no figure to average
    const { body: results } = await hr.get('/v1/results?manager=M1&limit=100');
    const quarter = results.items.find((item: { period: string }) => item.period === '2026-Q1');
    const { result } = (await hr.get(`/v1/results/${quarter.id}`)).body;
    expect(result.lines[1]).toMatchObject({
      ...{ code: 'quality', value: null },
      failure: { code: 'input-missing', facts: { input: 'done', lacking: '2026-03' } },
    });
  });

  it('names at publication what a part of the month would have no value of', async () => {
    const { findings } = await publish(byHand.replace('700', '701'), '2026-05-12');
    expect(findings.map(({ code, text }: { code: string; text: string }) => [code, text])).toContainEqual([
      'from-within-period',
      expect.stringContaining('have no value: plan, salary.'),
    ]);
  });

  it('carries a debt from part to part, and on to the next month', async () => {
    await run('2026-04');
    expect(await linesOf('M6', '2026-02')).toEqual([['fees', 'pay', '0']]);
    expect(await linesOf('M6')).toEqual([
      ['fees 2026-03-01 2026-03-16', 'pay', '0'], // 20 − 50 − 100 of January and February = −130
      ['fees 2026-03-16 2026-04-01', 'pay', '119'], // 300 − 51 − 130
    ]);
    const { body } = await hr.get('/v1/results?manager=M6&limit=100');
    const april = body.items.find((item: { period: string }) => item.period === '2026-04');
    const { result } = (await hr.get(`/v1/results/${april.id}`)).body;
    expect(result.lines[2]).toMatchObject({ code: 'debt', value: '51' }); // nothing is left of before
  });

  it('takes returns back at what their order earned in the part before, once', async () => {
    expect(await linesOf('M7')).toEqual([
      ['commission 2026-03-01 2026-03-16', 'earned', '100'],
      ['commission 2026-03-16 2026-04-01', 'earned', '350'], // 2000 × 20 % − half of 100
    ]);
    expect(await linesOf('M7', '2026-04')).toEqual([['commission', 'earned', '-50']]); // the other half
  });

  it('climbs a scale of the quarter from part to part as if nothing had changed', async () => {
    expect(await linesOf('M8', '2026-02')).toEqual([['climb', 'bonus', '60']]); // 600 × 10 %
    expect(await linesOf('M8')).toEqual([
      ['climb 2026-03-01 2026-03-16', 'bonus', '80'], // 600 to 1200: 400 × 10 % + 200 × 20 %
      ['climb 2026-03-16 2026-04-01', 'bonus', '100'], // 1200 to 1700
    ]);
    const { body } = await hr.get('/v1/results?manager=M8&limit=100');
    const parts = body.items.filter((item: { stretchFrom: string | null }) => item.stretchFrom);
    const quarters = await Promise.all(
      parts.map(
        async ({ id }: { id: string }) => (await hr.get(`/v1/results/${id}`)).body.result.lines[1].value,
      ),
    );
    expect(quarters).toEqual(['1200', '1700']);
  });

  it('works through the dated parts that lie in it, and not through those of a target', async () => {
    const { lines, results } = await statementOf('M11');
    // 660 × 5/22 + 880 × 5/22
    expect(lines).toMatchObject([
      { line: 'salary', amount: '350' },
      { line: 'prize', amount: null },
    ]);
    const { result } = (await hr.get(`/v1/results/${results[0]}`)).body;
    expect(result.lines[1].failure).toMatchObject({ code: 'rows-missing', facts: { set: 'plans' } });
  });

  it('counts for a part of a quarter the results that lie in it, and names the month it cuts', async () => {
    const ofQuarter = async (manager: string) => {
      const { body } = await hr.get(`/v1/results?manager=${manager}&limit=100`);
      const { id } = body.items.find(({ period }: { period: string }) => period === '2026-Q1');
      return (await hr.get(`/v1/results/${id}`)).body.result;
    };
    expect(await ofQuarter('M9')).toMatchObject({
      stretch: { from: '2026-02-16', until: '2026-04-01' },
      inputs: { salaries: { value: null, failure: { facts: { lacking: '2026-02' } } } },
    });
    // February has 20 weekdays, 10 since the 16th: 330, then 300 + 360
    expect(await ofQuarter('M10')).toMatchObject({
      inputs: {
        salaries: {
          given: [
            { of: '2026-02', value: '330' },
            { of: '2026-03', value: '660' },
          ],
        },
      },
      lines: [{ code: 'prize', value: '99' }, {}],
    });
  });

  it('explains each part with its days, in English and Russian', async () => {
    const { id } = await statementOf('M1');
    const inEnglish = await explained(id, 'en');
    expect(inEnglish).toContain('Scheme pay, 2026-03-01 … 2026-03-15');
    expect(inEnglish).toContain('Scheme pay, 2026-03-16 … 2026-03-31');
    expect(inEnglish).toContain('= 2200 × 10 ÷ 22');
    expect(inEnglish).toContain('2026-03-16…2026-03-31: 1,500');
    expect(await explained(id, 'ru')).toContain('Система pay, 2026-03-01 … 2026-03-15');
    const { body } = await hr.get(`/v1/statements/${id}/explanation`);
    const facts = body.results
      .slice(0, 2)
      .map((each: { facts: { total: number }[] }) => each.facts[0]!.total);
    expect(facts).toEqual([2, 1]);
  });

  const titleOf = (code: string) => ({ en: `Scheme ${code}`, ru: `Система ${code}` });

  it('compares months as they are paid together, answers what-if by part, shows no pace', async () => {
    const { id } = await statementOf('M1');
    const { body } = await hr.get(`/v1/statements/${id}/comparison`);
    // February: 660; March: 930 in two parts, and the quarter's 198
    expect(body).toMatchObject({ before: '660', after: '1128', difference: '468' });
    expect(body.results).toEqual([
      { scheme: 'pay', title: titleOf('pay'), inParts: true, difference: '270' },
      { scheme: 'loyalty', title: titleOf('loyalty'), difference: '198' },
    ]);
    const whatIf = await hr.get(`/v1/statements/${id}/what-if`);
    expect(whatIf.status).toBe(200);
    const [first, second] = whatIf.body.results.map(
      (each: { whatIf: { total: string } }) => each.whatIf.total,
    );
    expect([first, second]).toEqual(['390', '540']);
    const { managerId } = await statementOf('M1');
    const progress = await hr.get(`/v1/managers/${managerId}/progress?period=2026-03&on=2026-03-20`);
    expect(progress.body).toMatchObject({ total: '1128', on: '2026-03-20' }); // all sales were by then
    expect(progress.body).not.toHaveProperty('pace');
    expect((await hr.get('/v1/periods/2026-03/warnings')).status).toBe(200);
  });

  it('proves each statement away from the service, and all of them in the database', async () => {
    for (const manager of ['M1', 'M3', 'M5', 'M7']) {
      const { id } = await statementOf(manager);
      const { body } = await hr.get(`/v1/statements/${id}/bundle`);
      expect([manager, newVerifier().bundle(body)]).toEqual([manager, []]);
    }
    const { token } = await service.app.get(TokensService).create({ name: 'HR two', role: 'hr' });
    const other = supertest.agent(service.app.getHttpServer()).set('Authorization', `Bearer ${token}`);
    const step = (by: TestAgent, wanted: object) => by.post('/v1/periods/2026-03/transitions').send(wanted);
    expect((await step(hr, { to: 'in_review' })).status).toBe(200);
    const approved = await step(other, { to: 'approved', acceptIncomplete: true, reason: 'known' });
    expect([approved.status, approved.body.detail]).toEqual([200, undefined]);
    const proof = () => service.app.get(ProofService).verifyAll();
    expect((await proof()).discrepancies).toEqual([]);
    await service.source.query(`alter table results disable trigger user;
      update results set stretch_from = '2026-03-17' where stretch_from = '2026-03-16' and manager_id =
        (select id from managers where personnel_number = 'M6');
      alter table results enable trigger user;`);
    expect((await proof()).discrepancies).toMatchObject([
      { code: 'column', stored: '2026-03-16', found: '2026-03-17' },
    ]);
  });
});
