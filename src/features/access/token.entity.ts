import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Role } from './roles.js';

@Entity('tokens')
@Unique('UQ_tokens_hash', ['hash'])
@Check('CK_tokens_role', 'role')
@Check('CK_tokens_person', 'role')
@Check('CK_tokens_scopes', 'scopes')
export class Token {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_tokens',
  })
  @ForeignKey('actors', { name: 'FK_tokens_id' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  role!: Role;

  /** SHA-256 of the token, hexadecimal; the token itself is shown once and never kept. */
  @Column({ type: 'text' })
  hash!: string;

  /** The person behind the token: needed for managers and heads. */
  @Column({ type: 'bigint', name: 'manager_id', nullable: true })
  @ForeignKey('managers', { name: 'FK_tokens_manager_id' })
  managerId!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  /** Resources it is for; null for all that its role may do. */
  @Column({ type: 'text', array: true, nullable: true })
  scopes!: string[] | null;

  /** Null of tokens made before tokens expired. */
  @Column({ type: 'timestamptz', name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  /** To the minute. */
  @Column({ type: 'timestamptz', name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
