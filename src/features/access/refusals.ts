import type { DataSource } from 'typeorm';
import { inTransaction } from '../../platform/database/transaction.js';

/** Whom somebody tried to be: the e-mail typed, or who the provider of single sign-on says it is. */
interface Tried {
  email?: string | undefined;
  issuer?: string;
  subject?: string;
}

/**
 * Tells the audit log of an attempt to sign in that was refused: the id of the user where there is one, never what was
 * typed, which may be a password in the wrong field.
 */
export const recordRefusal = (
  source: DataSource,
  { email, issuer, subject }: Tried,
  reason: 'sign-in-refused' | 'openid-refused',
): Promise<void> =>
  inTransaction(source, (tx) =>
    tx.query(
      `select record_refused_sign_in(coalesce(
        (select id from users where issuer = $2 and subject = $3), (select id from users where email = $1))::text, $4)`,
      [email, issuer, subject, reason],
    ),
  );
