import { Injectable } from '@nestjs/common';
import { amountText, instantText } from '../../platform/database/as-text.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { Viewer } from '../access/index.js';
import { type Moment, runNumber, visibleStatements } from '../payroll/index.js';
import type { ChangedAdjustmentDto, ChangesDto } from './changes.dto.js';

export interface ChangesQuery {
  period: string;
  team?: string | undefined;
  since: Moment;
}

const figures = (
  row: string,
): string => `case when ${row}.manager_id is not null then json_build_object('complete', ${row}.complete,
    'salary', ${amountText(`${row}.salary`)}, 'bonus', ${amountText(`${row}.bonus`)}, 'total', ${amountText(`${row}.total`)}) end`;

/** `then_`: earlier figures of the period `$1` and moment `$2` that the viewer may see; `now_`: what became of those teams. */
function compared(viewer: Viewer, { period, since, team }: ChangesQuery) {
  const values: unknown[] = [period, since, team ?? null];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const ofTeam = (row: string) =>
    `($3::text is null or ${row}.team_id = (select id from teams where code = $3))`;
  const sql = `then_ as materialized (
      select f.* from former_pay f where f.period = $1 and f.moment = $2 and ${ofTeam('f')} and ${visibleStatements(viewer, bind, 'f')}),
    now_ as materialized (
      select st.id, st.manager_id, st.team_id, st.complete, st.salary, st.bonus, st.total from periods p
        join statements st on st.run_id = p.run_id where p.code = $1 and ${ofTeam('st')} and ${visibleStatements(viewer, bind)}
        and exists (select from former_pay f where f.period = $1 and f.moment = $2
          and ($2 = 'draft' or f.team_id is not distinct from st.team_id))),
    pairs as materialized (
      select n.id, coalesce(n.manager_id, t.manager_id) as manager_id, coalesce(n.team_id, t.team_id) as team_id,
          case when t.manager_id is null then 'added' when n.manager_id is null then 'gone'
            when (n.complete, n.salary, n.bonus, n.total) is distinct from (t.complete, t.salary, t.bonus, t.total) then 'changed'
            else 'unchanged' end as kind, ${figures('t')} as before, ${figures('n')} as now,
          case when t.complete then t.total end as was, case when n.complete then n.total end as "is"
        from now_ n full join then_ t on t.manager_id = n.manager_id)`;
  return { values, sql };
}

/** What became of earlier figures of a month, each question in one pass. */
@Injectable()
export class ChangesRepository {
  async of(
    tx: Tx,
    viewer: Viewer,
    query: ChangesQuery,
  ): Promise<Omit<ChangesDto, 'period' | 'since' | 'adjustments'>> {
    const { values, sql } = compared(viewer, query);
    const count = (kind: string) => `'${kind}', (count(*) filter (where kind = '${kind}'))::int`;
    const [row] = await tx.query(
      `with ${sql} select
        (select json_build_object(${['changed', 'added', 'gone', 'unchanged'].map(count).join(', ')}) from pairs) as counts,
        (select json_build_object('before', ${amountText('sum(was)')}, 'now', ${amountText('sum("is")')},
          'change', ${amountText('sum("is") - sum(was)')}) from pairs) as totals,
        (select coalesce(json_agg(json_build_object('kind', x.kind, 'statementId', x.id::text, 'managerId', x.manager_id::text,
            'personnelNumber', m.personnel_number, 'name', m.name, 'team', t.code, 'before', x.before, 'now', x.now,
            'change', ${amountText('x."is" - x.was')}) order by m.name, m.personnel_number), '[]')
          from pairs x join managers m on m.id = x.manager_id left join teams t on t.id = x.team_id where x.kind <> 'unchanged') as items,
        (select coalesce(json_agg(json_build_object('team', t.code, 'runId', a.run_id::text, 'at', ${instantText('a.at')},
            'runNumber', ${runNumber('$1', 'a.run_id')}) order by t.code collate "C" nulls last), '[]')
          from (select team_id, run_id, at from then_ group by 1, 2, 3) a left join teams t on t.id = a.team_id) as against`,
      values,
    );
    return row;
  }

  /** Adjustments added or withdrawn after the earlier figures were taken. */
  adjustments(tx: Tx, viewer: Viewer, query: ChangesQuery): Promise<ChangedAdjustmentDto[]> {
    const { values, sql } = compared(viewer, query);
    const events = `values ('added', a.created_at, a.actor_id), ('withdrawn', a.withdrawn_at, a.withdrawn_actor_id)`;
    return tx.query(
      `with ${sql} select a.id, e.event, a.manager_id as "managerId", m.personnel_number as "personnelNumber", m.name, t.code as team,
          a.kind, ${amountText('a.amount')} as amount, case e.event when 'added' then a.reason else a.withdrawal_reason end as reason,
          k.name as by, ${instantText('e.at')} as at
        from adjustments a join now_ n on n.manager_id = a.manager_id cross join lateral (${events}) e (event, at, actor_id)
        join managers m on m.id = a.manager_id left join teams t on t.id = n.team_id left join acting k on k.id = e.actor_id
        where a.period = $1 and e.at > (select min(f.at) from former_pay f where f.period = $1 and f.moment = $2
          and ($2 = 'draft' or f.team_id is not distinct from n.team_id))
        order by e.at, a.id`,
      values,
    );
  }
}
