import { Injectable } from '@nestjs/common';
import type { StatementContent } from '../../calc/index.js';
import { amountText, instantText } from '../../platform/database/as-text.js';
import type { Tx } from '../../platform/database/transaction.js';
import { asOf } from '../../platform/records/as-of.js';
import type { Viewer } from '../access/index.js';
import { runNumber, visibleStatements } from '../payroll/index.js';
import { gradeThen } from '../people/index.js';
import type { Attained } from './attainments.js';
import type {
  ColumnTotalsDto,
  PayrollRowDto,
  RunUnderWayDto,
  TableRunDto,
  TableTeamDto,
} from './payroll-table.dto.js';
import { stateOf } from './statements.repository.js';

export interface TableQuery {
  period: string;
  /** The month before. */
  before: string;
  team?: string | undefined;
}

/** A row as it is read: lines and pay mix as stored, attainment and warnings to be added. */
export type TableRow = Omit<PayrollRowDto, 'attainment' | 'paidBy' | 'payMix' | 'warnings'> &
  Pick<StatementContent, 'lines' | 'payMix'>;

/** What the attainment line of one result came to, and the version that says which line that is. */
export type AttainmentRow = Pick<Attained, 'managerId' | 'period' | 'from' | 'value'> & { versionId: string };

const columns = (amounts: Record<string, string>): string =>
  Object.entries(amounts)
    .map(([name, amount]) => `${amountText(amount)} as "${name}"`)
    .join(', ');

/** What schemes pay besides the salary: the stored bonus has what adjustments come to in it. */
const pay = (
  st: string,
): string => `${st}.id, ${st}.manager_id, ${st}.team_id, ${st}.currency, ${st}.complete, ${st}.salary,
    ${st}.bonus - coalesce(a.adjustments, 0) as bonus, a.adjustments, ${st}.total, ${st}.document`;
/** Few statements have any: the documents of the others are not taken apart. */
const adjustmentsOf = (st: string): string =>
  `cross join lateral (select case when ${st}.document like '%"adjusting"%'
    then (${st}.document::jsonb->'adjusting'->>'total')::numeric end as adjustments) a`;

/** Of the run that the month `$1` shows. */
const WATERMARK =
  '(select r.watermark from periods p join payroll_runs r on r.id = p.run_id where p.code = $1)';

/** `listed`: the statements of the month `$1` that the viewer may see; `earlier`: those of the month before, `$2`. */
function pays(viewer: Viewer, { period, before, team }: TableQuery) {
  const values: unknown[] = [period, before, team ?? null];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const shown = (
    month: string,
    of: string,
  ) => `select ${pay('st')} from periods p join statements st on st.run_id = p.run_id
      ${adjustmentsOf('st')} where p.code = ${month} and ${visibleStatements(viewer, bind)} ${of}`;
  const ofTeam = 'and ($3::text is null or st.team_id = (select id from teams where code = $3))';
  const sql = `listed as materialized (${shown('$1', ofTeam)}), earlier as materialized (${shown('$2', '')})`;
  return { values, sql, ofTeam: ofTeam.replaceAll('st.', 'e.') };
}

/** A month's statements as one table, each part of it in one pass over them whatever their number. */
@Injectable()
export class PayrollTableRepository {
  /** Statements with their pay, that of the month before and the change, by name. */
  rows(tx: Tx, viewer: Viewer, query: TableQuery): Promise<TableRow[]> {
    const { values, sql } = pays(viewer, query);
    const amounts = {
      salary: 's.salary',
      bonus: 's.bonus',
      adjustments: 's.adjustments',
      total: 's.total',
      before: 'e.total',
      change: 's.total - e.total',
    };
    return tx.query(
      `with ${sql} select s.id as "statementId", s.manager_id as "managerId", m.personnel_number as "personnelNumber", m.name,
          t.code as team, g.value as grade, s.currency, s.complete, ${columns(amounts)}, e.id as "statementBefore",
          ${stateOf('s')} as state,
          s.document::jsonb->'lines' as lines, s.document::jsonb->'payMix' as "payMix"
        from listed s join periods p on p.code = $1 join managers m on m.id = s.manager_id left join teams t on t.id = s.team_id
        left join earlier e on e.manager_id = s.manager_id
        left join lateral ${gradeThen('s.manager_id', '$1', WATERMARK)} g on true
        order by m.name, m.personnel_number`,
      values,
    );
  }

  /** Sums of the columns over the statements that are complete, and those of the month before over its own. */
  async totals(
    tx: Tx,
    viewer: Viewer,
    query: TableQuery,
  ): Promise<{ totals: ColumnTotalsDto; lastMonth: ColumnTotalsDto; change: string | null }> {
    const { values, sql, ofTeam } = pays(viewer, query);
    const sums = (from: string) => `(select json_build_object('statements', count(*)::int,
      'incomplete', (count(*) filter (where not complete))::int, ${['salary', 'bonus', 'adjustments', 'total']
        .map((column) => `'${column}', ${amountText(`sum(${column}) filter (where complete)`)}`)
        .join(', ')}) from ${from})`;
    const [row] = await tx.query(
      `with ${sql} select ${sums('listed')} as totals, ${sums(`earlier e where true ${ofTeam}`)} as "lastMonth",
          (select ${amountText('sum(s.total - e.total)')} from listed s join earlier e using (manager_id)) as change`,
      values,
    );
    return row;
  }

  /** The versions that the month's results were computed by, with their source. */
  versions(tx: Tx, period: string): Promise<{ id: string; scheme: string; source: string }[]> {
    return tx.query(
      `select v.id, s.code as scheme, v.source from scheme_versions v join schemes s on s.id = v.scheme_id
        where exists (select from periods p join results r on r.run_id = p.run_id where p.code = $1 and r.scheme_version_id = v.id)`,
      [period],
    );
  }

  /** Values of one line of each version's results. */
  attainments(
    tx: Tx,
    period: string,
    lines: ReadonlyMap<string, { line: string }>,
  ): Promise<AttainmentRow[]> {
    return tx.query(
      `select r.manager_id as "managerId", r.scheme_version_id as "versionId", r.period, r.stretch_from::text as "from",
          l->>'value' as value
        from periods p join results r on r.run_id = p.run_id
        join unnest($2::bigint[], $3::text[]) a (version, line) on a.version = r.scheme_version_id
        cross join lateral jsonb_array_elements(r.document::jsonb->'result'->'lines') l
        where p.code = $1 and l->>'code' = a.line`,
      [period, [...lines.keys()], [...lines.values()].map(({ line }) => line)],
    );
  }

  /** Titles of the teams when the month was computed. */
  teams(
    tx: Tx,
    period: string,
    codes: readonly (string | null)[],
  ): Promise<Pick<TableTeamDto, 'team' | 'title'>[]> {
    return tx.query(
      `select code as team, title from ${asOf('teams', 'code, title', WATERMARK)} t where code = any($2::text[])`,
      [period, codes],
    );
  }

  /** The run that is shown, with its place among the runs of the month; and the one under way. */
  async runs(
    tx: Tx,
    period: string,
    jobKind: string,
  ): Promise<{ run: TableRunDto | null; underWay: RunUnderWayDto | null }> {
    const [row] = await tx.query(
      `select case when r.id is not null then json_build_object('id', r.id::text, 'number', ${runNumber('p.code', 'r.id')},
          'calculatedAt', ${instantText('r.finished_at')}, 'watermark', r.watermark::text) end as run,
        (select json_build_object('state', j.state, 'payees', (j.progress->>'payees')::int, 'done', (j.progress->>'done')::int)
          from jobs j where j.kind = $2 and j.key = p.code and j.state in ('queued', 'running')) as "underWay"
        from periods p left join payroll_runs r on r.id = p.run_id where p.code = $1`,
      [period, jobKind],
    );
    return row;
  }
}
