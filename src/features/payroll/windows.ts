import {
  addDays,
  type DayRange,
  monthsOf,
  overlap,
  type Period,
  periodRange,
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

/** Days with their name in an observation: a period, several, or `2026-03-16…2026-03-31`. */
export interface NamedDays {
  of: string;
  range: DayRange;
}

/** The days of a window, of a part of the period where `part` is given; undefined for an empty window. */
export function windowRange(input: SchemeInput, period: Period, part?: DayRange): NamedDays | undefined {
  const { months, period: whole } = monthsBefore(input, period, part);
  const range = rangeOfAll(months);
  const of = whole ?? (months.length === 1 ? months[0]! : `${months[0]}…${months.at(-1)}`);
  return range && cut({ of, range }, boundsOf(input, part));
}

/** The same month by month. */
export function windowMonthRanges(input: SchemeInput, period: Period, part?: DayRange): NamedDays[] {
  const bounds = boundsOf(input, part);
  return monthsBefore(input, period, part).months.flatMap(
    (of) => cut({ of, range: periodRange(of) }, bounds) ?? [],
  );
}

/** The window's months; what lies in the period before a later part of it is `so far` too. */
function monthsBefore(input: SchemeInput, period: Period, part: DayRange | undefined): WindowMonths {
  const window = windowMonths(input, period);
  const isLater = part !== undefined && part.start > periodRange(period).start;
  return isLater && SO_FAR.has(input.window.kind)
    ? { months: [...window.months, ...monthsOf(period)] }
    : window;
}

const SO_FAR: ReadonlySet<string> = new Set(['quarter so far', 'year so far']);
const FIRST_DAY = '0001-01-01';

/** What a part of the period leaves of a window: its own days, those up to its end, or those before it. */
function boundsOf({ window: { kind } }: SchemeInput, part: DayRange | undefined): DayRange | undefined {
  if (!part) return undefined;
  if (kind === 'this period') return part;
  if (SO_FAR.has(kind)) return { start: FIRST_DAY, end: part.start };
  return kind.endsWith('to date') ? { start: FIRST_DAY, end: part.end } : undefined;
}

function cut({ of, range }: NamedDays, bounds: DayRange | undefined): NamedDays | undefined {
  if (!bounds) return { of, range };
  const left = overlap(range, bounds);
  if (left.start === left.end) return undefined;
  const isWhole = left.start === range.start && left.end === range.end;
  return { of: isWhole ? of : `${left.start}…${addDays(left.end, -1)}`, range: left };
}
