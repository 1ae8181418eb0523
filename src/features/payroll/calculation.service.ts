import { Injectable } from '@nestjs/common';
import {
  addDays,
  type EvaluatedPay,
  evaluatePay,
  keptAfter,
  monthsOf,
  type Period,
  type PeriodKind,
  periodKind,
  periodOfDay,
  periodRange,
  type Result,
  type Scheme,
  type Subject,
  SubjectError,
} from '../../calc/index.js';
import { type Tx, together } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isEmployedIn, type Payee, PayeesRepository } from '../people/index.js';
import { type SchemeInForce, SchemesService } from '../schemes/index.js';
import { type Assignments, AssignmentsRepository } from './assignments.js';
import { type InputsOf, InputsService } from './inputs.service.js';
import { addLines, type ComputedLines } from './lines.repository.js';
import { RowSetsService, type RowsOf } from './row-sets.service.js';

/** What is computed: the schemes assigned to people, or one scheme for everybody without assignment. */
export interface Task {
  period: Period;
  watermark: string;
  /** Code of the scheme of a trial. */
  trial?: string;
  /** Stands in for what is in force under its code; a trial of it needs no publication. */
  draft?: SchemeInForce;
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
}

/** Everything read that a task needs: what remains is arithmetic, payee by payee. */
export interface Prepared {
  /** In order of personnel number. */
  payees: Payee[];
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

/** One scheme, one of its periods, and the payees it is computed for. */
interface Step {
  version: SchemeInForce;
  period: Period;
  payees: Payee[];
  /** Ids of payees whose assignment has ended, while rows of their earlier results go on. */
  ended: ReadonlySet<string>;
}

type SchemesInForce = Map<string, SchemeInForce>;

/** Computes results from facts as known at a watermark. Reads only; what comes of it is written by others. */
@Injectable()
export class CalculationService {
  constructor(
    private readonly payees: PayeesRepository,
    private readonly schemes: SchemesService,
    private readonly assignments: AssignmentsRepository,
    private readonly inputs: InputsService,
    private readonly rowSets: RowSetsService,
  ) {}

  async compute(tx: Tx, task: Task): Promise<Computed[]> {
    const { payees, compute } = await this.prepare(tx, task);
    return payees.flatMap((payee) => compute(payee));
  }

  async known(tx: Tx, watermark: string, managerIds: readonly string[] | null): Promise<Known> {
    const [payees, assigned] = await together([
      this.payees.known(tx, watermark, managerIds),
      this.assignments.known(tx, watermark),
    ]);
    return { payees, assigned };
  }

  /** Reads all that the task needs, in a number of queries that does not depend on how many payees there are. */
  async prepare(tx: Tx, task: Task, known?: Known): Promise<Prepared> {
    const { watermark, managerIds } = task;
    const [{ payees: all, assigned }, due] = await together([
      known ?? this.known(tx, watermark, managerIds),
      this.dueIn(tx, task),
    ]);
    const wanted = managerIds && new Set(managerIds);
    const among = wanted ? all.filter(({ id }) => wanted.has(id)) : all;
    const steps = await this.stepsOf(tx, task, due, { payees: among, assigned });
    const expected = (payee: Payee, scheme: string, month: Period) =>
      isEmployedIn(payee, periodRange(month)) &&
      (task.trial !== undefined || assigned.schemesOf(payee, month).has(scheme));
    const gathered: (Step & { ids: Set<string>; inputsOf: InputsOf; rowsOf: RowsOf })[] = [];
    for (const step of steps) {
      const gathering = {
        scheme: step.version.scheme,
        ...step,
        watermark: task.watermark,
        fromFrozen: task.fromFrozen ?? false,
        expected,
      };
      const [inputsOf, rowsOf] = await together([
        this.inputs.gather(tx, gathering),
        this.rowSets.gather(tx, gathering),
      ]);
      gathered.push({ ...step, ids: new Set(step.payees.map(({ id }) => id)), inputsOf, rowsOf });
    }
    const areLinesRead = steps.some(({ version }) => readsLines(version.scheme));
    const computeEach = (payee: Payee, chain?: Chain) => {
      const ofThisRun: ComputedLines = chain?.lines ?? new Map();
      return gathered
        .filter(({ ids }) => ids.has(payee.id))
        .map(({ version, period, inputsOf, rowsOf, ended }) => {
          const { scheme } = version;
          const rows = rowsOf(payee, !ended.has(payee.id));
          const kept = chain?.kept.get(scheme.code) ?? rows.kept;
          const pay = evaluateSafely(scheme, {
            period,
            inputs: inputsOf(payee, ofThisRun),
            ...rows,
            ...(kept && { kept }),
            ...(task.trial !== undefined && { trial: true }),
          });
          if (areLinesRead) addLines(ofThisRun, pay.result());
          if (kept) chain?.kept.set(scheme.code, keptAfter(scheme, pay.result(), kept));
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
    return { payees, compute, computePay };
  }

  /** The schemes and their periods, each after what it reads. */
  private async dueIn(tx: Tx, task: Task): Promise<Due> {
    const inForce = memo(async (period: Period) => {
      const versions = await this.schemes.inForce(tx, lastDay(period), task.watermark);
      return task.draft ? versions.set(task.draft.scheme.code, task.draft) : versions;
    });
    return task.trial
      ? await trialSchemes(task.period, task.trial, inForce)
      : assignedSchemes(task.period, await inForce(task.period));
  }

  private async stepsOf(tx: Tx, task: Task, due: Due, { payees, assigned }: Known): Promise<Step[]> {
    const steps: Step[] = [];
    for (const { version, period } of due) {
      const { code } = version.scheme;
      const range = periodRange(period);
      const employed = payees.filter((payee) => isEmployedIn(payee, range));
      const own = task.trial
        ? employed
        : employed.filter((payee) => assigned.schemesOf(payee, period).has(code));
      const goingOn = await this.rowSets.goingOn(tx, version.scheme, period);
      const others = employed.filter((payee) => goingOn.has(payee.id) && !own.includes(payee));
      const ended = new Set(others.map(({ id }) => id));
      if (own.length + others.length) steps.push({ version, period, payees: [...own, ...others], ended });
    }
    return steps;
  }
}

const readsLines = ({ inputs }: Scheme): boolean =>
  [...inputs.values()].some(({ source }) => source === 'line');

type Due = Omit<Step, 'payees' | 'ended'>[];

const lastDay = (period: Period): string => addDays(periodRange(period).end, -1);

/** The schemes whose periods end with the pay month, each after those it reads. */
function assignedSchemes(month: Period, inForce: SchemesInForce): Due {
  return inReadingOrder([...inForce.keys()], inForce)
    .map((version) => ({ version, period: periodOfDay(lastDay(month), version.scheme.period) }))
    .filter(({ period }) => lastDay(period) === lastDay(month));
}

/** The trial's scheme, and before it, for each of their periods inside, the versions then in force of the schemes it reads. */
async function trialSchemes(
  period: Period,
  code: string,
  inForce: (period: Period) => Promise<SchemesInForce>,
): Promise<Due> {
  const atEnd = await inForce(period);
  const version = atEnd.get(code);
  if (!version) throw new DomainError('scheme-unknown', { scheme: code, period, known: [...atEnd.keys()] });
  if (version.scheme.period !== periodKind(period)) {
    throw new DomainError('scheme-period', { scheme: code, kind: version.scheme.period, period });
  }
  const due: Due = [];
  for (const read of inReadingOrder([code], atEnd)) {
    if (read === version) due.push({ version, period });
    else {
      for (const part of periodsInside(period, read.scheme.period)) {
        due.push({ version: (await inForce(part)).get(read.scheme.code) ?? read, period: part });
      }
    }
  }
  return due;
}

const periodsInside = (period: Period, kind: PeriodKind): Period[] => [
  ...new Set(monthsOf(period).map((month) => periodOfDay(`${month}-01`, kind))),
];

function memo<Value>(read: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}

/** The schemes named and those they read, each after what it reads. A circle among schemes is refused by name. */
function inReadingOrder(codes: readonly string[], inForce: SchemesInForce): SchemeInForce[] {
  const ordered = new Map<string, SchemeInForce>();
  const visit = (code: string, path: readonly string[]): void => {
    const version = inForce.get(code);
    if (!version || ordered.has(code)) return;
    if (path.includes(code)) throw new DomainError('scheme-circle', { schemes: [...path, code] });
    for (const { scheme } of version.scheme.inputs.values()) if (scheme) visit(scheme, [...path, code]);
    ordered.set(code, version);
  };
  for (const code of codes) visit(code, []);
  return [...ordered.values()];
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
