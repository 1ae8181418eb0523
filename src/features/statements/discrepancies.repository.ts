import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transaction.js';
import type { Viewer } from '../access/index.js';
import { visibleStatements } from '../payroll/index.js';

/** A statement that is approved or closed. */
export interface ApprovedStatement {
  id: string;
  managerId: string;
  personnelNumber: string;
  name: string;
  team: string | null;
  state: string;
}

export interface StatedResult {
  managerId: string;
  versionId: string;
  document: string;
}

@Injectable()
export class DiscrepanciesRepository {
  /** The run that a month shows, with the number of the last intake it saw; undefined before there is one. */
  async run(tx: Tx, period: string): Promise<{ id: string; watermark: string } | undefined> {
    const [row] = await tx.query(
      'select r.id, r.watermark from periods p join payroll_runs r on r.id = p.run_id where p.code = $1',
      [period],
    );
    return row;
  }

  /** Approved statements that the viewer may see, by id, from the first after `after` on. */
  approved(
    tx: Tx,
    viewer: Viewer,
    {
      period,
      team,
      after,
      limit,
    }: { period: string; team?: string | undefined; after: string; limit: number },
  ): Promise<ApprovedStatement[]> {
    const values: unknown[] = [period, team ?? null, after, limit];
    const visible = visibleStatements(viewer, (value) => `$${values.push(value)}`);
    return tx.query(
      `select st.id, st.manager_id as "managerId", m.personnel_number as "personnelNumber", m.name, t.code as team,
          case p.state when 'closed' then p.state else v.state end as state
        from periods p join statements st on st.run_id = p.run_id join managers m on m.id = st.manager_id
        join reviews v on v.period = p.code and v.team_id is not distinct from st.team_id left join teams t on t.id = st.team_id
        where p.code = $1 and (p.state = 'closed' or v.state = 'approved') and ($2::text is null or t.code = $2)
          and st.id > $3 and ${visible} order by st.id limit $4`,
      values,
    );
  }

  results(tx: Tx, runId: string, managerIds: readonly string[]): Promise<StatedResult[]> {
    return tx.query(
      `select manager_id as "managerId", scheme_version_id as "versionId", document from results
        where run_id = $1 and manager_id = any($2::bigint[]) order by id`,
      [runId, managerIds],
    );
  }
}
