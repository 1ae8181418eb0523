import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { clock } from '../../platform/clock.js';
import { askPlanned, inTransaction } from '../../platform/database/transaction.js';
import { type Once, onlyOnceIn } from '../../platform/idempotency/once.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isId } from '../../platform/records/id.js';
import { fieldProblem } from '../../platform/records/row.js';
import { managerIdFor } from './manager-of-role.js';
import type { Viewer } from './roles.js';
import { scopesOf } from './scopes.js';
import { digestOf, newSecret } from './secrets.js';
import { type NewTokenDto, TOKEN_DAYS, type TokenCreatedDto, type TokenDto } from './tokens.dto.js';

const SELECT = `select t.id, t.name, t.role, m.personnel_number as manager, t.scopes, t.created_at as "createdAt",
    t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt", t.revoked_at as "revokedAt"
  from tokens t left join managers m on m.id = t.manager_id`;

/** How often the use of a token is noted. */
const NOTED_MS = 60_000;

/** Bearer tokens: 256 random bits, shown once, kept as their SHA-256. */
@Injectable()
export class TokensService {
  /** When the use of a token was noted last, by its id. */
  private readonly notedMs = new Map<string, number>();

  constructor(private readonly source: DataSource) {}

  async viewerOf(token: string | undefined): Promise<Viewer | undefined> {
    if (!token) return undefined;
    const [row] = await askPlanned<Viewer>(
      this.source,
      `select id as "actorId", 'token' as kind, name, role, manager_id as "managerId", scopes from tokens
        where hash = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
      [digestOf(token)],
    );
    if (row) this.noteUse(row.actorId);
    return row;
  }

  /**
   * Makes a token and answers it, this once. Throws `invalid-fields` for an unknown or lacking manager, `already-made`
   * for a repeated idempotency key: the token is not kept, so it cannot be answered again.
   */
  async create(wanted: NewTokenDto, once?: Once): Promise<TokenCreatedDto> {
    refuseScopesOfOthers(wanted);
    const managerId = await managerIdFor(this.source.manager, wanted);
    const days = wanted.expiresInDays ?? TOKEN_DAYS;
    const token = `premia_${newSecret()}`;
    const [{ id }] = await inTransaction(this.source, (tx) =>
      onlyOnceIn(tx, once, () =>
        tx.query(
          `insert into tokens (name, role, hash, manager_id, scopes, expires_at)
            values ($1, $2, $3, $4, $5, now() + make_interval(days => $6)) returning id`,
          [wanted.name, wanted.role, digestOf(token), managerId, wanted.scopes ?? null, Number(days)],
        ),
      ),
    );
    return { ...(await this.one(id)), token };
  }

  list(): Promise<TokenDto[]> {
    return this.source.query(`${SELECT} order by t.id`);
  }

  async revoke(id: string): Promise<void> {
    if (isId(id)) {
      const [, count] = await inTransaction(this.source, (tx) =>
        tx.query('update tokens set revoked_at = coalesce(revoked_at, now()) where id = $1', [id]),
      );
      if (count > 0) return;
    }
    throw new DomainError('not-found', { what: 'token', id });
  }

  async revokeAllNamed(name: string): Promise<void> {
    await inTransaction(this.source, (tx) =>
      tx.query('update tokens set revoked_at = now() where name = $1 and revoked_at is null', [name]),
    );
  }

  async any(): Promise<boolean> {
    const [row] = await this.source.query('select exists(select from tokens) as any');
    return row.any;
  }

  /** Beside the request, which does not wait for it; once a minute, so that a busy token writes no more than others. */
  private noteUse(id: string): void {
    const nowMs = clock.now().getTime();
    if (nowMs - (this.notedMs.get(id) ?? 0) < NOTED_MS) return;
    this.notedMs.set(id, nowMs);
    void this.source
      .query(
        `update tokens set last_used_at = now()
          where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
        [id],
      )
      .catch(() => undefined); // the next use is noted
  }

  private async one(id: string): Promise<TokenDto> {
    const [row] = await this.source.query(`${SELECT} where t.id = $1`, [id]);
    return row;
  }
}

/** Throws `invalid-fields` for a scope that the role has no route of. */
function refuseScopesOfOthers({ role, scopes = [] }: NewTokenDto): void {
  const values = scopesOf(role);
  const problems = (scopes ?? [])
    .filter((scope) => !values.includes(scope))
    .map((scope) => fieldProblem('scopes', scope, { code: 'one-of', facts: { values: values.join(', ') } }));
  if (problems.length) throw new DomainError('invalid-fields', {}, problems);
}
