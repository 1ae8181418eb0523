import { Injectable } from '@nestjs/common';
import { type Day, type DayRange, overlap, type Period, periodRange } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { asOf } from '../../platform/records/as-of.js';
import { employedDays, type Payee } from '../people/index.js';

interface Assignment {
  scheme: string;
  managerId: string | null;
  teamId: string | null;
  from: Day;
  until: Day | null;
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

  /** Whether a scheme is assigned to anybody, or to a team, on any day of a period. */
  isUsed(scheme: string, period: Period): boolean {
    const range = periodRange(period);
    const isOfPeriod = (assignment: Assignment) => {
      const { start, end } = overlap(rangeOf(assignment), range);
      return assignment.scheme === scheme && start < end;
    };
    return [...this.ofManagers.values(), ...this.ofTeams.values()].some((owned) => owned.some(isOfPeriod));
  }

  /** Whether a scheme pays the payee on any day of a period. */
  isAssigned(payee: Payee, scheme: string, period: Period): boolean {
    return this.daysOf(payee, scheme, periodRange(period)).length > 0;
  }

  /** The days employed in a range on which a scheme pays the payee, in person or through the team of the day; in order. */
  daysOf(payee: Payee, scheme: string, range: DayRange): DayRange[] {
    const employed = employedDays(payee, range);
    if (employed.start === employed.end) return [];
    const days: DayRange[] = [];
    const add = (owned: readonly Assignment[] | undefined, within: DayRange) => {
      for (const assignment of owned ?? [])
        if (assignment.scheme === scheme) days.push(overlap(rangeOf(assignment), within));
    };
    add(this.ofManagers.get(payee.id), employed);
    for (const team of payee.teams) add(this.ofTeams.get(team.value), overlap(rangeOf(team), employed));
    return joined(days.filter(({ start, end }) => start < end));
  }
}

const NEVER: Day = '9999-12-31';

const rangeOf = ({ from, until }: { from: Day; until: Day | null }): DayRange => ({
  start: from,
  end: until ?? NEVER,
});

/** The days that any of the ranges has, as few ranges as there can be. */
function joined(ranges: readonly DayRange[]): DayRange[] {
  if (ranges.length < 2) return [...ranges];
  const days: DayRange[] = [];
  for (const range of ranges.toSorted((a, b) => (a.start < b.start ? -1 : 1))) {
    const before = days.at(-1);
    if (!before || before.end < range.start) days.push({ ...range });
    else if (before.end < range.end) before.end = range.end;
  }
  return days;
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
