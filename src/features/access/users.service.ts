import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction, type Tx } from '../../platform/database/transaction.js';
import { type Once, onlyOnceIn } from '../../platform/idempotency/once.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isId } from '../../platform/records/id.js';
import { emailOf } from './email.js';
import { makeLink } from './links.js';
import { managerIdFor } from './manager-of-role.js';
import type { Viewer } from './roles.js';
import { SessionsService } from './sessions.service.js';
import type { InvitedUserDto, NewUserDto, UserDto, UserLinkDto, UserSettingsDto } from './users.dto.js';

const SELECT = `select u.id, u.email, u.name, u.role, m.personnel_number as manager, u.language, u.state, u.created_at as "createdAt"
  from users u left join managers m on m.id = u.manager_id`;

/** Who may sign in, and as what. */
@Injectable()
export class UsersService {
  constructor(
    private readonly source: DataSource,
    private readonly sessions: SessionsService,
  ) {}

  list(): Promise<UserDto[]> {
    return this.source.query(`${SELECT} order by u.email collate "C"`);
  }

  one(id: string): Promise<UserDto> {
    return this.read(this.source.manager, id);
  }

  /** Makes a user and the link of the invitation. Throws `invalid-fields`, `email-taken`, `already-made`. */
  async invite(wanted: NewUserDto, once?: Once): Promise<InvitedUserDto> {
    const managerId = await managerIdFor(this.source.manager, wanted);
    const email = emailOf(wanted.email);
    return inTransaction(this.source, (tx) =>
      onlyOnceIn(tx, once, async () => {
        const [made] = await tx.query(
          `insert into users (email, name, role, manager_id, language) values ($1, $2, $3, $4, $5)
            on conflict (email) do nothing returning id`,
          [email, wanted.name, wanted.role, managerId, wanted.language ?? 'en'],
        );
        if (!made) throw new DomainError('email-taken', { email });
        const invitation = await linkFor(tx, made.id, 'invitation');
        return { ...(await this.read(tx, made.id)), invitation };
      }),
    );
  }

  /** Changes everything but the e-mail; whoever gets another role or manager signs in anew. Nobody changes the own. */
  async change(id: string, wanted: UserSettingsDto, viewer: Viewer): Promise<UserDto> {
    const managerId = await managerIdFor(this.source.manager, wanted);
    return inTransaction(this.source, async (tx) => {
      const before = await this.read(tx, id, true);
      refuseOwn(before, viewer);
      await tx.query('update users set name = $2, role = $3, manager_id = $4, language = $5 where id = $1', [
        id,
        wanted.name,
        wanted.role,
        managerId,
        wanted.language ?? 'en',
      ]);
      const after = await this.read(tx, id);
      if (before.role !== after.role || before.manager !== after.manager) await this.sessions.endAll(id, tx);
      return after;
    });
  }

  /** From now on the user does not sign in, and is signed out everywhere; links are void. Nobody disables the own. */
  async disable(id: string, viewer: Viewer): Promise<UserDto> {
    return inTransaction(this.source, async (tx) => {
      refuseOwn(await this.read(tx, id, true), viewer);
      await tx.query(`update users set state = 'disabled' where id = $1`, [id]);
      await this.sessions.endAll(id, tx);
      await tx.query('delete from user_links where user_id = $1 and used_at is null', [id]);
      return this.read(tx, id);
    });
  }

  /** Lets a disabled user in again, by the password of before or else by a new invitation. */
  async enable(id: string): Promise<UserDto> {
    return inTransaction(this.source, async (tx) => {
      await this.read(tx, id, true);
      await tx.query(
        `update users set state = case when password_hash is null and subject is null then 'invited' else 'active' end
          where id = $1 and state = 'disabled'`,
        [id],
      );
      return this.read(tx, id);
    });
  }

  /** A new link, which voids the one before: an invitation until the first password, then a reset. Throws `user-disabled`. */
  async link(id: string, once?: Once): Promise<UserLinkDto> {
    return inTransaction(this.source, (tx) =>
      onlyOnceIn(tx, once, async () => {
        const { state, email } = await this.read(tx, id, true);
        if (state === 'disabled') throw new DomainError('user-disabled', { email });
        return linkFor(tx, id, state === 'invited' ? 'invitation' : 'reset');
      }),
    );
  }

  /** Id of the user with this e-mail. Throws `not-found`. */
  async idOf(email: string): Promise<string> {
    const [row] = await this.source.query('select id from users where email = $1', [emailOf(email)]);
    if (!row) throw new DomainError('not-found', { what: 'user', id: email });
    return row.id;
  }

  private async read(tx: Tx, id: string, holds = false): Promise<UserDto> {
    const [row] = isId(id)
      ? await tx.query(`${SELECT} where u.id = $1 ${holds ? 'for update of u' : ''}`, [id])
      : [];
    if (!row) throw new DomainError('not-found', { what: 'user', id });
    return row;
  }
}

const linkFor = async (tx: Tx, userId: string, kind: UserLinkDto['kind']): Promise<UserLinkDto> => ({
  ...(await makeLink(tx, kind, userId)),
  kind,
});

/** Or the last administrator could go, and roles would be given by whoever takes them. */
function refuseOwn({ id }: UserDto, { actorId }: Viewer): void {
  if (id === actorId) throw new DomainError('own-account');
}
