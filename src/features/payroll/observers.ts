import {
  addDays,
  daysBetween,
  type Observation,
  type Period,
  periodRange,
  type Scheme,
  type SchemeInput,
} from '../../calc/index.js';
import type { KnownMeasure, MeasureRequest, MeasureValues } from '../measures/index.js';
import {
  type DatedValue,
  employmentAttribute,
  isEmployedIn,
  lastEmployedDay,
  type Payee,
  valueOn,
} from '../people/index.js';
import { type Targets, targetKey } from '../plans/index.js';
import { type ComputedLines, observeLine, type PostedLines } from './lines.repository.js';
import type { Readings } from './readings.repository.js';
import { windowMonths, windowRange } from './windows.js';

/** What observations are made for: one scheme and period. */
export interface ObservedPeriod {
  scheme: Scheme;
  period: Period;
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
  const { period } = of;
  switch (input.source) {
    case 'measure':
      return measureObserver(input, period, gathered);
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
      return attributeObserver(input, period, gathered.gradeSalaries);
    case 'calendar': {
      const value = calendar(input.key, period);
      return () => [{ of: period, value }];
    }
    case 'rate':
      return () => [];
  }
}

function measureObserver(input: SchemeInput, period: Period, { measures, values }: Gathered): Observer {
  const asked = measureRequests(input, period, measures).map(({ request, ...rest }) => ({
    ...rest,
    range: request.range,
    known: values.of(request),
  }));
  return (payee) => {
    const observed: Observation[] = [];
    for (const { of, month, range, known } of asked)
      if (month === undefined || isEmployedIn(payee, range)) observed.push({ of, value: known(payee.id) });
    return observed;
  };
}

/** What a measure input asks for: the whole window, or each month of it where the scheme says how to take them. */
export function measureRequests(
  input: SchemeInput,
  period: Period,
  measures: ReadonlyMap<string, KnownMeasure>,
): { of: string; month?: Period; request: MeasureRequest }[] {
  const measure = input.source === 'measure' ? measures.get(input.key) : undefined;
  if (!measure) return [];
  const window = windowMonths(input, period);
  const request = (of: string, range = periodRange(of)) => ({
    of,
    request: { key: `${input.key} ${range.start} ${range.end}`, definition: measure.definition, range },
  });
  if (input.take) return window.months.map((month) => ({ ...request(month), month }));
  const whole = windowRange(window);
  return whole ? [request(whole.of, whole.range)] : [];
}

/** The target of the whole period where there is one, else those of its months in which the payee is employed. */
function targetObserver(input: SchemeInput, period: Period, targets: Targets): Observer {
  const { months, period: whole } = windowMonths(input, period);
  const parts = months.map((month) => ({ month, range: periodRange(month) }));
  const targetOf = (payee: Payee, of: Period): Observation => ({
    of,
    value: targets.get(targetKey(payee.id, input.key, of)) ?? null,
  });
  return (payee) => {
    const ofWhole = whole && targetOf(payee, whole);
    if (ofWhole && ofWhole.value !== null) return [ofWhole];
    return parts.filter(({ range }) => isEmployedIn(payee, range)).map(({ month }) => targetOf(payee, month));
  };
}

/** Payees of equal employment have what follows from it in common: it is worked out once. */
function attributeObserver(
  { key }: SchemeInput,
  period: Period,
  gradeSalaries: ReadonlyMap<string, readonly DatedValue[]>,
): Observer {
  const range = periodRange(period);
  const known = new Map<string, { day: string; fromEmployment: string | null | undefined }>();
  const employmentOf = (payee: Payee) => {
    const { hiredOn, lastDay, attributes } = payee;
    const rates = attributes.part_time_rate;
    const same = `${hiredOn} ${lastDay} ${rates ? JSON.stringify(rates) : ''}`;
    const found = known.get(same) ?? {
      day: lastEmployedDay(payee, range),
      fromEmployment: employmentAttribute(payee, range, key),
    };
    known.set(same, found);
    return found;
  };
  return (payee) => {
    const { day, fromEmployment } = employmentOf(payee);
    return [
      {
        of: period,
        value: fromEmployment === undefined ? own(payee, key, day, gradeSalaries) : fromEmployment,
      },
    ];
  };
}

/** What the payee's own dated values say on a day. */
function own(
  { attributes }: Payee,
  key: string,
  day: string,
  gradeSalaries: ReadonlyMap<string, readonly DatedValue[]>,
): string | null {
  const onDay = (name: string) => valueOn(attributes[name], day);
  if (key === 'grade_salary')
    return onDay('salary') ?? valueOn(gradeSalaries.get(onDay('grade') ?? ''), day) ?? null;
  return onDay(key) ?? (key === 'part_time_rate' ? '1' : null);
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
