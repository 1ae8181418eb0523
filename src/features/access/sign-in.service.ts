import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { inTransaction, type Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { cookieOf } from './cookies.js';
import { emailOf } from './email.js';
import { emailOfLink, type MadeLink, makeLink, useLink } from './links.js';
import { hashOfPassword, isPassword, refuseWeak } from './passwords.js';
import { recordRefusal } from './refusals.js';
import type { Viewer } from './roles.js';
import { digestOf } from './secrets.js';
import type {
  ConfirmationDto,
  FirstAdministratorDto,
  NewPasswordDto,
  PasswordByLinkDto,
  SignInDto,
} from './session.dto.js';
import { type Place, SessionsService, type SignedIn } from './sessions.service.js';
import { type Attempt, SignInLimits } from './sign-in-limits.js';

export const placeOf = (request: FastifyRequest): Place => ({
  address: request.ip,
  browser: request.headers['user-agent'],
  device: cookieOf(request, 'device'),
});

interface Account {
  id: string;
  email: string;
  /** Null of whoever signs in by single sign-on alone. */
  passwordHash: string | null;
  /** Whether the browser has signed in to this account before. */
  isKnownDevice: boolean;
}

/** Signing in, and choosing the password that it takes. */
@Injectable()
export class SignInService {
  constructor(
    private readonly source: DataSource,
    private readonly sessions: SessionsService,
    private readonly limits: SignInLimits,
  ) {}

  /**
   * Throws `sign-in-refused` in the same time and words for a wrong password, an unknown e-mail and a user who may not sign
   * in; `too-many-attempts`.
   */
  async signIn({ email, password }: SignInDto, place: Place): Promise<SignedIn> {
    const folded = emailOf(email);
    const account = await this.account('u.email = $1', folded, place);
    const attempt = await this.proven(account, folded, password, place);
    return this.opened(account!, attempt, place, 'sign-in-refused');
  }

  /** Shows by the password that it is still the owner of the session, which a new one replaces. Throws as `signIn`; `unauthenticated`. */
  async confirm({ actorId }: Viewer, { password }: ConfirmationDto, place: Place): Promise<SignedIn> {
    const account = await this.account('u.id = $1', actorId, place);
    if (!account) throw new DomainError('session-needed');
    const attempt = await this.proven(account, account.email, password, place);
    return this.opened(account, attempt, place, 'unauthenticated');
  }

  /** Sets the password of whom the link is for, ends all sessions, and signs in. Throws `link-not-valid`, `invalid-fields`. */
  async redeem({ link, password }: PasswordByLinkDto, place: Place): Promise<SignedIn> {
    refuseWeak('password', password, await emailOfLink(this.source.manager, link, false));
    const hash = await hashOfPassword(password);
    return inTransaction(this.source, async (tx) => {
      const userId = (await useLink(tx, link, false))!;
      const signedIn = await this.setPassword(tx, userId, hash, place);
      // who this is at the provider of single sign-on is asked anew: the way out where that was somebody else
      await tx.query('update users set issuer = null, subject = null where id = $1', [userId]);
      return signedIn;
    });
  }

  /** Sets another password after the one in force, ends all sessions, and signs in anew. Throws as `signIn`; `unauthenticated`. */
  async changePassword(
    { actorId }: Viewer,
    { current, password }: NewPasswordDto,
    place: Place,
  ): Promise<SignedIn> {
    const account = await this.account('u.id = $1', actorId, place);
    if (!account) throw new DomainError('session-needed');
    const attempt = await this.proven(account, account.email, current, place);
    refuseWeak('password', password, account.email);
    const hash = await hashOfPassword(password);
    return inTransaction(this.source, async (tx) => {
      await this.limits.forgive(tx, attempt);
      // reset meanwhile, which has ended the session
      if (!(await isUnchanged(tx, account, 'update'))) throw new DomainError('unauthenticated');
      return this.setPassword(tx, account.id, hash, place);
    });
  }

  /** Makes the first user, an administrator, and signs in. Throws `link-not-valid` once there is a user. */
  async setUp({ link, email, name, password }: FirstAdministratorDto, place: Place): Promise<SignedIn> {
    await emailOfLink(this.source.manager, link, true);
    refuseWeak('password', password, emailOf(email));
    const hash = await hashOfPassword(password);
    return inTransaction(this.source, async (tx) => {
      await tx.query('lock table users in share row exclusive mode'); // of two links one makes the first user
      await useLink(tx, link, true);
      if (await hasUsers(tx)) throw new DomainError('link-not-valid');
      const [{ id }] = await tx.query(
        `insert into users (email, name, role, state, password_hash) values ($1, $2, 'admin', 'active', $3) returning id`,
        [emailOf(email), name, hash],
      );
      return this.sessions.open(tx, id, place);
    });
  }

  /** The link of the first administrator; undefined once there is a user. */
  setUpLink(): Promise<MadeLink | undefined> {
    return inTransaction(this.source, async (tx) =>
      (await hasUsers(tx)) ? undefined : makeLink(tx, 'setup', null),
    );
  }

  /** Counts the attempt and looks at the password; what is refused is on record. Throws `sign-in-refused`, `too-many-attempts`. */
  private async proven(
    account: Account | undefined,
    email: string,
    password: string,
    place: Place,
  ): Promise<Attempt> {
    const attempt: Attempt = account?.isKnownDevice
      ? { device: place.device! }
      : { account: email, address: place.address };
    await this.limits.take(attempt);
    if (await isPassword(password, account?.passwordHash ?? null)) return attempt;
    await recordRefusal(this.source, { email }, 'sign-in-refused');
    throw new DomainError('sign-in-refused');
  }

  /** Who may sign in. */
  private async account(condition: string, value: string, { device }: Place): Promise<Account | undefined> {
    const [row] = await this.source.query(
      `select u.id, u.email, u.password_hash as "passwordHash",
          exists(select from devices d where d.user_id = u.id and d.hash = $2) as "isKnownDevice"
        from users u where ${condition} and u.state = 'active'`,
      [value, digestOf(device ?? '')],
    );
    return row;
  }

  /** Throws `refusal` where the password was changed or the user disabled while it was looked at. */
  private opened(
    account: Account,
    attempt: Attempt,
    place: Place,
    refusal: 'sign-in-refused' | 'unauthenticated',
  ): Promise<SignedIn> {
    return inTransaction(this.source, async (tx) => {
      await this.limits.forgive(tx, attempt);
      if (!(await isUnchanged(tx, account, 'share'))) throw new DomainError(refusal);
      await this.sessions.forgetDevice(tx, account.id, place.device);
      return this.sessions.open(tx, account.id, place);
    });
  }

  private async setPassword(tx: Tx, userId: string, hash: string, place: Place): Promise<SignedIn> {
    const [rows] = await tx.query(
      `update users set password_hash = $2, state = 'active' where id = $1 and state <> 'disabled' returning id`,
      [userId, hash],
    );
    if (!rows.length) throw new DomainError('link-not-valid');
    await this.sessions.endAll(userId, tx);
    await tx.query('delete from devices where user_id = $1', [userId]);
    await tx.query('delete from user_links where user_id = $1 and used_at is null', [userId]);
    return this.sessions.open(tx, userId, place);
  }
}

/** Whether the account still takes the password that was looked at; holds it until `tx` ends. */
async function isUnchanged(
  tx: Tx,
  { id, passwordHash }: Account,
  lock: 'share' | 'update',
): Promise<boolean> {
  const rows: object[] = await tx.query(
    `select from users where id = $1 and state = 'active' and password_hash = $2 for ${lock}`,
    [id, passwordHash],
  );
  return rows.length > 0;
}

async function hasUsers(tx: Tx): Promise<boolean> {
  const [{ any }] = await tx.query('select exists(select from users) as any');
  return any;
}
