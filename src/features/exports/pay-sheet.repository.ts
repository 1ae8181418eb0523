import { Injectable } from '@nestjs/common';
import type { StatementContent } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { asOf } from '../../platform/records/as-of.js';
import { gradeThen } from '../people/index.js';

/** A team with the statements of a month. */
export interface TeamOfSheet {
  /** Code and title; null for managers without a team. */
  team: string | null;
  title: string | null;
  /** Name of the head. */
  head: string | null;
  state: string;
  /** Who approved it, and the company's day; null while it is not approved. */
  approval: { by: string; day: string } | null;
  people: PersonOfSheet[];
}

export interface PersonOfSheet {
  personnelNumber: string;
  name: string;
  grade: string | null;
  content: StatementContent;
}

interface PeriodOfSheet {
  manifest: { number: string; hash: string } | null;
}

/** Of the run that the period shows. */
const WATERMARK = '(select watermark from month)';

@Injectable()
export class PaySheetRepository {
  async period(tx: Tx, code: string): Promise<PeriodOfSheet | undefined> {
    const [row] = await tx.query(
      `select (select json_build_object('number', number::text, 'hash', hash) from manifests where period = code) as manifest
        from periods where code = $1`,
      [code],
    );
    return row;
  }

  /**
   * Teams by code with the statements the period shows; those without a team last. Teams and grades are as the run knew
   * them, names of people as they are today.
   */
  teams(tx: Tx, code: string, team: string | undefined): Promise<TeamOfSheet[]> {
    return tx.query(
      `with month as materialized (select p.code, p.state, p.run_id, r.watermark from periods p
          join payroll_runs r on r.id = p.run_id where p.code = $1)
        select t.code as team, t.title, h.name as head, case p.state when 'closed' then p.state else v.state end as state,
          case v.state when 'approved' then (select json_build_object('by', coalesce(a.name, x.actor), 'day', (x.at at time zone c.time_zone)::date)
            from period_transitions x left join managers a on a.id = x.manager_id, company c
            where x.period = p.code and x.team_id is not distinct from v.team_id and x.to_state = 'approved' order by x.id desc limit 1) end as approval,
          json_agg(json_build_object('personnelNumber', m.personnel_number, 'name', m.name, 'grade', g.value,
            'content', st.document::json) order by m.personnel_number collate "C") as people
        from month p join statements st on st.run_id = p.run_id
        join reviews v on v.period = p.code and v.team_id is not distinct from st.team_id
        join managers m on m.id = st.manager_id left join ${asOf('teams', 'id, code, title, head_id', WATERMARK)} t on t.id = st.team_id
        left join managers h on h.id = t.head_id
        left join lateral ${gradeThen('st.manager_id', 'p.code', 'p.watermark')} g on true
        where $2::text is null or t.code = $2
        group by p.code, p.state, t.id, t.code, t.title, h.name, v.id order by t.code collate "C" nulls last`,
      [code, team ?? null],
    );
  }
}
