import { Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Failure, LintFinding } from '../../calc/index.js';

/** A draft scheme tried on past months, as it came out; nothing of it is paid. */
@Entity('simulations')
@Unique('UQ_simulations_job_id', ['jobId'])
export class Simulation {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_simulations',
  })
  id!: string;

  @Column({ type: 'bigint', name: 'job_id' })
  @ForeignKey('jobs', { name: 'FK_simulations_job_id' })
  jobId!: string;

  /** Code of the draft. */
  @Column({ type: 'text' })
  scheme!: string;

  /** Code of the scheme it is compared with. */
  @Column({ type: 'text' })
  against!: string;

  @Column({ type: 'text' })
  document!: string;

  @Column({ type: 'text', name: 'first_month' })
  firstMonth!: string;

  @Column({ type: 'text', name: 'last_month' })
  lastMonth!: string;

  /** Code of the team it is about; null for everybody. */
  @Column({ type: 'text', nullable: true })
  team!: string | null;

  /** Personnel number of the only manager it is about. */
  @Column({ type: 'text', nullable: true })
  manager!: string | null;

  @Column({ type: 'bigint' })
  watermark!: string;

  @Column({ type: 'text' })
  engine!: string;

  /** The cliffs that lint found in the draft. */
  @Column({ type: 'jsonb' })
  cliffs!: LintFinding[];

  @Column({ type: 'text', name: 'started_by' })
  startedBy!: string;

  @Column({ type: 'timestamptz', name: 'finished_at', default: () => 'now()' })
  finishedAt!: Date;
}

/** Why pay is not known: the first line that failed, and the root of it. */
export interface Lack {
  line: string;
  failure: Failure;
}

/** A cliff of the draft that somebody went over: paid less at `value` than at `before`, one step before the point. */
export interface MetCliff {
  input: string;
  value: string;
  point: string;
  before: string;
  paidBefore: string;
  /** What was lost by going on. */
  lost: string;
}

/**
 * One manager's pay of one period, as it was and under the draft. Written before the simulation, in one transaction with it;
 * what `manager_id` names is never deleted.
 */
@Entity('simulation_rows')
export class SimulationRow {
  @PrimaryColumn({ type: 'bigint', name: 'simulation_id', primaryKeyConstraintName: 'PK_simulation_rows' })
  simulationId!: string;

  /** In order of period and personnel number, from 1, with gaps. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'PK_simulation_rows' })
  place!: number;

  @Column({ type: 'text' })
  period!: string;

  @Column({ type: 'bigint', name: 'manager_id' })
  managerId!: string;

  @Column({ type: 'numeric', nullable: true })
  before!: string | null;

  /** Whether the pay before is that of a run, or computed for the simulation. */
  @Column({ type: 'boolean', name: 'is_posted' })
  isPosted!: boolean;

  @Column({ type: 'numeric', nullable: true })
  after!: string | null;

  @Column({ type: 'jsonb', name: 'lack_before', nullable: true })
  lackBefore!: Lack | null;

  @Column({ type: 'jsonb', name: 'lack_after', nullable: true })
  lackAfter!: Lack | null;

  @Column({ type: 'jsonb', nullable: true })
  cliffs!: MetCliff[] | null;
}
