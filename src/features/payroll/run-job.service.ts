import { setImmediate as othersFirst } from 'node:timers/promises';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ENGINE, type Period } from '../../calc/index.js';
import { inSnapshot, inTransaction, type Tx, together } from '../../platform/database/transaction.js';
import { faultPoint } from '../../platform/fault-point.js';
import { type JobContext, JobsService } from '../../platform/jobs/index.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { takeWatermark } from '../../platform/records/intake-sequence.js';
import { CompanyService } from '../company/index.js';
import { AdjustingService } from './adjusting.service.js';
import { CalculationService, type Prepared, type Task } from './calculation.service.js';
import type { RunCountsDto } from './payroll.dto.js';
import { RunCounter } from './run-counter.js';
import { digestOf, type RowsOfPayee, rowsOf } from './run-rows.js';
import { type BegunRun, RunsRepository } from './runs.repository.js';

/** Kind of the jobs that make runs. */
export const RUN_JOB = 'payroll-run';

/** Payees written in one transaction: few enough to lose little, enough that the commits cost nothing. */
const PAYEES_PER_CHUNK = 250;
/** Payees computed before others have their turn: a millisecond, since the chunk being written waits for many short answers. */
const PAYEES_AT_A_STRETCH = 10;
/** How far a run is is told at most this often: each time is a commit. */
const REPORT_MS = 1_000;

const progressOf = ({ payees }: Prepared, done: number) => ({ payees: payees.length, done });

/** A run to be written: its amounts, and what of it another process has written, by manager id. */
interface Writing {
  id: string;
  currency: string;
  written: ReadonlyMap<string, string>;
}

export interface RunPayload {
  period: Period;
  /** Code of the scheme of a trial. */
  scheme?: string;
  /** The user or token that asked for it. */
  actorId?: string;
}

/** A job that computes a period from what is known, chunk by chunk, and shows it in one step when it is whole. */
@Injectable()
export class RunJobService implements OnModuleInit {
  constructor(
    private readonly source: DataSource,
    private readonly calculation: CalculationService,
    private readonly runs: RunsRepository,
    private readonly adjusting: AdjustingService,
    private readonly company: CompanyService,
    private readonly jobs: JobsService,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(RUN_JOB, {
      work: (context) => this.work(context, context.job.payload as unknown as RunPayload),
      undo: (tx, job) => this.runs.forget(tx, job.id),
    });
  }

  /** Does a run, or goes on with one that another process began: its number and its watermark stay. */
  private async work(context: JobContext, payload: RunPayload): Promise<{ run: string }> {
    const run = await this.begin(context, payload);
    if (run.state !== 'running') return { run: run.id }; // shown by a release that ended the job only afterwards
    const task: Task = {
      period: payload.period,
      watermark: run.watermark,
      managerIds: null,
      ...(payload.scheme ? { trial: payload.scheme } : {}),
    };
    const [prepared, { currency }, written] = await together([
      inSnapshot(this.source, (tx) => this.calculation.prepare(tx, task)),
      this.company.read(),
      this.runs.written(this.source.manager, run.id),
    ]);
    if (prepared.payees.length === 0 && !payload.scheme)
      throw new DomainError('no-assignments', { period: payload.period });
    const writing = { id: run.id, currency, written };
    const counts = await this.writeChunks(context, writing, payload, prepared);
    const result = { run: run.id };
    await inTransaction(this.source, async (tx) => {
      await context.fence(tx);
      await this.runs.open(tx, payload.period); // nobody adjusts the draft before meanwhile
      if (!payload.scheme) await this.adjusting.adjustRun(tx, payload.period, run.id);
      await this.runs.show(tx, { id: run.id, engine: ENGINE, counts, ...payload });
      await faultPoint('before-commit', { results: counts.results });
      await context.finish(tx, result, progressOf(prepared, prepared.payees.length));
    });
    return result;
  }

  /** Finds the run of the job, or makes it with a watermark taken now. Throws `period-fixed`, `period-closed`; trials may. */
  private begin(context: JobContext, { period, scheme, actorId }: RunPayload): Promise<BegunRun> {
    const { id: jobId, createdBy: actor } = context.job;
    return inTransaction(this.source, async (tx) => {
      await context.fence(tx);
      const begun = await this.runs.begunBy(tx, jobId);
      if (begun) return begun;
      await this.runs.open(tx, period);
      if (!scheme) await this.runs.refuseFixed(tx, period);
      const watermark = await takeWatermark(tx);
      const id = await this.runs.insertRun(tx, {
        period,
        trial: scheme ?? null,
        watermark,
        engine: ENGINE,
        actor,
        actorId: actorId ?? null,
        jobId,
      });
      return { id, watermark, state: 'running' };
    });
  }

  /** Computes a chunk while the one before is written. Whatever happens, no write is under way once this has ended. */
  private async writeChunks(
    context: JobContext,
    { id: runId, currency, written }: Writing,
    payload: RunPayload,
    prepared: Prepared,
  ): Promise<RunCountsDto> {
    const { payees, compute } = prepared;
    const isTrial = payload.scheme !== undefined;
    const counter = new RunCounter(payload.period, isTrial);
    const form = { period: payload.period, currency, isTrial };
    let pending: Promise<void> = Promise.resolve();
    let toldAtMs = Number.NEGATIVE_INFINITY;
    try {
      for (let from = 0; from < payees.length; from += PAYEES_PER_CHUNK) {
        const rows: RowsOfPayee[] = [];
        for (const payee of payees.slice(from, from + PAYEES_PER_CHUNK)) {
          const computed = compute(payee);
          counter.add(computed);
          rows.push(rowsOf(payee, computed, form));
          // the write before, the lease and other requests go on meanwhile
          if (rows.length % PAYEES_AT_A_STRETCH === 0) await othersFirst();
        }
        await pending;
        context.signal.throwIfAborted();
        if (from > 0 && performance.now() - toldAtMs >= REPORT_MS) {
          toldAtMs = performance.now();
          context.report(progressOf(prepared, from));
        }
        pending = this.write(context, runId, payload.period, rows, written);
        pending.catch(() => undefined); // it is awaited after the next chunk
      }
    } finally {
      await pending.catch(() => undefined);
    }
    await pending;
    return counter.counts();
  }

  /**
   * Writes a chunk but for those payees whose rows another process wrote alike. They may differ where other periods' runs
   * were replaced meanwhile, or under another engine: a run is made of one view of the past only.
   */
  private async write(
    context: JobContext,
    runId: string,
    period: Period,
    rows: readonly RowsOfPayee[],
    written: ReadonlyMap<string, string>,
  ): Promise<void> {
    const fresh = rows.filter((each) => written.get(each.managerId) !== digestOf(each));
    if (fresh.length === 0) return;
    const others = fresh.map(({ managerId }) => managerId).filter((id) => written.has(id));
    await faultPoint('before-chunk', { payees: fresh.length });
    await inTransaction(this.source, async (tx: Tx) => {
      await context.fence(tx);
      // nobody sees the rows before the run is shown, and that commit waits until all of them are on disk too
      await tx.query('set local synchronous_commit = off');
      await this.runs.remove(tx, runId, others);
      await this.runs.insertResults(
        tx,
        runId,
        fresh.flatMap(({ results }) => results),
      );
      await this.runs.insertStatements(
        tx,
        runId,
        period,
        fresh.flatMap(({ statement }) => statement ?? []),
      );
    });
  }
}
