import type TestAgent from 'supertest/lib/agent.js';
import { type ReviewCompany, reviewCompany } from './support/review-company.js';

/** Who may see whose pay: the manager, heads above (never their own), HR and auditors; to others it is as if not there. */
const SEES: Record<string, readonly string[]> = {
  hr: ['H1', 'M1', 'M2', 'M3', 'M4'],
  auditor: ['H1', 'M1', 'M2', 'M3', 'M4'],
  director: ['H1', 'M1', 'M2', 'M3'],
  'head of north': ['M1'],
  'head of nothing': [],
  'manager M1': ['M1'],
};
const STATEMENT_ROUTES = ['', '/explanation', '/what-if', '/comparison', '/bundle'];
const RESULT_ROUTES = ['', '/explanation', '/what-if', '/comparison?version=1'];

describe('what of others is seen', () => {
  let company: ReviewCompany;
  let who: Record<string, TestAgent>;
  let statements: { id: string; personnelNumber: string }[];
  let results: { id: string; personnelNumber: string }[];
  let trial: { id: string }[];
  const items = async (path: string, by = who.hr!) => (await by.get(path)).body.items;

  beforeAll(async () => {
    company = await reviewCompany();
    who = {
      hr: company.hr,
      auditor: await company.as('Auditor', 'auditor'),
      director: await company.as('Director', 'head', 'H0'),
      'head of north': await company.as('Head of North', 'head', 'H1'),
      'head of nothing': await company.as('Head of nothing', 'head', 'M4'),
      'manager M1': await company.as('Manager', 'manager', 'M1'),
      admin: await company.as('Administrator', 'admin'),
      intake: await company.as('Intake', 'intake'),
    };
    await company.run('2026-01');
    await company.run('2026-02');
    const made = await company.hr.post('/v1/payroll-runs').send({ period: '2026-02', scheme: 'tenth' });
    statements = await items('/v1/statements?period=2026-02');
    const { runId } = (await company.hr.get('/v1/periods/2026-02')).body;
    results = await items(`/v1/results?run=${runId}`);
    trial = await items(`/v1/results?run=${made.body.id}`);
  });
  afterAll(() => company?.service.stop());

  it.each(Object.keys(SEES))('gives %s what is theirs, by list and by id', async (name) => {
    const by = who[name]!;
    const theirs = SEES[name]!;
    const numbers = (rows: { personnelNumber: string }[]) => rows.map((row) => row.personnelNumber).sort();
    expect(numbers(await items('/v1/statements?period=2026-02', by))).toEqual(theirs);
    const answers: string[] = [];
    const expected: string[] = [];
    const ask = async (path: string, personnelNumber: string) => {
      answers.push(`${path} ${(await by.get(path)).status}`);
      expected.push(`${path} ${theirs.includes(personnelNumber) ? 200 : 404}`);
    };
    expect([statements.length, results.length]).toEqual([5, 5]);
    for (const { id, personnelNumber } of statements)
      for (const route of STATEMENT_ROUTES) await ask(`/v1/statements/${id}${route}`, personnelNumber);
    for (const { id, personnelNumber } of results)
      for (const route of RESULT_ROUTES) await ask(`/v1/results/${id}${route}`, personnelNumber);
    expect(answers).toEqual(expected);
  });

  it.each(['head of north', 'manager M1'])('compares for %s only with what is theirs', async (name) => {
    const idOf = (rows: typeof results, number: string) =>
      rows.find((row) => row.personnelNumber === number)!.id;
    const statuses = [];
    for (const [noun, rows] of [
      ['statements', statements],
      ['results', results],
    ] as const)
      for (const other of ['M1', 'H1', 'M2']) {
        const path = `/v1/${noun}/${idOf(rows, 'M1')}/comparison?with=${idOf(rows, other)}`;
        statuses.push(`${other} ${(await who[name]!.get(path)).status}`);
      }
    expect(statuses).toEqual(['M1 200', 'H1 404', 'M2 404', 'M1 200', 'H1 404', 'M2 404']);
  });

  it('shows trials to HR and auditors only', async () => {
    expect(trial.length).toBe(5);
    for (const [name, status] of [
      ['hr', 200],
      ['auditor', 200],
      ['director', 404],
      ['head of north', 404],
      ['manager M1', 404],
    ] as const)
      for (const { id } of trial)
        for (const route of RESULT_ROUTES)
          expect([name, (await who[name]!.get(`/v1/results/${id}${route}`)).status]).toEqual([name, status]);
  });

  it.each(['admin', 'intake'])('shows no pay to %s', async (name) => {
    const paths = [
      '/v1/statements',
      '/v1/results',
      '/v1/periods',
      '/v1/periods/2026-02',
      '/v1/periods/2026-02/reviews',
      '/v1/periods/2026-02/transitions',
      '/v1/periods/2026-02/manifest',
      '/v1/payroll-runs',
      '/v1/managers/1/progress',
      ...STATEMENT_ROUTES.map((route) => `/v1/statements/${statements[0]!.id}${route}`),
      ...RESULT_ROUTES.map((route) => `/v1/results/${results[0]!.id}${route}`),
    ];
    const answers = [];
    for (const path of paths) answers.push([path, (await who[name]!.get(path)).status]);
    expect(answers).toEqual(paths.map((path) => [path, 403]));
  });

  it('sums up for a head the teams led, not the company', async () => {
    // the second month of 1 000 sales pays 101 each: H1, M1 in North, M2, M3 in South, M4 in no team
    const totals = async (name: string, path: string) => {
      const { statements, total } = (await who[name]!.get(path)).body;
      return [statements, total];
    };
    expect(await totals('hr', '/v1/periods/2026-02')).toEqual([5, '505']);
    expect(await totals('auditor', '/v1/periods/2026-02')).toEqual([5, '505']);
    expect(await totals('director', '/v1/periods/2026-02')).toEqual([4, '404']);
    expect(await totals('head of north', '/v1/periods/2026-02')).toEqual([1, '101']);
    expect(await totals('head of nothing', '/v1/periods/2026-02')).toEqual([0, null]);
    expect(await totals('director', '/v1/periods/2026')).toEqual([8, '804']); // 4 × 100 in January
    const ofReviews = async (name: string) =>
      (await who[name]!.get('/v1/periods/2026-02/reviews')).body.reviews.map(
        ({ team, total }: { team: string; total: string }) => [team, total],
      );
    expect(await ofReviews('hr')).toEqual([
      ['north', '202'],
      ['south', '202'],
      [null, '101'],
    ]);
    expect(await ofReviews('head of north')).toEqual([['north', '101']]);
    const listed = (await who['head of north']!.get('/v1/periods')).body;
    expect(listed.map((row: { code: string; total: string }) => [row.code, row.total])).toEqual([
      ['2026-02', '101'],
      ['2026-01', '100'],
    ]);
  });

  it('keeps the reviews and steps of other teams from a head', async () => {
    const teams = async (name: string, what: string) => {
      const { body } = await who[name]!.get(`/v1/periods/2026-02/${what}`);
      const rows: { team: string | null }[] = what === 'reviews' ? body.reviews : body;
      return rows.map(({ team }) => team);
    };
    for (const what of ['reviews', 'transitions']) {
      expect((await teams('director', what)).sort()).toEqual(['north', 'south']);
      expect(await teams('head of north', what)).toEqual(['north']);
      expect(await teams('head of nothing', what)).toEqual([]);
      expect((await who['manager M1']!.get(`/v1/periods/2026-02/${what}`)).status).toBe(403);
    }
    expect(await company.step(who['head of north']!, '2026-02', { to: 'approved', team: 'south' })).toBe(
      '404 not-found',
    );
    expect(await company.step(who['head of nothing']!, '2026-02', { to: 'approved' })).toBe('404 not-found');
    expect((await who['head of north']!.get('/v1/periods/2026-02/manifest')).status).toBe(403);
  });

  it('says where teams stand when none can take the step', async () => {
    const { status, body } = await who.director!.post('/v1/periods/2026-02/transitions').send({
      to: 'approved',
    });
    expect([status, body.detail]).toEqual([
      409,
      'In 2026-02 a team becomes approved from in_review; of yours none stands there: north (calculated), south (calculated). The order is calculated, in_review, approved, closed; a step back names `team` and `reason`.',
    ]);
  });

  it('lets only those of today’s team be followed', async () => {
    const managers: { id: string; personnelNumber: string }[] = (
      await company.hr.get('/v1/managers?limit=100')
    ).body.items;
    const idOf = (number: string) => managers.find((row) => row.personnelNumber === number)!.id;
    const status = async (name: string, number: string) =>
      (await who[name]!.get(`/v1/managers/${idOf(number)}/progress?period=2026-02`)).status;
    expect([await status('manager M1', 'M1'), await status('manager M1', 'M2')]).toEqual([200, 404]);
    expect([await status('head of north', 'M1'), await status('head of north', 'M2')]).toEqual([200, 404]);
    expect([await status('head of north', 'H1'), await status('director', 'M4')]).toEqual([404, 404]);
    expect(await status('head of nothing', 'M1')).toBe(404);
  });

  it('finds what is wrong with a scheme for heads, and not for managers', async () => {
    const path = '/v1/schemes/tenth/versions/1/lint';
    const statuses = [];
    for (const name of ['hr', 'head of north', 'auditor', 'admin', 'manager M1', 'intake'])
      statuses.push((await who[name]!.get(path)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 403, 403]);
    expect((await who.hr!.get('/v1/schemes/tenth/versions/9/lint')).status).toBe(404);
    expect((await who.hr!.get('/v1/schemes/none/versions/1/lint')).status).toBe(404);
  });
});
