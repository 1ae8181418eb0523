import { Injectable } from '@nestjs/common';
import { type Period, periodRange } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { asOf } from '../../platform/records/as-of.js';
import { isEmployedIn, lastEmployedDay, type Payee, valueOn } from '../people/index.js';

interface Assignment {
  scheme: string;
  managerId: string | null;
  teamId: string | null;
  from: string;
  until: string | null;
}

/** Who is paid by which scheme: assigned in person, or through the team. */
export class Assignments {
  private readonly ofManagers = new Map<string, Assignment[]>();
  private readonly ofTeams = new Map<string, Assignment[]>();

  constructor(rows: readonly Assignment[]) {
    for (const row of rows) {
      const [owners, owner] =
        row.managerId === null ? [this.ofTeams, row.teamId!] : [this.ofManagers, row.managerId];
      owners.set(owner, [...(owners.get(owner) ?? []), row]);
    }
  }

  /** Codes of the schemes that pay the payee in a period, decided by the last day employed in it. */
  schemesOf(payee: Payee, period: Period): Set<string> {
    const range = periodRange(period);
    if (!isEmployedIn(payee, range)) return new Set();
    const day = lastEmployedDay(payee, range);
    const team = valueOn(payee.teams, day);
    const own = this.ofManagers.get(payee.id) ?? [];
    const ofTeam = (team && this.ofTeams.get(team)) || [];
    const inForce = [...own, ...ofTeam].filter(
      ({ from, until }) => from <= day && (until === null || day < until),
    );
    return new Set(inForce.map(({ scheme }) => scheme));
  }
}

@Injectable()
export class AssignmentsRepository {
  async known(tx: Tx, watermark: string): Promise<Assignments> {
    const rows: Assignment[] = await tx.query(
      `select s.code as scheme, a.manager_id as "managerId", a.team_id as "teamId", a.valid_from::text as "from", a.valid_until::text as "until"
        from ${asOf('scheme_assignments', 'scheme_id, manager_id, team_id, valid_from, valid_until', '$1')} a
        join schemes s on s.id = a.scheme_id`,
      [watermark],
    );
    return new Assignments(rows);
  }
}
