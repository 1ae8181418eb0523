import { type DayRange, overlap, type Period, periodRange, type Stretch } from '../../calc/index.js';
import { employedDays, type Payee } from '../people/index.js';
import type { Assignments } from './assignments.js';
import { type Due, daysInForce } from './due-schemes.js';

/** Payees for whom a version counts on the same days of the period. */
export interface PayeesOfDays {
  payees: Payee[];
  /** Absent: on all days employed. */
  part?: { days: DayRange; isLast: boolean };
}

/**
 * The payees of a version by the days on which it is assigned to them: first those of all their days employed, then by
 * parts in order of time. A payee without changes costs one look. Source: language, Semantics 13.
 */
export function byStretches(
  { version, period }: Due,
  payees: readonly Payee[],
  assigned: Assignments,
): PayeesOfDays[] {
  const range = periodRange(period);
  const inForce = daysInForce(version, period);
  const whole: PayeesOfDays = { payees: [] };
  const parts = new Map<string, PayeesOfDays>();
  for (const payee of payees) {
    const employed = employedDays(payee, range);
    const days = assigned.daysOf(payee, version.scheme.code, range);
    for (const run of days) {
      const { start, end } = overlap(run, inForce);
      if (start === end) continue;
      if (start === employed.start && end === employed.end) {
        whole.payees.push(payee);
        continue;
      }
      const isLast = end === days.at(-1)!.end;
      const key = `${start} ${end} ${isLast}`;
      const known = parts.get(key) ?? { payees: [], part: { days: { start, end }, isLast } };
      known.payees.push(payee);
      parts.set(key, known);
    }
  }
  const ordered = [...parts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
  return whole.payees.length > 0 ? [whole, ...ordered] : ordered;
}

/** A part of a period as it is evaluated; its share of the norm is not known where the calendar does not know the year. */
export function stretchOf(
  { days, isLast }: NonNullable<PayeesOfDays['part']>,
  { calendar }: Payee,
  { period, untold }: { period: Period; untold: readonly string[] },
): Stretch {
  const range = periodRange(period);
  const isKnown = calendar.knows(range);
  return {
    from: days.start,
    until: days.end,
    days: isKnown ? String(calendar.days(days)) : null,
    of: isKnown ? String(calendar.days(range)) : null,
    ...(isLast && { last: true as const }),
    ...(untold.length > 0 && { untold }),
  };
}
