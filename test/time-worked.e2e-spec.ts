import type TestAgent from 'supertest/lib/agent.js';
import { monthsOf, periodRange, toText } from '../src/calc/index.js';
import { CalendarsRepository } from '../src/features/people/calendars.repository.js';
import { invalid, refusalOf, refuse, takeInto } from './support/bad-input.js';
import { saveProfile, sendFile } from './support/imports.js';
import { startService, type TestService } from './support/service.js';

/** Salary by dated parts of what the grade pays; the month by last day and share beside it. */
const TIME = `code: time
title: {en: Time worked, ru: Отработанное время}
period: month
inputs:
  norm_of_month: {attribute: norm_days, unit: days}
  days_of_month: {attribute: worked_days, unit: days}
  norm_hours: {attribute: norm_hours, unit: count}
  worked_hours: {attribute: worked_hours, unit: count}
  grade_salary: {attribute: grade_salary, unit: money}
  worked_share: {attribute: worked_share, unit: ratio}
  employed_share: {attribute: employed_share, unit: ratio}
rows:
  salaries:
    title: {en: Salaries in force, ru: Действовавшие оклады}
    parts: {attribute: grade_salary, unit: money}
    lines:
      - {code: earned, title: {en: Earned, ru: Заработано}, formula: value * part_share, unit: money}
lines:
  - {code: salary, title: {en: Salary, ru: Оклад}, formula: 'SUM(salaries, earned)', unit: money, round: 0.01, pay: salary, clause: "2.1"}
  - {code: in_days, formula: days_of_month + 0 * norm_of_month, unit: days}
  - {code: in_hours, formula: worked_hours + 0 * norm_hours, unit: count}
  - {code: by_last_day, formula: grade_salary * worked_share, unit: money, round: 0.01}
  - {code: employed, formula: employed_share, unit: ratio}
`;

const QUARTER = `code: quarter
title: {en: Plans of the quarter}
period: quarter
rows:
  plans:
    parts: {target: won_amount, unit: money}
    lines:
      - {code: due, formula: 'DIVIDE(value * worked_days, norm_days, 0)', unit: money}
lines:
  - {code: prize, title: {en: Prize}, formula: 'SUM(plans, due) * 1%', unit: money, round: 0.01, pay: bonus, clause: "4"}
`;

describe('time worked', () => {
  let service: TestService;
  let hr: TestAgent;
  let take: ReturnType<typeof takeInto>;

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    take = takeInto(hr);
    await take(
      'managers',
      ...['M1', 'M2', 'M3', 'M4'].map((personnelNumber) => ({ personnelNumber, name: 'N' })),
    );
    await take('managers', {
      ...{ personnelNumber: 'M5', name: 'N', hiredOn: '2026-03-16', lastDay: '2026-03-27' },
    });
    await take(
      'grades',
      { number: 1, salary: '600', from: '2025-01-01' },
      { number: 2, salary: '700', from: '2025-01-01' },
    );
    await take(
      'manager-attributes',
      ...['M1', 'M2', 'M4', 'M5'].map((manager) => ({
        manager,
        attribute: 'grade',
        value: '2',
        from: '2025-01-01',
      })),
      { manager: 'M3', attribute: 'grade', value: '1', from: '2025-01-01', until: '2026-03-16' },
      { manager: 'M3', attribute: 'grade', value: '2', from: '2026-03-16' },
      { manager: 'M2', attribute: 'part_time_rate', value: '0.5', from: '2026-03-16' },
    );
    for (const document of [TIME, QUARTER]) {
      const { status, body } = await hr.post('/v1/schemes').send({ document });
      expect([status, body]).toMatchObject([200, { number: 1 }]);
    }
    await take(
      'scheme-assignments',
      ...['M1', 'M2', 'M3', 'M4', 'M5'].map((manager) => ({ scheme: 'time', manager, from: '2026-01-01' })),
      { scheme: 'quarter', manager: 'M1', from: '2026-01-01' },
    );
  });
  afterAll(() => service?.stop());

  const results = async (period: string, scheme = 'time') => {
    const run = await hr.post('/v1/payroll-runs').send({ period });
    expect(run.status).toBe(200);
    const { body } = await hr.get(`/v1/results?run=${run.body.id}&limit=100`);
    return body.items.filter((item: { scheme: string }) => item.scheme === scheme) as {
      id: string;
      personnelNumber: string;
    }[];
  };

  const linesOf = async (period: string, scheme?: string) => {
    const documents = await Promise.all(
      (await results(period, scheme)).map(async ({ id, personnelNumber }) => {
        const { body } = await hr.get(`/v1/results/${id}`);
        const lines = body.result.lines.map(({ code, value }: { code: string; value: string | null }) => [
          code,
          value,
        ]);
        return [personnelNumber, Object.fromEntries(lines)] as const;
      }),
    );
    return Object.fromEntries(documents);
  };

  it('counts weekdays where the company works by no calendar', async () => {
    // March 2026 has 22 weekdays, 11 of them from the 16th to the 30th; no calendar, so the 9th is worked
    await expect(linesOf('2026-03')).resolves.toMatchObject({
      M1: { in_days: '22', in_hours: '176', salary: '700' },
    });
  });

  it('has the norms of the Russian calendar as published, month by month', async () => {
    await take('calendar-assignments', { calendar: 'ru', from: '2025-01-01' });
    const [{ mark }] = await service.source.query('select max(seq)::text as mark from intakes');
    const calendar = await service.app.get(CalendarsRepository).known(service.source.manager, mark);
    const normsOf = (year: string) =>
      monthsOf(year).map((month) => {
        const range = periodRange(month);
        return [calendar.days(range), toText(calendar.hours(range))];
      });
    // Source: production calendars of 2025 and 2026 for a week of 40 hours, as legal reference systems print them
    expect(normsOf('2025')).toEqual([
      ...[
        [17, '136'],
        [20, '160'],
        [21, '167'],
        [22, '175'],
        [18, '144'],
        [19, '151'],
      ],
      ...[
        [23, '184'],
        [21, '168'],
        [22, '176'],
        [23, '184'],
        [19, '151'],
        [22, '176'],
      ],
    ]);
    expect(normsOf('2026')).toEqual([
      ...[
        [15, '120'],
        [19, '152'],
        [21, '168'],
        [22, '175'],
        [19, '151'],
        [21, '167'],
      ],
      ...[
        [23, '184'],
        [21, '168'],
        [22, '176'],
        [22, '176'],
        [20, '159'],
        [22, '176'],
      ],
    ]);
    const years = ['2025', '2026'].map(periodRange);
    expect(years.map((range) => [calendar.days(range), toText(calendar.hours(range))])).toEqual([
      [247, '1972'],
      [247, '1972'],
    ]);
    // 261 weekdays less 12 holidays on them or moved to them by the law itself; two of January are still to be moved by decree
    expect(calendar.days(periodRange('2027'))).toBe(249);
    expect([calendar.knows(periodRange('2027')), calendar.knows(periodRange('2028-01'))]).toEqual([
      true,
      false,
    ]);
  });

  it('pays for the days worked of the norm, part-time rate, absence and the change of grade included', async () => {
    await take(
      'attendance',
      { manager: 'M1', kind: 'sick_leave', from: '2026-03-10', until: '2026-03-18' },
      { manager: 'M4', kind: 'parental_leave', from: '2026-02-01' },
    );
    // norm of March 2026: 21 days, 9 of them before the 16th
    await expect(linesOf('2026-03')).resolves.toEqual({
      // absent on the 10th to 13th, the 16th and 17th: 700 × 15/21
      M1: { salary: '500', in_days: '15', in_hours: '120', by_last_day: '500', employed: '1' },
      // 9 whole days, 12 half ones: 700 × 15/21
      M2: { salary: '500', in_days: '21', in_hours: '120', by_last_day: '500', employed: '1' },
      // 600 × 9/21 + 700 × 12/21 = 257.142… + 400
      M3: { salary: '657.14', in_days: '21', in_hours: '168', by_last_day: '700', employed: '1' },
      M4: { salary: '0', in_days: '0', in_hours: '0', by_last_day: '0', employed: '1' },
      // hired on the 16th, gone after the 27th: 700 × 10/21
      M5: {
        ...{ salary: '333.33', in_days: '10', in_hours: '80', by_last_day: '333.33' },
        employed: '0.47619047619047619048',
      },
    });
  });

  it('explains each part with its days, in both languages', async () => {
    const [, , m3] = await results('2026-03');
    const text = async (language: string) =>
      (
        await hr
          .get(`/v1/results/${m3!.id}/explanation`)
          .set({ Accept: 'text/plain', 'Accept-Language': language })
      ).text;
    const english = await text('en');
    for (const part of [
      '“Salaries in force”: 2 rows',
      '2026-03-01 … 2026-03-15 (15 days, 9 of 9 worked)',
      '2026-03-16 … 2026-03-31 (16 days, 12 of 12 worked)',
      'Value of the part: 600',
      'Value of the part: 700',
    ])
      expect(english).toContain(part);
    const russian = await text('ru');
    for (const part of [
      '«Действовавшие оклады»: строк: 2',
      '2026-03-01 … 2026-03-15 (дней: 15, отработано 9 из 9)',
      'Значение части: 700',
    ])
      expect(russian).toContain(part);
  });

  it('cuts a quarter’s plan into its months', async () => {
    await take(
      'targets',
      ...['100000', '120000', '90000'].map((value, month) => ({
        ...{ manager: 'M1', measure: 'won_amount', period: `2026-0${month + 1}`, value },
      })),
    );
    // (100000 × 15/15 + 120000 × 19/19 + 90000 × 15/21) × 1 % = 1000 + 1200 + 642.857…
    await expect(linesOf('2026-03', 'quarter')).resolves.toEqual({ M1: { prize: '2842.86' } });
  });

  it('knows nothing of a year that the calendar does not name: what needs it fails, and says which input', async () => {
    const lines = await linesOf('2028-01');
    expect(lines.M1).toEqual({
      salary: null,
      in_days: null,
      in_hours: null,
      by_last_day: null,
      employed: null,
    });
    await take('calendars', { calendar: 'ru', day: '2028-01-03', kind: 'holiday', source: 'test' });
    // 21 weekdays of January 2028, less the one named
    expect((await linesOf('2028-01')).M1).toMatchObject({ in_days: '20', in_hours: '160', salary: '700' });
  });

  it('goes by the hours of the company’s week, and by the calendar in force on each day', async () => {
    await take(
      'calendar-assignments',
      { calendar: 'ru', from: '2025-01-01', until: '2026-03-16' },
      { calendar: 'ru', hoursPerDay: '7.2', from: '2026-03-16' },
    );
    // 9 days of 8 hours and 12 of 7.2
    expect((await linesOf('2026-03')).M3).toMatchObject({ in_days: '21', in_hours: '158.4' });
  });

  it('takes a calendar of another country from a file', async () => {
    const profile = `code: days
source: production-calendar
format: {separator: ";"}
emits:
  - noun: calendars
    fields:
      calendar: {constant: kz}
      day: {column: Day, dates: DD.MM.YYYY}
      kind: {column: Kind, map: {праздник: holiday, выходной: day_off, рабочий: working}}
`;
    expect((await saveProfile(hr, 'days', profile)).body).toMatchObject({ code: 'days' });
    const file =
      'Day;Kind\n08.03.2027;праздник\n22.03.2027;праздник\n23.03.2027;праздник\n06.03.2027;рабочий\n';
    const { status, body } = await sendFile(hr, 'days', file);
    expect([status, body]).toMatchObject([200, expect.anything()]);
    const { items } = (await hr.get('/v1/calendars?calendar=kz')).body;
    expect(items.length).toBe(4);
    await take(
      'calendar-assignments',
      { calendar: 'ru', hoursPerDay: '7.2', from: '2026-03-16', until: '2027-01-01' },
      { calendar: 'kz', from: '2027-01-01' },
    );
    // 23 weekdays of March 2027, three of them holidays, and a Saturday
    expect((await linesOf('2027-03')).M1).toMatchObject({ in_days: '21', in_hours: '168' });
  });

  it('warns where a version follows another within a month, which is computed in parts then', async () => {
    const publish = async (from: string) => {
      const document = TIME.replace('formula: value * part_share', 'formula: 2 * value * part_share');
      const { body } = await hr.post('/v1/schemes').send({ document: `${document}# ${from}\n`, from });
      return body.findings.filter(({ code }: { code: string }) => code === 'from-within-period');
    };
    expect(await publish('2026-06-01')).toEqual([]);
    expect(await publish('2026-07-15')).toMatchObject([
      { severity: 'warning', text: expect.stringContaining('2026-07 is computed in parts') },
    ]);
  });

  it('refuses a calendar nobody knows, and absences over each other', async () => {
    const unknown = await refuse(service, () =>
      hr.post('/v1/calendar-assignments').send({ calendar: 'xx', from: '2024-01-01', until: '2024-02-01' }),
    );
    expect(refusalOf(unknown)).toEqual(
      invalid(['calendar', 'xx', 'the calendar of an existing record of calendars; this one is not known']),
    );
    const overlapping = await refuse(service, () =>
      hr.post('/v1/attendance').send({ manager: 'M1', kind: 'vacation', from: '2026-03-17' }),
    );
    expect(refusalOf(overlapping)).toEqual(
      invalid([
        'from',
        '2026-03-17',
        'dates that do not overlap another record of the same; [2026-03-10,2026-03-18) is in force',
      ]),
    );
    const twice = await refuse(service, () =>
      hr.post('/v1/calendar-assignments').send({ calendar: 'ru', from: '2026-04-01', until: '2026-05-01' }),
    );
    expect(refusalOf(twice)).toEqual(
      invalid([
        'from',
        '2026-04-01',
        'dates that do not overlap another record of the same; [2026-03-16,2027-01-01) is in force',
      ]),
    );
  });
});
