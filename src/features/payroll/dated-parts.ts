import {
  type DayRange,
  daysBetween,
  type GivenRow,
  monthsOf,
  type PartsRule,
  type Period,
  periodRange,
} from '../../calc/index.js';
import {
  attributeOn,
  cutAt,
  type DatedValue,
  employedDays,
  isEmployedIn,
  type Payee,
  shareOfNorm,
  timeWorked,
} from '../people/index.js';
import type { Targets } from '../plans/index.js';

/** What dated parts are cut from, read for all payees at once. */
export interface PartsGathered {
  targets: Targets;
  gradeSalaries: ReadonlyMap<string, readonly DatedValue[]>;
}

interface Part {
  range: DayRange;
  value: string | null;
}

/**
 * The dated parts of an attribute or target in a period, in date order. Parts of an attribute cover the days employed of
 * `days`, the period's or those of a part of it that is evaluated by itself;
 * those of a target are the periods it was set for. Source: language, rows and Semantics 13.
 */
export function datedParts(
  { source, key }: PartsRule,
  payee: Payee,
  { period, days }: { period: Period; days: DayRange },
  { targets, gradeSalaries }: PartsGathered,
): GivenRow[] {
  const parts =
    source === 'target'
      ? targetParts(key, payee, period, targets)
      : attributeParts(key, payee, days, gradeSalaries);
  return parts.map((part) => partRow(part, payee, periodRange(period)));
}

function attributeParts(
  key: string,
  payee: Payee,
  range: DayRange,
  gradeSalaries: PartsGathered['gradeSalaries'],
): Part[] {
  const { attributes } = payee;
  const changes =
    key === 'grade_salary'
      ? [
          ...(attributes.salary ?? []),
          ...(attributes.grade ?? []).flatMap((dated) => [dated, ...(gradeSalaries.get(dated.value) ?? [])]),
        ]
      : (attributes[key] ?? []);
  const parts: Part[] = [];
  for (const part of cutAt(employedDays(payee, range), changes)) {
    const value = attributeOn(payee, key, part.start, gradeSalaries);
    const before = parts.at(-1);
    if (before && before.value === value) before.range = { ...before.range, end: part.end };
    else parts.push({ range: part, value });
  }
  return parts;
}

/** The target of the whole period where there is one, else those of its months in which the payee is employed. */
function targetParts(key: string, payee: Payee, period: Period, targets: Targets): Part[] {
  const partOf = (of: Period): Part => ({
    range: periodRange(of),
    value: targets.of(key, of).get(payee.id) ?? null,
  });
  const whole = partOf(period);
  if (whole.value !== null) return [whole];
  return monthsOf(period)
    .map(partOf)
    .filter(({ range }) => isEmployedIn(payee, range));
}

/** Norm and share are not known where the production calendar does not know the year. */
function partRow({ range, value }: Part, payee: Payee, period: DayRange): GivenRow {
  const { calendar } = payee;
  const isKnown = calendar.knows(period);
  const { days, rateDays } = timeWorked(payee, range);
  return {
    id: range.start,
    date: range.start,
    fields: {
      value,
      days: String(daysBetween(range.start, range.end)),
      worked_days: isKnown ? String(days) : null,
      norm_days: isKnown ? String(calendar.days(range)) : null,
      part_share: isKnown ? shareOfNorm(rateDays, payee, period) : null,
    },
  };
}
