import {
  type DayRange,
  monthsOf,
  type Period,
  type PeriodKind,
  periodOfDay,
  periodRange,
  previousMonths,
  previousPeriod,
  quarterSoFar,
  quarterToDate,
  rangeOfAll,
  samePeriodLastYear,
  type Window,
  yearSoFar,
  yearToDate,
} from '../calc/index.js';

/** The days of a window; undefined for an empty one. Source: language, inputs. */
export function windowRange({ kind, months = 0 }: Window, period: Period): DayRange | undefined {
  switch (kind) {
    case 'this period':
      return periodRange(period);
    case 'previous':
      return periodRange(previousPeriod(period));
    case 'same period last year':
      return periodRange(samePeriodLastYear(period));
    case 'previous periods':
      return rangeOfAll(previousMonths(period, months));
    case 'quarter to date':
      return rangeOfAll(quarterToDate(period));
    case 'year to date':
      return rangeOfAll(yearToDate(period));
    case 'quarter so far':
      return rangeOfAll(quarterSoFar(period));
    case 'year so far':
      return rangeOfAll(yearSoFar(period));
  }
}

/** The whole periods of a kind inside a period, in order; none where the kind is longer. */
export function periodsInside(period: Period, kind: PeriodKind): Period[] {
  const { start, end } = periodRange(period);
  const of = new Set(monthsOf(period).map((month) => periodOfDay(periodRange(month).start, kind)));
  return [...of].filter((inner) => periodRange(inner).start >= start && periodRange(inner).end <= end);
}
