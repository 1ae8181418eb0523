import {
  addDays,
  type DayRange,
  daysBetween,
  isOfEarlier,
  type Observation,
  type Period,
  periodRange,
  type Scheme,
  type SchemeInput,
} from '../../calc/index.js';
import type { KnownMeasure, MeasureRequest, MeasureValues } from '../measures/index.js';
import {
  attributeOn,
  type DatedValue,
  employmentAttribute,
  isEmployedIn,
  lastEmployedDay,
  type Payee,
} from '../people/index.js';
import type { Targets } from '../plans/index.js';
import { type ComputedLines, observeLine, type PostedLines } from './lines.repository.js';
import type { Readings } from './readings.repository.js';
import { windowMonthRanges, windowMonths, windowRange } from './windows.js';

/** What observations are made for: one scheme and period. */
export interface ObservedPeriod {
  scheme: Scheme;
  period: Period;
  /** Days of the part of the period that is evaluated by itself. */
  part?: DayRange | undefined;
  /** Whether a manager should have a result of a scheme in a month: one that is lacking makes sums of lines unknown. */
  expected(payee: Payee, scheme: string, month: Period): boolean;
}

/** Everything the inputs of one scheme need, read for all payees at once. */
export interface Gathered {
  measures: ReadonlyMap<string, KnownMeasure>;
  values: MeasureValues;
  targets: Targets;
  readings: Readings;
  lines: PostedLines;
  gradeSalaries: ReadonlyMap<string, readonly DatedValue[]>;
}

/** Gives one payee's observations of one input, in time order. */
export type Observer = (payee: Payee, ofThisRun: ComputedLines) => Observation[];

/** Works out once what is the same for all payees. */
export function observerOf(input: SchemeInput, of: ObservedPeriod, gathered: Gathered): Observer {
  const { period, part } = of;
  switch (input.source) {
    case 'measure':
      return measureObserver(input, of, gathered);
    case 'target':
      return targetObserver(input, period, gathered.targets);
    case 'kpi':
      return (payee) =>
        (gathered.readings.get(`${payee.id} ${input.name}`) ?? []).map((reading) => ({
          of: reading.of,
          value: ofUnit(input, reading.value),
        }));
    case 'line':
      return (payee, ofThisRun) => observeLine(input, payee, of, gathered.lines, ofThisRun);
    case 'attribute':
      return attributeObserver(input, { period, part }, gathered.gradeSalaries);
    case 'calendar': {
      const value = calendar(input.key, period);
      return () => [{ of: period, value }];
    }
    case 'rate':
      return () => [];
  }
}

function measureObserver(
  input: SchemeInput,
  { period, part }: ObservedPeriod,
  { measures, values }: Gathered,
): Observer {
  const asked = measureRequests(input, { period, part }, measures).map(({ request, ...rest }) => ({
    ...rest,
    range: request.range,
    known: values.of(request),
  }));
  return (payee) => {
    const observed: Observation[] = [];
    for (const { of, isOfMonth, range, known } of asked)
      if (!isOfMonth || isEmployedIn(payee, range)) observed.push({ of, value: known(payee.id) });
    return observed;
  };
}

/** What a measure input asks for: the whole window, or each month of it where the scheme says how to take them. */
export function measureRequests(
  input: SchemeInput,
  { period, part }: Pick<ObservedPeriod, 'period' | 'part'>,
  measures: ReadonlyMap<string, KnownMeasure>,
): { of: string; isOfMonth: boolean; request: MeasureRequest }[] {
  const measure = input.source === 'measure' ? measures.get(input.key) : undefined;
  if (!measure) return [];
  const isOfMonth = input.take !== undefined;
  const asked = isOfMonth
    ? windowMonthRanges(input, period, part)
    : [windowRange(input, period, part)].filter((whole) => whole !== undefined);
  return asked.map(({ of, range }) => ({
    of,
    isOfMonth,
    request: { key: `${input.key} ${range.start} ${range.end}`, definition: measure.definition, range },
  }));
}

/** Names of the inputs that cannot be told for a part of the period: rules about clients compare whole periods. */
export function untoldInputs({ inputs }: Scheme, measures: ReadonlyMap<string, KnownMeasure>): string[] {
  const isUntold = (input: SchemeInput) =>
    input.source === 'measure' &&
    !isOfEarlier(input) &&
    measures.get(input.key)?.definition.facts === 'clients';
  return [...inputs.values()].filter(isUntold).map(({ name }) => name);
}

/** The target of the whole period where there is one, else those of its months in which the payee is employed. */
function targetObserver(input: SchemeInput, period: Period, targets: Targets): Observer {
  const { months, period: whole } = windowMonths(input, period);
  const ofPeriod = (of: Period) => {
    const byManager = targets.of(input.key, of);
    return (payee: Payee): Observation => ({ of, value: byManager.get(payee.id) ?? null });
  };
  const wholeOf = whole === undefined ? undefined : ofPeriod(whole);
  const parts = months.map((month) => ({ range: periodRange(month), targetOf: ofPeriod(month) }));
  return (payee) => {
    const ofWhole = wholeOf?.(payee);
    if (ofWhole && ofWhole.value !== null) return [ofWhole];
    return parts.filter(({ range }) => isEmployedIn(payee, range)).map(({ targetOf }) => targetOf(payee));
  };
}

/** Payees of equal employment have what follows from it in common: it is worked out once. */
function attributeObserver(
  { key }: SchemeInput,
  { period, part }: Pick<ObservedPeriod, 'period' | 'part'>,
  gradeSalaries: ReadonlyMap<string, readonly DatedValue[]>,
): Observer {
  const range = periodRange(period);
  const known = new Map<string, { day: string; fromEmployment: string | null | undefined }>();
  const employmentOf = (payee: Payee) => {
    const { hiredOn, lastDay, attributes, absences } = payee;
    const rates = attributes.part_time_rate;
    const dated = rates || absences.length > 0 ? JSON.stringify([rates, absences]) : '';
    const same = `${hiredOn} ${lastDay} ${dated}`;
    const found = known.get(same) ?? {
      day: lastEmployedDay(payee, part ?? range),
      fromEmployment: employmentAttribute(payee, range, key, part),
    };
    known.set(same, found);
    return found;
  };
  return (payee) => {
    const { day, fromEmployment } = employmentOf(payee);
    return [
      {
        of: period,
        value: fromEmployment === undefined ? attributeOn(payee, key, day, gradeSalaries) : fromEmployment,
      },
    ];
  };
}

function calendar(key: string, period: Period): string {
  const { start, end } = periodRange(period);
  const month = Number(start.slice(5, 7));
  const values: Record<string, string> = {
    quarter: String(Math.ceil(month / 3)),
    month: String(month),
    days: String(daysBetween(start, end)),
    start,
    end: addDays(end, -1),
  };
  return values[key]!;
}

/** Readings are numbers; where a scheme reads one as a flag, 0 is no. */
function ofUnit({ unit }: SchemeInput, value: string): string {
  if (unit !== 'flag') return value;
  return value === '0' ? 'false' : 'true';
}
