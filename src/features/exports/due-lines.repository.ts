import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transaction.js';
import { LIVE } from './export-states.js';

/** A pay line of an approved statement that is in no live export. Ids and amounts are texts. */
export interface DueLine {
  statementId: string;
  statementHash: string;
  personnelNumber: string;
  name: string;
  team: string | null;
  currency: string;
  /** Place in the statement, from 1. */
  line: number;
  /** Absent on the line of an adjustment. */
  scheme: string | null;
  lineCode: string;
  /** The period it is for: the pay month, or a quarter or year due in it. */
  period: string;
  /** The part of the period it is for; null for the whole. `until` is the first day no longer. */
  stretch: { from: string; until: string } | null;
  pay: string;
  clause: string | null;
  /** Null when it could not be computed. */
  amount: string | null;
  /** What the payroll system calls it. */
  code: string;
}

interface ReviewedTeam {
  /** Null stands for managers without a team. */
  team: string | null;
  state: string;
}

interface ExportedPeriod {
  runId: string | null;
  manifestHash: string | null;
  teams: ReviewedTeam[];
}

/** Of several entries that fit, the one that names the scheme, else the line, else the clause, else the kind of pay. */
const CODE_OF_LINE = `coalesce((select c.code from pay_codes c where not c.withdrawn
    and (c.scheme is null or c.scheme = l.content->>'scheme') and (c.line is null or c.line = l.content->>'line')
    and (c.clause is null or c.clause = l.content->>'clause') and (c.pay is null or c.pay = l.content->>'pay')
    order by c.scheme is null, c.line is null, c.clause is null, c.pay is null limit 1), l.content->>'pay')`;

/** Reads from the frozen documents of statements what is to be exported. */
@Injectable()
export class DueLinesRepository {
  /** The period, held until `tx` ends: steps of its reviews and exports go one after the other. */
  async period(tx: Tx, code: string): Promise<ExportedPeriod | undefined> {
    const [row] = await tx.query(
      `select run_id as "runId", (select hash from manifests where period = code) as "manifestHash"
        from periods where code = $1 for update`,
      [code],
    );
    if (!row) return undefined;
    const teams = await tx.query(
      `select t.code as team, v.state from reviews v left join teams t on t.id = v.team_id
        where v.period = $1 order by t.code collate "C" nulls last`,
      [code],
    );
    return { ...row, teams };
  }

  /** Lines of the teams' statements that are in no live export, by personnel number. A null team stands for none. */
  dueLines(tx: Tx, runId: string, teams: readonly (string | null)[]): Promise<DueLine[]> {
    return tx.query(
      `select st.id as "statementId", st.hash as "statementHash", m.personnel_number as "personnelNumber", m.name, t.code as team,
          st.currency, l.line::int as line, l.content->>'scheme' as scheme, l.content->>'line' as "lineCode",
          l.content->>'period' as period, l.content->'stretch' as stretch, l.content->>'pay' as pay, l.content->>'clause' as clause,
          l.content->>'amount' as amount, ${CODE_OF_LINE} as code
        from statements st join managers m on m.id = st.manager_id left join teams t on t.id = st.team_id
        cross join lateral jsonb_array_elements(st.document::jsonb->'lines') with ordinality as l(content, line)
        where st.run_id = $1 and (t.code = any($2) or $3 and t.code is null)
          and not exists (select from export_rows r where r.statement_id = st.id and r.line = l.line and r.state in ${LIVE})
        order by m.personnel_number collate "C", l.line`,
      [runId, teams.filter((team) => team !== null), teams.includes(null)],
    );
  }
}
