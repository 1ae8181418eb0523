import { shiftPeriod } from '../../calc/period.js';
import { coveredBy, dueMonth, type Ended, monthsToPlan, outcomeOf } from './due.js';

const MOSCOW = 'Europe/Moscow';
const YEARS = 11;
const MONTHS = Array.from({ length: YEARS * 12 }, (_, place) => shiftPeriod('2020-01', place));

describe('a month', () => {
  it.each([
    ['2026-03', 1, 3, MOSCOW, '2026-04-01T00:00:00.000Z'],
    ['2026-03', 10, 9, MOSCOW, '2026-04-10T06:00:00.000Z'],
    // the month after it has no such day: its last
    ['2026-01', 31, 0, MOSCOW, '2026-02-27T21:00:00.000Z'],
    ['2028-01', 31, 0, MOSCOW, '2028-02-28T21:00:00.000Z'],
    ['2028-01', 29, 0, MOSCOW, '2028-02-28T21:00:00.000Z'],
    ['2026-03', 31, 0, MOSCOW, '2026-04-29T21:00:00.000Z'],
    ['2026-12', 31, 23, MOSCOW, '2027-01-31T20:00:00.000Z'],
    // 29 March 2026, 02:00 is left out; 25 October 2026, 02:00 comes twice
    ['2026-02', 29, 2, 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-09', 25, 2, 'Europe/Berlin', '2026-10-25T00:00:00.000Z'],
    ['2026-10', 1, 1, 'America/New_York', '2026-11-01T05:00:00.000Z'],
  ])('%s on day %i at %i in %s', (period, dayOfMonth, hour, timeZone, dueAt) => {
    expect(dueMonth(period, { dayOfMonth, hour, timeZone }).dueAt.toISOString()).toBe(dueAt);
  });

  it('covers the quarter and the year that end with it', () => {
    const covered = ['2026-02', '2026-03', '2026-12'].map(coveredBy);
    expect(covered).toEqual([['2026-02'], ['2026-03', '2026-Q1'], ['2026-12', '2026-Q4', '2026']]);
  });
});

describe.each([MOSCOW, 'Europe/Berlin', 'America/New_York'])(
  'a clock that steps through 2020 to 2030 in %s',
  (timeZone) => {
    const STEP_MS = 30 * 60_000;

    it.each([
      [1, 0],
      [1, 3],
      [8, 2],
      [25, 2],
      [29, 2],
      [31, 1],
      [31, 23],
    ])('finds each month due once, in order and after its end, on day %i at %i', (dayOfMonth, hour) => {
      const due = MONTHS.map((month) => dueMonth(month, { dayOfMonth, hour, timeZone }));
      const started: string[] = [];
      const until = Date.parse('2031-02-02T00:00:00Z');
      for (let now = Date.parse('2020-01-01T00:00:00Z'); now < until; now += STEP_MS) {
        const next = due[started.length];
        if (!next || next.dueAt.getTime() > now) continue;
        expect(now - next.dueAt.getTime()).toBeLessThan(STEP_MS);
        expect(now).toBeGreaterThanOrEqual(next.endsAt.getTime());
        started.push(next.period);
      }
      expect(started).toEqual(MONTHS);
      // before the next one ends: never two at a time
      for (const [place, { dueAt }] of due.entries())
        expect(dueAt.getTime()).toBeLessThan(due[place + 1]?.endsAt.getTime() ?? Number.POSITIVE_INFINITY);
    });
  },
);

describe('the months planned', () => {
  it.each([
    ['none while nobody is assigned', { assigned: null, planned: null }, []],
    ['none while the first assignment is to come', { assigned: '2026-05', planned: null }, []],
    [
      'from the first assignment on',
      { assigned: '2026-02', planned: null },
      ['2026-02', '2026-03', '2026-04'],
    ],
    ['again, so that new settings move them', { assigned: '2026-04', planned: '2026-04' }, ['2026-04']],
    [
      'earlier ones too when somebody is assigned in hindsight',
      { assigned: '2026-03', planned: '2026-04' },
      ['2026-03', '2026-04'],
    ],
  ])('%s', (_, horizon, months) => {
    expect(monthsToPlan(horizon, '2026-04')).toEqual(months);
  });

  it('reach back twelve months at first, and to the last one planned however long ago that is', () => {
    const months = (planned: string | null) => monthsToPlan({ assigned: '2017-07', planned }, '2026-04');
    expect([months(null)[0], months(null).length]).toEqual(['2025-04', 13]);
    expect([months('2023-12')[0], months('2023-12').at(-1)]).toEqual(['2024-01', '2026-04']);
  });
});

describe('a started month whose job has ended', () => {
  const now = new Date('2026-04-01T00:00:00Z');
  const failed = (attempts: number, code: 'internal' | 'no-assignments' | 'period-fixed'): Ended => ({
    period: '2026-03',
    attempts,
    jobId: '7',
    jobState: 'failed',
    result: null,
    problem: { code, facts: {}, fields: [], fieldsTotal: 0 },
  });

  it('is done by its run', () => {
    const done: Ended = { ...failed(2, 'internal'), jobState: 'done', result: { run: '5' }, problem: null };
    expect(outcomeOf(done, now)).toEqual({
      period: '2026-03',
      state: 'done',
      runId: '5',
      problem: null,
      againAt: null,
    });
  });

  it('is tried again after 10, 20, 40 and 80 minutes, and then has failed', () => {
    const outcomes = [1, 2, 3, 4, 5].map((attempts) => outcomeOf(failed(attempts, 'internal'), now));
    expect(outcomes.map(({ state, againAt }) => [state, againAt?.toISOString().slice(11, 16)])).toEqual([
      ['waiting', '00:10'],
      ['waiting', '00:20'],
      ['waiting', '00:40'],
      ['waiting', '01:20'],
      ['failed', undefined],
    ]);
    expect(outcomes.map(({ problem }) => problem?.code)).toEqual(Array(5).fill('internal'));
  });

  it('is passed over where there is nothing to compute, and has failed where somebody cancelled it', () => {
    expect(outcomeOf(failed(1, 'no-assignments'), now).state).toBe('skipped');
    expect(outcomeOf(failed(1, 'period-fixed'), now).state).toBe('skipped');
    const cancelled: Ended = { ...failed(1, 'internal'), jobState: 'cancelled', problem: null };
    expect(outcomeOf(cancelled, now)).toMatchObject({
      state: 'failed',
      problem: { code: 'job-cancelled', facts: { id: '7' } },
    });
  });
});
