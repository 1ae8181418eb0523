import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type TestAgent from 'supertest/lib/agent.js';
import { takeInto } from './support/bad-input.js';
import { startService, type TestService } from './support/service.js';
import { ProgramProcess } from './support/service-process.js';

const NOW = `code: tenth
title: {en: A tenth, ru: Десятая часть}
period: month
inputs:
  sales: {title: Sales, measure: won_amount, unit: money}
lines:
  - {code: bonus, title: {en: Bonus}, formula: sales * 10%, unit: money, round: 0.01, pay: bonus, clause: "1"}
`;

/** 12 % below sales of 1 000 and 11 % of all from there on, 5 more where the plan is met, 15 less for each complaint. */
const DRAFT = `code: tenth
title: {en: Two tiers, ru: Две ступени}
period: month
inputs:
  sales: {title: Sales, measure: won_amount, unit: money, range: {min: 0, max: 3000}}
  plan: {title: Plan, target: won_amount, unit: money, range: {min: 500, max: 5000, typical: 2000}}
  complaints: {title: Complaints, measure: complaints, unit: count}
tables:
  tiers: {by: money, gives: {rate: ratio}, rows: [{from: 0, rate: 12%}, {from: 1000, rate: 11%}]}
lines:
  - code: bonus
    title: {en: Bonus}
    formula: sales * STEP(tiers.rate, sales) + IF(sales >= plan, 5, 0) - complaints * 15
    unit: money
    round: 0.01
    pay: bonus
    clause: "1"
`;

/** Pays again what it paid the month before, and 1 more: its second month must see what it itself paid in the first. */
const GROWING = `code: growing
title: {en: Growing}
period: month
inputs:
  before: {line: bonus, unit: money, start: 0}
lines:
  - {code: bonus, title: {en: Bonus}, formula: before + 1, unit: money, round: 0.01, pay: bonus, clause: "1"}
`;

const QUARTERLY = `code: quarterly
title: {en: Quarterly}
period: quarter
inputs:
  sales: {title: Sales, measure: won_amount, unit: money}
lines:
  - {code: bonus, title: {en: Bonus}, formula: sales * 1%, unit: money, round: 0.01, pay: bonus, clause: "1"}
`;

const MONTHS = ['2026-01', '2026-02', '2026-03'];
const SALES: Record<string, [string, string, string]> = {
  M1: ['900', '1010', '2000'],
  M2: ['500', '500', '500'],
  M3: ['1200', '1200', '1200'],
  M4: ['700', '700', '700'],
};

/**
 * M1 to M3 are paid by a tenth of sales, M4 by nothing. January is closed and February computed, March is neither. M3 has no
 * plan in February; M2 has a complaint each month.
 */
describe('a simulation', () => {
  let service: TestService;
  let hr: TestAgent;

  const simulate = (wanted: object) =>
    hr.post('/v1/schemes/simulate').send({ document: DRAFT, from: '2026-01', to: '2026-03', ...wanted });
  const paid = () =>
    service.source.query(
      `select (select count(*) from payroll_runs) as runs, (select string_agg(hash, ' ' order by id) from results) as results,
        (select string_agg(hash, ' ' order by id) from statements) as statements,
        (select string_agg(code || state, ' ' order by code) from periods) as periods`,
    );

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    const take = takeInto(hr);
    const managers = Object.keys(SALES);
    await take(
      'managers',
      ...managers.map((personnelNumber) => ({ personnelNumber, name: `Name of ${personnelNumber}` })),
      { personnelNumber: 'H1', name: 'Head', payee: false },
    );
    await take('teams', { code: 'north', title: 'North', head: 'H1' });
    await take('team-memberships', { manager: 'M1', team: 'north', from: '2025-01-01' });
    await take(
      'orders',
      ...managers.flatMap((manager) =>
        MONTHS.map((month, place) => ({
          externalId: `${manager} ${month}`,
          date: `${month}-10`,
          manager,
          amount: SALES[manager]![place],
        })),
      ),
    );
    await take(
      'complaints',
      ...MONTHS.map((month) => ({ externalId: `K ${month}`, date: `${month}-11`, manager: 'M2' })),
    );
    await take(
      'targets',
      ...managers.flatMap((manager) =>
        MONTHS.filter((period) => manager !== 'M3' || period !== '2026-02').map((period) => ({
          manager,
          measure: 'won_amount',
          period,
          value: '1000',
        })),
      ),
    );
    expect((await hr.post('/v1/schemes').send({ document: NOW })).status).toBe(200);
    await take(
      'scheme-assignments',
      ...['M1', 'M2', 'M3'].map((manager) => ({ scheme: 'tenth', manager, from: '2026-01-01' })),
    );
    for (const period of ['2026-01', '2026-02'])
      expect((await hr.post('/v1/payroll-runs').send({ period })).status).toBe(200);
    await service.source.transaction(async (tx) => {
      await tx.query('set local session_replication_role = replica'); // who reviews and approves is not the matter here
      await tx.query(`update periods set state = 'closed' where code = '2026-01'`);
    });
    // comes after January was closed: neither what was paid nor what is simulated for January knows of it
    await take('orders', { externalId: 'late', date: '2026-01-20', manager: 'M2', amount: '100' });
  });
  afterAll(() => service?.stop());

  it('tells who gains, who loses and what it costs, and touches nothing that is paid', async () => {
    const before = await paid();
    const { status, body } = await simulate({});
    expect(status).toBe(200);
    expect(body).toMatchObject({
      scheme: 'tenth',
      against: 'tenth',
      from: '2026-01',
      to: '2026-03',
      team: null,
    });
    expect(
      body.managers.map((each: Record<string, unknown>) => [
        each.personnelNumber,
        each.before,
        each.after,
        each.difference,
        each.incomplete,
      ]),
    ).toEqual([
      // 90 + 101 + 200; 12 % of 900, 11 % of 1 010 + 5, 11 % of 2 000 + 5: 108 + 116.10 + 225
      ['M1', '391', '449.1', '58.1', 0],
      // 3 × 50; 3 × (60 − 15)
      ['M2', '150', '135', '-15', 0],
      // January and March: 2 × 120; 2 × (132 + 5)
      ['M3', '240', '274', '34', 1],
    ]);
    expect(body.total).toEqual({
      before: '781',
      after: '858.1',
      difference: '77.1',
      managers: 3,
      gainers: 2,
      losers: 1,
      unchanged: 0,
      incomplete: 1,
    });
    const sums = { managers: 3, unchanged: 0 };
    expect(body.periods).toEqual([
      {
        ...sums,
        period: '2026-01',
        before: '260',
        after: '290',
        difference: '30',
        gainers: 2,
        losers: 1,
        incomplete: 0,
      },
      {
        ...sums,
        period: '2026-02',
        before: '151',
        after: '161.1',
        difference: '10.1',
        gainers: 1,
        losers: 1,
        incomplete: 1,
      },
      {
        ...sums,
        period: '2026-03',
        before: '370',
        after: '407',
        difference: '37',
        gainers: 2,
        losers: 1,
        incomplete: 0,
      },
    ]);
    expect(await paid()).toEqual(before);
  });

  it('names what could not be computed and why, in the language asked for', async () => {
    const of = { personnelNumber: 'M3', name: 'Name of M3', period: '2026-02', side: 'after', line: 'bonus' };
    expect((await simulate({})).body.incomplete).toEqual([{ ...of, reason: 'input plan is missing' }]);
    const russian = await simulate({}).set('accept-language', 'ru');
    expect(russian.body.incomplete).toEqual([{ ...of, reason: 'нет значения показателя plan' }]);
  });

  it('tells who went over a cliff of the draft in truth, and who got beyond the hole behind it did not', async () => {
    const { body } = await simulate({});
    expect(body.cliffs.map(({ id }: { id: string }) => id)).toEqual(['cliff tables.tiers.rows[1] sales']);
    // 999.99 × 12 % = 120.00 and 1 010 × 11 % + 5 = 116.10; at 1 200 it is 137 again
    expect(body.cliffsMet).toEqual([
      {
        personnelNumber: 'M1',
        name: 'Name of M1',
        period: '2026-02',
        input: 'sales',
        value: '1010',
        point: '1000',
        before: '999.99',
        paidBefore: '120',
        lost: '3.9',
      },
    ]);
  });

  it('tells every manager and period, page by page, and where pay as it was comes from', async () => {
    const { body } = await simulate({});
    const first = (await hr.get(`/v1/simulations/${body.id}/rows?limit=5`)).body;
    const second = (await hr.get(`/v1/simulations/${body.id}/rows?limit=5&cursor=${first.next}`)).body;
    expect([first.items.length, second.next]).toEqual([5, null]);
    const rows = [...first.items, ...second.items].map((row) => [
      row.period,
      row.personnelNumber,
      row.before,
      row.isPosted,
      row.after,
      row.difference,
    ]);
    expect(rows).toEqual([
      ['2026-01', 'M1', '90', true, '108', '18'],
      ['2026-01', 'M2', '50', true, '45', '-5'],
      ['2026-01', 'M3', '120', true, '137', '17'],
      ['2026-02', 'M1', '101', true, '116.1', '15.1'],
      ['2026-02', 'M2', '50', true, '45', '-5'],
      ['2026-02', 'M3', '120', true, null, null],
      ['2026-03', 'M1', '200', false, '225', '25'],
      ['2026-03', 'M2', '50', false, '45', '-5'],
      ['2026-03', 'M3', '120', false, '137', '17'],
    ]);
  });

  it('is about one team or one manager where that is asked for', async () => {
    const numbers = async (wanted: object) =>
      (await simulate(wanted)).body.managers.map((each: { personnelNumber: string }) => each.personnelNumber);
    expect(await numbers({ team: 'north' })).toEqual(['M1']);
    expect(await numbers({ manager: 'M2' })).toEqual(['M2']);
    expect(await numbers({ manager: 'M4' })).toEqual([]); // not paid by the scheme that would be replaced
  });

  it('lets the draft read what it paid itself in the months before', async () => {
    const { body } = await simulate({ document: GROWING, against: 'tenth', manager: 'M1' });
    // 1, 2, 3
    expect(body.periods.map(({ after }: { after: string }) => after)).toEqual(['1', '2', '3']);
  });

  it('takes the whole quarters, and everybody where nobody is paid by the scheme', async () => {
    expect((await hr.post('/v1/schemes').send({ document: QUARTERLY })).status).toBe(200);
    const draft = QUARTERLY.replace('1%', '2%');
    const { body } = await simulate({ document: draft, from: '2025-12', to: '2026-05' });
    expect(body.periods.map(({ period }: { period: string }) => period)).toEqual(['2026-Q1']);
    // with the late order, since a quarter is no closed month: 3 910, 1 600, 3 600, 2 100
    expect(body.total).toMatchObject({ before: '112.1', after: '224.2', managers: 4, gainers: 4 });
  });

  /** Has the job compute but not write until `work` is done: it cannot end sooner. */
  const whileHeld = async (work: (jobId: string) => Promise<unknown>) => {
    const runner = service.source.createQueryRunner();
    await runner.startTransaction();
    await runner.query('lock table simulations in share mode');
    const asked = await simulate({ to: '2026-02' }).set('prefer', 'respond-async');
    expect([asked.status, asked.headers['preference-applied']]).toEqual([202, 'respond-async']);
    await work(asked.body.id);
    await runner.rollbackTransaction();
    await runner.release();
    return jobUntil(asked.body.id, ({ state }) => state !== 'queued' && state !== 'running');
  };
  const jobUntil = async (id: string, isThere: (job: Record<string, unknown>) => boolean) => {
    for (;;) {
      const { body } = await hr.get(`/v1/jobs/${id}`);
      if (isThere(body)) return body;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it('is a job whose progress and result hold no pay', async () => {
    const job = await whileHeld((id) =>
      jobUntil(id, ({ progress }) => JSON.stringify(progress) === '{"done":6,"results":6}'),
    );
    expect(job).toMatchObject({ kind: 'simulation', state: 'done', problem: null });
    expect(Object.keys(job.result)).toEqual(['simulation']);
    const { body } = await hr.get(`/v1/simulations/${job.result.simulation}`);
    expect(body.total.difference).toBe('40.1');
    expect((await hr.get('/v1/simulations')).body[0]).toMatchObject({ id: body.id, to: '2026-02' });
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const count = async () => (await service.source.query('select count(*) as n from simulations'))[0].n;
    const before = await count();
    const job = await whileHeld((id) => hr.post(`/v1/jobs/${id}/cancel`));
    expect([job.state, job.result, await count()]).toEqual(['cancelled', null, before]);
  });

  it('says what is wrong with what was asked', async () => {
    const problem = async (wanted: object) => {
      const { status, body } = await simulate(wanted);
      return [status, body.type, body.fields?.map((field: { field: string }) => field.field)];
    };
    const refused = (...fields: string[]) => [422, 'urn:premia:problem:invalid-fields', fields];
    expect(await problem({ from: '2026-04' })).toEqual(refused('to'));
    expect(await problem({ from: '2024-03' })).toEqual(refused('to'));
    expect(await problem({ from: '2026' })).toEqual(refused('from'));
    expect(await problem({ team: 'south' })).toEqual(refused('team'));
    expect(await problem({ manager: 'M9' })).toEqual(refused('manager'));
    expect((await problem({ document: 'code: tenth' }))[1]).toBe('urn:premia:problem:scheme-refused');
    expect((await problem({ document: QUARTERLY, from: '2026-02' }))[1]).toBe(
      'urn:premia:problem:no-whole-period',
    );
    expect((await problem({ document: QUARTERLY, against: 'tenth' }))[1]).toBe(
      'urn:premia:problem:scheme-period',
    );
    expect((await problem({ against: 'nothing' }))[1]).toBe('urn:premia:problem:scheme-unknown');
    expect((await hr.get('/v1/simulations/999')).status).toBe(404);
    expect((await hr.get('/v1/simulations/999/rows')).status).toBe(404);
  });

  it('is printed by the command, as tables, what is not known, and the cliffs', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'premia-simulate-'));
    const file = path.join(folder, 'draft.yaml');
    writeFileSync(file, DRAFT);
    const { url } = service.source.options as { url: string };
    const premia = async (...args: string[]) => {
      const program = new ProgramProcess('cli.js', ['simulate', ...args], { DATABASE_URL: url });
      return { code: await program.ended, stdout: program.stdout, stderr: program.stderr };
    };
    const months = ['--from', '2026-01', '--to', '2026-03'];
    const { code, stdout, stderr } = await premia(file, ...months);
    rmSync(folder, { recursive: true });
    expect([code, stderr]).toEqual([1, '']); // not everybody's pay is known
    const lines = stdout.split('\n').map((line) => line.replace(/ {2,}/g, '  '));
    expect(lines).toEqual(
      expect.arrayContaining([
        'Manager  Number  Before  After  Difference',
        'Name of M1  M1  391  449.1  58.1',
        'Period  Managers  Before  After  Difference  Gain  Lose  Incomplete',
        '2026-02  3  151  161.1  10.1  1  1  1',
        '  Name of M3 (M3), 2026-02, under the draft: input plan is missing',
        '  Name of M1 (M1), 2026-02: sales 1010; at 999.99 pay would be 120, 3.9 more',
      ]),
    );
    expect(stdout).toMatch(
      /tenth instead of tenth, 2026-01 to 2026-03, simulation \d+: 3 managers, 2 gain, 1 lose; costs 77.1 more \(781 → 858.1\)\n$/,
    );
    expect(await premia(file, '--from', '2026')).toMatchObject({ code: 2 });
  }, 60_000);

  it('is for HR, and to be read by auditors too', async () => {
    const { body } = await simulate({});
    const seen = `/v1/simulations/${body.id}`;
    for (const [role, status] of [
      ['auditor', 200],
      ['head', 403],
      ['manager', 403],
      ['admin', 403],
      ['intake', 403],
    ] as const) {
      const agent = await service.as(role, role === 'head' ? 'H1' : role === 'manager' ? 'M1' : undefined);
      const answers = [
        await agent.get(seen),
        await agent.get(`${seen}/rows`),
        await agent.get('/v1/simulations'),
      ];
      expect([role, ...answers.map((answer) => answer.status)]).toEqual([role, status, status, status]);
      expect((await agent.post('/v1/schemes/simulate').send({})).status).toBe(403);
    }
  });
});
