import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { previousMonths } from '../../calc/index.js';
import { todayIn } from '../../platform/clock.js';
import { log } from '../../platform/log.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { CompanyService } from '../company/index.js';
import { PayrollService } from './payroll.service.js';
import { RUN_JOB } from './run-job.service.js';

const TICK_MS = 10 * 60 * 1_000;
/** Key of the advisory lock that lets one replica at a time look what is due. */
const SCHEDULE_LOCK = 7_264_002;

/** Computes the month that has ended as a draft, once, whichever replica comes first; downtime is caught up at the next tick. */
@Injectable()
export class ScheduleService {
  constructor(
    private readonly source: DataSource,
    private readonly company: CompanyService,
    private readonly payroll: PayrollService,
  ) {}

  @Interval(TICK_MS)
  async tick(): Promise<void> {
    try {
      await this.computeWhatIsDue();
    } catch (error) {
      log('error', 'the schedule could not compute what is due', {
        code: error instanceof DomainError ? error.code : 'internal',
      });
    }
  }

  /** Answers the month computed, or undefined when none was due, nobody is assigned, or another replica is at it. */
  async computeWhatIsDue(): Promise<string | undefined> {
    const { timeZone } = await this.company.read();
    const month = previousMonths(todayIn(timeZone).slice(0, 7), 1)[0]!;
    const asked = await this.source.transaction(async (tx) => {
      const [{ mine }] = await tx.query('select pg_try_advisory_xact_lock($1) as mine', [SCHEDULE_LOCK]);
      const [{ due }] = await tx.query(
        `select exists (select from scheme_assignments where not withdrawn)
          and not exists (select from periods where code = $1 and state <> 'open')
          and not exists (select from jobs where kind = $2 and key = $1 and state in ('queued', 'running')) as due`,
        [month, RUN_JOB],
      );
      return mine && due ? this.payroll.start({ period: month }, 'schedule') : undefined;
    });
    if (!asked) return undefined;
    await this.payroll.ofJob(asked.job.id);
    log('info', 'computed the month that ended', { period: month });
    return month;
  }
}
