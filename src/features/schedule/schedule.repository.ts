import { Injectable } from '@nestjs/common';
import type { Period } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { StoredProblem } from '../../platform/jobs/index.js';
import type { DueMonth, Ended, Horizon, Outcome } from './due.js';
import type { DuePeriodDto, ScheduleSettingsDto } from './schedule.dto.js';

/** A month that is computed by itself, as stored. */
export type DueRow = Omit<DuePeriodDto, 'covers' | 'problem'> & { problem: StoredProblem | null };

const SETTINGS = 'day_of_month as "dayOfMonth", hour, paused';
const ROW = `d.period, d.ends_at as "endsAt", d.due_at as "dueAt", d.state, d.attempts, d.again_at as "againAt", d.job_id as "jobId",
  d.run_id as "runId", d.problem, d.forced_by as "forcedBy", d.changed_at as "changedAt"`;
/** A draft made before the month had ended is not the month's: it is replaced. */
const IS_COMPUTED = `exists (select from periods p left join payroll_runs r on r.id = p.run_id
  where p.code = d.period and (p.state in ('in_review', 'approved', 'closed') or r.started_at >= d.ends_at))`;

@Injectable()
export class ScheduleRepository {
  async settings(tx: Tx): Promise<ScheduleSettingsDto> {
    const [row] = await tx.query(`select ${SETTINGS} from schedule`);
    return row;
  }

  /**
   * Holds the schedule until `tx` ends, so that one replica at a time starts anything: waits for another that holds it, or
   * answers undefined. A transaction that stands still for as long as a lease is ended by the server.
   */
  async hold(tx: Tx, leaseSeconds: number, waits: boolean): Promise<ScheduleSettingsDto | undefined> {
    await tx.query(`select set_config('idle_in_transaction_session_timeout', $1, true)`, [
      `${leaseSeconds}s`,
    ]);
    const [row] = await tx.query(`select ${SETTINGS} from schedule for update ${waits ? '' : 'skip locked'}`);
    return row;
  }

  async write(tx: Tx, { dayOfMonth, hour, paused }: ScheduleSettingsDto): Promise<void> {
    await tx.query('update schedule set day_of_month = $1, hour = $2, paused = $3', [
      dayOfMonth,
      hour,
      paused,
    ]);
  }

  async horizon(tx: Tx): Promise<Horizon> {
    const [row] = await tx.query(
      `select (select to_char(min(valid_from), 'YYYY-MM') from scheme_assignments where not withdrawn) as assigned,
        (select max(period) from due_periods) as planned`,
    );
    return row;
  }

  /** Makes rows of months, and moves those that were never started to where the settings have them now. */
  async plan(tx: Tx, months: readonly DueMonth[], now: Date): Promise<void> {
    await tx.query(
      `insert into due_periods (period, ends_at, due_at, changed_at)
        select m.period, m.ends_at, m.due_at, $4 from unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) m(period, ends_at, due_at)
          left join due_periods d on d.period = m.period
          where d.period is null
            or d.state = 'waiting' and d.attempts = 0 and (d.ends_at, d.due_at) <> (m.ends_at, m.due_at)
        on conflict (period) do update
          set ends_at = excluded.ends_at, due_at = excluded.due_at, changed_at = excluded.changed_at`,
      [
        months.map(({ period }) => period),
        months.map(({ endsAt }) => endsAt),
        months.map(({ dueAt }) => dueAt),
        now,
      ],
    );
  }

  /** Started months whose job has ended. */
  ended(tx: Tx): Promise<Ended[]> {
    return tx.query(
      `select d.period, d.attempts, j.id as "jobId", j.state as "jobState", j.result, j.problem
        from due_periods d join jobs j on j.id = d.job_id
        where d.state = 'started' and j.state in ('done', 'failed', 'cancelled')`,
    );
  }

  async settle(tx: Tx, outcomes: readonly Outcome[], now: Date): Promise<void> {
    await tx.query(
      `update due_periods d set state = o.state, run_id = o."runId", problem = o.problem, again_at = o."againAt", changed_at = $2
        from jsonb_to_recordset($1) as o(period text, state text, "runId" bigint, problem jsonb, "againAt" timestamptz)
        where d.period = o.period`,
      [JSON.stringify(outcomes), now],
    );
  }

  /** Passes over what is due and was computed otherwise, and what lies before a closed month. */
  async skip(tx: Tx, now: Date): Promise<void> {
    await tx.query(
      `update due_periods d set state = 'skipped', problem = null, again_at = null, changed_at = $1,
          run_id = (select run_id from periods where code = d.period)
        where d.state in ('waiting', 'failed') and d.due_at <= $1
          and (${IS_COMPUTED} or exists (select from periods where state = 'closed' and code > d.period))`,
      [now],
    );
  }

  /** The month to be started now: the first that is not settled, if its time has come and it is not under way. */
  async next(tx: Tx, now: Date): Promise<Period | undefined> {
    const [row] = await tx.query(
      `select period, state = 'waiting' and coalesce(again_at, due_at) <= $1 as "isNow"
        from due_periods where state in ('waiting', 'started') order by period limit 1`,
      [now],
    );
    return row?.isNow ? row.period : undefined;
  }

  async start(tx: Tx, period: Period, jobId: string, forcedBy: string | null, now: Date): Promise<void> {
    await tx.query(
      `update due_periods set state = 'started', attempts = case when $3::text is null then attempts else 0 end + 1, job_id = $2,
        again_at = null, problem = null, forced_by = coalesce($3, forced_by), changed_at = $4 where period = $1`,
      [period, jobId, forcedBy, now],
    );
  }

  async one(tx: Tx, period: string): Promise<DueRow | undefined> {
    const [row] = await tx.query(`select ${ROW} from due_periods d where d.period = $1`, [period]);
    return row;
  }

  /** Whether a month was computed after its end, by the schedule or otherwise. */
  async isComputed(tx: Tx, period: Period): Promise<boolean> {
    const [row] = await tx.query(
      `select d.state = 'done' or ${IS_COMPUTED} as "isComputed" from due_periods d where d.period = $1`,
      [period],
    );
    return row.isComputed;
  }

  /** The last 120 months, latest first. */
  list(tx: Tx): Promise<DueRow[]> {
    return tx.query(`select ${ROW} from due_periods d order by d.period desc limit 120`);
  }
}
