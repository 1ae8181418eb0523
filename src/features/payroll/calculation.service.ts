import { Injectable } from '@nestjs/common';
import {
  addDays,
  evaluate,
  type GivenInput,
  monthsOf,
  type Period,
  periodKind,
  periodOfDay,
  periodRange,
  type Result,
  type Scheme,
  SubjectError,
} from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isEmployedIn, type Payee, PayeesRepository } from '../people/index.js';
import { type SchemeInForce, SchemesService } from '../schemes/index.js';
import { type Assignments, AssignmentsRepository } from './assignments.js';
import { InputsService } from './inputs.service.js';
import { addLines, type ComputedLines } from './lines.repository.js';

/** What is computed: the schemes assigned to people, or one scheme for everybody without assignment. */
export interface Task {
  period: Period;
  watermark: string;
  /** Code of the scheme of a trial. */
  trial?: string;
  /** Ids of the payees; null for all. */
  managerIds: readonly string[] | null;
}

export interface Computed {
  payee: Payee;
  version: SchemeInForce;
  period: Period;
  result: Result;
}

/** One scheme, one of its periods, and the payees it is computed for. */
interface Step {
  version: SchemeInForce;
  period: Period;
  payees: Payee[];
}

/** Computes results from facts as known at a watermark. Reads only; what comes of it is written by others. */
@Injectable()
export class CalculationService {
  constructor(
    private readonly payees: PayeesRepository,
    private readonly schemes: SchemesService,
    private readonly assignments: AssignmentsRepository,
    private readonly inputs: InputsService,
  ) {}

  async compute(tx: Tx, task: Task): Promise<Computed[]> {
    const inForce = await this.schemes.inForce(tx, addDays(periodRange(task.period).end, -1), task.watermark);
    const assigned = await this.assignments.known(tx, task.watermark);
    const steps = task.trial
      ? await this.trialSteps(tx, task, task.trial, inForce)
      : await this.assignedSteps(tx, task, inForce, assigned);
    const computed: Computed[] = [];
    const ofThisRun: ComputedLines = new Map();
    const byId = new Map(steps.flatMap(({ payees }) => payees.map((payee) => [payee.id, payee] as const)));
    const expected = (managerId: string, scheme: string, month: Period) => {
      const payee = byId.get(managerId)!;
      return (
        isEmployedIn(payee, periodRange(month)) &&
        (task.trial !== undefined || assigned.schemesOf(payee, month).has(scheme))
      );
    };
    for (const step of steps) {
      const { scheme } = step.version;
      const given = await this.inputs.gather(tx, {
        scheme,
        ...step,
        watermark: task.watermark,
        ofThisRun,
        expected,
      });
      for (const payee of step.payees) {
        const result = evaluateSafely(
          scheme,
          step.period,
          given.get(payee.id) ?? {},
          task.trial !== undefined,
        );
        addLines(ofThisRun, payee.id, result);
        computed.push({ payee, version: step.version, period: step.period, result });
      }
    }
    return computed;
  }

  /** The schemes whose periods end with the pay month, each after those it reads. */
  private async assignedSteps(
    tx: Tx,
    task: Task,
    inForce: Map<string, SchemeInForce>,
    assigned: Assignments,
  ): Promise<Step[]> {
    const lastDay = addDays(periodRange(task.period).end, -1);
    const steps: Step[] = [];
    for (const version of inReadingOrder([...inForce.keys()], inForce)) {
      const period = periodOfDay(lastDay, version.scheme.period);
      if (periodRange(period).end !== periodRange(task.period).end) continue;
      const employed = await this.payees.employed(tx, periodRange(period), task.watermark, task.managerIds);
      const payees = employed.filter((payee) => assigned.schemesOf(payee, period).has(version.scheme.code));
      if (payees.length) steps.push({ version, period, payees });
    }
    return steps;
  }

  /** The trial's scheme, and before it the months of the schemes it reads: a trial waits for no other run. */
  private async trialSteps(
    tx: Tx,
    task: Task,
    code: string,
    inForce: Map<string, SchemeInForce>,
  ): Promise<Step[]> {
    const version = inForce.get(code);
    if (!version) {
      throw new DomainError('scheme-unknown', {
        scheme: code,
        period: task.period,
        known: [...inForce.keys()],
      });
    }
    if (version.scheme.period !== periodKind(task.period)) {
      throw new DomainError('scheme-period', {
        scheme: code,
        kind: version.scheme.period,
        period: task.period,
      });
    }
    const steps: Step[] = [];
    for (const step of inReadingOrder([code], inForce)) {
      const periods = step === version ? [task.period] : monthsOf(task.period);
      for (const period of periods) {
        const payees = await this.payees.employed(tx, periodRange(period), task.watermark, task.managerIds);
        steps.push({ version: step, period, payees });
      }
    }
    return steps;
  }
}

/** The schemes named and those they read, each after what it reads. A circle among schemes is refused by name. */
function inReadingOrder(codes: readonly string[], inForce: Map<string, SchemeInForce>): SchemeInForce[] {
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

/** A value that does not fit its input counts as missing: the lines that read it say so, the others are computed. */
function evaluateSafely(
  scheme: Scheme,
  period: Period,
  inputs: Record<string, GivenInput>,
  trial: boolean,
): Result {
  try {
    return evaluate(scheme, { period, inputs, ...(trial ? { trial } : {}) });
  } catch (error) {
    const name = error instanceof SubjectError ? error.facts.input : undefined;
    if (name === undefined || inputs[name]?.values.length === 0) throw error;
    return evaluateSafely(scheme, period, { ...inputs, [name]: { values: [] } }, trial);
  }
}
