import { Inject, Injectable, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { acting, actingAs } from '../acting.js';
import { inTransaction } from '../database/transaction.js';
import { type Once, onceForJobIn } from '../idempotency/once.js';
import { faultFacts, log } from '../log.js';
import { DomainError } from '../problem/domain-error.js';
import { fromDatabase } from '../problem/from-database.js';
import { domainErrorOf, storedProblem } from './job-problem.js';
import {
  begin,
  begun,
  type ClaimedJob,
  claim,
  enqueue,
  finish,
  holds,
  type JobEnd,
  type JobRow,
  listJobs,
  type NewJob,
  readJob,
  release,
  requestCancel,
} from './jobs.repository.js';
import { Cancelled, keepLease, LeaseLost } from './lease.js';

/** What a handler is given: its job, the way to say how far it is, and the fence for what it writes. */
export interface JobContext {
  job: ClaimedJob;
  /** Aborted when the lease is lost, when somebody cancels, and when the service stops. */
  signal: AbortSignal;
  /** Everybody who may see jobs reads it: no pay figures. */
  report(progress: Record<string, unknown>): void;
  /** Called within every transaction that writes: throws when another worker has taken the job over, or on a cancel. */
  fence(tx: EntityManager): Promise<void>;
  /** Like `fence`, and ends the job as done: result and effect are there in the same moment. */
  finish(tx: EntityManager, result: object, progress?: object): Promise<void>;
}

/** How the jobs of a kind are done; for one job perhaps again, by another process, with a higher epoch. */
export interface JobHandler {
  /** Answers the result of the job. */
  work(context: JobContext): Promise<object>;
  /** Takes back what was written, in the transaction that ends the job as failed or cancelled. */
  undo?(tx: EntityManager, job: ClaimedJob): Promise<void>;
}

/** A job that was asked for, and whether its sender waits for the end. */
export interface AskedJob {
  job: JobRow;
  waits: boolean;
}

/** What became of a job here; `left` is for whoever takes it over. */
type Outcome = 'ended' | 'lost' | 'left';

interface Running {
  job: ClaimedJob;
  work: Promise<Outcome>;
}

/** Injection token of the length of a lease in seconds. */
export const LEASE = Symbol('lease of jobs in seconds');
const POLL_MS = 2_000;
const LOOK_MS_MAX = 500;

/** Does long work, each job once, whoever of several replicas comes first; a dead worker's job is taken over. */
@Injectable()
export class JobsService implements OnModuleDestroy, OnApplicationShutdown {
  private readonly handlers = new Map<string, JobHandler>();
  private readonly running = new Map<string, Running>();
  private readonly stopping = new AbortController();
  private poll: NodeJS.Timeout | undefined;

  constructor(
    private readonly source: DataSource,
    @Inject(LEASE) private readonly leaseSeconds: number,
  ) {}

  /** Handles the jobs of a kind. */
  handle(kind: string, handler: JobHandler): void {
    this.handlers.set(kind, handler);
    this.poll ??= setInterval(() => void this.next(), POLL_MS).unref();
  }

  /**
   * Queues a job, once for a key, and starts on it here and now; of a kind and key under way the job there is is answered.
   * Throws `idempotency-key-reused`.
   */
  async start(
    wanted: NewJob,
    { waits, once }: { waits: boolean; once?: Once | undefined },
  ): Promise<AskedJob> {
    const asked = await inTransaction(this.source, (tx) =>
      onceForJobIn<AskedJob>(tx, once, async () => ({ job: await enqueue(tx, wanted), waits })),
    );
    void this.next(asked.job.id);
    return asked;
  }

  /** Queues a job in a transaction of the caller's; once that is committed, `startQueued` or the next poll starts on it. */
  queue(tx: EntityManager, wanted: NewJob): Promise<JobRow> {
    return enqueue(tx, wanted);
  }

  startQueued(id: string): void {
    void this.next(id);
  }

  /** Makes a job that needs what only this process holds; where the process dies, others get it and can but fail it. */
  hold(tx: EntityManager, wanted: Omit<NewJob, 'payload'>): Promise<JobRow> {
    if (this.stopping.signal.aborted) throw new DomainError('unavailable');
    return begin(tx, wanted, this.leaseSeconds);
  }

  /** Starts on a job held here, once the transaction that made it is committed. */
  startHeld(job: JobRow): void {
    void this.run(begun(job));
  }

  /** Waits for a job, wherever it is done, and answers its result. Throws what it was refused with, or `job-cancelled`. */
  async result(id: string): Promise<object> {
    const { state, result, problem } = await this.ended(id);
    if (state === 'cancelled') throw new DomainError('job-cancelled', { id });
    if (problem) throw domainErrorOf(problem);
    return result ?? {};
  }

  /** Throws `not-found`, with `owner` also for jobs that another began. */
  async one(id: string, owner?: string): Promise<JobRow> {
    const job = await readJob(this.source.manager, id, owner);
    if (!job) throw new DomainError('not-found', { what: 'jobs', id });
    return job;
  }

  list(limit: number, owner?: string): Promise<JobRow[]> {
    return listJobs(this.source.manager, limit, owner);
  }

  async cancel(id: string, owner?: string): Promise<JobRow> {
    await this.one(id, owner);
    await inTransaction(this.source, (tx) => requestCancel(tx, id));
    return this.one(id);
  }

  /** Gives the jobs under way back before anything else is closed; other replicas go on with them at once. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.poll);
    this.stopping.abort();
    const given = [...this.running.values()].map(({ job }) => release(this.source.manager, job));
    await Promise.allSettled(given);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled([...this.running.values()].map(({ work }) => work));
  }

  /** The job when it has ended. Throws `unavailable` when it was left here and nobody has taken it over. */
  private async ended(id: string): Promise<JobRow> {
    for (let pauseMs = 10; ; pauseMs = Math.min(pauseMs * 2, LOOK_MS_MAX)) {
      const own = this.running.get(id);
      if ((await own?.work) === 'left') throw new DomainError('unavailable');
      const job = await this.one(id);
      if (job.state !== 'queued' && job.state !== 'running') return job;
      if (this.stopping.signal.aborted) throw new DomainError('unavailable');
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  /** Claims a job and does it; errors of the database are left to the next poll. */
  private async next(id?: string): Promise<void> {
    if (this.stopping.signal.aborted) return;
    const kinds = [...this.handlers.keys()];
    const job = await claim(this.source.manager, kinds, this.leaseSeconds, id).catch(() => undefined);
    if (job) await this.run(job);
  }

  private async run(job: ClaimedJob): Promise<void> {
    const work = this.work(job).catch((error: Error): Outcome => {
      log('error', 'a job could not be ended', { job: job.id, ...faultFacts(error) });
      return 'left';
    });
    this.running.set(job.id, { job, work });
    await work;
    // a job that was lost may have come back meanwhile, under a higher epoch
    if (this.running.get(job.id)?.work === work) this.running.delete(job.id);
  }

  private async work(job: ClaimedJob): Promise<Outcome> {
    const handler = this.handlers.get(job.kind)!;
    const lost = new AbortController();
    const stopping = this.stopping.signal;
    const lease = keepLease(this.source, job, this.leaseSeconds, { lost, stopping });
    const context: JobContext = {
      job,
      signal: AbortSignal.any([lost.signal, stopping]),
      report: lease.report,
      fence: (tx) => this.fence(tx, job),
      finish: async (tx, result, progress) => {
        await this.fence(tx, job);
        await finish(tx, job, { state: 'done', result, ...(progress && { progress }) });
      },
    };
    try {
      const who = acting() ?? { actor: job.createdBy, via: `job ${job.kind}` };
      const result = await actingAs(who, () => handler.work(context));
      await finish(this.source.manager, job, { state: 'done', result });
      return 'ended';
    } catch (error) {
      return await this.settle(job, error);
    } finally {
      lease.end();
    }
  }

  private async fence(tx: EntityManager, job: ClaimedJob): Promise<void> {
    const hold = await holds(tx, job, this.leaseSeconds);
    if (hold === 'lost') throw new LeaseLost();
    if (hold === 'cancel') throw new Cancelled();
  }

  /** A lost lease, a lost database or a stop of the service leaves the job to whoever takes it over. */
  private async settle(job: ClaimedJob, error: unknown): Promise<Outcome> {
    if (error instanceof Cancelled) return this.end(job, { state: 'cancelled' });
    if (error instanceof LeaseLost) return this.tellLost(job);
    if (this.stopping.signal.aborted) {
      await release(this.source.manager, job).catch(() => undefined); // again: a renewal may have been under way
      return 'left';
    }
    const refused =
      error instanceof DomainError
        ? error
        : (fromDatabase(error) ?? new DomainError('internal', { request: `job ${job.id}` }));
    if (refused.code === 'unavailable') return this.leave(job);
    if (refused.code === 'internal') log('error', 'a job failed', { job: job.id, ...faultFacts(error) });
    return this.end(job, { state: 'failed', problem: storedProblem(refused) });
  }

  /** Ends a job without success; what it wrote goes in the same transaction, unless the job is another's by now. */
  private async end(job: ClaimedJob, end: JobEnd): Promise<Outcome> {
    const isOurs = await inTransaction(this.source, async (tx) => {
      if ((await holds(tx, job, this.leaseSeconds)) === 'lost') return false;
      await this.handlers.get(job.kind)?.undo?.(tx, job);
      await finish(tx, job, end);
      return true;
    });
    return isOurs ? 'ended' : this.tellLost(job);
  }

  /** The lease runs out and the job is done anew; a process that stood still finds that this has happened. */
  private async leave(job: ClaimedJob): Promise<Outcome> {
    const hold = await holds(this.source.manager, job, this.leaseSeconds).catch(() => 'kept');
    return hold === 'lost' ? this.tellLost(job) : 'left';
  }

  private tellLost({ id, kind, epoch }: ClaimedJob): Outcome {
    log('warn', 'the lease of a job was lost; nothing more is written for it', { job: id, kind, epoch });
    return 'lost';
  }
}
