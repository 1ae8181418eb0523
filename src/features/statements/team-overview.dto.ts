import { MonthCode } from '../../platform/records/noun.js';
import { AttainmentDto } from './payroll-table.dto.js';

export class TeamOverviewQueryDto {
  /** Pay month; the current one without it. */
  @MonthCode({ optional: true })
  period?: string;
}

export class TeamMemberDto {
  managerId!: string;
  personnelNumber!: string;
  name!: string;
  /** Null where the month is computed for this answer alone. */
  statementId!: string | null;
  attainment!: AttainmentDto | null;
}

export class PlanWeekDto {
  /** Monday, or the month's first day. */
  from!: string;
  /** First day no longer. */
  until!: string;
  /** Done from the month's first day up to the end of the week, or up to today; null of weeks to come. */
  actual!: string | null;
  /** The part of the plan that falls on the working days up to the end of the week, to the hundredth. */
  plan!: string;
  /** What is done, as a ratio to the plan of the whole month, to a tenth of a percent; null of weeks to come. */
  attainment!: string | null;
}

export class TeamPlanDto {
  /** Code of what is measured against the plan. */
  measure!: string;
  title!: object;
  unit!: string;
  /** How many have such a plan. */
  managers!: number;
  /** Sum of their plans, in proportion to time worked where the scheme says so. */
  plan!: string;
  weeks!: PlanWeekDto[];
}

export class HeatInputDto {
  name!: string;
  title!: object | null;
  unit!: string;
}

export class HeatColumnDto {
  scheme!: string;
  /** Code of the scheme's line: a ratio on the way to pay. */
  line!: string;
  title!: object | null;
  clause!: string | null;
  /** The most it can come to, as a ratio; null without bound. */
  most!: string | null;
  /** What it reads directly. */
  inputs!: HeatInputDto[];
}

export class HeatInputValueDto {
  name!: string;
  value!: string | null;
}

export class HeatCellDto {
  scheme!: string;
  line!: string;
  /** As a ratio; null when it could not be computed. */
  value!: string | null;
  inputs!: HeatInputValueDto[];
}

export class HeatRowDto {
  managerId!: string;
  cells!: HeatCellDto[];
}

export class TeamEventDto {
  kind!: 'complaint' | 'remark';
  managerId!: string;
  date!: string;
  source!: string;
  externalId!: string;
  /** Code and name of the client who complained. */
  client!: string | null;
  clientName!: string | null;
  text!: string | null;
}

export class TeamClientDto {
  managerId!: string;
  clientId!: string;
  code!: string;
  name!: string;
  rule!: 'new' | 'lost';
  /** Code and title of the measure by whose rule. */
  measure!: string;
  title!: object;
  /** Day of the first order of a new client, of the last one of a lost one. */
  date!: string;
}

export class TeamOverviewDto {
  team!: string;
  title!: string;
  period!: string;
  /** Whether the month was computed for this answer from what is known now: the running month, or one not computed yet. */
  provisional!: boolean;
  /** The day it is of: the last of the month, or today. */
  on!: string;
  /** By name, without yourself. */
  members!: TeamMemberDto[];
  plans!: TeamPlanDto[];
  heatColumns!: HeatColumnDto[];
  heatRows!: HeatRowDto[];
  /** Complaints and remarks of the month. */
  events!: TeamEventDto[];
  /** New and lost clients of the month. */
  clients!: TeamClientDto[];
}
