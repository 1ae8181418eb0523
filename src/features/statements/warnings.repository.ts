import { Injectable } from '@nestjs/common';
import { amountText } from '../../platform/database/as-text.js';
import type { Tx } from '../../platform/database/transaction.js';
import { decodeCursor, type PageOf, pageOf } from '../../platform/records/read.js';
import type { Viewer } from '../access/index.js';
import { visibleStatements } from '../payroll/index.js';
import type { FoundWarning, WarningCode } from './warning-text.js';
import type { StatementWarningsDto } from './warnings.dto.js';

/** Fewer people tell nothing of what is usual among them. */
const GROUP_MIN = 5;
/** A modified z-score beyond 3.5 is an outlier (Iglewicz and Hoaglin): 0.6745 × distance from the median ÷ median of those. */
const OUTLIER_SCORE = '3.5 / 0.6745';

export interface WarningQuery {
  period: string;
  /** The month before. */
  before: string;
  team?: string | undefined;
  code?: WarningCode | undefined;
  /** All of them without it. */
  limit?: number | undefined;
  cursor?: string | undefined;
}

export type WarnedStatement = Omit<StatementWarningsDto, 'warnings'> & { warnings: FoundWarning[] };

/** What is usual in the month `$1` among those paid by the same scheme: pay, and the mix of pay. */
const USUAL = `shown as materialized (
    select s.id, s.run_id, s.manager_id, s.team_id, s.total, s.complete, s.document::jsonb as doc
      from periods p join statements s on s.run_id = p.run_id where p.code = $1),
  pays as materialized (
    select r.manager_id, c.code as scheme, r.period, r.total, r.complete, r.id from periods p join results r on r.run_id = p.run_id
      join scheme_versions v on v.id = r.scheme_version_id join schemes c on c.id = v.scheme_id where p.code = $1),
  whole as materialized ( -- of several parts of a period the sum
    select manager_id, scheme, period, case when count(total) = count(*) then sum(total) end as total from pays group by 1, 2, 3),
  medians as (
    select scheme, period, percentile_disc(0.5) within group (order by total) as median from whole
      where total is not null group by 1, 2 having count(*) >= ${GROUP_MIN}),
  spreads as (
    select scheme, period, median, percentile_disc(0.5) within group (order by abs(total - median)) as spread
      from whole join medians using (scheme, period) where total is not null group by 1, 2, 3),
  mixes as materialized (
    select s.id, s.manager_id, m->>'scheme' as scheme, m->>'shareText' as share, m->>'status' as status,
        case m->>'status' when 'below-min' then 'below' else 'above' end as side,
        case m->>'status' when 'below-min' then m->>'min' when 'above-max' then m->>'max' else m->>'hint' end as bound
      from shown s, jsonb_array_elements(s.doc->'payMix') m),
  of_schemes as materialized (
    select scheme, status, side, min(bound) as bound, count(*) as count, sum(count(*)) over (partition by scheme) as of
      from mixes group by 1, 2, 3),
  common as (select * from of_schemes where status in ('below-min', 'above-max') and "of" >= ${GROUP_MIN} and count * 2 > "of")`;

/**
 * Of each kind the statement, its code and its figures. `$2` is the month before, `$3` and `$4` share and amount of a change;
 * `before` is the condition on its statement `b`, which another team may have paid.
 */
const found = (before: string): string => `found (id, place, code, figures) as (
    select s.id, 1, 'incomplete', jsonb_build_object('scheme', r.scheme, 'period', r.period, 'line', l->>'code', 'failure', l->'failure')
      from shown s join pays r on r.manager_id = s.manager_id and not r.complete join results d on d.id = r.id,
        lateral (select line as l from jsonb_array_elements(d.document::jsonb->'result'->'lines') with ordinality e (line, place)
          where line ? 'failure' order by line->'failure'->>'code' = 'line-failed', place limit 1) first
      where not s.complete
    union all select id, 2, 'zero-pay', '{}' from shown where total = 0
    union all select s.id, 3, 'pay-change', jsonb_strip_nulls(jsonb_build_object('total', ${amountText('s.total')}, 'before', ${amountText('b.total')},
        'period', b.period, 'share', ${amountText('round(abs(s.total - b.total) / nullif(abs(b.total), 0), 3)')}))
      from shown s join periods p on p.code = $2 join statements b on b.run_id = p.run_id and b.manager_id = s.manager_id and ${before}
      where s.total <> b.total and abs(s.total - b.total) >= $4::numeric and abs(s.total - b.total) >= $3::numeric * abs(b.total)
    union all select s.id, 4, 'outlier', jsonb_build_object('scheme', r.scheme, 'period', r.period, 'amount', ${amountText('r.total')},
        'median', ${amountText('u.median')}, 'spread', ${amountText('u.spread')}, 'side', case when r.total > u.median then 'above' else 'below' end)
      from shown s join whole r on r.manager_id = s.manager_id join spreads u using (scheme, period)
      where u.spread > 0 and abs(r.total - u.median) > u.spread * ${OUTLIER_SCORE}
    union all select m.id, 5, case m.status when 'above-hint' then 'pay-mix-hint' else 'pay-mix' end,
        jsonb_build_object('scheme', m.scheme, 'share', m.share, 'side', m.side, 'limit', m.bound)
      from mixes m where m.status <> 'inside' and not exists (select from common where common.scheme = m.scheme and common.status = m.status)
    union all select s.id, 6, 'adjustment-limited', jsonb_build_object('id', l->'adjustment'->>'id', 'kind', l->>'pay',
        'asked', l->'adjustment'->>'asked', 'applied', l->>'amount')
      from shown s, jsonb_array_elements(s.doc->'lines') l where l->>'amount' <> l->'adjustment'->>'asked')`;

/** Finds what is worth a look in a month, in one pass over its statements whatever is asked of them. */
@Injectable()
export class WarningsRepository {
  async statements(
    tx: Tx,
    viewer: Viewer,
    { period, before, team, code, limit, cursor }: WarningQuery,
    change: { share: string; amount: string },
  ): Promise<PageOf<WarnedStatement>> {
    const values: unknown[] = [period, before, change.share, change.amount];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const rows: WarnedStatement[] = await tx.query(
      `with ${USUAL}, ${found(visibleStatements(viewer, bind, 'b'))}
        select st.id as "statementId", st.manager_id as "managerId", m.personnel_number as "personnelNumber", m.name, t.code as team,
            ${amountText('st.total')} as total, jsonb_agg(jsonb_build_object('code', f.code, 'figures', f.figures) order by f.place) as warnings
          from found f join statements st on st.id = f.id join managers m on m.id = st.manager_id left join teams t on t.id = st.team_id
          where ${visibleStatements(viewer, bind)} and st.id > ${bind(decodeCursor(cursor))}
            and (${bind(team ?? null)}::text is null or t.code = $${values.length})
            and (${bind(code ?? null)}::text is null or f.code = $${values.length})
          group by st.id, m.id, t.code order by st.id limit ${bind(limit === undefined ? null : limit + 1)}::bigint`,
      values,
    );
    return pageOf(rows, limit ?? rows.length, ({ statementId }) => statementId);
  }

  /** Where most who are paid by a scheme lie outside its range: told once. */
  async schemes(tx: Tx, period: string): Promise<FoundWarning[]> {
    return tx.query(
      `with ${USUAL} select 'pay-mix-of-scheme' as code, jsonb_build_object('scheme', scheme, 'side', side, 'limit', bound,
          'count', count::text, 'of', "of"::text) as figures from common order by scheme`,
      [period],
    );
  }

  async adjustmentsWithoutStatement(tx: Tx, period: string): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `select a.id from adjustments a join periods p on p.code = a.period where a.period = $1 and a.withdrawn_at is null
        and not exists (select from statements s where s.run_id = p.run_id and s.manager_id = a.manager_id) order by a.id`,
      [period],
    );
    return rows.map(({ id }) => id);
  }
}
