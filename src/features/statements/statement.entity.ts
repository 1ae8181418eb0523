import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** One manager's pay for one period, gathered from the results of a run. */
@Entity('statements')
@Unique('UQ_statements', ['runId', 'managerId'])
@Index('IX_statements_period', ['period', 'managerId'])
export class Statement {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_statements',
  })
  id!: string;

  @Column({ type: 'bigint', name: 'run_id' })
  @ForeignKey('payroll_runs', { name: 'FK_statements_run_id' })
  runId!: string;

  @Column({ type: 'text' })
  @ForeignKey('periods', 'code', { name: 'FK_statements_period' })
  period!: string;

  @Column({ type: 'bigint', name: 'manager_id' })
  @ForeignKey('managers', { name: 'FK_statements_manager_id' })
  managerId!: string;

  /** Team at the period's end, whose head reviews it. */
  @Column({ type: 'bigint', name: 'team_id', nullable: true })
  @ForeignKey('teams', { name: 'FK_statements_team_id' })
  teamId!: string | null;

  @Column({ type: 'text' })
  currency!: string;

  @Column({ type: 'boolean' })
  complete!: boolean;

  @Column({ type: 'numeric', nullable: true })
  salary!: string | null;

  @Column({ type: 'numeric', nullable: true })
  bonus!: string | null;

  @Column({ type: 'numeric', nullable: true })
  total!: string | null;

  @Column({ type: 'text' })
  document!: string;

  @Column({ type: 'text' })
  hash!: string;
}
