import { clock } from '../../platform/clock.js';
import { publicUrl } from '../../platform/config.js';
import type { Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { digestOf, newSecret } from './secrets.js';

export type LinkKind = 'setup' | 'invitation' | 'reset';

const HOURS: Record<LinkKind, number> = { setup: 24, invitation: 7 * 24, reset: 24 };

export interface MadeLink {
  kind: LinkKind;
  link: string;
  expiresAt: Date;
}

/** Makes a link, which replaces the one that its user had; shown this once. Without a user: that of the first administrator. */
export async function makeLink(tx: Tx, kind: LinkKind, userId: string | null): Promise<MadeLink> {
  const secret = newSecret();
  const expiresAt = new Date(clock.now().getTime() + HOURS[kind] * 3_600_000);
  await tx.query('delete from user_links where user_id = $1 and used_at is null', [userId]);
  await tx.query('insert into user_links (kind, user_id, hash, expires_at) values ($1, $2, $3, $4)', [
    kind,
    userId,
    digestOf(secret),
    expiresAt,
  ]);
  return { kind, link: addressOf(kind, secret), expiresAt };
}

/** The secret stands behind `#`: browsers do not send it, and no log of addresses holds it. */
const addressOf = (kind: LinkKind, secret: string): string =>
  `${publicUrl() ?? ''}/${kind === 'setup' ? 'setup' : 'join'}#${secret}`;

/** The secret of a link, given as a whole or by itself. */
const secretOf = (link: string): string => link.slice(link.indexOf('#') + 1);

/** Whose link it is, used up from now on; null of the first administrator. Throws `link-not-valid`. */
export async function useLink(tx: Tx, link: string, isSetup: boolean): Promise<string | null> {
  const [[used]] = await tx.query(
    `update user_links set used_at = $2 where hash = $1 and used_at is null and expires_at > $2 and (kind = 'setup') = $3
      returning user_id as "userId"`,
    [digestOf(secretOf(link)), clock.now(), isSetup],
  );
  if (!used) throw new DomainError('link-not-valid');
  return used.userId;
}

/** E-mail of the user whom a valid link is for; '' of the first administrator. Throws `link-not-valid`. */
export async function emailOfLink(tx: Tx, link: string, isSetup: boolean): Promise<string> {
  const [row] = await tx.query(
    `select coalesce(u.email, '') as email from user_links l left join users u on u.id = l.user_id
      where l.hash = $1 and l.used_at is null and l.expires_at > $2 and (l.kind = 'setup') = $3
        and u.state is distinct from 'disabled'`,
    [digestOf(secretOf(link)), clock.now(), isSetup],
  );
  if (!row) throw new DomainError('link-not-valid');
  return row.email;
}
