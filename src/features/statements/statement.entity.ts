import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** One manager's pay for one period, gathered from the results of a run. What it refers to is checked by a trigger. */
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
  runId!: string;

  @Column({ type: 'text' })
  period!: string;

  @Column({ type: 'bigint', name: 'manager_id' })
  managerId!: string;

  /** Team at the period's end, whose head reviews it. */
  @Column({ type: 'bigint', name: 'team_id', nullable: true })
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
