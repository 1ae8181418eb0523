import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { log } from '../log.js';
import { DomainError } from '../problem/domain-error.js';
import { fromDatabase } from '../problem/from-database.js';
import { problemBody } from '../problem/problem.filter.js';
import type { JobDto } from './jobs.dto.js';
import {
  type ClaimedJob,
  claim,
  enqueue,
  finish,
  holds,
  listJobs,
  readJob,
  renew,
  requestCancel,
} from './jobs.repository.js';

/** What a handler is given: its job, the way to say how far it is, and the fence for what it writes. */
interface JobContext {
  job: ClaimedJob;
  /** Aborted when the lease is lost or somebody cancels. */
  signal: AbortSignal;
  report(progress: Record<string, unknown>): void;
  /** Called within every transaction that writes: throws when another worker has taken the job over. */
  fence(tx: EntityManager): Promise<void>;
}

export type JobHandler = (context: JobContext) => Promise<object>;

/** The lease was lost to another worker: what this one was about to write must not be written. */
class LeaseLost extends Error {}

const LEASE_SECONDS = 30;
const RENEW_MS = 5_000;
const POLL_MS = 2_000;

/** Does long work, each job once, whoever of several replicas comes first; a dead worker's job is taken over. */
@Injectable()
export class JobsService implements OnApplicationShutdown {
  private readonly handlers = new Map<string, JobHandler>();
  private readonly running = new Set<Promise<void>>();
  private readonly stopping = new AbortController();
  private poll: NodeJS.Timeout | undefined;

  constructor(private readonly source: DataSource) {}

  /** Handles the jobs of a kind. A handler may be called again for the same job, by another process, with a higher epoch. */
  handle(kind: string, handler: JobHandler): void {
    this.handlers.set(kind, handler);
    this.poll ??= setInterval(() => void this.next(), POLL_MS).unref();
  }

  /** Queues a job and starts on it here and now; the same kind and key is not queued twice. */
  async start(kind: string, key: string, payload: object, actor: string): Promise<JobDto> {
    const { id } = await enqueue(this.source.manager, { kind, key, payload, actor });
    void this.next(id);
    return this.one(id);
  }

  /** Waits until a job has ended, wherever it is done. */
  async ended(id: string): Promise<JobDto> {
    for (let pauseMs = 10; ; pauseMs = Math.min(pauseMs * 2, 500)) {
      const job = await this.one(id);
      if (job.state !== 'queued' && job.state !== 'running') return job;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  async one(id: string): Promise<JobDto> {
    const job = await readJob(this.source.manager, id);
    if (!job) throw new DomainError('not-found', { what: 'jobs', id });
    return job;
  }

  list(limit: number): Promise<JobDto[]> {
    return listJobs(this.source.manager, limit);
  }

  async cancel(id: string): Promise<JobDto> {
    await this.one(id);
    await requestCancel(this.source.manager, id);
    return this.one(id);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.poll);
    this.stopping.abort();
    await Promise.allSettled(this.running);
  }

  /** Claims a job and does it; errors of the database are left to the next poll. */
  private async next(id?: string): Promise<void> {
    if (this.stopping.signal.aborted) return;
    const job = await claim(this.source.manager, [...this.handlers.keys()], LEASE_SECONDS, id).catch(
      () => undefined,
    );
    if (!job) return;
    const work = this.work(job).catch((error: Error) =>
      log('error', 'a job could not be ended', { job: job.id, kind: error.name }),
    );
    this.running.add(work);
    await work.finally(() => this.running.delete(work));
  }

  private async work(job: ClaimedJob): Promise<void> {
    const lost = new AbortController();
    const signal = AbortSignal.any([lost.signal, this.stopping.signal]);
    let progress: Record<string, unknown> | null = null;
    const renewal = setInterval(() => {
      const sent = progress;
      void renew(this.source.manager, job, LEASE_SECONDS, sent).then(
        (state) => state !== 'kept' && lost.abort(state),
        () => undefined,
      );
    }, RENEW_MS);
    const context: JobContext = {
      job,
      signal,
      report: (now) => {
        progress = now;
      },
      fence: async (tx) => {
        if (!(await holds(tx, job))) throw new LeaseLost('the lease of the job was lost');
      },
    };
    try {
      const result = await this.handlers.get(job.kind)!(context);
      await finish(this.source.manager, job, { state: 'done', result });
    } catch (error) {
      await this.fail(job, error, lost.signal.reason === 'cancel');
    } finally {
      clearInterval(renewal);
    }
  }

  /** A lost lease, a lost database or a stop of the service leaves the job to whoever takes it over. */
  private async fail(job: ClaimedJob, error: unknown, cancelled: boolean): Promise<void> {
    if (error instanceof LeaseLost || (this.stopping.signal.aborted && !cancelled)) return;
    if (cancelled) return finish(this.source.manager, job, { state: 'cancelled' });
    const refused =
      error instanceof DomainError
        ? error
        : (fromDatabase(error) ?? new DomainError('internal', { request: `job ${job.id}` }));
    if (refused.code === 'unavailable') return; // the lease runs out, and the job is done anew
    if (refused.code === 'internal')
      log('error', 'a job failed', {
        job: job.id,
        kind: error instanceof Error ? error.constructor.name : 'unknown',
      });
    await finish(this.source.manager, job, {
      state: 'failed',
      problem: { en: problemBody(refused, 'en'), ru: problemBody(refused, 'ru') },
    });
  }
}
