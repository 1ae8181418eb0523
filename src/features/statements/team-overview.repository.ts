import { Injectable } from '@nestjs/common';
import type { DayRange } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { Viewer } from '../access/index.js';
import { teamsOf, visibleStatements } from '../payroll/index.js';
import type { TeamMemberDto } from './team-overview.dto.js';

export interface Team {
  id: string;
  code: string;
  title: string;
}

export type Member = Omit<TeamMemberDto, 'attainment'>;

export interface StoredResult {
  managerId: string;
  versionId: string;
  document: string;
}

@Injectable()
export class TeamOverviewRepository {
  /** The team, if the viewer may see it: heads those led and below. */
  async team(tx: Tx, { role, managerId }: Viewer, code: string): Promise<Team | undefined> {
    const led = role === 'head' ? `and id in (${teamsOf('$2')})` : 'and $2::bigint is null';
    const [row] = await tx.query(
      `select id, code, title from teams where code = $1 and not withdrawn ${led}`,
      [code, role === 'head' ? managerId : null],
    );
    return row;
  }

  /** Those with a statement of the team in the month's run, by name. */
  ofRun(tx: Tx, viewer: Viewer, { id }: Team, period: string): Promise<Member[]> {
    const values: unknown[] = [period, id];
    const visible = visibleStatements(viewer, (value) => `$${values.push(value)}`);
    return tx.query(
      `select m.id as "managerId", m.personnel_number as "personnelNumber", m.name, st.id as "statementId"
        from periods p join statements st on st.run_id = p.run_id join managers m on m.id = st.manager_id
        where p.code = $1 and st.team_id = $2 and ${visible} order by m.name, m.personnel_number`,
      values,
    );
  }

  /** Payees whose last team in these days is this one, but for the viewer as a head, by name. */
  ofDays(tx: Tx, { role, managerId }: Viewer, { id }: Team, { start, end }: DayRange): Promise<Member[]> {
    return tx.query(
      `select m.id as "managerId", m.personnel_number as "personnelNumber", m.name, null as "statementId"
        from managers m join lateral (select t.team_id from team_memberships t where t.manager_id = m.id and not t.withdrawn
          and daterange(t.valid_from, t.valid_until) && daterange($2::date, $3::date) order by t.valid_from desc limit 1) t on t.team_id = $1
        where not m.withdrawn and m.payee and m.id is distinct from $4::bigint order by m.name, m.personnel_number`,
      [id, start, end, role === 'head' ? managerId : null],
    );
  }

  /** Results that the members' statements were gathered from. */
  results(tx: Tx, period: string, managerIds: readonly string[]): Promise<StoredResult[]> {
    return tx.query(
      `select r.manager_id as "managerId", r.scheme_version_id as "versionId", r.document from periods p
        join results r on r.run_id = p.run_id where p.code = $1 and r.manager_id = any($2::bigint[]) order by r.id`,
      [period, managerIds],
    );
  }
}
