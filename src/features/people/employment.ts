import {
  addDays,
  type DayRange,
  type Decimal,
  daysBetween,
  decimal,
  monthsBetween,
  toText,
} from '../../calc/index.js';
import { type DatedValue, type Payee, valueOn } from './payees.repository.js';

/** The days of a range on which the payee is employed; empty when there are none. Half-open. */
function employedDays({ hiredOn, lastDay }: Payee, range: DayRange): DayRange {
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

/**
 * Attributes that follow from employment, as text; null where they are not known. Until production calendars exist, norm
 * days are weekdays. Source: design §7, worked share.
 */
export function employmentAttribute(
  payee: Payee,
  range: DayRange,
  attribute: string,
): string | null | undefined {
  const employed = employedDays(payee, range);
  switch (attribute) {
    case 'worked_days':
      return String(weekdays(employed));
    case 'norm_days':
      return String(weekdays(range));
    case 'employed_share':
      return share(decimal(String(weekdays(employed))), range);
    case 'worked_share':
      return share(rateDays(payee.attributes.part_time_rate, employed), range);
    case 'months_of_service':
      return payee.hiredOn
        ? String(monthsBetween(`${payee.hiredOn.slice(0, 7)}-01`, `${range.end.slice(0, 7)}-01`))
        : null;
    default:
      return undefined;
  }
}

function share(days: Decimal, range: DayRange): string {
  return toText(days.div(weekdays(range)));
}

/** Weekdays employed, each times the part-time rate in force on it; without a rate full time. */
function rateDays(rates: readonly DatedValue[] | undefined, employed: DayRange): Decimal {
  let sum = decimal('0');
  let from = employed.start;
  while (from < employed.end) {
    const next = (rates ?? [])
      .flatMap(({ from: first, until }) => [first, until ?? employed.end])
      .filter((day) => day > from);
    const until = [employed.end, ...next].sort()[0]!;
    sum = sum.plus(decimal(valueOn(rates, from) ?? '1').times(weekdays({ start: from, end: until })));
    from = until;
  }
  return sum;
}

/** Monday to Friday in a half-open range. */
export function weekdays({ start, end }: DayRange): number {
  const days = Math.max(0, daysBetween(start, end));
  const firstWeekday = (((daysBetween('2024-01-01', start) % 7) + 7) % 7) + 1; // 1 January 2024 was a Monday
  let rest = 0;
  for (let place = 0; place < days % 7; place++) if ((firstWeekday + place - 1) % 7 < 5) rest++;
  return Math.floor(days / 7) * 5 + rest;
}
