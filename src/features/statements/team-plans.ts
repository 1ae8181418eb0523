import {
  addDays,
  attainmentOf,
  type Day,
  type DayRange,
  type Decimal,
  daysBetween,
  decimal,
  type Period,
  periodRange,
  round,
  toText,
  weekdayOf,
  ZERO,
} from '../../calc/index.js';
import type { KnownMeasure, MeasureRequest, MeasureValues } from '../measures/index.js';
import { employedDays, type Payee } from '../people/index.js';
import type { MemberResult } from './team-heat-map.js';
import type { TeamPlanDto } from './team-overview.dto.js';

/** What one member is to reach of a measure, and the days it is spread over. */
interface MemberPlan {
  payee: Payee;
  plan: Decimal;
  days: DayRange;
}

/** The members' plans of one measure. */
export interface PlansOfMeasure {
  measure: KnownMeasure;
  members: MemberPlan[];
  /** What is done up to the end of each week. */
  requests: MeasureRequest[];
}

/** The weeks of a month: from Monday, cut at its ends. */
function weeksOf(period: Period): DayRange[] {
  const { start, end } = periodRange(period);
  const weeks: DayRange[] = [];
  for (let from = start; from < end; ) {
    const monday = addDays(from, 8 - weekdayOf(from));
    weeks.push({ start: from, end: monday < end ? monday : end });
    from = monday;
  }
  return weeks;
}

/** Plans as pay reads them, by measure; only of what adds up over days and people. */
export function plansOf(
  period: Period,
  results: readonly MemberResult[],
  payees: ReadonlyMap<string, Payee>,
  measures: ReadonlyMap<string, KnownMeasure>,
): PlansOfMeasure[] {
  const month = periodRange(period);
  const plans = new Map<string, PlansOfMeasure>();
  for (const { managerId, scheme, result } of results) {
    const { plan, done } = attainmentOf(scheme) ?? {};
    const measure = done?.source === 'measure' ? measures.get(done.key) : undefined;
    const value = plan && result.inputs[plan.name]?.value;
    const payee = payees.get(managerId);
    if (!measure || !payee || !value || result.period !== period || !addsUp(measure)) continue;
    const { stretch } = result;
    const days = stretch ? { start: stretch.from, end: stretch.until } : employedDays(payee, month);
    const requests = weeksOf(period).map(({ end }) => ({
      key: `${measure.code} ${end}`,
      definition: measure.definition,
      range: { start: month.start, end },
    }));
    const of = plans.get(measure.code) ?? { measure, members: [], requests };
    of.members.push({ payee, plan: decimal(value), days });
    plans.set(measure.code, of);
  }
  return [...plans.values()];
}

const addsUp = ({ definition }: KnownMeasure): boolean =>
  definition.facts !== 'portfolio' &&
  'aggregate' in definition &&
  (definition.aggregate === 'count' || definition.aggregate === 'sum');

/** Week by week what is done and what of the plan falls on the days so far. */
export function planDto(
  period: Period,
  { measure, members, requests }: PlansOfMeasure,
  values: MeasureValues,
  today: Day,
): TeamPlanDto {
  const plan = total(members.map((member) => member.plan));
  const managerIds = new Set(members.map(({ payee }) => payee.id));
  return {
    measure: measure.code,
    title: measure.title,
    unit: measure.unit,
    managers: managerIds.size,
    plan: toText(plan),
    weeks: weeksOf(period).map(({ start, end }, place) => {
      const of = values.of(requests[place]!);
      const actual = start > today ? null : total([...managerIds].map((id) => decimal(of(id) ?? '0')));
      return {
        from: start,
        until: end,
        actual: actual && toText(actual),
        plan: toText(round(total(members.map((member) => partUpTo(member, end))), HUNDREDTH)),
        attainment: actual && !plan.isZero() ? toText(round(actual.div(plan), TENTH_OF_PERCENT)) : null,
      };
    }),
  };
}

const HUNDREDTH = { to: decimal('0.01'), mode: 'half-away' } as const;
const TENTH_OF_PERCENT = { to: decimal('0.001'), mode: 'half-away' } as const;

const total = (amounts: readonly Decimal[]): Decimal =>
  amounts.reduce((sum, amount) => sum.plus(amount), ZERO);

/** By working days; by days where the calendar does not tell, or has none. */
function partUpTo({ payee: { calendar }, plan, days }: MemberPlan, until: Day): Decimal {
  const end = until < days.end ? until : days.end;
  if (end <= days.start) return ZERO;
  const all = calendar.knows(days) ? calendar.days(days) : 0;
  const [part, whole] = all
    ? [calendar.days({ start: days.start, end }), all]
    : [daysBetween(days.start, end), daysBetween(days.start, days.end)];
  return plan.times(part).div(whole);
}
