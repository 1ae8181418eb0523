import { Injectable } from '@nestjs/common';
import type { ResultContent, StatementContent } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { decodeCursor, type PageOf, pageOf } from '../../platform/records/read.js';
import type { Viewer } from '../access/index.js';
import { type Bind, visibleStatements } from '../payroll/index.js';
import { gradeThen } from '../people/index.js';
import type { ResultSummaryDto, StatementSummaryDto } from './statements.dto.js';
import { visibleManager, visibleResults } from './visible.js';

export interface StatementQuery {
  period?: string | undefined;
  team?: string | undefined;
  manager?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

export interface ResultQuery {
  run?: string | undefined;
  manager?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

export type StatementRow = Omit<StatementSummaryDto, 'payMix'> & { runId: string; document: string };
export type ResultRow = ResultSummaryDto & { document: string; versionId: string; watermark: string };

const monthBefore = (period: string): string =>
  `to_char((${period} || '-01')::date - interval '1 month', 'YYYY-MM')`;

/** How a statement of the period `p` stands: as its team does, until the period is closed. */
export const stateOf = (st: string): string => `case p.state when 'closed' then p.state
    else (select v.state from reviews v where v.period = p.code and v.team_id is not distinct from ${st}.team_id) end`;

const statementSql = (
  viewer: Viewer,
  bind: Bind,
): string => `select st.id, st.run_id as "runId", st.period, st.manager_id as "managerId",
    ${stateOf('st')} as state,
    m.personnel_number as "personnelNumber", m.name, t.code as team, g.value as grade, st.currency, st.complete,
    trim_scale(st.salary)::text as salary, trim_scale(st.bonus)::text as bonus, trim_scale(st.total)::text as total,
    trim_scale(st.total - b.total)::text as change, st.document, st.hash
  from statements st join periods p on p.code = st.period and p.run_id = st.run_id
  join managers m on m.id = st.manager_id left join teams t on t.id = st.team_id
  join payroll_runs run on run.id = st.run_id
  left join lateral ${gradeThen('st.manager_id', 'st.period', 'run.watermark')} g on true
  left join periods bp on bp.code = ${monthBefore('st.period')}
  left join statements b on b.run_id = bp.run_id and b.manager_id = st.manager_id and ${visibleStatements(viewer, bind, 'b')}`;

const RESULT = `select r.id, r.run_id as "runId", r.manager_id as "managerId", m.personnel_number as "personnelNumber", m.name,
    s.code as scheme, v.number as version, v.id as "versionId", r.period, r.stretch_from::text as "stretchFrom", r.complete, trim_scale(r.total)::text as total,
    r.document, r.hash, run.watermark
  from results r join payroll_runs run on run.id = r.run_id and run.state = 'done' join managers m on m.id = r.manager_id
  join scheme_versions v on v.id = r.scheme_version_id join schemes s on s.id = v.scheme_id`;

@Injectable()
export class StatementsRepository {
  async statements(tx: Tx, viewer: Viewer, query: StatementQuery): Promise<PageOf<StatementRow>> {
    const { values, bind } = binder();
    const conditions = [visibleStatements(viewer, bind), `st.id > ${bind(decodeCursor(query.cursor))}`];
    if (query.period) conditions.push(`st.period = ${bind(query.period)}`);
    if (query.team) conditions.push(`t.code = ${bind(query.team)}`);
    if (query.manager) conditions.push(`m.personnel_number = ${bind(query.manager)}`);
    return pageOf(
      await tx.query(pageSql(statementSql(viewer, bind), conditions, 'st.id', bind(query.limit + 1)), values),
      query.limit,
      ({ id }) => id,
    );
  }

  async statement(tx: Tx, viewer: Viewer, id: string): Promise<StatementRow | undefined> {
    const { values, bind } = binder();
    const sql = `${statementSql(viewer, bind)} where st.id = ${bind(id)} and ${visibleStatements(viewer, bind)}`;
    const [row] = await tx.query(sql, values);
    return row;
  }

  async results(tx: Tx, viewer: Viewer, query: ResultQuery): Promise<PageOf<ResultRow>> {
    const { values, bind } = binder();
    const conditions = [visibleResults(viewer, bind), `r.id > ${bind(decodeCursor(query.cursor))}`];
    if (query.run) conditions.push(`r.run_id::text = ${bind(query.run)}`);
    if (query.manager) conditions.push(`m.personnel_number = ${bind(query.manager)}`);
    return pageOf(
      await tx.query(pageSql(RESULT, conditions, 'r.id', bind(query.limit + 1)), values),
      query.limit,
      ({ id }) => id,
    );
  }

  async result(tx: Tx, viewer: Viewer, id: string): Promise<ResultRow | undefined> {
    const { values, bind } = binder();
    const [row] = await tx.query(
      `${RESULT} where r.id = ${bind(id)} and ${visibleResults(viewer, bind)}`,
      values,
    );
    return row;
  }

  /** Results a statement was gathered from: all of its run and manager. */
  resultsOf(tx: Tx, { runId, managerId }: StatementRow): Promise<ResultRow[]> {
    return tx.query(`${RESULT} where r.run_id = $1 and r.manager_id = $2 order by r.id`, [runId, managerId]);
  }

  /** The manager, if the viewer may follow the progress; undefined as if there were none. */
  async manager(
    tx: Tx,
    viewer: Viewer,
    id: string,
    today: string,
  ): Promise<{ id: string; personnelNumber: string; name: string } | undefined> {
    const { values, bind } = binder();
    const condition = visibleManager(viewer, today, bind);
    const [row] = await tx.query(
      `select m.id, m.personnel_number as "personnelNumber", m.name from managers m
        where m.id = ${bind(id)} and not m.withdrawn and ${condition}`,
      values,
    );
    return row;
  }
}

export const statementContentOf = ({ document }: { document: string }): StatementContent =>
  JSON.parse(document);
export const resultContentOf = ({ document }: { document: string }): ResultContent => JSON.parse(document);

function binder() {
  const values: unknown[] = [];
  return { values, bind: (value: unknown) => `$${values.push(value)}` };
}

const pageSql = (select: string, conditions: readonly string[], order: string, limit: string): string =>
  `${select} where ${conditions.join(' and ')} order by ${order} limit ${limit}`;
