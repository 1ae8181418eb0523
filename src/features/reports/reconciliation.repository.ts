import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transaction.js';

/** One result of the run that is reconciled. */
export interface ReconciledResult {
  runId: string;
  watermark: string;
  managerId: string;
  personnelNumber: string;
  name: string;
  versionId: string;
  document: string;
}

/** One manager's pay of the old way, amounts by code. */
export interface LegacyPay {
  manager: string;
  name: string;
  lines: Record<string, string>;
  inputs: Record<string, string>;
}

@Injectable()
export class ReconciliationRepository {
  /**
   * Results of a scheme and its period: of the run named, else of the payroll, else of the latest trial. What was computed in
   * parts of the period is not among them: it has no figure of each line to compare.
   */
  results(tx: Tx, period: string, scheme: string, run: string | undefined): Promise<ReconciledResult[]> {
    return tx.query(
      `with chosen as (
        select run.id, run.watermark from payroll_runs run
          where run.state = 'done' and ($3::text is null or run.id::text = $3)
            and exists (select from results r join scheme_versions v on v.id = r.scheme_version_id
              join schemes s on s.id = v.scheme_id where r.run_id = run.id and r.period = $1 and s.code = $2)
          order by run.kind = 'payroll' desc, run.id desc limit 1)
      select c.id as "runId", c.watermark, r.manager_id as "managerId", m.personnel_number as "personnelNumber", m.name,
          v.id as "versionId", r.document
        from chosen c join results r on r.run_id = c.id and r.period = $1 and r.stretch_from is null
        join scheme_versions v on v.id = r.scheme_version_id join schemes s on s.id = v.scheme_id and s.code = $2
        join managers m on m.id = r.manager_id order by m.personnel_number collate "C"`,
      [period, scheme, run ?? null],
    );
  }

  /** Versions of a scheme but those known, the latest first. */
  otherVersions(
    tx: Tx,
    scheme: string,
    known: readonly string[],
    limit: number,
  ): Promise<{ id: string; number: number; source: string }[]> {
    return tx.query(
      `select v.id, v.number, v.source from scheme_versions v join schemes s on s.id = v.scheme_id
        where s.code = $1 and v.id <> all($2::bigint[]) order by v.number desc limit $3`,
      [scheme, known, limit],
    );
  }

  legacyPay(tx: Tx, period: string, scheme: string): Promise<LegacyPay[]> {
    const amounts = (kind: string) =>
      `coalesce(jsonb_object_agg(l.code, trim_scale(l.amount)::text) filter (where l.kind = '${kind}'), '{}')`;
    return tx.query(
      `select m.personnel_number as manager, m.name, ${amounts('line')} as lines, ${amounts('input')} as inputs
        from legacy_pay l join schemes s on s.id = l.scheme_id join managers m on m.id = l.manager_id
        where l.period = $1 and s.code = $2 and not l.withdrawn
        group by m.id order by m.personnel_number collate "C"`,
      [period, scheme],
    );
  }
}
