import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** When months are computed; the one row of it is also what replicas hold while they look what is due. */
@Entity('schedule')
@Check('CK_schedule_single', 'id = 1')
@Check('CK_schedule_day_of_month', 'day_of_month')
@Check('CK_schedule_hour', 'hour')
export class Schedule {
  @PrimaryColumn({ type: 'smallint', default: 1, primaryKeyConstraintName: 'PK_schedule' })
  id!: number;

  @Column({ type: 'smallint', name: 'day_of_month', default: 1 })
  dayOfMonth!: number;

  @Column({ type: 'smallint', default: 3 })
  hour!: number;

  @Column({ type: 'boolean', default: false })
  paused!: boolean;
}

/** A month that is computed by itself, and what became of it; its key keeps it from being started twice. */
@Entity('due_periods')
@Check('CK_due_periods_period', 'period')
@Check('CK_due_periods_due_at', 'due_at')
@Check('CK_due_periods_state', 'state')
@Check('CK_due_periods_started', 'job_id')
@Check('CK_due_periods_done', 'run_id')
@Check('CK_due_periods_failed', 'problem')
export class DuePeriod {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'PK_due_periods' })
  period!: string;

  /** The first instant after it, by the company's time zone. */
  @Column({ type: 'timestamptz', name: 'ends_at' })
  endsAt!: Date;

  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt!: Date;

  @Column({ type: 'text', default: 'waiting' })
  state!: 'waiting' | 'started' | 'done' | 'failed' | 'skipped';

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  /** After a failure: not before. */
  @Column({ type: 'timestamptz', name: 'again_at', nullable: true })
  againAt!: Date | null;

  @Column({ type: 'bigint', name: 'job_id', nullable: true })
  @ForeignKey('jobs', { name: 'FK_due_periods_job_id' })
  jobId!: string | null;

  @Column({ type: 'bigint', name: 'run_id', nullable: true })
  @ForeignKey('payroll_runs', { name: 'FK_due_periods_run_id' })
  runId!: string | null;

  /** What the last attempt was refused with: code, facts and fields. */
  @Column({ type: 'jsonb', nullable: true })
  problem!: object | null;

  /** Name of the user or token that did not wait for the hour. */
  @Column({ type: 'text', name: 'forced_by', nullable: true })
  forcedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'changed_at' })
  changedAt!: Date;
}
