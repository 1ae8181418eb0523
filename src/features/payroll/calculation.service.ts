import { Injectable } from '@nestjs/common';
import {
  type Day,
  type DayRange,
  type EvaluatedPay,
  evaluatePay,
  keptAfter,
  type Period,
  periodRange,
  type Result,
  type Scheme,
  type Subject,
  SubjectError,
} from '../../calc/index.js';
import { type Tx, together } from '../../platform/database/transaction.js';
import { type Measured, MeasuresService } from '../measures/index.js';
import { employedDays, isEmployedIn, type Payee, PayeesRepository } from '../people/index.js';
import { type SchemeInForce, SchemesService } from '../schemes/index.js';
import { type Assignments, AssignmentsRepository } from './assignments.js';
import { assignedSchemes, type Due, longestEndingWith, trialSchemes } from './due-schemes.js';
import { type GatheredInputs, InputsService, type MeasuresRead } from './inputs.service.js';
import { addLines, type ComputedLines } from './lines.repository.js';
import { RowSetsService, type RowsOf } from './row-sets.service.js';
import { byStretches, type PayeesOfDays, stretchOf } from './stretches.js';

/** What is computed: the schemes assigned to people, or one scheme for everybody without assignment. */
export interface Task {
  period: Period;
  watermark: string;
  /** Code of the scheme of a trial. */
  trial?: string;
  /** Stands in for what is in force under its code; a trial of it needs no publication. */
  draft?: SchemeInForce;
  /** Watermark by which the versions in force are chosen; that of the task without it. */
  versionsAsOf?: string;
  /** First day whose facts are no longer taken; without it those of the whole period are. */
  factsUntil?: Day | undefined;
  /** Measures of the period itself too as they were frozen, where it is closed. */
  fromFrozen?: boolean;
  /** Ids of the payees; null for all. */
  managerIds: readonly string[] | null;
}

export interface Computed {
  payee: Payee;
  version: SchemeInForce;
  period: Period;
  result: Result;
}

/** What is the same for every period at a watermark. */
export interface Known {
  payees: readonly Payee[];
  assigned: Assignments;
  measured: Measured;
}

/** The same on its way. */
type Knowing = { [Of in keyof Known]: Promise<Known[Of]> };

/** Everything read that a task needs: what remains is arithmetic, payee by payee. */
export interface Prepared {
  /** In order of personnel number. */
  payees: Payee[];
  /** The measures it was prepared with. */
  measured: Measured;
  /** The payee's results, each after those it reads; with a chain each also after those of the periods before. */
  compute(payee: Payee, chain?: Chain): Computed[];
  /** The same, where most that is asked is what the last of them pays. */
  computePay(payee: Payee, chain: Chain): EvaluatedPay;
}

/** What computed results of one payee leave to those of later periods, in the place of what was posted for theirs. */
export interface Chain {
  lines: ComputedLines;
  /** Rows kept, by scheme code. */
  kept: Map<string, NonNullable<Subject['kept']>>;
}

/** One version, one of its periods or a part of it, and the payees it is computed for. */
interface Step extends PayeesOfDays {
  due: Due;
  version: SchemeInForce;
  period: Period;
  /** Ids of payees whose assignment has ended, while rows of their earlier results go on. */
  ended: ReadonlySet<string>;
}

/** Computes results from facts as known at a watermark. Reads only; what comes of it is written by others. */
@Injectable()
export class CalculationService {
  constructor(
    private readonly payees: PayeesRepository,
    private readonly schemes: SchemesService,
    private readonly assignments: AssignmentsRepository,
    private readonly measures: MeasuresService,
    private readonly inputs: InputsService,
    private readonly rowSets: RowSetsService,
  ) {}

  async compute(tx: Tx, task: Task): Promise<Computed[]> {
    const { payees, compute } = await this.prepare(tx, task);
    return payees.flatMap((payee) => compute(payee));
  }

  async known(tx: Tx, watermark: string, managerIds: readonly string[] | null): Promise<Known> {
    const knowing = this.knowing(tx, watermark, managerIds);
    const [measured, assigned, payees] = await together([knowing.measured, knowing.assigned, knowing.payees]);
    return { measured, assigned, payees };
  }

  /** What takes longest comes last. */
  private knowing(tx: Tx, watermark: string, managerIds: readonly string[] | null): Knowing {
    const measured = this.measures.at(tx, watermark);
    const assigned = this.assignments.known(tx, watermark);
    return { measured, assigned, payees: this.payees.known(tx, watermark, managerIds) };
  }

  /** Reads all that the task needs, in a number of queries that does not depend on how many payees there are. */
  async prepare(tx: Tx, task: Task, known?: Known): Promise<Prepared> {
    const { watermark, managerIds } = task;
    const isDue = this.dueIn(tx, task);
    const knowing = known ?? this.knowing(tx, watermark, managerIds);
    const reading = managerIds
      ? new Map<Due, Promise<MeasuresRead>>()
      : this.readAhead(tx, task, isDue, knowing);
    const [all, assigned, measured, due, ahead] = await together([
      knowing.payees,
      knowing.assigned,
      knowing.measured,
      isDue,
      reading,
    ]);
    const wanted = managerIds && new Set(managerIds);
    const among = wanted ? all.filter(({ id }) => wanted.has(id)) : all;
    const steps = await this.stepsOf(tx, task, due, { payees: among, assigned, measured });
    const expected = (payee: Payee, scheme: string, month: Period) =>
      isEmployedIn(payee, periodRange(month)) &&
      (task.trial !== undefined || assigned.isAssigned(payee, scheme, month));
    const gathered: (Step & { ids: Set<string>; rowsOf: RowsOf } & GatheredInputs)[] = [];
    for (const step of steps) {
      const gathering = {
        scheme: step.version.scheme,
        ...step,
        part: step.part?.days,
        measured,
        watermark: task.watermark,
        fromFrozen: task.fromFrozen ?? false,
        factsUntil: task.factsUntil,
        expected,
        ahead: step.part ? undefined : ahead.get(step.due),
      };
      const [inputs, rowsOf] = await together([
        this.inputs.gather(tx, gathering),
        this.rowSets.gather(tx, gathering),
      ]);
      gathered.push({ ...step, ids: new Set(step.payees.map(({ id }) => id)), ...inputs, rowsOf });
    }
    const areLinesRead = steps.some(({ version }) => readsLines(version.scheme));
    const computeEach = (payee: Payee, chain?: Chain) => {
      const ofThisRun: ComputedLines = chain?.lines ?? new Map();
      const keptOf: Chain['kept'] = chain?.kept ?? new Map();
      return gathered
        .filter(({ ids }) => ids.has(payee.id))
        .map(({ version, period, part, inputsOf, untold, rowsOf, ended }) => {
          const { scheme } = version;
          const rows = rowsOf(payee, !ended.has(payee.id));
          const kept = keptOf.get(scheme.code) ?? rows.kept;
          const pay = evaluateSafely(scheme, {
            period,
            ...(part && { stretch: stretchOf(part, payee, { period, untold }) }),
            inputs: inputsOf(payee, ofThisRun),
            ...rows,
            ...(kept && { kept }),
            ...(part?.isLast && endsWithin(part.days, payee, period) && { assigned: false }),
            ...(task.trial !== undefined && { trial: true }),
          });
          if (areLinesRead) addLines(ofThisRun, pay.result());
          if (kept && (chain || part)) keptOf.set(scheme.code, keptAfter(scheme, pay.result(), kept));
          return { payee, version, period, pay };
        });
    };
    const compute = (payee: Payee, chain?: Chain): Computed[] =>
      computeEach(payee, chain).map(({ pay, ...computed }) => ({ ...computed, result: pay.result() }));
    const computePay = (payee: Payee, chain: Chain) => computeEach(payee, chain).at(-1)!.pay;
    const payees = [
      ...new Map(steps.flatMap((step) => step.payees).map((payee) => [payee.id, payee])).values(),
    ];
    payees.sort((a, b) => (a.personnelNumber < b.personnelNumber ? -1 : 1));
    return { payees, measured, compute, computePay };
  }

  /** The schemes and their periods, each after what it reads. */
  private async dueIn(tx: Tx, task: Task): Promise<Due[]> {
    const inForce = memo(async (period: Period) => {
      const asOf = task.versionsAsOf ?? task.watermark;
      const versions = await this.schemes.inForce(tx, periodRange(period), asOf);
      return task.draft ? versions.set(task.draft.scheme.code, [task.draft]) : versions;
    });
    return task.trial
      ? await trialSchemes(task.period, task.trial, inForce)
      : assignedSchemes(task.period, await inForce(longestEndingWith(task.period)));
  }

  /**
   * Begins with everybody's measures of the schemes that are due, while it is still read who there is: that the database adds
   * up the facts takes longest of all.
   */
  private async readAhead(
    tx: Tx,
    { watermark, trial, factsUntil, fromFrozen = false }: Task,
    isDue: Promise<Due[]>,
    knowing: Known | Knowing,
  ): Promise<Map<Due, Promise<MeasuresRead>>> {
    const [due, assigned, measured] = await together([isDue, knowing.assigned, knowing.measured]);
    const used = due.filter(
      ({ version, period }) => trial !== undefined || assigned.isUsed(version.scheme.code, period),
    );
    const reading = used.map((each) => {
      const asked = { scheme: each.version.scheme, period: each.period, part: undefined };
      const read = this.inputs.readMeasures(
        tx,
        { ...asked, measured, watermark, fromFrozen, factsUntil },
        null,
      );
      read.catch(() => undefined); // whoever takes it throws
      return [each, read] as const;
    });
    return new Map(reading);
  }

  private async stepsOf(tx: Tx, task: Task, due: Due[], { payees, assigned }: Known): Promise<Step[]> {
    const steps: Step[] = [];
    for (const each of due) {
      const { version, period, isLast } = each;
      const range = periodRange(period);
      const employed = payees.filter((payee) => isEmployedIn(payee, range));
      const groups = task.trial ? [{ payees: employed }] : byStretches(each, employed, assigned);
      const goingOn = isLast ? await this.rowSets.goingOn(tx, version.scheme, period) : new Set<string>();
      const others = employed.filter(
        (payee) =>
          goingOn.has(payee.id) && !task.trial && !assigned.isAssigned(payee, version.scheme.code, period),
      );
      const ended = new Set(others.map(({ id }) => id));
      const [whole, parts] = [groups.filter(({ part }) => !part), groups.filter(({ part }) => part)];
      const payeesOfWhole = [...whole.flatMap((group) => group.payees), ...others];
      for (const group of [{ payees: payeesOfWhole }, ...parts])
        if (group.payees.length > 0) steps.push({ due: each, version, period, ended, ...group });
    }
    return steps;
  }
}

const readsLines = ({ inputs }: Scheme): boolean =>
  [...inputs.values()].some(({ source }) => source === 'line');

/** Whether a payee is still employed in the period after these days. */
const endsWithin = ({ end }: DayRange, payee: Payee, period: Period): boolean =>
  end < employedDays(payee, periodRange(period)).end;

function memo<Value>(read: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}

/** What does not fit its input or its set counts as missing: the lines that read it say so, the others are computed. */
function evaluateSafely(scheme: Scheme, subject: Subject): EvaluatedPay {
  try {
    return evaluatePay(scheme, subject);
  } catch (error) {
    if (!(error instanceof SubjectError)) throw error;
    const { input, set } = error.facts;
    if (set !== undefined && subject.rows?.[set]) {
      const { [set]: _, ...rows } = subject.rows;
      return evaluateSafely(scheme, { ...subject, rows });
    }
    if (input === undefined || subject.inputs[input]?.values.length === 0) throw error;
    return evaluateSafely(scheme, { ...subject, inputs: { ...subject.inputs, [input]: { values: [] } } });
  }
}
