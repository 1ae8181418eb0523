import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { monthsOf, periodKind } from '../../calc/index.js';
import { type JobRow, JobsService } from '../../platform/jobs/index.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import type { NewRunDto, PeriodDto, RunDto } from './payroll.dto.js';
import { RUN_JOB, type RunPayload } from './run-job.service.js';
import { RunsRepository } from './runs.repository.js';

/** Runs and periods: starts a run as a job, and shows what came of it. */
@Injectable()
export class PayrollService {
  constructor(
    private readonly source: DataSource,
    private readonly runs: RunsRepository,
    private readonly jobs: JobsService,
  ) {}

  /** Computes a period and waits for it. Throws `period-fixed`, `scheme-unknown`, `no-assignments` and their like. */
  async run(wanted: NewRunDto, actor: string): Promise<RunDto> {
    const { id } = await this.start(wanted, actor);
    return this.ofJob(id);
  }

  /** Starts a run and answers its job; a run of the same period and scheme that is under way is answered instead. */
  async start({ period, scheme }: NewRunDto, actor: string): Promise<JobRow> {
    if (!scheme && periodKind(period) !== 'month') {
      throw new DomainError('pay-month-needed', { period, month: monthsOf(period).at(-1)! });
    }
    const payload: RunPayload = { period, ...(scheme ? { scheme } : {}) };
    return this.jobs.start(RUN_JOB, scheme ? `${period} ${scheme}` : period, payload, actor);
  }

  /** The run that a job makes, when it is done. */
  async ofJob(jobId: string): Promise<RunDto> {
    const { run } = (await this.jobs.result(jobId)) as { run: string };
    return this.one(run);
  }

  async one(id: string): Promise<RunDto> {
    const run = await this.runs.run(this.source.manager, id);
    if (!run) throw new DomainError('not-found', { what: 'payroll-runs', id });
    return run;
  }

  list(period: string | undefined): Promise<RunDto[]> {
    return this.runs.list(this.source.manager, period);
  }

  periods(): Promise<PeriodDto[]> {
    return this.runs.periods(this.source.manager);
  }

  async period(code: string): Promise<PeriodDto> {
    const [period] = await this.runs.periods(this.source.manager, code);
    if (!period) throw new DomainError('not-found', { what: 'periods', id: code });
    return period;
  }
}
