import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { clock } from '../../platform/clock.js';
import { inTransaction, type Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { digestOf } from './secrets.js';

/** Who tries to sign in: a browser known to the account, an account from an address, or an address by single sign-on. */
export type Attempt = { device: string } | { account: string; address: string } | { address: string };

/** Attempts without success that are free; each further one waits twice as long, `WAIT_SECONDS_MAX` at most. */
const FREE = { account: 5, device: 5, address: 50 };
const WAIT_SECONDS_MAX = 300;
const FORGOTTEN_HOURS = 24;

/**
 * Slows guessing, for all replicas together. An account is slowed down for everybody but the browsers in which its owner
 * has signed in before, which have a count of their own: guesses of others do not lock the owner out.
 */
@Injectable()
export class SignInLimits {
  constructor(private readonly source: DataSource) {}

  /** Counts an attempt before its password is looked at, so that attempts at once count too. Throws `too-many-attempts`. */
  async take(attempt: Attempt): Promise<void> {
    await inTransaction(this.source, async (tx) => {
      for (const key of keysOf(attempt)) await takeOne(tx, key);
    });
  }

  /** The attempt was its owner's: the account or the browser starts anew, the address has one less. */
  async forgive(tx: Tx, attempt: Attempt): Promise<void> {
    const keys = keysOf(attempt);
    const owner = keys.find(({ kind }) => kind !== 'address');
    const address = keys.find(({ kind }) => kind === 'address');
    await tx.query(
      `delete from sign_in_limits where key = $1 or last_at < $2::timestamptz - make_interval(hours => $3)`,
      [owner?.key, clock.now(), FORGOTTEN_HOURS],
    );
    if (address)
      await tx.query('update sign_in_limits set failures = greatest(failures - 1, 0) where key = $1', [
        address.key,
      ]);
  }
}

interface Key {
  kind: keyof typeof FREE;
  key: string;
  free: number;
}

/** The account always before the address: attempts at once then wait for each other, and not in a circle. */
const keysOf = (attempt: Attempt): Key[] =>
  (Object.entries(attempt) as [keyof typeof FREE, string][]).map(([kind, value]) => ({
    kind,
    key: digestOf(`${kind} ${value}`),
    free: FREE[kind],
  }));

async function takeOne(tx: Tx, { key, free }: Key): Promise<void> {
  const now = clock.now();
  const taken: object[] = await tx.query(
    `insert into sign_in_limits as l (key, failures, last_at, next_at) values ($1, 1, $2, $2)
      on conflict (key) do update set (failures, last_at, next_at) = (
        select n, $2::timestamptz,
            $2::timestamptz + make_interval(secs => case when n < $3 then 0 else least($4, power(2, least(n - $3, 20))) end)
          from (select case when l.last_at < $2::timestamptz - make_interval(hours => $5) then 1 else l.failures + 1 end as n) _)
        -- further off than any wait: the clock was put back
        where l.next_at <= $2 or l.next_at > $2::timestamptz + make_interval(secs => $4) returning key`,
    [key, now, free, WAIT_SECONDS_MAX, FORGOTTEN_HOURS],
  );
  if (taken.length) return;
  const [{ nextAt }] = await tx.query('select next_at as "nextAt" from sign_in_limits where key = $1', [key]);
  const retryAfter = Math.max(1, Math.ceil((nextAt.getTime() - now.getTime()) / 1_000));
  throw new DomainError('too-many-attempts', { retryAfter });
}
