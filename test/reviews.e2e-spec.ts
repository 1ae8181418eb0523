import type TestAgent from 'supertest/lib/agent.js';
import { type ReviewCompany, reviewCompany } from './support/review-company.js';

type Who = 'hr' | 'other hr' | 'director' | 'head of north' | 'auditor' | 'manager' | 'admin' | 'intake';
type ReviewState = 'calculated' | 'in_review' | 'approved';
const TO = ['calculated', 'in_review', 'approved', 'closed'] as const;

describe('the review of a month', () => {
  let company: ReviewCompany;
  let who: Record<Who, TestAgent>;
  const { step, states, run } = {
    step: (by: Who, period: string, wanted: object) => company.step(who[by], period, wanted),
    states: (period: string) => company.states(period),
    run: (period: string) => company.run(period),
  };

  beforeAll(async () => {
    company = await reviewCompany();
    who = {
      hr: company.hr,
      'other hr': await company.as('HR two', 'hr'),
      director: await company.as('Director', 'head', 'H0'),
      'head of north': await company.as('Head of North', 'head', 'H1'),
      auditor: await company.as('Auditor', 'auditor'),
      manager: await company.as('Manager', 'manager', 'M1'),
      admin: await company.as('Administrator', 'admin'),
      intake: await company.as('Intake', 'intake'),
    };
  });
  afterAll(() => company?.service.stop());

  it('begins by team with the run, in the state that follows for the period', async () => {
    await run('2026-01');
    expect(await states('2026-01')).toEqual({
      period: 'calculated',
      north: 'calculated',
      south: 'calculated',
      none: 'calculated',
    });
    const { body } = await who.hr.get('/v1/periods/2026-01/reviews');
    // two payees in North, one of them its head; two in South; one without a team: 100 each
    expect(body.reviews).toMatchObject([
      { team: 'north', statements: 2, incomplete: [], total: '200', approvers: ['H0'], submittedBy: null },
      { team: 'south', statements: 2, total: '200', approvers: ['H0'] },
      { team: null, statements: 1, total: '100', approvers: [] },
    ]);
  });

  /** What each may do, in each state of South: its only head is the one of the team above. */
  const allowed: Record<ReviewState, Partial<Record<Who, string[]>>> = {
    calculated: { hr: ['in_review'], 'other hr': ['in_review'] },
    in_review: { hr: ['calculated'], 'other hr': ['calculated'], director: ['calculated', 'approved'] },
    approved: { hr: ['in_review'], 'other hr': ['in_review'], director: ['in_review'] },
  };
  const wayTo: Record<ReviewState, [Who, string][]> = {
    calculated: [],
    in_review: [['hr', 'in_review']],
    approved: [
      ['hr', 'in_review'],
      ['director', 'approved'],
    ],
  };
  const asked = (Object.keys(allowed) as ReviewState[]).flatMap((state) =>
    (
      ['hr', 'other hr', 'director', 'head of north', 'auditor', 'manager', 'admin', 'intake'] as const
    ).flatMap((by) => TO.map((to) => [state, by, to] as const)),
  );

  it('lets each role take the steps of the table from each state, and no others', async () => {
    const answers: string[] = [];
    const expected: string[] = [];
    const reason = 'a try';
    const south = async () => (await states('2026-01')).south;
    const bring = async (state: ReviewState) => {
      if ((await south()) === 'approved')
        await step('hr', '2026-01', { to: 'in_review', team: 'south', reason });
      await run('2026-01');
      for (const [taker, to] of wayTo[state])
        expect(await step(taker, '2026-01', { to, team: 'south' })).toBe('200');
    };
    for (const [state, by, to] of asked) {
      if ((await south()) !== state) await bring(state);
      const isDone = (await step(by, '2026-01', { to, team: 'south', reason })) === '200';
      answers.push(`${state} ${by} ${to}: ${isDone}`);
      expected.push(`${state} ${by} ${to}: ${allowed[state][by]?.includes(to) ?? false}`);
      expect(await south()).toBe(isDone ? to : state);
    }
    expect(answers).toEqual(expected);
    await bring('calculated');
  }, 120_000);

  it('names the state and what it allows when a step is refused', async () => {
    await run('2026-01');
    const { status, body } = await who.director
      .post('/v1/periods/2026-01/transitions')
      .send({ to: 'approved', team: 'south' });
    expect([status, body.type]).toEqual([409, 'urn:premia:problem:step-refused']);
    expect(body.detail).toBe(
      'In 2026-01 the statements of south are calculated and cannot become approved; from calculated they may become: in_review.',
    );
    const russian = await who.director
      .post('/v1/periods/2026-01/transitions')
      .set('Accept-Language', 'ru')
      .send({ to: 'approved', team: 'south' });
    expect(russian.body.detail).toContain('возможно: in_review');
  });

  it('asks a reason of steps back, and of none forward', async () => {
    expect(await step('hr', '2026-01', { to: 'in_review' })).toBe('200');
    expect(await step('hr', '2026-01', { to: 'calculated', team: 'south' })).toBe('422 invalid-fields');
    expect(await step('director', '2026-01', { to: 'approved', team: 'south' })).toBe('200');
    expect(await step('director', '2026-01', { to: 'in_review', team: 'south' })).toBe('422 invalid-fields');
    expect(
      await step('director', '2026-01', { to: 'in_review', team: 'south', reason: 'O3 is returned' }),
    ).toBe('200');
  });

  it('lets nobody approve a team with the own statement, nor what the same person has prepared', async () => {
    expect(await step('head of north', '2026-01', { to: 'approved', team: 'north' })).toBe(
      '403 approval-own',
    );
    // without a head above, HR approves: but not who ran and submitted it
    expect(await step('hr', '2026-01', { to: 'approved', withoutTeam: true })).toBe(
      '403 approval-two-people',
    );
    expect(await step('other hr', '2026-01', { to: 'approved', team: 'north' })).toBe('403 approver-needed');
    expect(await step('other hr', '2026-01', { to: 'approved', withoutTeam: true })).toBe('200');
    // the director heads neither the team above nor this set
    expect(await step('director', '2026-01', { to: 'approved', withoutTeam: true })).toBe('404 not-found');
    expect(await step('director', '2026-01', { to: 'approved' })).toBe('200');
    expect(await states('2026-01')).toEqual({
      period: 'approved',
      north: 'approved',
      south: 'approved',
      none: 'approved',
    });
  });

  it('knows the same person by the name of the run, too', async () => {
    await company.take('managers', { personnelNumber: 'H9', name: 'Also HR', payee: false });
    const third = await company.as('HR three', 'hr');
    await company.run('2026-02', third);
    expect(await step('hr', '2026-02', { to: 'in_review' })).toBe('200');
    expect(await company.step(third, '2026-02', { to: 'approved', withoutTeam: true })).toBe(
      '403 approval-two-people',
    );
  });

  it('records each step with who, when and why', async () => {
    const { body } = await who.auditor.get('/v1/periods/2026-02/transitions');
    expect(body).toMatchObject([
      { team: 'north', from: 'open', to: 'calculated', actor: 'HR three', reason: null },
      { team: 'south', from: 'open', to: 'calculated' },
      { team: null, from: 'open', to: 'calculated' },
      { team: 'north', from: 'calculated', to: 'in_review', actor: 'HR one', manager: null },
      { team: 'south', from: 'calculated', to: 'in_review' },
      { team: null, from: 'calculated', to: 'in_review' },
    ]);
    expect(body[0].at).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('shows a head the teams led and below, with their steps', async () => {
    const { body } = await who['head of north'].get('/v1/periods/2026-02/reviews');
    expect(body.reviews.map(({ team }: { team: string }) => team)).toEqual(['north']);
    const steps = (await who['head of north'].get('/v1/periods/2026-02/transitions')).body;
    expect(new Set(steps.map(({ team }: { team: string }) => team))).toEqual(new Set(['north']));
  });

  it('puts teams under review back when the month is computed anew, with the run as the reason', async () => {
    await run('2026-02');
    expect(await states('2026-02')).toEqual({
      period: 'calculated',
      north: 'calculated',
      south: 'calculated',
      none: 'calculated',
    });
    const { body } = await who.hr.get('/v1/periods/2026-02/transitions');
    const runs = (await who.hr.get('/v1/payroll-runs?period=2026-02')).body;
    expect(body.slice(-3)).toMatchObject(
      ['north', 'south', null].map((team) => ({
        team,
        from: 'in_review',
        to: 'calculated',
        reason: `run ${runs[0].id}`,
        actor: 'HR one',
      })),
    );
  });

  it('refuses to compute a month with an approved team, and says what to do', async () => {
    expect(await step('hr', '2026-02', { to: 'in_review' })).toBe('200');
    expect(await step('director', '2026-02', { to: 'approved', team: 'south' })).toBe('200');
    expect((await states('2026-02')).period).toBe('in_review');
    const { status, body } = await who.hr.post('/v1/payroll-runs').send({ period: '2026-02' });
    expect([status, body.type]).toEqual([409, 'urn:premia:problem:period-fixed']);
    expect(body.detail).toContain('these teams are approved: south');
    expect(body.detail).toContain('POST /v1/periods/2026-02/transitions');
    // a trial changes no pay
    expect((await who.hr.post('/v1/payroll-runs').send({ period: '2026-02', scheme: 'tenth' })).status).toBe(
      200,
    );
    expect(await step('director', '2026-02', { to: 'in_review', team: 'south', reason: 'a mistake' })).toBe(
      '200',
    );
    await run('2026-02');
  });

  it('approves what could not be computed only by name, with a reason', async () => {
    await company.take('scheme-assignments', {
      scheme: 'by-plan',
      manager: 'M2',
      from: '2026-03-01',
      until: '2026-04-01',
    });
    await run('2026-03');
    expect(await step('hr', '2026-03', { to: 'in_review' })).toBe('200');
    const { status, body } = await who.director
      .post('/v1/periods/2026-03/transitions')
      .send({ to: 'approved' });
    expect([status, body.type, body.detail.includes('M2')]).toEqual([
      422,
      'urn:premia:problem:statements-incomplete',
      true,
    ]);
    expect(await step('director', '2026-03', { to: 'approved', acceptIncomplete: true })).toBe(
      '422 invalid-fields',
    );
    const reason = 'the plan is not agreed yet';
    expect(await step('director', '2026-03', { to: 'approved', acceptIncomplete: true, reason })).toBe('200');
    const steps = (await who.hr.get('/v1/periods/2026-03/transitions')).body.slice(-2);
    expect(steps).toMatchObject([
      { team: 'north', to: 'approved', reason, acceptedIncomplete: 0, manager: 'H0' },
      { team: 'south', to: 'approved', reason, acceptedIncomplete: 1 },
    ]);
    expect(steps[1].hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('approves what was read, or nothing', async () => {
    await run('2026-04');
    const hashNow = async () => (await who.director.get('/v1/periods/2026-04/reviews')).body.reviews[1].hash;
    const before = await hashNow();
    await company.take('orders', { externalId: 'late', date: '2026-04-20', manager: 'M3', amount: '10' });
    await run('2026-04');
    expect(await step('hr', '2026-04', { to: 'in_review' })).toBe('200');
    expect(await step('director', '2026-04', { to: 'approved', team: 'south', hash: before })).toBe(
      '409 review-changed',
    );
    expect(await step('director', '2026-04', { to: 'approved', team: 'south', hash: await hashNow() })).toBe(
      '200',
    );
  });

  it('takes a step once under an Idempotency-Key', async () => {
    const send = () =>
      who.director
        .post('/v1/periods/2026-04/transitions')
        .set('Idempotency-Key', 'approve north')
        .send({ to: 'approved', team: 'north' });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status, second.headers['idempotency-replayed']]).toEqual([200, 200, 'true']);
    expect(second.body).toEqual(first.body);
  });

  it('closes as a whole, by HR, when all teams are approved', async () => {
    expect(await step('hr', '2026-04', { to: 'closed' })).toBe('409 period-not-approved');
    expect(await step('other hr', '2026-04', { to: 'approved', withoutTeam: true })).toBe('200');
    expect(await step('director', '2026-04', { to: 'closed' })).toBe('403 forbidden');
    expect(await step('hr', '2026-04', { to: 'closed', team: 'south' })).toBe('422 invalid-fields');
    expect(await step('hr', '2026-04', { to: 'closed' })).toBe('200');
    expect((await states('2026-04')).period).toBe('closed');
    for (const to of TO) expect(await step('hr', '2026-04', { to, reason: 'no' })).toBe('409 period-closed');
    expect((await who.hr.post('/v1/payroll-runs').send({ period: '2026-04' })).body.type).toBe(
      'urn:premia:problem:period-closed',
    );
    const trial = await who.hr.post('/v1/payroll-runs').send({ period: '2026-04', scheme: 'tenth' });
    expect([trial.status, trial.body.state]).toEqual([200, 'done']);
  });

  it('closes months in their order from the first one closed', async () => {
    await run('2026-06');
    await run('2026-05');
    for (const period of ['2026-05', '2026-06']) {
      await step('hr', period, { to: 'in_review' });
      await step('director', period, { to: 'approved' });
      await step('other hr', period, { to: 'approved' });
    }
    expect(await step('hr', '2026-06', { to: 'closed' })).toBe('409 months-before-open');
    expect(await step('hr', '2026-05', { to: 'closed' })).toBe('200');
    expect(await step('hr', '2026-06', { to: 'closed' })).toBe('200');
  });

  it('derives quarters and years from their months', async () => {
    const stateOf = async (code: string) => (await who.hr.get(`/v1/periods/${code}`)).body.state;
    // January is approved, February calculated, March in review; April to June are closed
    expect(await stateOf('2026-Q1')).toBe('calculated');
    expect(await stateOf('2026-Q2')).toBe('closed');
    expect(await stateOf('2026')).toBe('open'); // nothing of the year is due before December
    expect((await who.hr.get('/v1/periods/2027-Q1')).status).toBe(404);
    expect((await who.hr.get('/v1/periods/nonsense')).status).toBe(404);
  });

  it('says of a month that is not computed how it comes to be, to HR', async () => {
    expect(await step('hr', '2027-01', { to: 'in_review' })).toBe('404 period-not-computed');
    expect(await step('director', '2027-01', { to: 'approved' })).toBe('404 not-found');
    expect(await step('hr', 'nonsense', { to: 'in_review' })).toBe('404 not-found');
  });

  it('reads earlier months as they were frozen', async () => {
    // 1 000 in June for each: 100 and 1 for the bonus of May; M3's return of May comes too late for May
    await company.take('orders', {
      externalId: 'M3 05',
      date: '2026-05-10',
      manager: 'M3',
      amount: '0',
      status: 'cancelled',
    });
    await company.take('orders', { externalId: 'July', date: '2026-07-01', manager: 'M3', amount: '1000' });
    await run('2026-07');
    const bonus = async (period: string) =>
      (await who.hr.get(`/v1/statements?period=${period}&manager=M3`)).body.items[0].bonus;
    expect([await bonus('2026-05'), await bonus('2026-07')]).toEqual(['101', '101']);
  });
});
