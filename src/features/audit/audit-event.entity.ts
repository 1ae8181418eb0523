import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One entry of the audit log, written by triggers; its hash covers it and the hash of the entry before. */
@Entity('audit_events')
@Check('CK_audit_events_action', 'action')
@Index('IX_audit_events_object', ['kind', 'objectId', 'number'])
@Index('IX_audit_events_actor', ['actor', 'number'])
@Index('IX_audit_events_at', ['at'])
export class AuditEvent {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'PK_audit_events' })
  number!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text' })
  actor!: string;

  @Column({ type: 'text', nullable: true })
  role!: string | null;

  @Column({ type: 'bigint', name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column({ type: 'text', nullable: true })
  address!: string | null;

  /** Id of the request. */
  @Column({ type: 'text', nullable: true })
  request!: string | null;

  /** The route, command or kind of job that it was done by. */
  @Column({ type: 'text', nullable: true })
  via!: string | null;

  @Column({ type: 'text' })
  action!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', name: 'object_id', nullable: true })
  objectId!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  before!: object | null;

  @Column({ type: 'jsonb', nullable: true })
  after!: object | null;

  @Column({ type: 'text' })
  hash!: string;
}
