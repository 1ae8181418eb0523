import {
  addDays,
  atPace,
  type Day,
  evaluate,
  type Period,
  periodRange,
  type Result,
  type Scheme,
  subjectOf,
  sum,
} from '../../calc/index.js';
import type { KnownMeasure } from '../measures/index.js';
import type { Payee } from '../people/index.js';
import { planStandings } from './plan-standings.js';
import type { PaceDto } from './progress.dto.js';

type Computed = { payee: Payee; version: { scheme: Scheme }; result: Result };

/** Days of work from the day after to the end of the month; null where the calendar does not tell them. */
export function daysLeft(period: Period, day: Day, calendar: Payee['calendar']): number | null {
  const range = { start: addDays(day, 1), end: periodRange(period).end };
  return calendar.knows(range) ? calendar.days(range) : null;
}

/**
 * What the month comes to at the pace of its days up to one of them; undefined unless a day of work has passed, and where
 * the month is computed in parts: each has a pace of its own.
 */
export function paceOf(
  period: Period,
  day: Day,
  computed: readonly Computed[],
  measures: ReadonlyMap<string, KnownMeasure>,
): PaceDto | undefined {
  const { start, end } = periodRange(period);
  const { calendar } = computed[0]!.payee;
  if (day < start || day >= end || !calendar.knows({ start, end })) return undefined;
  if (computed.some(({ result }) => result.stretch)) return undefined;
  const daysElapsed = calendar.days({ start, end: addDays(day, 1) });
  if (daysElapsed === 0) return undefined;
  const days = calendar.days({ start, end });
  const expected = computed.map(({ version: { scheme }, result }) => {
    const accruing = result.period === period ? accruingInputs(scheme, measures) : [];
    const there = evaluate(scheme, atPace(scheme, subjectOf(result), { daysElapsed, days, accruing }));
    const inputs = accruing.map((name) => ({
      scheme: scheme.code,
      name,
      title: scheme.inputs.get(name)!.title ?? null,
      now: result.inputs[name]!.value,
      expected: there.inputs[name]!.value,
    }));
    return { inputs, targets: planStandings(scheme, there), amount: there.totals.total ?? null };
  });
  return {
    daysElapsed,
    days,
    total: sum(expected),
    inputs: expected.flatMap(({ inputs }) => inputs),
    targets: expected.flatMap(({ targets }) => targets),
  };
}

/** Counts and sums of facts grow with the days; portfolios, averages, distinct ones and rules about clients do not. */
function accruingInputs({ inputs }: Scheme, measures: ReadonlyMap<string, KnownMeasure>): string[] {
  const isAccruing = ({ definition }: KnownMeasure) =>
    definition.facts !== 'portfolio' &&
    'aggregate' in definition &&
    (definition.aggregate === 'count' || definition.aggregate === 'sum');
  return [...inputs.values()]
    .filter(({ source, key }) => {
      const measure = source === 'measure' ? measures.get(key) : undefined;
      return measure !== undefined && isAccruing(measure);
    })
    .map(({ name }) => name);
}
