import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { clock } from '../../platform/clock.js';
import { askPlanned, inTransaction, type Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isId } from '../../platform/records/id.js';
import { recentUntil } from './recent-sign-in.js';
import type { Viewer } from './roles.js';
import { digestOf, newSecret } from './secrets.js';
import type { OwnSessionDto, SessionDto } from './session.dto.js';

/** After this long without a request a session has ended, and in any case after this long. */
const SESSION_IDLE_MINUTES = 30;
export const SESSION_HOURS_MAX = 12;
/** When a session was last used is noted to the minute: not every request writes. */
const NOTED_MS = 60_000;
export const DEVICE_DAYS = 180;
const DEVICES_MAX = 10;
const BROWSER_LENGTH_MAX = 200;

/** What a browser is given to keep; of both only the SHA-256 is kept here. */
export interface SignedIn {
  session: string;
  device: string;
}

/** Where a request comes from, and the cookie of a browser in which somebody has signed in before. */
export interface Place {
  address: string;
  browser?: string | undefined;
  device?: string | undefined;
}

/** Sessions of a table `s` that have not ended, by $1 the instant, $2 the minutes without use and $3 the hours at most. */
const LIVE = `s.last_used_at > $1::timestamptz - make_interval(mins => $2)
  and s.created_at > $1::timestamptz - make_interval(hours => $3)`;
const live = (now: Date): [Date, number, number] => [now, SESSION_IDLE_MINUTES, SESSION_HOURS_MAX];

/** Sessions of browsers: 256 random bits in a cookie, the rest in the database, so that they can be ended at any time. */
@Injectable()
export class SessionsService {
  constructor(private readonly source: DataSource) {}

  /** Who is signed in by this cookie; undefined when the session has ended or its user may not sign in any more. */
  async viewerOf(session: string | undefined): Promise<Viewer | undefined> {
    if (!session) return undefined;
    const now = clock.now();
    const hash = digestOf(session);
    const [row] = await askPlanned<Viewer & { lastUsedAt: Date }>(
      this.source,
      `select u.id as "actorId", 'user' as kind, u.name, u.role, u.manager_id as "managerId", s.id as "sessionId",
          s.authenticated_at as "authenticatedAt", s.last_used_at as "lastUsedAt"
        from sessions s join users u on u.id = s.user_id where ${LIVE} and s.hash = $4 and u.state = 'active'`,
      [...live(now), hash],
    );
    if (!row) return undefined;
    const { lastUsedAt, ...viewer } = row;
    if (now.getTime() - lastUsedAt.getTime() >= NOTED_MS)
      await this.source.query(
        'update sessions set last_used_at = greatest(last_used_at, $2) where hash = $1',
        [hash, now],
      );
    return viewer;
  }

  /** A new session of a user, never one that the browser brought; the browser is known to the account from now on. */
  async open(
    tx: Tx,
    userId: string,
    { address, browser }: Place,
    authenticatedAt = clock.now(),
  ): Promise<SignedIn> {
    const now = clock.now();
    const made = { session: newSecret(), device: newSecret() };
    await tx.query('delete from sessions where created_at <= $1::timestamptz - make_interval(hours => $2)', [
      now,
      SESSION_HOURS_MAX,
    ]);
    await tx.query(
      `insert into sessions (hash, user_id, created_at, authenticated_at, last_used_at, address, browser)
        values ($1, $2, $3, $4, $3, $5, $6)`,
      [digestOf(made.session), userId, now, authenticatedAt, address, browser?.slice(0, BROWSER_LENGTH_MAX)],
    );
    await tx.query('insert into devices (hash, user_id, created_at) values ($1, $2, $3)', [
      digestOf(made.device),
      userId,
      now,
    ]);
    await tx.query(
      `delete from devices where user_id = $1 and hash not in (
        select hash from devices where user_id = $1 and created_at > $2::timestamptz - make_interval(days => $3)
          order by created_at desc limit $4)`,
      [userId, now, DEVICE_DAYS, DEVICES_MAX],
    );
    return made;
  }

  /** Ends the session of a cookie; a cookie without a session is no mistake. */
  async end(session: string | undefined): Promise<void> {
    if (session) await this.source.query('delete from sessions where hash = $1', [digestOf(session)]);
  }

  /** Where somebody is signed in, the latest first. */
  list({ actorId, sessionId }: Viewer): Promise<OwnSessionDto[]> {
    return this.source.query(
      `select s.id, s.created_at as since, s.last_used_at as "lastUsedAt", s.address, s.browser, s.id = $5 as current
        from sessions s where ${LIVE} and s.user_id = $4 order by s.last_used_at desc, s.id desc`,
      [...live(clock.now()), actorId, sessionId],
    );
  }

  /** Ends one of the own sessions. Throws `not-found`, also for those of others. */
  async endOne({ actorId }: Viewer, id: string): Promise<void> {
    const [, count] = isId(id)
      ? await inTransaction(this.source, (tx) =>
          tx.query('delete from sessions where id = $1 and user_id = $2', [id, actorId]),
        )
      : [];
    if (!count) throw new DomainError('not-found', { what: 'session', id });
  }

  /** Ends every session of a user, at once. */
  async endAll(userId: string, tx: Tx = this.source.manager): Promise<void> {
    await tx.query('delete from sessions where user_id = $1', [userId]);
  }

  /** The browser that signs in again is not another one: the device it brought is replaced by its new one. */
  async forgetDevice(tx: Tx, userId: string, device: string | undefined): Promise<void> {
    if (device)
      await tx.query('delete from devices where user_id = $1 and hash = $2', [userId, digestOf(device)]);
  }

  /** Who asks, for the page. */
  async shown({ actorId, kind, name, role, managerId, authenticatedAt }: Viewer): Promise<SessionDto> {
    const [row] = await this.source.query(
      `select u.email, u.language, u.password_hash is not null as "hasPassword", m.personnel_number as manager
        from (select) _ left join users u on u.id = $1 left join managers m on m.id = $2`,
      [actorId, managerId],
    );
    const confirmedUntil = authenticatedAt ? recentUntil(authenticatedAt) : null;
    return { kind, name, role, ...row, managerId, confirmedUntil, demo: await this.isDemo() };
  }

  /** Whether this is the made-up company of `npm run demo`. */
  async isDemo(): Promise<boolean> {
    const [{ demo }] = await this.source.query(
      `select exists(select from intakes where kind = 'system' and noun = 'demo') as demo`,
    );
    return demo;
  }
}
