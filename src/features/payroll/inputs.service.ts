import { Injectable } from '@nestjs/common';
import type { Day, GivenInput, Period, SchemeInput } from '../../calc/index.js';
import { type Tx, together } from '../../platform/database/transaction.js';
import {
  type Measured,
  type MeasureRequest,
  MeasuresService,
  type MeasureValues,
} from '../measures/index.js';
import { isEmployedIn, type Payee, PayeesRepository } from '../people/index.js';
import { TargetsRepository } from '../plans/index.js';
import { FrozenMeasuresRepository, singleMonths } from './frozen-measures.repository.js';
import { type ComputedLines, LinesRepository } from './lines.repository.js';
import {
  type Gathered,
  measureRequests,
  type ObservedPeriod,
  observerOf,
  untoldInputs,
} from './observers.js';
import { ReadingsRepository } from './readings.repository.js';
import { taken } from './taken.js';
import { windowMonths } from './windows.js';

/** What measures are read for: those of a scheme's inputs. */
interface MeasuresAsked extends Pick<ObservedPeriod, 'scheme' | 'period' | 'part'> {
  measured: Measured;
  watermark: string;
  /** Whether measures of the period itself are read as frozen too, where it is closed. */
  fromFrozen: boolean;
  /** First day whose facts are no longer taken. */
  factsUntil?: Day | undefined;
}

/** Closed months as they were frozen, and everything else from the facts. */
export interface MeasuresRead {
  frozen: MeasureValues;
  values: MeasureValues;
  /** What was read as frozen. */
  closed: MeasureRequest[];
}

/** What inputs are gathered for: one scheme and period, some payees, as known at a watermark. */
export interface Gathering extends ObservedPeriod, MeasuresAsked {
  payees: readonly Payee[];
  /** Everybody's measures, where they are being read already. */
  ahead?: Promise<MeasuresRead> | undefined;
}

/** Gives one payee's frozen inputs; lines of results of the same run go before what was posted earlier. */
type InputsOf = (payee: Payee, ofThisRun: ComputedLines) => Record<string, GivenInput>;

/** Inputs of payees, and the names of those that cannot be told for a part of the period. */
export interface GatheredInputs {
  inputsOf: InputsOf;
  untold: readonly string[];
}

/** Gathers the frozen inputs of a scheme: a fixed number of queries, however many payees there are. */
@Injectable()
export class InputsService {
  constructor(
    private readonly measures: MeasuresService,
    private readonly targets: TargetsRepository,
    private readonly payees: PayeesRepository,
    private readonly readings: ReadingsRepository,
    private readonly lines: LinesRepository,
    private readonly frozen: FrozenMeasuresRepository,
  ) {}

  async gather(tx: Tx, gathering: Gathering): Promise<GatheredInputs> {
    const gathered = await this.read(tx, gathering);
    const observers = [...gathering.scheme.inputs.values()].map(
      (input) => [input.name, observerOf(input, gathering, gathered)] as const,
    );
    const inputsOf: InputsOf = (payee, ofThisRun) => {
      const inputs: Record<string, GivenInput> = {};
      for (const [name, observer] of observers) inputs[name] = { values: observer(payee, ofThisRun) };
      return inputs;
    };
    const { scheme, part } = gathering;
    return { inputsOf, untold: part ? untoldInputs(scheme, gathered.measures) : [] };
  }

  private async read(tx: Tx, gathering: Gathering): Promise<Gathered> {
    const { scheme, period, part, payees, watermark, factsUntil } = gathering;
    const inputs = [...scheme.inputs.values()];
    const managerIds = named(payees);
    const scope = { watermark, managerIds };
    const of = (asked: SchemeInput['source']) => inputs.filter(({ source }) => source === asked);
    const [values, targets, readings, lines, gradeSalaries] = await together([
      this.valuesOf(tx, gathering),
      this.targets.ofManagers(tx, {
        ...scope,
        measures: of('target').map(({ key }) => key),
        periods: of('target').flatMap((input) => targetPeriods(input, period)),
      }),
      this.readings.of(tx, of('kpi'), period, { ...scope, part, factsUntil }),
      this.lines.posted(tx, of('line'), { scheme: scheme.code, period, managerIds }),
      of('attribute').some(({ key }) => key === 'grade_salary')
        ? this.payees.gradeSalaries(tx, watermark)
        : new Map(),
    ]);
    const { measures } = gathering.measured;
    return { measures, values, targets, readings, lines, gradeSalaries };
  }

  /** Measures of some managers, or of everybody. */
  async readMeasures(
    tx: Tx,
    { scheme, period, part, watermark, fromFrozen, factsUntil, measured }: MeasuresAsked,
    managerIds: readonly string[] | null,
  ): Promise<MeasuresRead> {
    const { measures, reading } = measured;
    const asked = [...scheme.inputs.values()].flatMap((input) =>
      measureRequests(input, { period, part }, measures).map((request) => ({
        measure: input.key,
        ...request,
      })),
    );
    const requests = unique(asked.map(({ request }) => request)).map((request) => cut(request, factsUntil));
    const places = await this.frozen.places(tx, singleMonths(asked, fromFrozen ? undefined : period));
    const frozenKeys = new Set(places.flatMap(({ held }) => held.map(({ request }) => request.key)));
    const [frozen, values] = await together([
      this.frozen.values(tx, places, managerIds),
      this.measures.take(
        tx,
        requests.filter(({ key }) => !frozenKeys.has(key)),
        { watermark, ...reading, managerIds },
      ),
    ]);
    return { frozen, values, closed: requests.filter(({ key }) => frozenKeys.has(key)) };
  }

  /** Also closed months of payees not measured then, from the facts. */
  private async valuesOf(tx: Tx, gathering: Gathering): Promise<MeasureValues> {
    const { payees, watermark, measured, ahead } = gathering;
    const { frozen, values, closed } = await (ahead ?? this.readMeasures(tx, gathering, named(payees)));
    const others = payees.filter((payee) =>
      closed.some(({ key, range }) => !frozen.isKnown(key, payee.id) && isEmployedIn(payee, range)),
    );
    if (others.length)
      values.add(
        await this.measures.take(tx, closed, {
          watermark,
          ...measured.reading,
          managerIds: named(others),
        }),
      );
    values.add(frozen);
    return values;
  }
}

/** Above this many managers a query reads everybody's facts: naming them would cost more. */
const MANAGERS_NAMED_MAX = 50;

/** Ids of the payees to be named in a query; null where it reads everybody's. */
export const named = (payees: readonly Payee[]): string[] | null =>
  payees.length <= MANAGERS_NAMED_MAX ? payees.map(({ id }) => id) : null;

/** Rules about clients compare whole periods: they are taken as they stand. */
const cut = (request: MeasureRequest, until: Day | undefined): MeasureRequest =>
  until === undefined || request.definition.facts === 'clients'
    ? request
    : { ...request, range: taken(request.range, until) };

const unique = (requests: readonly MeasureRequest[]): MeasureRequest[] => [
  ...new Map(requests.map((request) => [request.key, request])).values(),
];

function targetPeriods(input: SchemeInput, period: Period): Period[] {
  const { months, period: whole } = windowMonths(input, period);
  return whole ? [whole, ...months] : months;
}
