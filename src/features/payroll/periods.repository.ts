import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transaction.js';
import type { Viewer } from '../access/index.js';
import type { PeriodDto } from './payroll.dto.js';
import { visibleStatements } from './visible-statements.js';

@Injectable()
export class PeriodsRepository {
  /** The last 500 periods, or those of the codes, latest first; counts and sums of the statements the viewer may see. */
  list(tx: Tx, viewer: Viewer, codes?: readonly string[]): Promise<PeriodDto[]> {
    const values: unknown[] = [codes ?? null];
    const visible = visibleStatements(viewer, (value) => `$${values.push(value)}`);
    return tx.query(
      `select p.code, p.state, p.run_id as "runId", p.opened_at as "openedAt", r.finished_at as "calculatedAt",
          count(st.id)::int as statements, count(st.id) filter (where not st.complete)::int as incomplete,
          trim_scale(sum(st.salary))::text as salary, trim_scale(sum(st.bonus))::text as bonus, trim_scale(sum(st.total))::text as total
        from periods p left join payroll_runs r on r.id = p.run_id left join statements st on st.run_id = p.run_id and ${visible}
        where $1::text[] is null or p.code = any($1) group by p.code, r.finished_at order by p.code desc limit 500`,
      values,
    );
  }
}
