import {
  addDays,
  type DayRange,
  type Decimal,
  daysBetween,
  decimal,
  overlap,
  weekdayOf,
} from '../../calc/index.js';
import type { DAY_KINDS } from './time-worked.dto.js';

/** A day that a production calendar names. */
interface CalendarDay {
  day: string;
  kind: (typeof DAY_KINDS)[number];
}

/** A production calendar in force from a day, until the first day no longer; null while it has no end. */
export interface CalendarInForce {
  from: string;
  until: string | null;
  hoursPerDay: string;
  days: readonly CalendarDay[];
}

/** How a day that is named differs from what its weekday says. */
interface Change {
  day: string;
  days: number;
  hours: Decimal;
}

interface Span {
  from: string;
  until: string | null;
  hoursPerDay: Decimal;
  changes: Change[];
  /** Years of which it names a day: of others nothing is known. */
  years: Set<string>;
}

const HOURS_PER_DAY = decimal('8');
const HOURS_SHORTENED = decimal('1');

/** Norm days and hours of the company. Days under no calendar are worked from Monday to Friday, 8 hours. Source: domain §7. */
export class WorkCalendar {
  private readonly spans: Span[];

  constructor(inForce: readonly CalendarInForce[]) {
    this.spans = inForce.map(({ days, hoursPerDay, ...interval }) => ({
      ...interval,
      hoursPerDay: decimal(hoursPerDay),
      changes: days.map((day) => changeOf(day, decimal(hoursPerDay))),
      years: new Set(days.map(({ day }) => day.slice(0, 4))),
    }));
  }

  /** Whether every year the range touches is known: a year that a calendar in force does not name is not. */
  knows(range: DayRange): boolean {
    return this.spans.every((span) => {
      const { start, end } = daysUnder(span, range);
      if (start >= end) return true;
      const last = Number(addDays(end, -1).slice(0, 4));
      for (let year = Number(start.slice(0, 4)); year <= last; year++)
        if (!span.years.has(String(year))) return false;
      return true;
    });
  }

  /** Working days in a range that it knows. */
  days(range: DayRange): number {
    return this.changes(range).reduce((sum, { days }) => sum + days, weekdays(range));
  }

  /** Working hours in a range that it knows. */
  hours(range: DayRange): Decimal {
    const usual = HOURS_PER_DAY.times(weekdays(range));
    const ofSpans = this.spans.map((span) =>
      span.hoursPerDay.minus(HOURS_PER_DAY).times(weekdays(daysUnder(span, range))),
    );
    const changed = this.changes(range).map(({ hours }) => hours);
    return [...ofSpans, ...changed].reduce((sum, hours) => sum.plus(hours), usual);
  }

  private changes(range: DayRange): Change[] {
    return this.spans.flatMap((span) => {
      const { start, end } = daysUnder(span, range);
      return span.changes.filter(({ day }) => day >= start && day < end);
    });
  }
}

function changeOf({ day, kind }: CalendarDay, hoursPerDay: Decimal): Change {
  const usual = weekdays({ start: day, end: addDays(day, 1) });
  const days = kind === 'working' || kind === 'short' ? 1 : 0;
  const hours = hoursPerDay.times(days).minus(kind === 'short' ? HOURS_SHORTENED : 0);
  return { day, days: days - usual, hours: hours.minus(hoursPerDay.times(usual)) };
}

/** The days of a range under a calendar; empty when there are none. */
function daysUnder({ from, until }: Span, range: DayRange): DayRange {
  return overlap(range, { start: from, end: until ?? range.end });
}

/** Monday to Friday in a half-open range. */
function weekdays({ start, end }: DayRange): number {
  const days = Math.max(0, daysBetween(start, end));
  const first = weekdayOf(start) - 1;
  let rest = 0;
  for (let place = 0; place < days % 7; place++) if ((first + place) % 7 < 5) rest++;
  return Math.floor(days / 7) * 5 + rest;
}
