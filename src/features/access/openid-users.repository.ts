import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transaction.js';
import type { OpenIdPerson } from './openid-provider.js';

/** Users by who they are at the provider of single sign-on. */
@Injectable()
export class OpenIdUsersRepository {
  /**
   * Id of the user who is this person: known by the subject from the first time on, which goes by the verified e-mail of
   * who was invited and uses the invitation up. Undefined where there is none, or one who is disabled or somebody else there.
   */
  async userOf(tx: Tx, { issuer, subject, verifiedEmail }: OpenIdPerson): Promise<string | undefined> {
    const [[user]] = await tx.query(
      `update users set issuer = $1, subject = $2, state = 'active'
        where state <> 'disabled' and (issuer is distinct from $1 or subject = $2) and id = coalesce(
          (select id from users where issuer = $1 and subject = $2), (select id from users where email = $3))
        returning id`,
      [issuer, subject, verifiedEmail],
    );
    if (user)
      await tx.query(
        `delete from user_links where user_id = $1 and used_at is null and kind = 'invitation'`,
        [user.id],
      );
    return user?.id;
  }
}
