import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, type Day, type Period, periodRange } from '../../calc/index.js';
import { inSnapshot, type Tx, together } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { newestSeen } from '../../platform/records/intake-sequence.js';
import { todayIn } from '../../platform/time-zones.js';
import type { Viewer } from '../access/index.js';
import { CompanyService } from '../company/index.js';
import { EventsRepository, HeldClientsService, type MarkedClient } from '../measures/index.js';
import { attainmentByManager } from './attainments.js';
import { attainedBy, heatMap } from './team-heat-map.js';
import { TeamMonthService } from './team-month.service.js';
import type { TeamClientDto, TeamOverviewDto } from './team-overview.dto.js';
import { TeamOverviewRepository } from './team-overview.repository.js';

/** A team's month: plans by week, what each is paid for, complaints, remarks, clients won and lost. */
@Injectable()
export class TeamOverviewService {
  constructor(
    private readonly source: DataSource,
    private readonly company: CompanyService,
    private readonly teams: TeamOverviewRepository,
    private readonly months: TeamMonthService,
    private readonly events: EventsRepository,
    private readonly clients: HeldClientsService,
  ) {}

  /** Of a month, else the current one in the company's time zone. Throws `not-found`. */
  of(viewer: Viewer, code: string, asked: Period | undefined): Promise<TeamOverviewDto> {
    return inSnapshot(this.source, async (tx) => {
      const [team, watermark, timeZone] = await together([
        this.teams.team(tx, viewer, code),
        newestSeen(tx),
        this.company.timeZone(tx),
      ]);
      if (!team) throw new DomainError('not-found', { what: 'teams', id: code });
      const today = todayIn(timeZone);
      const period = asked ?? today.slice(0, 7);
      const month = await this.months.of(tx, viewer, team, { period, today, watermark });
      const ids = month.members.map(({ managerId }) => managerId);
      const attainments = attainmentByManager(attainedBy(month.results));
      const [events, clients] = await this.happened(tx, ids, period, watermark);
      return {
        team: team.code,
        title: team.title,
        period,
        provisional: month.provisional,
        on: dayOf(period, today),
        members: month.members.map((member) => ({
          ...member,
          attainment: attainments.get(member.managerId) ?? null,
        })),
        plans: month.plans,
        ...heatMap(month.results, ids),
        events,
        clients: clients.map(clientDto),
      };
    });
  }

  private happened(tx: Tx, ids: readonly string[], period: Period, watermark: string) {
    return together([
      this.events.of(tx, ids, periodRange(period)),
      this.clients.marked(tx, ids, period, watermark),
    ]);
  }
}

function dayOf(period: Period, today: Day): Day {
  const last = addDays(periodRange(period).end, -1);
  return today < last ? today : last;
}

const clientDto = ({
  measure: { code: measure, title, definition },
  ...client
}: MarkedClient): TeamClientDto => ({
  ...client,
  rule: definition.facts === 'clients' && definition.rule === 'new' ? 'new' : 'lost',
  measure,
  title,
});
