import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** One piece of long work. Whoever holds its lease does it; a higher epoch shuts out whoever held it before. */
@Entity('jobs')
@Check('CK_jobs_state', 'state')
@Index('UQ_jobs_active', { synchronize: false })
export class Job {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_jobs',
  })
  id!: string;

  @Column({ type: 'text' })
  kind!: string;

  /** What it is about; at most one job of a kind and key is queued or running. */
  @Column({ type: 'text' })
  key!: string;

  @Column({ type: 'text', default: 'queued' })
  state!: JobState;

  @Column({ type: 'jsonb' })
  payload!: object;

  @Column({ type: 'jsonb', nullable: true })
  progress!: object | null;

  @Column({ type: 'jsonb', nullable: true })
  result!: object | null;

  /** What a failed job was refused with: code, facts and fields. */
  @Column({ type: 'jsonb', nullable: true })
  problem!: object | null;

  @Column({ type: 'integer', default: 0 })
  epoch!: number;

  @Column({ type: 'timestamptz', name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  @Column({ type: 'boolean', name: 'cancel_requested', default: false })
  cancelRequested!: boolean;

  @Column({ type: 'text', name: 'created_by' })
  createdBy!: string;

  @Column({ type: 'bigint', name: 'created_by_id', nullable: true })
  @ForeignKey('actors', { name: 'FK_jobs_created_by_id' })
  createdById!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}
