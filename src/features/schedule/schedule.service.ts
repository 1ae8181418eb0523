import { Inject, Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import type { Period } from '../../calc/index.js';
import { clock } from '../../platform/clock.js';
import { inTransaction, type Tx } from '../../platform/database/transaction.js';
import { JobsService, LEASE } from '../../platform/jobs/index.js';
import { faultFacts, log } from '../../platform/log.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { todayIn } from '../../platform/time-zones.js';
import type { Viewer } from '../access/index.js';
import { CompanyService } from '../company/index.js';
import { PayrollService } from '../payroll/index.js';
import { dueMonth, monthsToPlan, outcomeOf, type Rhythm } from './due.js';
import type { ScheduleDto, ScheduleSettingsDto } from './schedule.dto.js';
import { type DueRow, ScheduleRepository } from './schedule.repository.js';

/** Name of who starts the runs of the schedule. */
const ACTOR = 'schedule';

/** Computes months that have ended as drafts, each once and in order, whichever replica comes first. */
@Injectable()
export class ScheduleService {
  private lookSeconds = 0;

  constructor(
    private readonly source: DataSource,
    private readonly company: CompanyService,
    private readonly payroll: PayrollService,
    private readonly jobs: JobsService,
    private readonly schedule: ScheduleRepository,
    @Inject(LEASE) private readonly leaseSeconds: number,
  ) {}

  /** From now on looks every so many seconds whether a month is due, at the same ones as other replicas; 0 never. */
  lookEvery(seconds: number): void {
    this.lookSeconds = seconds;
  }

  @Cron(CronExpression.EVERY_SECOND, { waitForCompletion: true })
  async tick(): Promise<void> {
    if (this.lookSeconds === 0 || Math.round(clock.now().getTime() / 1_000) % this.lookSeconds !== 0) return;
    try {
      await this.catchUp();
    } catch (error) {
      log('error', 'the schedule could not compute what is due', faultFacts(error as Error));
    }
  }

  /** Starts what is due, each month when the one before has ended, and waits for the last; answers the months started. */
  async catchUp(): Promise<Period[]> {
    const started: Period[] = [];
    for (let next = await this.startNext(); next; next = await this.startNext()) {
      started.push(next.period);
      await this.jobs.result(next.jobId).catch(() => undefined); // the next look settles what came of it
    }
    return started;
  }

  async settings(): Promise<ScheduleDto> {
    const { timeZone } = await this.company.read();
    return { ...(await this.schedule.settings(this.source.manager)), timeZone };
  }

  /** Months not started yet are due by the new settings at once. */
  async write(wanted: ScheduleSettingsDto): Promise<ScheduleDto> {
    await inTransaction(this.source, async (tx) => {
      await this.schedule.hold(tx, this.leaseSeconds, true);
      await this.schedule.write(tx, wanted);
      await this.plan(tx, wanted, clock.now());
    });
    return this.settings();
  }

  list(): Promise<DueRow[]> {
    return this.schedule.list(this.source.manager);
  }

  /**
   * Starts a month that has ended without waiting for its hour, its turn, its next attempt, or the end of a pause; one under
   * way stays as it is. Throws `not-found`, `period-not-ended`, `already-computed`.
   */
  async force(period: string, actor: Viewer): Promise<DueRow> {
    const now = clock.now();
    const row = await inTransaction(this.source, async (tx) => {
      const settings = await this.schedule.hold(tx, this.leaseSeconds, true);
      await this.look(tx, settings!, now);
      const due = await this.schedule.one(tx, period);
      if (!due) throw new DomainError('not-found', { what: 'schedule/periods', id: period });
      if (due.state === 'started') return due;
      if (now < due.endsAt)
        throw new DomainError('period-not-ended', { period, endsAt: due.endsAt.toISOString() });
      if (await this.schedule.isComputed(tx, period)) throw new DomainError('already-computed', { period });
      await this.start(tx, period, actor, now);
      return (await this.schedule.one(tx, period))!;
    });
    this.jobs.startQueued(row.jobId!);
    return row;
  }

  /** Starts the month that is due and not settled first; undefined when there is none, or another replica is looking. */
  private async startNext(): Promise<{ period: Period; jobId: string } | undefined> {
    const now = clock.now();
    const next = await inTransaction(this.source, async (tx) => {
      const settings = await this.schedule.hold(tx, this.leaseSeconds, false);
      if (!settings) return undefined;
      await this.look(tx, settings, now);
      const period = settings.paused ? undefined : await this.schedule.next(tx, now);
      return period && { period, jobId: await this.start(tx, period, null, now) };
    });
    if (!next) return undefined;
    log('info', 'the schedule starts a month', next);
    this.jobs.startQueued(next.jobId);
    return next;
  }

  /** Writes down what became of the months started, which are to come, and which were computed otherwise. */
  private async look(tx: Tx, settings: ScheduleSettingsDto, now: Date): Promise<void> {
    const outcomes = (await this.schedule.ended(tx)).map((ended) => outcomeOf(ended, now));
    for (const { period, state, problem } of outcomes.filter((outcome) => outcome.problem))
      log('warn', 'a month of the schedule was not computed', { period, state, code: problem!.code });
    await this.schedule.settle(tx, outcomes, now);
    await this.plan(tx, settings, now);
    await this.schedule.skip(tx, now);
  }

  private async plan(tx: Tx, settings: ScheduleSettingsDto, now: Date): Promise<void> {
    const rhythm: Rhythm = { ...settings, timeZone: await this.company.timeZone(tx) };
    const months = monthsToPlan(await this.schedule.horizon(tx), todayIn(rhythm.timeZone).slice(0, 7));
    const due = months.map((month) => dueMonth(month, rhythm));
    await this.schedule.plan(tx, due, now);
  }

  private async start(tx: Tx, period: Period, forcedBy: Viewer | null, now: Date): Promise<string> {
    const jobId = await this.payroll.queue(tx, period, forcedBy?.name ?? ACTOR, forcedBy?.actorId);
    await this.schedule.start(tx, period, jobId, forcedBy?.name ?? null, now);
    return jobId;
  }
}
