import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Role } from './roles.js';

/** Whoever acts: a user or a token. All that is done refers to its number. */
@Entity('actors')
@Check('CK_actors_kind', 'kind')
export class Actor {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_actors',
  })
  id!: string;

  @Column({ type: 'text' })
  kind!: 'token' | 'user';
}

/** Somebody who signs in. */
@Entity('users')
@Unique('UQ_users_email', ['email'])
@Unique('UQ_users_subject', ['issuer', 'subject'])
@Check('CK_users_texts', 'email')
@Check('CK_users_role', 'role')
@Check('CK_users_person', 'role')
@Check('CK_users_language', 'language')
@Check('CK_users_state', 'state')
@Check('CK_users_password', 'password_hash')
@Check('CK_users_active', 'state')
@Check('CK_users_subject', 'subject')
export class User {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_users',
  })
  @ForeignKey('actors', { name: 'FK_users_id' })
  id!: string;

  /** NFC, case-folded. */
  @Column({ type: 'text' })
  email!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  role!: Role;

  /** The manager that the user is: needed for managers and heads. */
  @Column({ type: 'bigint', name: 'manager_id', nullable: true })
  @ForeignKey('managers', { name: 'FK_users_manager_id' })
  managerId!: string | null;

  @Column({ type: 'text', default: 'en' })
  language!: 'en' | 'ru';

  @Column({ type: 'text', default: 'invited' })
  state!: 'invited' | 'active' | 'disabled';

  /** argon2id with its parameters and salt. */
  @Column({ type: 'text', name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  /** Provider of single sign-on that the user has signed in by; null before. */
  @Column({ type: 'text', nullable: true })
  issuer!: string | null;

  /** Who the user is there, whatever becomes of the e-mail. */
  @Column({ type: 'text', nullable: true })
  subject!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
