import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A key that a sender gave a request, and what was answered; written in the transaction of the effect. */
@Entity('idempotency_keys')
@Index('IX_idempotency_keys_created', ['createdAt'])
export class IdempotencyKey {
  @PrimaryColumn({ type: 'bigint', name: 'actor_id', primaryKeyConstraintName: 'PK_idempotency_keys' })
  @ForeignKey('actors', { name: 'FK_idempotency_keys_actor_id' })
  actorId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'PK_idempotency_keys' })
  key!: string;

  /** Method and address of the request. */
  @Column({ type: 'text' })
  route!: string;

  /** SHA-256 of the body, in hex. */
  @Column({ type: 'text', name: 'body_hash' })
  bodyHash!: string;

  /** What was answered, in the order of its fields; null where it is not to be kept. */
  @Column({ type: 'json', nullable: true })
  answer!: object | null;

  /** The job that the request made. */
  @Column({ type: 'bigint', name: 'job_id', nullable: true })
  @ForeignKey('jobs', { name: 'FK_idempotency_keys_job_id' })
  jobId!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
