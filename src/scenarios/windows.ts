import {
  type DayRange,
  type Period,
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
