import { Injectable } from '@nestjs/common';
import type { SchemeSource, StatementEntry } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';

export interface ManifestRow {
  number: number;
  period: string;
  runId: string;
  document: string;
  entries: string;
  hash: string;
}

const MANIFEST = 'number, period, run_id as "runId", document, entries, hash';

/** Reads what a manifest is made of; writes and reads manifests. */
@Injectable()
export class ManifestsRepository {
  /** What is hashed of each statement of a run, or of one manager's, by id. */
  entries(tx: Tx, runId: string, managerId?: string): Promise<StatementEntry[]> {
    return tx.query(
      `select s.id::text as statement, s.manager_id::text as manager, s.team_id::text as team, s.hash,
          coalesce(r.ids, '{}') as results
        from statements s left join (select manager_id, array_agg(id::text order by id) as ids from results
          where run_id = $1 and ($2::bigint is null or manager_id = $2) group by 1) r on r.manager_id = s.manager_id
        where s.run_id = $1 and ($2::bigint is null or s.manager_id = $2) order by s.id`,
      [runId, managerId ?? null],
    );
  }

  /** Scheme versions that the results of a run, or of one manager in it, were computed by. */
  schemes(tx: Tx, runId: string, managerId?: string): Promise<SchemeSource[]> {
    return tx.query(
      `select s.code as scheme, v.number::text as number, v.hash, v.source
        from scheme_versions v join schemes s on s.id = v.scheme_id
        where v.id in (select scheme_version_id from results where run_id = $1 and ($2::bigint is null or manager_id = $2))
        order by s.code collate "C", v.number`,
      [runId, managerId ?? null],
    );
  }

  async run(tx: Tx, runId: string): Promise<{ watermark: string; engine: string }> {
    const [row] = await tx.query(
      'select watermark::text as watermark, engine from payroll_runs where id = $1',
      [runId],
    );
    return row;
  }

  /** The last manifest; nobody else appends one until `tx` ends. */
  async last(tx: Tx): Promise<ManifestRow | undefined> {
    await tx.query('lock table manifests in share row exclusive mode');
    const [row] = await tx.query(`select ${MANIFEST} from manifests order by number desc limit 1`);
    return row;
  }

  async insert(tx: Tx, { number, period, runId, document, entries, hash }: ManifestRow): Promise<void> {
    await tx.query(
      'insert into manifests (number, period, run_id, document, entries, hash) values ($1, $2, $3, $4, $5, $6)',
      [number, period, runId, document, entries, hash],
    );
  }

  async of(tx: Tx, period: string): Promise<ManifestRow | undefined> {
    const [row] = await tx.query(`select ${MANIFEST} from manifests where period = $1`, [period]);
    return row;
  }

  /** Documents of a manifest and all after it, in the order of the chain. */
  async documentsFrom(tx: Tx, number: number): Promise<string[]> {
    const rows: { document: string }[] = await tx.query(
      'select document from manifests where number >= $1 order by number',
      [number],
    );
    return rows.map(({ document }) => document);
  }

  all(tx: Tx): Promise<ManifestRow[]> {
    return tx.query(`select ${MANIFEST} from manifests order by number`);
  }
}
