import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type DayRange, ENGINE, type Period, periodRange, type Scheme } from '../../calc/index.js';
import { exportSnapshot, inSnapshot, inTransaction, type Tx } from '../../platform/database/transaction.js';
import { type JobContext, JobsService } from '../../platform/jobs/index.js';
import { takeWatermark } from '../../platform/records/intake-sequence.js';
import { Threads } from '../../platform/threads/index.js';
import { type SchemeInForce, SchemesService } from '../schemes/index.js';
import { type Part, SimulationPartsService, type Told } from './simulation-parts.service.js';
import { SimulationsRepository } from './simulations.repository.js';

/** Kind of the jobs that simulate. */
export const SIMULATION_JOB = 'simulation';

/** Results that are computed before a thread has begun. */
const RESULTS_ALONE_MAX = 2_000;

export interface SimulationPayload extends Omit<Part, 'id' | 'watermark' | 'from' | 'until'> {
  from: Period;
  to: Period;
  team: string | null;
  manager: string | null;
}

/** Takes what was computed of a part; ends when what came before it is written. */
type Take = (part: Part, told: Told) => Promise<void>;

/** A job that computes a draft scheme over past periods beside what was paid, and shows it when it is whole. */
@Injectable()
export class SimulationJobService implements OnModuleInit {
  constructor(
    private readonly source: DataSource,
    private readonly schemes: SchemesService,
    private readonly parts: SimulationPartsService,
    private readonly simulations: SimulationsRepository,
    private readonly jobs: JobsService,
    private readonly threads: Threads,
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
      const { from, to, team, manager, ...asked } = payload;
      const whole: Part = { ...asked, id, watermark, from: 0, until: payload.periods.length };
      const draft = await inSnapshot(this.source, (snapshot) => this.compute(snapshot, tx, context, whole));
      await context.fence(tx);
      const { against, document, cliffs } = payload;
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

  /** Computes here, or in as many threads as there are, and writes with `tx` what comes, a period at a time. */
  private async compute(snapshot: Tx, tx: Tx, context: JobContext, whole: Part): Promise<SchemeInForce> {
    const draft = await this.schemes.draft(whole.document);
    const parts = await this.partsOf(snapshot, whole, draft);
    const latest = new Map<Part, Told>();
    let writing = Promise.resolve();
    const failed = new AbortController();
    const take = (part: Part, told: Told) => {
      const before = writing;
      writing = writing.then(() => this.simulations.insertRows(tx, told.rows));
      writing.catch((error) => failed.abort(error)); // it is awaited at the end
      latest.set(part, told);
      if (latest.size === parts.length) context.report(progressOf([...latest.values()]));
      return before;
    };
    const signal = AbortSignal.any([context.signal, failed.signal]);
    try {
      if (parts.length === 1) await this.computeHere(snapshot, whole, take, signal);
      else await this.computeInThreads(snapshot, parts, take, { signal, failed });
    } finally {
      await writing.catch(() => undefined);
    }
    await writing;
    return draft;
  }

  private async computeHere(snapshot: Tx, part: Part, take: Take, signal: AbortSignal): Promise<void> {
    for await (const told of this.parts.compute(snapshot, part)) {
      await take(part, told);
      signal.throwIfAborted();
    }
  }

  /** All of them have ended when this has. */
  private async computeInThreads(
    tx: Tx,
    parts: readonly Part[],
    take: Take,
    { signal, failed }: { signal: AbortSignal; failed: AbortController },
  ): Promise<void> {
    const snapshot = await exportSnapshot(tx);
    const running = parts.map((part) => {
      const told = (message: Told) => void take(part, message).catch(() => undefined);
      return this.threads.run('simulate', { ...part, snapshot }, { signal, told });
    });
    for (const part of running) part.catch((error) => failed.abort(error));
    await Promise.allSettled(running);
    await Promise.all(running);
  }

  /** Periods that do not read each other are shared among the threads, where there are enough to be worth it. */
  private async partsOf(tx: Tx, whole: Part, draft: SchemeInForce): Promise<Part[]> {
    const { periods, against, watermark } = whole;
    const count = Math.min(this.threads.count, periods.length);
    const isLittle = async () => periods.length * (await this.simulations.payees(tx)) <= RESULTS_ALONE_MAX;
    if (count < 2 || whole.managerId !== null || isChained(draft.scheme) || (await isLittle()))
      return [whole];
    const inForce = await this.schemes.inForce(tx, rangeOf(periods), watermark);
    if (inForce.get(against)?.some(({ scheme }) => isChained(scheme))) return [whole];
    const first = (place: number) => Math.ceil((place * periods.length) / count);
    return Array.from({ length: count }, (_, place) => ({
      ...whole,
      from: first(place),
      until: first(place + 1),
    }));
  }
}

const rangeOf = (periods: readonly Period[]): DayRange => ({
  start: periodRange(periods[0]!).start,
  end: periodRange(periods.at(-1)!).end,
});

/** Whether a period may read what was computed of those before it: lines, and rows that are kept. */
const isChained = ({ inputs, rows }: Scheme): boolean =>
  rows.size > 0 || [...inputs.values()].some(({ source }) => source === 'line');

const progressOf = (told: readonly Told[]) => ({
  results: told.reduce((sum, { results }) => sum + results, 0),
  done: told.reduce((sum, { done }) => sum + done, 0),
});
