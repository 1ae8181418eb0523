import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { monthsOf, periodKind } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { Once } from '../../platform/idempotency/once.js';
import { type AskedJob, JobsService } from '../../platform/jobs/index.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import type { NewRunDto, RunDto } from './payroll.dto.js';
import { RUN_JOB, type RunPayload } from './run-job.service.js';
import { RunsRepository } from './runs.repository.js';

/** Runs: starts one as a job, and shows what came of it. */
@Injectable()
export class PayrollService {
  constructor(
    private readonly source: DataSource,
    private readonly runs: RunsRepository,
    private readonly jobs: JobsService,
  ) {}

  /** Computes a period and waits for it. Throws `period-fixed`, `scheme-unknown`, `no-assignments` and their like. */
  async run(wanted: NewRunDto, actor: string): Promise<RunDto> {
    const { job } = await this.start(wanted, actor);
    return this.ofJob(job.id);
  }

  /**
   * Starts a run and answers its job; a run of the same period and scheme that is under way is answered instead, and of a
   * key the job that it has made.
   */
  async start(
    { period, scheme }: NewRunDto,
    actor: string,
    how: { waits: boolean; once?: Once | undefined; actorId?: string } = { waits: true },
  ): Promise<AskedJob> {
    if (!scheme && periodKind(period) !== 'month') {
      throw new DomainError('pay-month-needed', { period, month: monthsOf(period).at(-1)! });
    }
    const { actorId } = how;
    const payload: RunPayload = { period, ...(scheme ? { scheme } : {}), ...(actorId ? { actorId } : {}) };
    const key = scheme ? `${period} ${scheme}` : period;
    return this.jobs.start({ kind: RUN_JOB, key, payload, actor }, how);
  }

  /** Queues the run of a pay month in a transaction of the caller's, and answers its job, which is to be started after it. */
  async queue(tx: Tx, period: string, actor: string, actorId?: string): Promise<string> {
    const payload: RunPayload = { period, ...(actorId ? { actorId } : {}) };
    const job = await this.jobs.queue(tx, { kind: RUN_JOB, key: period, payload, actor });
    return job.id;
  }

  /** The run that a job makes, when it is done, and as it was then: another may have replaced it since. */
  async ofJob(jobId: string): Promise<RunDto> {
    const { run } = (await this.jobs.result(jobId)) as { run: string };
    return { ...(await this.one(run)), state: 'done' };
  }

  async one(id: string): Promise<RunDto> {
    const run = await this.runs.run(this.source.manager, id);
    if (!run) throw new DomainError('not-found', { what: 'payroll-runs', id });
    return run;
  }

  list(period: string | undefined): Promise<RunDto[]> {
    return this.runs.list(this.source.manager, period);
  }
}
