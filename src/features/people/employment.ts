import {
  addDays,
  type DayRange,
  type Decimal,
  decimal,
  monthsBetween,
  toText,
  ZERO,
} from '../../calc/index.js';
import { type Payee, valueOn } from './payees.repository.js';

/** The days of a range on which the payee is employed; empty when there are none. Half-open. */
export function employedDays({ hiredOn, lastDay }: Payee, range: DayRange): DayRange {
  const start = hiredOn && hiredOn > range.start ? hiredOn : range.start;
  const after = lastDay ? addDays(lastDay, 1) : range.end;
  const end = after < range.end ? after : range.end;
  return { start, end: end < start ? start : end };
}

export function isEmployedIn(payee: Payee, range: DayRange): boolean {
  const { start, end } = employedDays(payee, range);
  return start < end;
}

/** Last day of the range on which the payee is employed: the day that decides grade, team and assignment. */
export function lastEmployedDay(payee: Payee, range: DayRange): string {
  return addDays(employedDays(payee, range).end, -1);
}

/** What a payee worked of a range. */
export interface TimeWorked {
  /** Working days employed and not absent. */
  days: number;
  /** The same, each at the part-time rate of that day. */
  rateDays: Decimal;
  /** Hours of those days, each at the part-time rate. */
  rateHours: Decimal;
}

export function timeWorked(payee: Payee, range: DayRange): TimeWorked {
  const { calendar, absences, attributes } = payee;
  const rates = attributes.part_time_rate;
  const worked: TimeWorked = { days: 0, rateDays: ZERO, rateHours: ZERO };
  for (const part of cutAt(employedDays(payee, range), [...absences, ...(rates ?? [])])) {
    if (absences.some(({ from, until }) => from <= part.start && (until === null || part.start < until)))
      continue;
    const rate = decimal(valueOn(rates, part.start) ?? '1');
    const days = calendar.days(part);
    worked.days += days;
    worked.rateDays = worked.rateDays.plus(rate.times(days));
    worked.rateHours = worked.rateHours.plus(rate.times(calendar.hours(part)));
  }
  return worked;
}

/** The parts of a range between the days on which one of the intervals begins or ends, in order. */
export function cutAt(
  { start, end }: DayRange,
  intervals: readonly { from: string; until: string | null }[],
): DayRange[] {
  const inside = intervals
    .flatMap(({ from, until }) => [from, until ?? end])
    .filter((day) => day > start && day < end);
  const days = [...new Set([start, ...inside, end])].sort();
  return days.slice(1).map((until, place) => ({ start: days[place]!, end: until }));
}

/**
 * Attributes that follow from employment, the production calendar and absences, as text; null where they are not known,
 * undefined for other attributes. Norms are of the range, what was worked of the days in it. Source: domain §7, time worked.
 */
export function employmentAttribute(
  payee: Payee,
  range: DayRange,
  attribute: string,
  days: DayRange = range,
): string | null | undefined {
  if (attribute === 'months_of_service')
    return payee.hiredOn
      ? String(monthsBetween(`${payee.hiredOn.slice(0, 7)}-01`, `${range.end.slice(0, 7)}-01`))
      : null;
  const value = TIME_ATTRIBUTES[attribute];
  if (!value) return undefined;
  return payee.calendar.knows(range) ? value(payee, range, days) : null;
}

type TimeAttribute = (payee: Payee, range: DayRange, days: DayRange) => string | null;

const TIME_ATTRIBUTES: Readonly<Record<string, TimeAttribute>> = {
  norm_days: ({ calendar }, range) => String(calendar.days(range)),
  norm_hours: ({ calendar }, range) => toText(calendar.hours(range)),
  worked_days: (payee, _, days) => String(timeWorked(payee, days).days),
  worked_hours: (payee, _, days) => toText(timeWorked(payee, days).rateHours),
  worked_share: (payee, range, days) => shareOfNorm(timeWorked(payee, days).rateDays, payee, range),
  employed_share: (payee, range, days) =>
    shareOfNorm(decimal(String(payee.calendar.days(employedDays(payee, days)))), payee, range),
};

/** Of the norm days of a period, as text; null where the period has none. */
export function shareOfNorm(days: Decimal, { calendar }: Payee, period: DayRange): string | null {
  const norm = calendar.days(period);
  return norm === 0 ? null : toText(days.div(norm));
}
