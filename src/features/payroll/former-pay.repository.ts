import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transaction.js';

const KEPT = 'period, moment, manager_id, team_id, run_id, complete, salary, bonus, total, at';

/** Keeps what statements came to before they are replaced or adjusted, each time for all of them at once. */
@Injectable()
export class FormerPayRepository {
  /** Those of a draft that is about to be replaced; the draft kept before it goes. */
  async keepDraft(tx: Tx, period: string, runId: string): Promise<void> {
    await tx.query(`delete from former_pay where period = $1 and moment = 'draft'`, [period]);
    await tx.query(
      `insert into former_pay (${KEPT})
        select s.period, 'draft', s.manager_id, s.team_id, s.run_id, s.complete, s.salary, s.bonus, s.total, now()
          from statements s where s.run_id = $1`,
      [runId],
    );
  }

  /** Those of the teams that are being submitted; null stands for managers without one. */
  async keepSubmitted(tx: Tx, period: string, teamIds: readonly (string | null)[]): Promise<void> {
    await tx.query(
      `with gone as (delete from former_pay where period = $1 and moment = 'submitted'
          and coalesce(team_id, 0) = any(select coalesce(id, 0) from unnest($2::bigint[]) id))
        insert into former_pay (${KEPT})
          select s.period, 'submitted', s.manager_id, s.team_id, s.run_id, s.complete, s.salary, s.bonus, s.total, now()
            from periods p join statements s on s.run_id = p.run_id
            where p.code = $1 and coalesce(s.team_id, 0) = any(select coalesce(id, 0) from unnest($2::bigint[]) id)
        on conflict (period, moment, manager_id) do update set team_id = excluded.team_id, run_id = excluded.run_id,
          complete = excluded.complete, salary = excluded.salary, bonus = excluded.bonus, total = excluded.total, at = excluded.at`,
      [period, teamIds],
    );
  }

  /** Those of a month that is closed: nothing of it changes any longer. */
  async forget(tx: Tx, period: string): Promise<void> {
    await tx.query('delete from former_pay where period = $1', [period]);
  }
}
