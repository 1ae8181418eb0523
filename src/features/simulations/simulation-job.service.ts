import { setImmediate as othersFirst } from 'node:timers/promises';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ENGINE, type EvaluatedPay, type LintFinding, type Period } from '../../calc/index.js';
import { inSnapshot, inTransaction, type Tx, together } from '../../platform/database/transaction.js';
import { type JobContext, JobsService } from '../../platform/jobs/index.js';
import { takeWatermark } from '../../platform/records/intake-sequence.js';
import { CalculationService, type Chain, type Prepared } from '../payroll/index.js';
import type { Payee } from '../people/index.js';
import { type SchemeInForce, SchemesService } from '../schemes/index.js';
import { cliffsMet } from './cliffs.js';
import { lackOf, type Scope, type Simulated, SimulatedPayeesService } from './simulated-payees.service.js';
import type { Lack } from './simulation.entity.js';
import { type NewRow, SimulationsRepository } from './simulations.repository.js';

/** Kind of the jobs that simulate. */
export const SIMULATION_JOB = 'simulation';

/** Payees computed before others have their turn: some milliseconds. */
const PAYEES_AT_A_STRETCH = 50;

export interface SimulationPayload extends Omit<Scope, 'watermark'> {
  document: string;
  from: Period;
  to: Period;
  team: string | null;
  manager: string | null;
  /** The cliffs that lint found in the document. */
  cliffs: LintFinding[];
}

interface Simulation extends Scope {
  draft: SchemeInForce;
  cliffs: readonly LintFinding[];
}

/** What one period needs: `before` only for those of whom no run has posted what they were paid. */
interface Gathered {
  before: Prepared | undefined;
  after: Prepared;
}

/** What was computed of earlier periods, by payee. */
type Chains = Map<string, Chain>;

/** A job that computes a draft scheme over past periods beside what was paid, and shows it when it is whole. */
@Injectable()
export class SimulationJobService implements OnModuleInit {
  constructor(
    private readonly source: DataSource,
    private readonly calculation: CalculationService,
    private readonly schemes: SchemesService,
    private readonly payees: SimulatedPayeesService,
    private readonly simulations: SimulationsRepository,
    private readonly jobs: JobsService,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(SIMULATION_JOB, {
      work: (context) => this.work(context, context.job.payload as unknown as SimulationPayload),
    });
  }

  /** Rows are written while the next are computed; nobody sees them before all are. Whoever takes the job over begins anew. */
  private async work(context: JobContext, payload: SimulationPayload): Promise<{ simulation: string }> {
    const watermark = await takeWatermark(this.source.manager);
    return inTransaction(this.source, async (tx) => {
      const id = await this.simulations.nextId(tx);
      const draft = await inSnapshot(this.source, (snapshot) =>
        this.compute(snapshot, context, { ...payload, watermark }, (rows, count) =>
          this.simulations.insertRows(tx, id, count, rows),
        ),
      );
      await context.fence(tx);
      const { against, document, from, to, team, manager, cliffs } = payload;
      await this.simulations.insert(tx, {
        id,
        jobId: context.job.id,
        scheme: draft.scheme.code,
        against,
        document,
        firstMonth: from,
        lastMonth: to,
        team,
        manager,
        watermark,
        engine: ENGINE,
        cliffs,
        startedBy: context.job.createdBy,
      });
      await context.finish(tx, { simulation: id });
      return { simulation: id };
    });
  }

  /**
   * Computes a period while the one after it is read and the one before it is written. Whatever happens, nothing is under way
   * once this has ended.
   */
  private async compute(
    tx: Tx,
    context: JobContext,
    payload: SimulationPayload & Scope,
    write: (rows: readonly NewRow[], count: number) => Promise<void>,
  ): Promise<SchemeInForce> {
    const { periods } = payload;
    const [simulated, draft] = await together([
      this.payees.of(tx, payload),
      othersFirst().then(() => this.schemes.draft(payload.document)), // compiled while the database reads
    ]);
    const simulation = { ...payload, draft };
    const results = [...simulated.idsOf.values()].reduce((sum, ids) => sum + ids.length, 0);
    const chains = { before: new Map() as Chains, after: new Map() as Chains };
    let done = 0;
    let next = this.gather(tx, simulation, simulated, periods[0]!);
    let writing = Promise.resolve();
    try {
      for (const [index, period] of periods.entries()) {
        const gathered = await next;
        const following = periods[index + 1];
        if (following !== undefined) next = this.gather(tx, simulation, simulated, following);
        next.catch(() => undefined); // it is awaited after this period
        const rows: NewRow[] = [];
        for (const payee of gathered.after.payees) {
          rows.push(rowOf(payee, period, { simulation, simulated, gathered, chains }));
          if (rows.length % PAYEES_AT_A_STRETCH === 0) await othersFirst();
          context.signal.throwIfAborted();
        }
        await writing;
        writing = write(rows, done);
        writing.catch(() => undefined); // likewise
        done += rows.length;
        context.report({ results, done });
      }
      await writing;
    } finally {
      await Promise.allSettled([next, writing]);
    }
    return draft;
  }

  private async gather(
    tx: Tx,
    { draft, against, watermark }: Simulation,
    { known, idsOf, posted }: Simulated,
    period: Period,
  ): Promise<Gathered> {
    const managerIds = idsOf.get(period)!;
    const task = { period, watermark, fromFrozen: true };
    const ofDraft = { ...task, trial: draft.scheme.code, draft, managerIds };
    const after = await this.calculation.prepare(tx, ofDraft, known);
    const computed = managerIds.filter((id) => posted(id, period) === undefined);
    const before =
      computed.length > 0
        ? await this.calculation.prepare(tx, { ...task, trial: against, managerIds: computed }, known)
        : undefined;
    return { before, after };
  }
}

interface RowContext {
  simulation: Simulation;
  simulated: Simulated;
  gathered: Gathered;
  chains: { before: Chains; after: Chains };
}

function rowOf(
  payee: Payee,
  period: Period,
  { simulation: { draft, cliffs }, simulated, gathered, chains }: RowContext,
): NewRow {
  const after = payOf(gathered.after, payee, chains.after);
  const posted = simulated.posted(payee.id, period);
  const computed = posted ? undefined : payOf(gathered.before!, payee, chains.before);
  const met = cliffs.length > 0 ? cliffsMet(draft.scheme, after.result(), cliffs) : [];
  return {
    period,
    managerId: payee.id,
    before: posted ? posted.total : (computed!.totals.total ?? null),
    isPosted: posted !== undefined,
    after: after.totals.total ?? null,
    lackBefore: posted ? posted.lack : lackIn(computed!),
    lackAfter: lackIn(after),
    cliffs: met.length > 0 ? met : null,
  };
}

/** The payee's pay by the scheme tried: what it reads goes before it. */
function payOf({ computePay }: Prepared, payee: Payee, chains: Chains): EvaluatedPay {
  const chain = chains.get(payee.id) ?? { lines: new Map(), kept: new Map() };
  chains.set(payee.id, chain);
  return computePay(payee, chain);
}

const lackIn = ({ totals, result }: EvaluatedPay): Lack | null =>
  totals.total === null || totals.total === undefined ? lackOf(result()) : null;
