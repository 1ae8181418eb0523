import { Injectable } from '@nestjs/common';
import {
  addDays,
  daysBetween,
  type GivenInput,
  type Observation,
  type Period,
  periodRange,
  type Scheme,
  type SchemeInput,
} from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import {
  type KnownMeasure,
  type MeasureRequest,
  MeasuresService,
  type MeasureValues,
} from '../measures/index.js';
import {
  type DatedValue,
  employmentAttribute,
  isEmployedIn,
  lastEmployedDay,
  type Payee,
  PayeesRepository,
  valueOn,
} from '../people/index.js';
import { type Targets, TargetsRepository, targetKey } from '../plans/index.js';
import { type ComputedLines, LinesRepository, observeLine, type PostedLines } from './lines.repository.js';
import { type Readings, ReadingsRepository } from './readings.repository.js';
import { windowMonths, windowRange } from './windows.js';

/** What inputs are gathered for: one scheme and period, some payees, as known at a watermark. */
export interface Gathering {
  scheme: Scheme;
  period: Period;
  payees: readonly Payee[];
  watermark: string;
  /** Whether a manager should have a result of a scheme in a month: one that is lacking makes sums of lines unknown. */
  expected(payee: Payee, scheme: string, month: Period): boolean;
}

/** Everything the inputs of one scheme need, read for all payees at once. */
interface Gathered {
  measures: Map<string, KnownMeasure>;
  values: MeasureValues;
  targets: Targets;
  readings: Readings;
  lines: PostedLines;
  gradeSalaries: Map<string, DatedValue[]>;
}

/** Gives one payee's frozen inputs; lines of results of the same run go before what was posted earlier. */
export type InputsOf = (payee: Payee, ofThisRun: ComputedLines) => Record<string, GivenInput>;

/** Gathers the frozen inputs of a scheme: a fixed number of queries, however many payees there are. */
@Injectable()
export class InputsService {
  constructor(
    private readonly measures: MeasuresService,
    private readonly targets: TargetsRepository,
    private readonly payees: PayeesRepository,
    private readonly readings: ReadingsRepository,
    private readonly lines: LinesRepository,
  ) {}

  async gather(tx: Tx, gathering: Gathering): Promise<InputsOf> {
    const gathered = await this.read(tx, gathering);
    const inputs = [...gathering.scheme.inputs.values()];
    return (payee, ofThisRun) =>
      Object.fromEntries(
        inputs.map((input) => [
          input.name,
          { values: observe(input, payee, gathering, gathered, ofThisRun) },
        ]),
      );
  }

  private async read(tx: Tx, { scheme, period, payees, watermark }: Gathering): Promise<Gathered> {
    const inputs = [...scheme.inputs.values()];
    const managerIds = payees.length <= MANAGERS_NAMED_MAX ? payees.map(({ id }) => id) : null;
    const scope = { watermark, managerIds };
    const measures = await this.measures.known(tx, watermark);
    const requests = inputs.flatMap((input) =>
      measureRequests(input, period, measures).map(({ request }) => request),
    );
    const ofTargets = inputs.filter(({ source }) => source === 'target');
    return {
      measures,
      values: await this.measures.take(tx, unique(requests), scope),
      targets: await this.targets.ofManagers(tx, {
        ...scope,
        measures: ofTargets.map(({ key }) => key),
        periods: ofTargets.flatMap((input) => targetPeriods(input, period)),
      }),
      readings: await this.readings.of(
        tx,
        inputs.filter(({ source }) => source === 'kpi'),
        period,
        scope,
      ),
      lines: await this.lines.posted(
        tx,
        inputs.filter(({ source }) => source === 'line'),
        { scheme: scheme.code, period, managerIds },
      ),
      gradeSalaries: await this.payees.gradeSalaries(tx, watermark),
    };
  }
}

/** Above this many managers a query reads everybody's facts: naming them would cost more. */
const MANAGERS_NAMED_MAX = 50;

/** Observations of one input of one payee, in time order. */
function observe(
  input: SchemeInput,
  payee: Payee,
  gathering: Gathering,
  gathered: Gathered,
  ofThisRun: ComputedLines,
): Observation[] {
  const { period } = gathering;
  switch (input.source) {
    case 'measure':
      return measureRequests(input, period, gathered.measures)
        .filter(({ month }) => month === undefined || isEmployedIn(payee, periodRange(month)))
        .map(({ of, request }) => ({ of, value: gathered.values.get(request, payee.id) }));
    case 'target':
      return observeTargets(input, payee, period, gathered.targets);
    case 'kpi':
      return (gathered.readings.get(`${payee.id} ${input.name}`) ?? []).map(({ of, value }) => ({
        of,
        value: ofUnit(input, value),
      }));
    case 'line':
      return observeLine(input, payee, gathering, gathered.lines, ofThisRun);
    case 'attribute':
      return [{ of: period, value: attribute(input, payee, period, gathered.gradeSalaries) }];
    case 'calendar':
      return [{ of: period, value: calendar(input.key, period) }];
    case 'rate':
      return [];
  }
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

const unique = (requests: readonly MeasureRequest[]): MeasureRequest[] => [
  ...new Map(requests.map((request) => [request.key, request])).values(),
];

function targetPeriods(input: SchemeInput, period: Period): Period[] {
  const { months, period: whole } = windowMonths(input, period);
  return whole ? [whole, ...months] : months;
}

/** The target of the whole period where there is one, else those of its months in which the payee is employed. */
function observeTargets(input: SchemeInput, payee: Payee, period: Period, targets: Targets): Observation[] {
  const { months, period: whole } = windowMonths(input, period);
  const targetOf = (of: Period): Observation => ({
    of,
    value: targets.get(targetKey(payee.id, input.key, of)) ?? null,
  });
  if (whole && targetOf(whole).value !== null) return [targetOf(whole)];
  return months.filter((month) => isEmployedIn(payee, periodRange(month))).map(targetOf);
}

function attribute(
  { key }: SchemeInput,
  payee: Payee,
  period: Period,
  gradeSalaries: Map<string, DatedValue[]>,
): string | null {
  const range = periodRange(period);
  const ofEmployment = employmentAttribute(payee, range, key);
  if (ofEmployment !== undefined) return ofEmployment;
  const day = lastEmployedDay(payee, range);
  const own = (name: string) => valueOn(payee.attributes[name], day);
  if (key === 'grade_salary')
    return own('salary') ?? valueOn(gradeSalaries.get(own('grade') ?? ''), day) ?? null;
  return own(key) ?? (key === 'part_time_rate' ? '1' : null);
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
