import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When months are computed by themselves, and what became of each: one row a month, so that none is started twice. */
export class Schedule1764000000016 implements MigrationInterface {
  name = 'Schedule1764000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table schedule (
        id smallint not null default 1 constraint "PK_schedule" primary key,
        day_of_month smallint not null default 1,
        hour smallint not null default 3,
        paused boolean not null default false,
        constraint "CK_schedule_single" check (id = 1),
        constraint "CK_schedule_day_of_month" check (day_of_month between 1 and 31),
        constraint "CK_schedule_hour" check (hour between 0 and 23)
      );
      insert into schedule default values;
      create table due_periods (
        period text not null constraint "PK_due_periods" primary key,
        ends_at timestamptz not null,
        due_at timestamptz not null,
        state text not null default 'waiting',
        attempts integer not null default 0,
        again_at timestamptz,
        job_id bigint constraint "FK_due_periods_job_id" references jobs (id),
        run_id bigint constraint "FK_due_periods_run_id" references payroll_runs (id),
        problem jsonb,
        forced_by text,
        changed_at timestamptz not null,
        constraint "CK_due_periods_period" check (period ~ '^\\d{4}-\\d{2}$'),
        constraint "CK_due_periods_due_at" check (due_at >= ends_at),
        constraint "CK_due_periods_state" check (state in ('waiting', 'started', 'done', 'failed', 'skipped')),
        constraint "CK_due_periods_started" check (state not in ('started', 'done') or job_id is not null),
        constraint "CK_due_periods_done" check (state <> 'done' or run_id is not null),
        constraint "CK_due_periods_failed" check (state <> 'failed' or problem is not null)
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table due_periods, schedule');
  }
}
