import { Injectable } from '@nestjs/common';
import { type Day, type Period, periodRange } from '../../calc/index.js';
import { type Tx, together } from '../../platform/database/transaction.js';
import type { Viewer } from '../access/index.js';
import { MeasuresService } from '../measures/index.js';
import { CalculationService } from '../payroll/index.js';
import { PayeesRepository } from '../people/index.js';
import { SchemesService } from '../schemes/index.js';
import { PayrollTableRepository } from './payroll-table.repository.js';
import { resultContentOf } from './statements.repository.js';
import type { MemberResult } from './team-heat-map.js';
import type { TeamPlanDto } from './team-overview.dto.js';
import { type Member, type Team, TeamOverviewRepository } from './team-overview.repository.js';
import { planDto, plansOf } from './team-plans.js';

interface Asked {
  period: Period;
  today: Day;
  /** Number of the last intake. */
  watermark: string;
}

interface TeamMonth {
  provisional: boolean;
  members: Member[];
  results: MemberResult[];
  plans: TeamPlanDto[];
}

/** What a team's members came to in a month: by its run, or as it stands now while the month runs or is not computed. */
@Injectable()
export class TeamMonthService {
  constructor(
    private readonly teams: TeamOverviewRepository,
    private readonly tables: PayrollTableRepository,
    private readonly schemes: SchemesService,
    private readonly calculation: CalculationService,
    private readonly payees: PayeesRepository,
    private readonly measures: MeasuresService,
  ) {}

  async of(tx: Tx, viewer: Viewer, team: Team, asked: Asked): Promise<TeamMonth> {
    const { period, today } = asked;
    const ofRun = today.startsWith(period) ? [] : await this.teams.ofRun(tx, viewer, team, period);
    const provisional = ofRun.length === 0;
    const members = provisional ? await this.teams.ofDays(tx, viewer, team, periodRange(period)) : ofRun;
    const ids = members.map(({ managerId }) => managerId);
    const results = provisional ? await this.computed(tx, asked, ids) : await this.stored(tx, period, ids);
    return { provisional, members, results, plans: await this.plans(tx, asked, ids, results) };
  }

  private async computed(
    tx: Tx,
    { period, watermark }: Asked,
    managerIds: readonly string[],
  ): Promise<MemberResult[]> {
    const computed = await this.calculation.compute(tx, { period, watermark, managerIds });
    return computed.map(({ payee, version, result }) => ({
      managerId: payee.id,
      scheme: version.scheme,
      result,
    }));
  }

  private async stored(tx: Tx, period: Period, managerIds: readonly string[]): Promise<MemberResult[]> {
    const [rows, versions] = await together([
      this.teams.results(tx, period, managerIds),
      this.tables.versions(tx, period),
    ]);
    const sources = new Map(versions.map(({ id, source }) => [id, source]));
    return rows.map(({ managerId, versionId, document }) => ({
      managerId,
      scheme: this.schemes.compile(versionId, sources.get(versionId)!),
      result: resultContentOf({ document }).result,
    }));
  }

  private async plans(
    tx: Tx,
    { period, today, watermark }: Asked,
    managerIds: readonly string[],
    results: readonly MemberResult[],
  ): Promise<TeamPlanDto[]> {
    const [payees, { measures, reading }] = await together([
      this.payees.known(tx, watermark, managerIds),
      this.measures.at(tx, watermark),
    ]);
    const plans = plansOf(period, results, new Map(payees.map((payee) => [payee.id, payee])), measures);
    const requests = plans.flatMap((plan) => plan.requests);
    const values = await this.measures.take(tx, requests, { watermark, managerIds, ...reading });
    return plans.map((plan) => planDto(period, plan, values, today));
  }
}
