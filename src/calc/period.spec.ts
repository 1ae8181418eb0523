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
