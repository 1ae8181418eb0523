import { Injectable } from '@nestjs/common';
import {
  type KeptRow,
  keptAfter,
  type Period,
  periodRange,
  type Result,
  type Scheme,
} from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { SchemesService } from '../schemes/index.js';

type Kept = Record<string, KeptRow[]>;

interface Posted {
  managerId: string;
  versionId: string;
  period: Period;
  result: Result;
}

/** Rows that earlier results of a scheme keep: what returns and payments refer to, and what instalments are paid of. */
@Injectable()
export class KeptRowsRepository {
  constructor(private readonly schemes: SchemesService) {}

  /** By manager: what results shown for earlier periods leave, each read under the version it was computed by. */
  async before(
    tx: Tx,
    scheme: Scheme,
    period: Period,
    managerIds: readonly string[] | null,
  ): Promise<(managerId: string) => Kept> {
    const kept = new Map<string, Kept>();
    if (![...scheme.rows.values()].some(({ of }) => of !== undefined)) return () => ({});
    const posted = await this.posted(tx, scheme.code, period, managerIds);
    const versions = new Map<string, Scheme>();
    for (const id of new Set(posted.map(({ versionId }) => versionId)))
      versions.set(id, await this.schemes.version(tx, id));
    for (const { managerId, versionId, result } of posted)
      kept.set(managerId, keptAfter(versions.get(versionId)!, result, kept.get(managerId)));
    return (managerId) => kept.get(managerId) ?? {};
  }

  /** Managers with a result of the scheme shown for one of these months. */
  async managers(tx: Tx, code: string, months: readonly Period[]): Promise<Set<string>> {
    const rows: { id: string }[] = await tx.query(
      `select distinct r.manager_id as id from results r join periods p on p.run_id = r.run_id
        join scheme_versions v on v.id = r.scheme_version_id join schemes s on s.id = v.scheme_id
        where s.code = $1 and r.period = any($2)`,
      [code, months],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Results with rows, in order of time. */
  private async posted(
    tx: Tx,
    code: string,
    period: Period,
    managerIds: readonly string[] | null,
  ): Promise<Posted[]> {
    const rows: Posted[] = await tx.query(
      `select r.manager_id as "managerId", r.scheme_version_id as "versionId", r.period, r.document::jsonb -> 'result' as result
        from results r join periods p on p.run_id = r.run_id
        join scheme_versions v on v.id = r.scheme_version_id join schemes s on s.id = v.scheme_id
        where s.code = $1 and ($2::bigint[] is null or r.manager_id = any($2::bigint[])) and r.document::jsonb -> 'result' ? 'rows'`,
      [code, managerIds],
    );
    const { start } = periodRange(period);
    return rows
      .filter((row) => periodRange(row.period).end <= start)
      .sort((a, b) => (periodRange(a.period).start < periodRange(b.period).start ? -1 : 1));
  }
}
