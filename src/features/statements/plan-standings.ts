import {
  attainmentsOf,
  type Decimal,
  decimal,
  difference,
  evaluate,
  mostOf,
  type Result,
  type Scheme,
  type SchemeInput,
  subjectOf,
  toText,
} from '../../calc/index.js';
import type { PlanProgressDto, PlanStandingDto, RatioDto } from './progress.dto.js';

/** How far each plan that a scheme reads is met in a result. */
export function planStandings(scheme: Scheme, result: Result): PlanStandingDto[] {
  return attainmentsOf(scheme).map(({ line, plan, done }) => ({
    scheme: scheme.code,
    line: line.code,
    title: done?.title ?? line.title ?? null,
    unit: plan.unit,
    done: done ? inputValue(result, done) : null,
    plan: inputValue(result, plan),
    attainment: result.lines.find(({ code }) => code === line.code)!.value,
  }));
}

/** The same with what is missing, and what pay would be with just the plan met. */
export function targets(scheme: Scheme, result: Result): PlanProgressDto[] {
  const inputs = attainmentsOf(scheme);
  return planStandings(scheme, result).map((standing, place) => {
    const { done, plan } = standing;
    const goal = done === null || plan === null ? undefined : goalOf(decimal(plan), standing.unit);
    if (!goal || decimal(done!).gte(goal)) return { ...standing, missing: null, changeWhenMet: null };
    return {
      ...standing,
      missing: toText(goal.minus(decimal(done!))),
      changeWhenMet: changeWith(scheme, result, inputs[place]!.done!, toText(goal)),
    };
  });
}

/** Plans in proportion to time worked may end in fractions; what is counted reaches them by the next whole one. */
const goalOf = (plan: Decimal, unit: string): Decimal => (unit === 'count' ? plan.ceil() : plan);

/** Ratios with an upper bound, without those that only say how far a plan is met. */
export function ratios(scheme: Scheme, result: Result): RatioDto[] {
  return [...scheme.lines.values()].flatMap((line) => {
    const most = line.unit === 'ratio' ? mostOf(scheme, line) : null;
    if (most === null) return [];
    return {
      scheme: scheme.code,
      line: line.code,
      title: line.title ?? null,
      clause: line.clause ?? null,
      value: result.lines.find(({ code }) => code === line.code)!.value,
      most,
    };
  });
}

/** What pay changes by with another value of an input, seen in the result's own period; null when it is not known. */
function changeWith(scheme: Scheme, result: Result, { name }: SchemeInput, value: string): string | null {
  const subject = subjectOf(result);
  const inputs = { ...subject.inputs, [name]: { values: [{ of: subject.period, value }] } };
  const there = evaluate(scheme, { ...subject, inputs });
  return difference(result.totals.total ?? null, there.totals.total ?? null);
}

const inputValue = (result: Result, { name }: SchemeInput): string | null =>
  result.inputs[name]?.value ?? null;
