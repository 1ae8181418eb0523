import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transaction.js';
import type { PeriodDto } from './payroll.dto.js';

@Injectable()
export class PeriodsRepository {
  /** The last 500 periods, or those of the codes, latest first. */
  list(tx: Tx, codes?: readonly string[]): Promise<PeriodDto[]> {
    return tx.query(
      `select p.code, p.state, p.run_id as "runId", p.opened_at as "openedAt", r.finished_at as "calculatedAt",
          count(s.id)::int as statements, count(s.id) filter (where not s.complete)::int as incomplete,
          trim_scale(sum(s.salary))::text as salary, trim_scale(sum(s.bonus))::text as bonus, trim_scale(sum(s.total))::text as total
        from periods p left join payroll_runs r on r.id = p.run_id left join statements s on s.run_id = p.run_id
        where $1::text[] is null or p.code = any($1) group by p.code, r.finished_at order by p.code desc limit 500`,
      [codes ?? null],
    );
  }
}
