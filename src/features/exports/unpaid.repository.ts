import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transaction.js';
import { decodeCursor, pageOf } from '../../platform/records/read.js';
import type { ExportStateDto, UnpaidDto, UnpaidStatementDto } from './exports.dto.js';
import type { Page } from './exports.repository.js';

/**
 * Lines of approved statements that no row says are paid, each with its last row; cancelled rows are as if never sent.
 * A statement is exported with all its lines: of those whose exported lines are all paid, which are most, the documents are
 * not read. `not in` asks a hashed set, where `not exists` may be planned as one pass over the rows for each statement.
 */
const UNPAID = `with unpaid as (
  select st.id, st.period, st.manager_id, st.team_id, st.currency, st.total, l.line::int as line, l.content->>'pay' as pay,
      (l.content->>'amount')::numeric as amount, coalesce(r.state, 'open') as state, r.export_id, r.row_no
    from statements st join periods p on p.run_id = st.run_id
    join reviews v on v.period = p.code and v.team_id is not distinct from st.team_id and v.state = 'approved'
    cross join lateral jsonb_array_elements(st.document::jsonb->'lines') with ordinality as l(content, line)
    left join lateral (select state, export_id, row_no from export_rows
      where statement_id = st.id and line = l.line and state <> 'cancelled' order by export_id desc limit 1) r on true
    where ($1::text is null or p.code = $1) and r.state is distinct from 'paid'
      and st.id not in (select statement_id from export_rows group by 1
        having count(distinct line) = count(*) filter (where state = 'paid')))`;

/** A sum that is unknown when one of its amounts is. */
const SUM = 'case when count(amount) = count(*) then trim_scale(sum(amount))::text end';

/** What is approved and not paid yet, whether it was exported or not. */
@Injectable()
export class UnpaidRepository {
  async unpaid(tx: Tx, period: string | undefined, { limit, cursor }: Page): Promise<UnpaidDto> {
    const totals: ExportStateDto[] = await tx.query(
      `${UNPAID} select state, count(*)::int as rows, ${SUM} as amount from unpaid group by state order by state`,
      [period ?? null],
    );
    const rows: UnpaidStatementDto[] = await tx.query(
      `${UNPAID}, statement as (
          select id, json_agg(json_build_object('line', line, 'pay', pay, 'amount', trim_scale(amount)::text, 'state', state,
              'export', export_id::text, 'row', row_no, 'reason', (select reason from export_acknowledgements a
                where (a.export_id, a.row_no, a.state) = (unpaid.export_id, unpaid.row_no, unpaid.state))) order by line) as lines,
              ${SUM} as unpaid
            from unpaid where id > $2 group by id order by id limit $3)
        select st.id, st.period, m.personnel_number as "personnelNumber", m.name, t.code as team, st.currency,
            trim_scale(st.total)::text as total, s.unpaid, s.lines
          from statement s join statements st on st.id = s.id join managers m on m.id = st.manager_id
          left join teams t on t.id = st.team_id order by st.id`,
      [period ?? null, decodeCursor(cursor), limit + 1],
    );
    return { totals, ...pageOf(rows, limit, ({ id }) => id) };
  }
}
