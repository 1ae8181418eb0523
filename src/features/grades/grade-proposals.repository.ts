import { Injectable } from '@nestjs/common';
import type { ResultInput } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { decodeCursor, type PageOf, pageOf } from '../../platform/records/read.js';
import type { Viewer } from '../access/index.js';
import { visibleStatements } from '../payroll/index.js';
import type { GradeInForce } from './grade-intervals.js';
import type { GradeProposalDto } from './grade-proposals.dto.js';

/** A proposal as it stands in the result of the run that is shown, with the decision where there is one. */
export type ProposalRow = Omit<GradeProposalDto, 'figure'> & {
  schemeId: string;
  versionId: string;
  hash: string;
  reached: string;
  inputs: Record<string, ResultInput>;
  /** Whether the month in which the grade takes effect is closed. */
  isTooLate: boolean;
};

export interface ProposalQuery {
  period: string;
  state?: GradeProposalDto['state'] | undefined;
  manager?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

export interface Decision {
  outcome: 'accepted' | 'refused';
  automatic: boolean;
  reason: string | null;
}

/** Canonical text has no blanks and its keys in order: only documents that may hold a proposal are read, each once. */
const PROPOSED = `select r.id, r.run_id, r.manager_id, r.scheme_version_id, r.hash, p.code as period,
    ((p.code || '-01')::date + interval '1 month')::date as effective_from, c.content->'grade' as proposal, c.content->'inputs' as inputs
  from periods p join results r on r.run_id = p.run_id and r.document like '%"grade":{"by":%'
  cross join lateral (select r.document::jsonb->'result' offset 0) as c(content)
  where jsonb_typeof(c.content->'grade') = 'object'`;

const LISTED = `select x.id, x.period, x.manager_id as "managerId", m.personnel_number as "personnelNumber", m.name, t.code as team,
    s.id as "schemeId", s.code as scheme, v.id as "versionId", v.number as version, x.hash, x.inputs,
    x.proposal->>'grade' as grade, x.proposal->>'salary' as salary, x.proposal->>'by' as reached,
    x.proposal->>'effective' as effective, trim_scale(g.salary)::text as "salaryOfGrade",
    case when d.id is null then now.value else d.grade_before end as "gradeBefore", x.effective_from::text as "effectiveFrom",
    coalesce(d.outcome, 'open') as state, d.automatic, d.reason, d.actor as "decidedBy", d.decided_at as "decidedAt",
    exists (select from periods l where l.code = to_char(x.effective_from, 'YYYY-MM') and l.state = 'closed') as "isTooLate"
  from (${PROPOSED}) x join managers m on m.id = x.manager_id
  join statements st on st.run_id = x.run_id and st.manager_id = x.manager_id left join teams t on t.id = st.team_id
  join scheme_versions v on v.id = x.scheme_version_id join schemes s on s.id = v.scheme_id
  left join grade_decisions d on d.manager_id = x.manager_id and d.scheme_id = s.id and d.period = x.period
    and d.grade = x.proposal->>'grade'
  left join manager_attributes now on now.manager_id = x.manager_id and now.attribute = 'grade' and not now.withdrawn
    and daterange(now.valid_from, now.valid_until) @> x.effective_from
  left join grades g on g.number = (x.proposal->>'grade')::numeric and not g.withdrawn
    and daterange(g.valid_from, g.valid_until) @> x.effective_from
  where (d.id is not null or now.value::numeric is distinct from (x.proposal->>'grade')::numeric)`;

/** All writing and reading of proposed grades: they stand in results, and what was decided in a table of its own. */
@Injectable()
export class GradeProposalsRepository {
  async list(tx: Tx, viewer: Viewer, query: ProposalQuery): Promise<PageOf<ProposalRow>> {
    const values: unknown[] = [];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const conditions = [visibleStatements(viewer, bind), `x.id > ${bind(decodeCursor(query.cursor))}`];
    conditions.push(`x.period = ${bind(query.period)}`);
    if (query.state) conditions.push(`coalesce(d.outcome, 'open') = ${bind(query.state)}`);
    if (query.manager) conditions.push(`m.personnel_number = ${bind(query.manager)}`);
    const rows: ProposalRow[] = await tx.query(
      `${LISTED} and ${conditions.join(' and ')} order by x.id limit ${bind(query.limit + 1)}`,
      values,
    );
    return pageOf(rows, query.limit, ({ id }) => id);
  }

  /** One proposal that the viewer may see, by the id of its result. */
  async one(tx: Tx, viewer: Viewer, id: string): Promise<ProposalRow | undefined> {
    const values: unknown[] = [id];
    const visible = visibleStatements(viewer, (value) => `$${values.push(value)}`);
    const [row] = await tx.query(`${LISTED} and x.id = $1 and ${visible}`, values);
    return row;
  }

  /** What takes effect by itself of the teams of a period, and nothing stands against; null is the team of those without one. */
  automatic(tx: Tx, period: string, teamIds: readonly (string | null)[]): Promise<ProposalRow[]> {
    return tx.query(
      `${LISTED} and x.period = $1 and d.id is null and x.proposal->>'effective' = 'automatic'
        and (st.team_id = any($2::bigint[]) or $3 and st.team_id is null) and g.salary = (x.proposal->>'salary')::numeric
        order by x.id`,
      [period, teamIds.filter((id) => id !== null), teamIds.includes(null)],
    );
  }

  /** Grades in force on a day or later, by manager, in order of time. */
  async grades(tx: Tx, managerIds: readonly string[], day: string): Promise<Map<string, GradeInForce[]>> {
    const rows: (GradeInForce & { managerId: string })[] = await tx.query(
      `select manager_id as "managerId", value as grade, valid_from::text as "from", valid_until::text as "until"
        from manager_attributes where attribute = 'grade' and not withdrawn and manager_id = any($1::bigint[])
          and (valid_until is null or valid_until > $2) order by valid_from`,
      [managerIds, day],
    );
    const grades = new Map<string, GradeInForce[]>();
    for (const { managerId, ...grade } of rows)
      grades.set(managerId, [...(grades.get(managerId) ?? []), grade]);
    return grades;
  }

  async decide(
    tx: Tx,
    proposals: readonly ProposalRow[],
    { outcome, automatic, reason }: Decision,
    { name, actorId }: Viewer,
  ): Promise<void> {
    await tx.query(
      `insert into grade_decisions (outcome, automatic, reason, actor, actor_id,
          period, manager_id, scheme_id, grade, salary, reached, grade_before, effective_from, result_hash)
        select $1, $2, $3, $4, $5, p.* from unnest($6::text[], $7::bigint[], $8::bigint[], $9::text[], $10::numeric[],
          $11::numeric[], $12::text[], $13::date[], $14::text[]) p`,
      [
        ...[outcome, automatic, reason, name, actorId],
        proposals.map(({ period }) => period),
        proposals.map(({ managerId }) => managerId),
        proposals.map(({ schemeId }) => schemeId),
        proposals.map(({ grade }) => grade),
        proposals.map(({ salary }) => salary),
        proposals.map(({ reached }) => reached),
        proposals.map(({ gradeBefore }) => gradeBefore),
        proposals.map(({ effectiveFrom }) => effectiveFrom),
        proposals.map(({ hash }) => hash),
      ],
    );
  }
}
