import { Injectable } from '@nestjs/common';
import type { Adjustment } from '../../calc/index.js';
import { instantText } from '../../platform/database/as-text.js';
import type { Tx } from '../../platform/database/transaction.js';
import { decodeCursor, pageOf } from '../../platform/records/read.js';
import type { Viewer } from '../access/index.js';
import type { AdjustmentDto, AdjustmentPageDto, NewAdjustmentDto } from './adjustments.dto.js';
import { visibleStatements } from './visible-statements.js';

/** A manager's statement that an adjustment is for, with the state of its review. */
export interface AdjustedStatement {
  id: string;
  runId: string;
  managerId: string;
  personnelNumber: string;
  team: string | null;
  state: string;
}

export interface AdjustmentFilter {
  period?: string | undefined;
  manager?: string | undefined;
  kind?: string | undefined;
  withdrawn?: boolean | undefined;
  limit: number;
  cursor?: string | undefined;
}

const LISTED = `select a.id, a.period, a.manager_id as "managerId", m.personnel_number as "personnelNumber", m.name, a.kind,
    trim_scale(a.amount)::text as amount, a.reason, a.clause, a.order_number as "orderNumber", a.order_date::text as "orderDate",
    a.sanction_from::text as "sanctionFrom", a.sanction_until::text as "sanctionUntil", k.name as author, a.created_at as "createdAt",
    a.withdrawn_at as "withdrawnAt", w.name as "withdrawnBy", a.withdrawal_reason as "withdrawalReason",
    (select line->>'amount' from jsonb_array_elements(st.document::jsonb->'lines') line where line->'adjustment'->>'id' = a.id::text) as applied
  from adjustments a join managers m on m.id = a.manager_id join periods p on p.code = a.period
  join acting k on k.id = a.actor_id left join acting w on w.id = a.withdrawn_actor_id
  left join statements st on st.run_id = p.run_id and st.manager_id = a.manager_id`;

/** What a statement holds of an adjustment: every column but those that put it there. */
const CONTENT = `jsonb_build_object('id', a.id::text, 'kind', a.kind, 'asked', trim_scale(a.amount)::text, 'reason', a.reason,
    'clause', a.clause, 'author', a.actor_id::text, 'at', ${instantText('a.created_at', 'US')})
  || case when a.kind = 'reduction' then jsonb_build_object('order', jsonb_build_object('number', a.order_number,
    'date', a.order_date::text, 'from', a.sanction_from::text, 'until', a.sanction_until::text)) else '{}' end`;

/** All writing and reading of adjustments. */
@Injectable()
export class AdjustmentsRepository {
  async managerId(tx: Tx, personnelNumber: string): Promise<string | undefined> {
    const [row] = await tx.query('select id from managers where personnel_number = $1', [personnelNumber]);
    return row?.id;
  }

  /** The statement shown for a manager's month; undefined where the viewer sees none. */
  async statement(
    tx: Tx,
    viewer: Viewer,
    { period, manager }: { period: string; manager: string },
  ): Promise<AdjustedStatement | undefined> {
    const values: unknown[] = [period, manager];
    const visible = visibleStatements(viewer, (value) => `$${values.push(value)}`);
    const [row] = await tx.query(
      `select st.id, st.run_id as "runId", st.manager_id as "managerId", m.personnel_number as "personnelNumber", t.code as team,
          case p.state when 'closed' then p.state else v.state end as state
        from periods p join statements st on st.run_id = p.run_id join managers m on m.id = st.manager_id
        join reviews v on v.period = p.code and v.team_id is not distinct from st.team_id left join teams t on t.id = st.team_id
        where p.code = $1 and m.personnel_number = $2 and ${visible}`,
      values,
    );
    return row;
  }

  async insert(tx: Tx, managerId: string, wanted: NewAdjustmentDto, { actorId }: Viewer): Promise<string> {
    const [{ id }] = await tx.query(
      `insert into adjustments (period, manager_id, kind, amount, reason, clause, order_number, order_date, sanction_from,
          sanction_until, actor_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
      [
        wanted.period,
        managerId,
        wanted.kind,
        wanted.amount,
        wanted.reason,
        wanted.clause,
        wanted.orderNumber,
        wanted.orderDate,
        wanted.sanctionFrom,
        wanted.sanctionUntil,
        actorId,
      ],
    );
    return id;
  }

  async withdraw(tx: Tx, id: string, reason: string, { actorId }: Viewer): Promise<void> {
    await tx.query(
      `update adjustments set withdrawn_at = clock_timestamp(), withdrawn_actor_id = $2, withdrawal_reason = $3 where id = $1`,
      [id, actorId, reason],
    );
  }

  /** One adjustment, by id, that the viewer may see. */
  async one(tx: Tx, viewer: Viewer, id: string): Promise<AdjustmentDto | undefined> {
    const values: unknown[] = [id];
    const visible = visibleStatements(viewer, (value) => `$${values.push(value)}`);
    const [row] = await tx.query(`${LISTED} where a.id = $1 and ${visible}`, values);
    return row;
  }

  async list(tx: Tx, viewer: Viewer, filter: AdjustmentFilter): Promise<AdjustmentPageDto> {
    const values: unknown[] = [];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const conditions = [visibleStatements(viewer, bind), `a.id > ${bind(decodeCursor(filter.cursor))}`];
    if (filter.period) conditions.push(`a.period = ${bind(filter.period)}`);
    if (filter.manager) conditions.push(`m.personnel_number = ${bind(filter.manager)}`);
    if (filter.kind) conditions.push(`a.kind = ${bind(filter.kind)}`);
    if (filter.withdrawn !== undefined)
      conditions.push(`(a.withdrawn_at is not null) = ${bind(filter.withdrawn)}::boolean`);
    const rows: AdjustmentDto[] = await tx.query(
      `${LISTED} where ${conditions.join(' and ')} order by a.id limit ${bind(filter.limit + 1)}`,
      values,
    );
    return pageOf(rows, filter.limit, ({ id }) => id);
  }

  /** Adjustments in force of a month by manager id, each list in order of their ids; of all managers or those named. */
  async inForce(
    tx: Tx,
    period: string,
    managerIds: readonly string[] | null,
  ): Promise<Map<string, Adjustment[]>> {
    const rows: { managerId: string; list: Adjustment[] }[] = await tx.query(
      `select a.manager_id as "managerId", jsonb_agg(${CONTENT} order by a.id) as list from adjustments a
        where a.period = $1 and a.withdrawn_at is null and ($2::bigint[] is null or a.manager_id = any($2)) group by 1`,
      [period, managerIds],
    );
    return new Map(rows.map(({ managerId, list }) => [managerId, list]));
  }

  /** Documents of a run's statements by manager id. */
  async documents(
    tx: Tx,
    runId: string,
    managerIds: readonly string[],
  ): Promise<{ managerId: string; document: string }[]> {
    return tx.query(
      'select manager_id as "managerId", document from statements where run_id = $1 and manager_id = any($2::bigint[])',
      [runId, managerIds],
    );
  }

  async restate(
    tx: Tx,
    runId: string,
    rows: readonly {
      managerId: string;
      bonus: string | null;
      total: string | null;
      document: string;
      hash: string;
    }[],
  ): Promise<void> {
    const columns = (['managerId', 'bonus', 'total', 'document', 'hash'] as const).map((name) =>
      rows.map((row) => row[name]),
    );
    await tx.query(
      `update statements s set bonus = n.bonus, total = n.total, document = n.document, hash = n.hash
        from unnest($2::bigint[], $3::numeric[], $4::numeric[], $5::text[], $6::text[]) as n (manager_id, bonus, total, document, hash)
        where s.run_id = $1 and s.manager_id = n.manager_id`,
      [runId, ...columns],
    );
  }
}
