import {
  type DayRange,
  monthsOf,
  type Period,
  previousMonths,
  previousPeriod,
  quarterSoFar,
  quarterToDate,
  rangeOfAll,
  type SchemeInput,
  samePeriodLastYear,
  yearSoFar,
  yearToDate,
} from '../../calc/index.js';

/** The months a window covers, in order; for windows over whole periods also the period itself. Source: language, inputs. */
export interface WindowMonths {
  months: Period[];
  period?: Period;
}

export function windowMonths({ window }: SchemeInput, period: Period): WindowMonths {
  const whole = (of: Period): WindowMonths => ({ months: monthsOf(of), period: of });
  switch (window.kind) {
    case 'this period':
      return whole(period);
    case 'previous':
      return whole(previousPeriod(period));
    case 'same period last year':
      return whole(samePeriodLastYear(period));
    case 'previous periods':
      return { months: previousMonths(period, window.months!) };
    case 'quarter to date':
      return { months: quarterToDate(period) };
    case 'year to date':
      return { months: yearToDate(period) };
    case 'quarter so far':
      return { months: quarterSoFar(period) };
    case 'year so far':
      return { months: yearSoFar(period) };
  }
}

/** Name of the window in an observation, and its days; undefined for an empty window. */
export function windowRange({ months, period }: WindowMonths): { of: string; range: DayRange } | undefined {
  const range = rangeOfAll(months);
  return (
    range && { of: period ?? (months.length === 1 ? months[0]! : `${months[0]}…${months.at(-1)}`), range }
  );
}
