import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';

/** A pay period and the run whose figures are shown for it. A trigger gives it the state that its reviews make. */
@Entity('periods')
@Check('CK_periods_state', 'state')
export class Period {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'PK_periods' })
  code!: string;

  @Column({ type: 'text', default: 'open' })
  state!: 'open' | 'calculated' | 'in_review' | 'approved' | 'closed';

  @Column({ type: 'bigint', name: 'run_id', nullable: true })
  @ForeignKey('payroll_runs', { name: 'FK_periods_run_id' })
  runId!: string | null;

  @Column({ type: 'timestamptz', name: 'opened_at', default: () => 'now()' })
  openedAt!: Date;
}

/** One calculation of a period: of all that is assigned, or a trial of one scheme. */
@Entity('payroll_runs')
@Check('CK_payroll_runs_kind', 'kind')
@Check('CK_payroll_runs_scheme', 'kind')
@Check('CK_payroll_runs_state', 'state')
@Index('IX_payroll_runs_period', ['period', 'id'])
@Unique('UQ_payroll_runs_job_id', ['jobId'])
export class PayrollRun {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_payroll_runs',
  })
  id!: string;

  @Column({ type: 'text' })
  @ForeignKey('periods', 'code', { name: 'FK_payroll_runs_period' })
  period!: string;

  @Column({ type: 'text' })
  kind!: 'payroll' | 'trial';

  @Column({ type: 'text', name: 'scheme_code', nullable: true })
  schemeCode!: string | null;

  @Column({ type: 'text', default: 'running' })
  state!: 'running' | 'done' | 'replaced';

  /** Number of the last intake the run saw. */
  @Column({ type: 'bigint' })
  watermark!: string;

  @Column({ type: 'text' })
  engine!: string;

  /** The job that makes the run; null for runs made before runs were jobs. */
  @Column({ type: 'bigint', name: 'job_id', nullable: true })
  @ForeignKey('jobs', { name: 'FK_payroll_runs_job_id' })
  jobId!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  counts!: object | null;

  @Column({ type: 'text', name: 'started_by' })
  startedBy!: string;

  /** The user or token; null for runs of the schedule, of the command line, and of before users. */
  @Column({ type: 'bigint', name: 'started_by_id', nullable: true })
  @ForeignKey('actors', { name: 'FK_payroll_runs_started_by_id' })
  startedById!: string | null;

  @Column({ type: 'timestamptz', name: 'started_at', default: () => 'now()' })
  startedAt!: Date;

  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}

/** One scheme version computed for one manager and period: canonical text with its frozen inputs. What it refers to is checked by a trigger. */
@Entity('results')
@Unique('UQ_results', ['runId', 'schemeVersionId', 'managerId', 'period', 'stretchFrom'])
@Index('IX_results_manager', ['managerId', 'period'])
export class PayResult {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_results',
  })
  id!: string;

  @Column({ type: 'bigint', name: 'run_id' })
  runId!: string;

  @Column({ type: 'bigint', name: 'scheme_version_id' })
  schemeVersionId!: string;

  @Column({ type: 'bigint', name: 'manager_id' })
  managerId!: string;

  @Column({ type: 'text' })
  period!: string;

  /** First day of the part of the period it is of; null for the whole. */
  @Column({ type: 'date', name: 'stretch_from', nullable: true })
  stretchFrom!: string | null;

  @Column({ type: 'boolean' })
  complete!: boolean;

  @Column({ type: 'numeric', nullable: true })
  total!: string | null;

  @Column({ type: 'text' })
  document!: string;

  @Column({ type: 'text' })
  hash!: string;
}
