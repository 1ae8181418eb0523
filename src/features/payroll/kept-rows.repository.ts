import { Injectable } from '@nestjs/common';
import type { Period, Result } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { among } from '../../platform/records/as-of.js';

/** A result with rows that a pay month shows. */
interface Posted {
  managerId: string;
  versionId: string;
  result: Result;
}

/** Results of a scheme that pay months show; a result falls due in the last month of its period. */
const SHOWN = `from results r join periods p on p.run_id = r.run_id
  join scheme_versions v on v.id = r.scheme_version_id join schemes s on s.id = v.scheme_id`;

/** Results whose rows later periods refer to: returns, payments, instalments. */
@Injectable()
export class KeptRowsRepository {
  /** Results with rows shown before a month, in order of time; of all managers, or of those given. */
  before(tx: Tx, code: string, month: Period, managerIds: readonly string[] | null): Promise<Posted[]> {
    return tx.query(
      `select r.manager_id as "managerId", r.scheme_version_id as "versionId", r.document::jsonb -> 'result' as result ${SHOWN}
        where s.code = $1 and p.code < $2 and ${among('r.manager_id', '$3', managerIds)}
          and r.document::jsonb -> 'result' ? 'rows' order by p.code, r.stretch_from`,
      [code, month, managerIds],
    );
  }

  /** Ids of the managers with a result of the scheme shown in one of these months. */
  async managers(tx: Tx, code: string, months: readonly Period[]): Promise<Set<string>> {
    const rows: { id: string }[] = await tx.query(
      `select distinct r.manager_id as id ${SHOWN} where s.code = $1 and p.code = any($2)`,
      [code, months],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
