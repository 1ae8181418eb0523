import * as period from './period.js';

describe('periods', () => {
  it.each([
    ['2026-03', 'month'],
    ['2026-Q1', 'quarter'],
    ['2026', 'year'],
    ['2026-13', undefined],
    ['2026-00', undefined],
    ['2026-Q5', undefined],
    ['2026-3', undefined],
    ['0000', undefined],
    ['26', undefined],
    ['2026-03-01', undefined],
    ['', undefined],
  ])('%p is a %s', (text, kind) => {
    expect(period.periodKind(text)).toBe(kind);
    expect(period.isPeriod(text)).toBe(kind !== undefined);
  });

  it.each([
    ['2026-03', '2026-03-01', '2026-04-01', '2026-02', '2026-04', '2025-03'],
    ['2026-01', '2026-01-01', '2026-02-01', '2025-12', '2026-02', '2025-01'],
    ['2026-12', '2026-12-01', '2027-01-01', '2026-11', '2027-01', '2025-12'],
    ['2026-Q1', '2026-01-01', '2026-04-01', '2025-Q4', '2026-Q2', '2025-Q1'],
    ['2026-Q4', '2026-10-01', '2027-01-01', '2026-Q3', '2027-Q1', '2025-Q4'],
    ['2026', '2026-01-01', '2027-01-01', '2025', '2027', '2025'],
  ])('%s runs from %s to before %s', (text, start, end, previous, next, lastYear) => {
    expect(period.periodRange(text)).toEqual({ start, end });
    expect(period.previousPeriod(text)).toBe(previous);
    expect(period.nextPeriod(text)).toBe(next);
    expect(period.samePeriodLastYear(text)).toBe(lastYear);
  });

  it('lists months', () => {
    expect(period.monthsOf('2026-Q2')).toEqual(['2026-04', '2026-05', '2026-06']);
    expect(period.monthsOf('2026-02')).toEqual(['2026-02']);
    expect(period.monthsOf('2026')).toHaveLength(12);
    expect(period.previousMonths('2026-02', 3)).toEqual(['2025-11', '2025-12', '2026-01']);
    expect(period.previousMonths('2026-Q2', 3)).toEqual(['2026-01', '2026-02', '2026-03']);
  });

  it('tells "to date" (this period included) from "so far" (before it)', () => {
    expect(period.quarterToDate('2026-05')).toEqual(['2026-04', '2026-05']);
    expect(period.quarterSoFar('2026-05')).toEqual(['2026-04']);
    expect(period.quarterSoFar('2026-04')).toEqual([]);
    expect(period.yearToDate('2026-02')).toEqual(['2026-01', '2026-02']);
    expect(period.yearSoFar('2026-Q2')).toEqual(['2026-01', '2026-02', '2026-03']);
    expect(period.yearToDate('2026-Q2')).toHaveLength(6);
    expect(period.yearSoFar('2026-01')).toEqual([]);
  });

  it('spans periods that stand in a row', () => {
    expect(period.rangeOfAll(['2025-12', '2026-01'])).toEqual({ start: '2025-12-01', end: '2026-02-01' });
    expect(period.rangeOfAll([])).toBeUndefined();
    expect(period.rangeOfAll(['2026-02'])).toEqual({ start: '2026-02-01', end: '2026-03-01' });
    expect(period.rangeOfAll(['2026-Q1', '2026-Q2', '2026-Q3'])).toEqual({
      start: '2026-01-01',
      end: '2026-10-01',
    });
  });

  it.each([
    ['2026-03-31', 'month', '2026-03'],
    ['2026-03-31', 'quarter', '2026-Q1'],
    ['2026-10-01', 'quarter', '2026-Q4'],
    ['2026-10-01', 'year', '2026'],
  ] as const)('%s falls in the %s %s', (day, kind, expected) => {
    expect(period.periodOfDay(day, kind)).toBe(expected);
  });

  it('refuses what is no period', () => {
    expect(() => period.periodRange('March')).toThrow(RangeError);
  });
});

describe('days', () => {
  it.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2026-04-31', false],
    ['2026-4-1', false],
    ['0000-01-01', false],
  ])('%s is a real day: %s', (text, isReal) => {
    expect(period.isDay(text)).toBe(isReal);
  });

  // Counted on a calendar.
  it.each([
    ['2026-01-01', '2026-01-01', 0],
    ['2026-01-01', '2026-03-01', 59],
    ['2024-01-01', '2024-03-01', 60],
    ['2026-03-01', '2026-01-01', -59],
    ['1999-12-31', '2000-01-01', 1],
    ['2000-01-01', '2026-01-01', 9497],
  ])('from %s to %s are %i days', (from, to, days) => {
    expect(period.daysBetween(from, to)).toBe(days);
    expect(period.addDays(from, days)).toBe(to);
  });

  // Read off a calendar.
  it.each([
    ['0001-01-01', 1],
    ['1900-03-01', 4],
    ['2000-02-29', 2],
    ['2023-12-31', 7],
    ['2024-01-01', 1],
    ['2026-03-07', 6],
    ['2026-03-08', 7],
    ['2026-03-09', 1],
  ])('%s is day %i of its week', (day, weekday) => {
    expect(period.weekdayOf(day)).toBe(weekday);
  });

  it.each([
    ['2026-01-15', '2026-02-14', 0],
    ['2026-01-15', '2026-02-15', 1],
    ['2025-11-30', '2026-02-28', 2],
    ['2026-02-15', '2026-01-15', -1],
    ['2026-01-15', '2026-01-15', 0],
  ])('from %s to %s are %i whole months', (from, to, months) => {
    expect(period.monthsBetween(from, to)).toBe(months);
  });
});

describe('days and months off the calendar', () => {
  it.each(['2026-00-10', '2026-13-10', '2026-01-00', '2026-12-32', '2026-02-29', '2100-02-29'])(
    '%s is no day, and is refused as one',
    (text) => {
      expect(period.isDay(text)).toBe(false);
      expect(() => period.daysBetween(text, '2026-03-01')).toThrow(
        new RangeError(`"${text}" is not a day such as 2026-03-31`),
      );
    },
  );

  // Counted on a calendar: over the end of a month, of February, of a year, and back.
  it.each([
    ['2026-02-10', '2026-03-01', 19],
    ['2024-02-28', '2024-03-01', 2],
    ['2026-01-05', '2025-12-26', -10],
    ['2026-03-05', '2026-03-01', -4],
    ['2026-03-01', '2026-02-28', -1],
    ['2026-01-30', '2026-01-31', 1],
    ['2026-12-31', '2027-01-01', 1],
    ['2027-02-01', '2025-12-31', -397],
  ])('from %s to %s are %i days', (from, to, days) => {
    expect(period.daysBetween(from, to)).toBe(days);
    expect(period.addDays(from, days)).toBe(to);
  });

  it('are counted in whole months backwards too', () => {
    expect(period.monthsBetween('2026-03-15', '2026-01-20')).toBe(-1);
    expect(period.monthsBetween('2026-03-15', '2026-01-15')).toBe(-2);
    expect(Object.is(period.monthsBetween('2026-03-15', '2026-03-14'), 0)).toBe(true);
  });

  it('overlap in what both have, and in nothing where they do not meet', () => {
    const march = { start: '2026-03-01', end: '2026-04-01' };
    const part = { start: '2026-03-10', end: '2026-03-20' };
    const late = { start: '2026-03-20', end: '2026-05-01' };
    expect([period.overlap(march, part), period.overlap(part, march)]).toEqual([part, part]);
    expect(period.overlap(march, late)).toEqual({ start: '2026-03-20', end: '2026-04-01' });
    expect(period.overlap(late, march)).toEqual({ start: '2026-03-20', end: '2026-04-01' });
    const none = period.overlap({ start: '2026-04-05', end: '2026-05-01' }, march);
    expect(none.end).toBe(none.start);
  });

  it.each(['2026-3-and-some-more-text', 'March'])(
    '%s is refused as a period, cut to what can be read',
    (text) => {
      expect(() => period.periodRange(text)).toThrow(
        new RangeError(`"${text.slice(0, 20)}" is not a period such as 2026-03, 2026-Q1 or 2026`),
      );
    },
  );
});
