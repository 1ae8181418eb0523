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

/** A link that lets somebody choose a password, once: the first administrator, who is invited, who forgot it. */
@Entity('user_links')
@Unique('UQ_user_links_hash', ['hash'])
@Index('UQ_user_links_open', ['userId'], { unique: true, where: 'used_at is null' })
@Check('CK_user_links_kind', 'kind')
@Check('CK_user_links_user', 'user_id')
export class UserLink {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_user_links',
  })
  id!: string;

  @Column({ type: 'text' })
  kind!: 'setup' | 'invitation' | 'reset';

  /** Null for the link that makes the first user. */
  @Column({ type: 'bigint', name: 'user_id', nullable: true })
  @ForeignKey('users', { name: 'FK_user_links_user_id' })
  userId!: string | null;

  /** SHA-256 of the secret, hexadecimal. */
  @Column({ type: 'text' })
  hash!: string;

  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', name: 'used_at', nullable: true })
  usedAt!: Date | null;
}

/** A browser in which somebody is signed in. */
@Entity('sessions')
@Unique('UQ_sessions_hash', ['hash'])
@Index('IX_sessions_user', ['userId'])
@Check('CK_sessions_used', 'last_used_at')
export class Session {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'PK_sessions',
  })
  id!: string;

  /** SHA-256 of the cookie, hexadecimal. */
  @Column({ type: 'text' })
  hash!: string;

  @Column({ type: 'bigint', name: 'user_id' })
  @ForeignKey('users', { name: 'FK_sessions_user_id' })
  userId!: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  /** When the password was given, here or at the provider of single sign-on. */
  @Column({ type: 'timestamptz', name: 'authenticated_at' })
  authenticatedAt!: Date;

  /** To the minute. */
  @Column({ type: 'timestamptz', name: 'last_used_at' })
  lastUsedAt!: Date;

  /** From where it was opened. */
  @Column({ type: 'text', nullable: true })
  address!: string | null;

  /** What the browser calls itself. */
  @Column({ type: 'text', nullable: true })
  browser!: string | null;
}

/** A browser in which somebody has signed in before: the guesses of others do not slow it down. */
@Entity('devices')
@Index('IX_devices_user', ['userId'])
export class Device {
  /** SHA-256 of the cookie, hexadecimal. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'PK_devices' })
  hash!: string;

  @Column({ type: 'bigint', name: 'user_id' })
  @ForeignKey('users', { name: 'FK_devices_user_id' })
  userId!: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}

/** Attempts to sign in without success, of an account, a device or an address. */
@Entity('sign_in_limits')
@Check('CK_sign_in_limits_failures', 'failures')
export class SignInLimit {
  /** SHA-256 of what is counted, hexadecimal. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'PK_sign_in_limits' })
  key!: string;

  @Column({ type: 'integer' })
  failures!: number;

  @Column({ type: 'timestamptz', name: 'last_at' })
  lastAt!: Date;

  /** Before this instant the next attempt is refused. */
  @Column({ type: 'timestamptz', name: 'next_at' })
  nextAt!: Date;
}
