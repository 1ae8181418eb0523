import type TestAgent from 'supertest/lib/agent.js';
import { TokensService } from '../src/features/access/index.js';
import { ScheduleService } from '../src/features/schedule/index.js';
import { clock } from '../src/platform/clock.js';
import { startService, type TestService } from './support/service.js';

const scheme = (code: string, period: string) => `code: ${code}
title: {en: ${code}}
period: ${period}
inputs:
  sales: {measure: won_amount, unit: money}
lines:
  - {code: bonus, title: {en: Bonus}, formula: 'sales * 10%', unit: money, round: 0.01, pay: bonus, clause: "1"}
`;

interface Due {
  period: string;
  state: string;
  attempts: number;
  runId: string | null;
  jobId: string | null;
  dueAt: string;
  againAt: string | null;
  problem: { type: string; detail: string } | null;
  [field: string]: unknown;
}

describe('the schedule', () => {
  let service: TestService;
  let hr: TestAgent;
  const realNow = clock.now;

  /** What a replica starts that looks at an instant. */
  const lookAt = (instant: string) => {
    clock.now = () => new Date(instant);
    return service.app.get(ScheduleService).catchUp();
  };
  /** Looks at nothing more than is due at an instant, and gives the row of a month. */
  const rowAt = async (instant: string, period: string): Promise<Due> => {
    await lookAt(instant);
    const { body } = await hr.get('/v1/schedule/periods');
    return (body as Due[]).find((row) => row.period === period)!;
  };
  const force = (period: string, by = hr) => by.post(`/v1/schedule/periods/${period}/start`);
  const put = (settings: object, by = hr) => by.put('/v1/schedule').send(settings);
  const refusal = (answer: { status: number; body: { type?: string } }) =>
    `${answer.status} ${String(answer.body.type).replace('urn:premia:problem:', '')}`;
  const runs = async (period: string) =>
    (await hr.get(`/v1/payroll-runs?period=${period}`)).body as {
      id: string;
      startedBy: string;
      state: string;
    }[];

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    await hr.post('/v1/managers').send({ personnelNumber: 'M1', name: 'One' });
    for (const [code, period] of [
      ['monthly', 'month'],
      ['quarterly', 'quarter'],
    ] as const)
      expect(
        (await hr.post('/v1/schemes').send({ document: scheme(code, period), from: '2025-01-01' })).status,
      ).toBe(200);
  });
  afterAll(async () => {
    clock.now = realNow;
    await service.stop();
  });

  it('knows of no month while nobody is assigned', async () => {
    expect(await lookAt('2026-02-01T09:00:00Z')).toEqual([]);
    expect((await hr.get('/v1/schedule/periods')).body).toEqual([]);
  });

  it('computes a month at the hour of the company’s day, once', async () => {
    for (const code of ['monthly', 'quarterly'])
      await hr.post('/v1/scheme-assignments').send({ scheme: code, manager: 'M1', from: '2026-01-01' });
    // 03:00 on the first in Moscow is midnight in UTC
    expect(await lookAt('2026-01-31T23:59:59Z')).toEqual([]);
    expect(await lookAt('2026-02-01T00:00:00Z')).toEqual(['2026-01']);
    expect(await lookAt('2026-02-01T00:00:01Z')).toEqual([]);
    expect(await rowAt('2026-02-01T00:00:01Z', '2026-01')).toMatchObject({
      state: 'done',
      attempts: 1,
      covers: ['2026-01'],
      endsAt: '2026-01-31T21:00:00.000Z',
      dueAt: '2026-02-01T00:00:00.000Z',
      problem: null,
      forcedBy: null,
    });
    expect(await runs('2026-01')).toMatchObject([{ startedBy: 'schedule', state: 'done' }]);
    expect((await hr.get('/v1/periods/2026-01')).body).toMatchObject({ state: 'calculated', statements: 1 });
  });

  it('computes nothing before a closed month, though somebody is assigned in hindsight', async () => {
    const { token } = await service.app.get(TokensService).create({ name: 'another', role: 'hr' });
    const another = { Authorization: `Bearer ${token}` };
    const steps = [['in_review'], ['approved', another], ['closed']] as const;
    for (const [to, by = {}] of steps) {
      const { status } = await hr.post('/v1/periods/2026-01/transitions').set(by).send({ to });
      expect([to, status]).toEqual([to, 200]);
    }
    const assignment = { scheme: 'monthly', manager: 'M1', from: '2025-11-01', until: '2026-01-01' };
    await hr.post('/v1/scheme-assignments').send(assignment);
    expect(await lookAt('2026-02-02T00:00:00Z')).toEqual([]);
    const { body } = await hr.get('/v1/schedule/periods');
    expect(body.map(({ period, state }: Due) => `${period} ${state}`)).toEqual([
      '2026-02 waiting',
      '2026-01 done',
      '2025-12 skipped',
      '2025-11 skipped',
    ]);
  });

  it('computes with a quarter’s last month what falls due at its end, after downtime all in order', async () => {
    expect(await lookAt('2026-05-20T12:00:00Z')).toEqual(['2026-02', '2026-03', '2026-04']);
    const row = await rowAt('2026-05-20T12:00:00Z', '2026-03');
    expect(row).toMatchObject({ state: 'done', covers: ['2026-03', '2026-Q1'] });
    const { items } = (await hr.get(`/v1/results?run=${row.runId}`)).body;
    expect(items.map(({ period }: { period: string }) => period).sort()).toEqual(['2026-03', '2026-Q1']);
    expect(await runs('2026-03')).toHaveLength(1);
  });

  it('passes over a month that somebody computed after its end', async () => {
    const { body: run } = await hr.post('/v1/payroll-runs').send({ period: '2026-05' });
    expect(await lookAt('2026-06-01T00:00:00Z')).toEqual([]);
    expect(await rowAt('2026-06-01T00:00:00Z', '2026-05')).toMatchObject({
      state: 'skipped',
      runId: run.id,
      attempts: 0,
      problem: null,
    });
  });

  it('moves what waits with the settings and the company’s zone, and nothing else', async () => {
    const dueOf = async (period: string) => (await rowAt('2026-06-15T00:00:00Z', period)).dueAt;
    expect(await dueOf('2026-06')).toBe('2026-07-01T00:00:00.000Z');
    const settings = { dayOfMonth: 31, hour: 22, paused: false };
    expect((await put(settings)).body).toEqual({ ...settings, timeZone: 'Europe/Moscow' });
    expect((await hr.get('/v1/schedule')).body).toEqual({ ...settings, timeZone: 'Europe/Moscow' });
    expect(await dueOf('2026-06')).toBe('2026-07-31T19:00:00.000Z');
    const { body: company } = await hr.get('/v1/company');
    const admin = await service.as('admin');
    await admin.put('/v1/company').send({ ...company, timeZone: 'America/New_York' });
    expect(await dueOf('2026-06')).toBe('2026-08-01T02:00:00.000Z');
    expect(await dueOf('2026-05')).toBe('2026-06-01T00:00:00.000Z');
    await admin.put('/v1/company').send(company);
    await put({ dayOfMonth: 1, hour: 3, paused: false });
    expect(await dueOf('2026-06')).toBe('2026-07-01T00:00:00.000Z');
  });

  it('holds what falls due while paused, and catches up when it goes on', async () => {
    await put({ dayOfMonth: 1, hour: 3, paused: true });
    expect(await lookAt('2026-07-01T09:00:00Z')).toEqual([]);
    expect(await rowAt('2026-08-01T09:00:00Z', '2026-06')).toMatchObject({ state: 'waiting', attempts: 0 });
    await put({ dayOfMonth: 1, hour: 3, paused: false });
    expect(await lookAt('2026-08-01T09:00:00Z')).toEqual(['2026-06', '2026-07']);
  });

  it('starts a month that has ended when it is forced, whatever its hour and the pause', async () => {
    await put({ dayOfMonth: 20, hour: 3, paused: true });
    expect(await lookAt('2026-09-01T09:00:00Z')).toEqual([]);
    const { status, body } = await force('2026-08');
    expect([status, body]).toMatchObject([
      202,
      { period: '2026-08', state: 'started', attempts: 1, forcedBy: 'test hr' },
    ]);
    while ((await hr.get(`/v1/jobs/${body.jobId}`)).body.state !== 'done');
    expect(await rowAt('2026-09-01T09:00:00Z', '2026-08')).toMatchObject({ state: 'done', attempts: 1 });
    expect(await runs('2026-08')).toMatchObject([{ startedBy: 'test hr' }]);
    // by number as one started by hand, not by name alone
    await hr.post('/v1/payroll-runs').send({ period: '2026-08' });
    const starters: { id: string | null }[] = await service.source.query(
      `select started_by_id as id from payroll_runs where period = '2026-08' order by id`,
    );
    expect(starters).toEqual(Array(2).fill({ id: expect.stringMatching(/^\d+$/) }));
    expect(starters[0]).toEqual(starters[1]);
    expect(refusal(await force('2026-08'))).toBe('409 already-computed');
    const early = await force('2026-09');
    expect([refusal(early), early.body.detail]).toEqual([
      '409 period-not-ended',
      '2026-09 ends at 2026-09-30T21:00:00.000Z, and the schedule computes whole months; what it comes to so far is computed by POST /v1/payroll-runs.',
    ]);
    expect(refusal(await force('2026-10'))).toBe('404 not-found');
    expect(refusal(await force('x'))).toBe('404 not-found');
    await put({ dayOfMonth: 1, hour: 3, paused: false });
  });

  it('tries again what failed, shows why, and goes on with the next month when it gives up', async () => {
    await service.source.query(`
      create function fail() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create trigger fails before insert on payroll_runs for each row when (new.period = '2026-09') execute function fail()`);
    const states: unknown[] = [];
    const at = [
      '2026-10-01T00:00Z',
      '2026-10-01T00:09:59Z',
      '2026-10-01T00:10Z',
      '2026-10-01T00:30Z',
      '2026-10-01T01:10Z',
      '2026-11-01T00:00Z',
    ];
    for (const instant of at) {
      const { state, attempts, againAt, problem } = await rowAt(instant, '2026-09');
      states.push([state, attempts, againAt?.slice(11, 16), problem?.type]);
    }
    const internal = 'urn:premia:problem:internal';
    expect(states).toEqual([
      ['waiting', 1, '00:10', internal],
      ['waiting', 1, '00:10', internal],
      ['waiting', 2, '00:30', internal],
      ['waiting', 3, '01:10', internal],
      ['waiting', 4, '02:30', internal],
      ['failed', 5, undefined, internal],
    ]);
    expect((await rowAt('2026-11-01T00:00Z', '2026-10')).state).toBe('done');
    await service.source.query('drop trigger fails on payroll_runs');
    expect(await lookAt('2026-11-02T00:00Z')).toEqual([]);
    await force('2026-09');
    while ((await rowAt('2026-11-02T00:00Z', '2026-09')).state === 'started');
    expect(await rowAt('2026-11-02T00:00Z', '2026-09')).toMatchObject({
      state: 'done',
      attempts: 1,
      problem: null,
    });
  });

  it('replaces a draft made before its month had ended', async () => {
    const { body: early } = await hr.post('/v1/payroll-runs').send({ period: '2026-11' });
    const onThe20th = `update payroll_runs set started_at = '2026-11-20T12:00Z' where id = $1`;
    await service.source.query(onThe20th, [early.id]);
    expect(await lookAt('2026-12-01T00:00Z')).toEqual(['2026-11']);
    expect(await runs('2026-11')).toMatchObject([
      { startedBy: 'schedule', state: 'done' },
      { id: early.id, state: 'replaced' },
    ]);
  });

  it('passes over a month in which nobody is paid, and says so in the reader’s language', async () => {
    await hr.post('/v1/managers').send({ personnelNumber: 'M1', name: 'One', lastDay: '2026-11-30' });
    // December pays the quarter of which the first two months were worked
    expect(await lookAt('2027-02-01T00:00Z')).toEqual(['2026-12', '2027-01']);
    const { body } = await hr.get('/v1/schedule/periods').set('Accept-Language', 'ru');
    expect(body.slice(0, 3)).toMatchObject([
      { period: '2027-02', state: 'waiting' },
      {
        period: '2027-01',
        state: 'skipped',
        runId: null,
        problem: { title: 'Никому не назначена система премирования' },
      },
      { period: '2026-12', state: 'done', covers: ['2026-12', '2026-Q4', '2026'], problem: null },
    ]);
    expect(await runs('2027-01')).toEqual([]);
  });

  it('refuses settings that cannot be, field by field', async () => {
    const answer = await put({ dayOfMonth: 32, hour: -1, paused: 'later', zone: 'UTC' });
    expect(refusal(answer)).toBe('422 invalid-fields');
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(
      answer.body.fields.map(({ field, expected }: Record<string, string>) => `${field}: ${expected}`),
    ).toEqual([
      'zone: no such field; known are: dayOfMonth, hour, paused',
      'dayOfMonth: a whole number from 1 to 31',
      'hour: a whole number from 0 to 23',
      'paused: true or false',
    ]);
    expect((await hr.get('/v1/schedule')).body).toMatchObject({ dayOfMonth: 1, hour: 3, paused: false });
  });

  it('is shown and changed by those whose work it is', async () => {
    const roles = ['admin', 'hr', 'auditor', 'intake'] as const;
    const settings = { dayOfMonth: 1, hour: 3, paused: false };
    const statuses: Record<string, number[]> = {};
    for (const role of [...roles, 'head', 'manager'] as const) {
      const by = await service.as(role, ['head', 'manager'].includes(role) ? 'M1' : undefined);
      statuses[role] = [
        (await by.get('/v1/schedule')).status,
        (await by.get('/v1/schedule/periods')).status,
        (await put(settings, by)).status,
        (await force('2020-01', by)).status,
      ];
    }
    expect(statuses).toEqual({
      admin: [200, 200, 200, 403],
      hr: [200, 200, 200, 404],
      auditor: [200, 200, 403, 403],
      head: [200, 403, 403, 403],
      manager: [403, 403, 403, 403],
      intake: [403, 403, 403, 403],
    });
  });
});
