import { type Decimal, decimal, ZERO } from './decimal.js';
import type { Failure } from './failures.js';
import { FormulaFailure } from './failures.js';
import { bounded, compareValues } from './formula/arithmetic.js';
import type { GivenInput, Observation, Stretch } from './result.js';
import type { SchemeInput, Take } from './scheme-document.js';
import { isDecimal, parseValue, type Value, valueText } from './values.js';

type SubjectProblem =
  | 'input-unknown'
  | 'param-unknown'
  | 'value-wrong'
  | 'one-value-expected'
  | 'period-wrong'
  | 'rows-unknown'
  | 'rows-too-many'
  | 'row-repeated'
  | 'field-unknown';

/** A subject that does not fit its scheme: what calls calc is at fault, so it is thrown, not part of a result. */
export class SubjectError extends Error {
  constructor(
    readonly code: SubjectProblem,
    readonly facts: Record<string, string>,
  ) {
    super(
      `${code}: ${Object.entries(facts)
        .map(([name, value]) => `${name} ${value}`)
        .join(', ')}`,
    );
  }
}

/** How an input came by its value; `value` and `failure` exclude each other. */
export interface InputOutcome {
  given: readonly Observation[];
  value?: Value;
  failure?: Failure;
  /** The numbers averaged, when the value is an average. */
  averaged?: readonly Decimal[];
  /** The numbers added up, when the value is a sum of several. */
  summed?: readonly Decimal[];
  /** The value before proration, and before the share of a part of the period. */
  whole?: Value;
  /** Norm days of the part of the period, and of the period, by which the value was shared. */
  part?: { days: string; of: string };
  /** What stood in for observations: the document's `missing` or `start`, or the grade reached in a trial. */
  standIn?: 'missing' | 'start' | 'grade';
}

/**
 * Applies take, missing, start and prorate to what was observed. `prorating` is the outcome of the input named
 * by `prorate`. Throws `SubjectError` for text that is no value of the input's unit. Source: Semantics 5.
 */
export function inputOutcome(
  input: SchemeInput,
  given: GivenInput | undefined,
  prorating: InputOutcome | undefined,
  reached?: Value,
): InputOutcome {
  const observed = given?.values ?? [];
  const found =
    reached !== undefined ? { whole: reached, standIn: 'grade' as const } : settle(input, observed);
  const outcome: InputOutcome = Object.assign(found, { given: observed });
  if (outcome.whole === undefined) {
    const facts = { input: input.name, ...lackingOf(input, observed) };
    return { given: observed, failure: { code: 'input-missing', facts } };
  }
  if (input.values && !input.values.includes(outcome.whole as string)) {
    const facts = { input: input.name, value: valueText(outcome.whole), expected: input.values.join(', ') };
    return { given: observed, failure: { code: 'value-not-listed', facts } };
  }
  if (input.prorate !== undefined) return prorated(input, outcome, prorating);
  outcome.value = outcome.whole;
  return outcome;
}

/** The periods without a value, named where one of them makes the whole unknown: months of a plan or of a quarter. */
function lackingOf(input: SchemeInput, observed: readonly Observation[]): { lacking?: string } {
  const isOverPeriods = observed.length > 1 || input.scheme !== undefined;
  if (!isOverPeriods || input.of !== undefined || isSilentNothing(input)) return {};
  const lacking = observed.filter(({ value }) => value === null).map(({ of }) => of);
  return lacking.length === 0 ? {} : { lacking: lacking.join(', ') };
}

type Settled = Pick<InputOutcome, 'whole' | 'standIn' | 'averaged' | 'summed'>;

/** The value before proration: what was taken, or what the document puts in its place. */
function settle(input: SchemeInput, observed: readonly Observation[]): Settled {
  const taken = take(input, observed);
  if (taken.whole !== undefined) return taken;
  if (observed.length === 0 && input.start !== undefined) return { whole: input.start, standIn: 'start' };
  return input.missing === undefined ? {} : { whole: input.missing, standIn: 'missing' };
}

function prorated(input: SchemeInput, outcome: InputOutcome, by: InputOutcome | undefined): InputOutcome {
  if (by?.value === undefined) {
    const facts = { input: input.name, by: input.prorate! };
    return { ...outcome, failure: { code: 'prorate-missing', facts } };
  }
  try {
    return { ...outcome, value: bounded((outcome.whole as Decimal).times(by.value as Decimal)) };
  } catch (error) {
    if (error instanceof FormulaFailure) return { ...outcome, failure: error.failure };
    throw error;
  }
}

/** The share that a part of the period has of what was handed in for the whole, by norm days. Source: Semantics 13. */
export function sharedOutcome(outcome: InputOutcome, name: string, { days, of }: Stretch): InputOutcome {
  if (outcome.value === undefined) return outcome;
  if (days === null || of === null || of === '0') {
    const { value: _, ...without } = outcome;
    return { ...without, failure: { code: 'prorate-missing', facts: { input: name, by: 'norm_days' } } };
  }
  const value = bounded((outcome.value as Decimal).times(decimal(days)).div(decimal(of)));
  return { ...outcome, value, part: { days, of } };
}

function take(input: SchemeInput, observed: readonly Observation[]): Settled {
  if (input.take === 'count') {
    return { whole: decimal(String(observed.filter(({ value }) => value !== null).length)) };
  }
  const values = observed.map((observation) => parseObservation(input, observation));
  const present = values.filter((value) => value !== null);
  const how = input.take ?? ownTake(input, observed);
  if (how === 'last') {
    const last = isSilentNothing(input) ? present.at(-1) : values.at(-1);
    return last === undefined || last === null ? {} : { whole: last };
  }
  // A month without orders adds nothing; a month without a plan, or whose line failed, makes the whole unknown.
  if (present.length < values.length && !isSilentNothing(input)) return {};
  if (present.length === 0)
    return how === 'sum' && isSilentNothing(input) && input.take ? { whole: ZERO } : {};
  return AGGREGATES[how](present);
}

function isSilentNothing({ source }: SchemeInput): boolean {
  return source === 'measure' || source === 'kpi';
}

const AGGREGATES: Record<Exclude<Take, 'last' | 'count'>, (present: readonly Value[]) => Settled> = {
  sum: (present) => {
    const summed = present as Decimal[];
    return { whole: sumOf(summed), ...(summed.length > 1 && { summed }) };
  },
  average: (present) => {
    const averaged = present as Decimal[];
    return { whole: sumOf(averaged).div(averaged.length), averaged };
  },
  max: (present) => ({
    whole: present.reduce((best, value) => (compareValues(value, best) > 0 ? value : best)),
  }),
  min: (present) => ({
    whole: present.reduce((best, value) => (compareValues(value, best) < 0 ? value : best)),
  }),
};

function sumOf(values: readonly Decimal[]): Decimal {
  return values.reduce((sum, value) => sum.plus(value), ZERO);
}

/** How several observations become one where the document does not say; one observation needs no rule. */
function ownTake(input: SchemeInput, observed: readonly Observation[]): 'sum' | 'last' {
  if (
    observed.length > 1 &&
    (input.source === 'measure' || input.source === 'line' || input.source === 'rate')
  ) {
    throw new SubjectError('one-value-expected', { input: input.name, found: String(observed.length) });
  }
  return input.source === 'target' && observed.length > 1 ? 'sum' : 'last';
}

function parseObservation(input: SchemeInput, { of, value: text }: Observation): Value | null {
  if (text === null) return null;
  const value = parseValue(text, input.unit);
  if (value === undefined || (isDecimal(value) && text.endsWith('%'))) {
    throw new SubjectError('value-wrong', { input: input.name, of, found: text, unit: input.unit });
  }
  if (!isDecimal(value)) return value;
  try {
    return bounded(value);
  } catch {
    throw new SubjectError('value-wrong', { input: input.name, of, found: text, unit: input.unit });
  }
}
