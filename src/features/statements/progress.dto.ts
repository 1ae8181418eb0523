/** How far one plan is met. */
export class PlanStandingDto {
  scheme!: string;
  /** Code of the scheme's line that tells how far. */
  line!: string;
  /** Of what is measured against the plan. */
  title!: object | null;
  unit!: string;
  /** What is done; null where it is no single input, or missing. */
  done!: string | null;
  plan!: string | null;
  /** As a ratio, rounded as the scheme does. */
  attainment!: string | null;
}

export class PlanProgressDto extends PlanStandingDto {
  /** What is missing to the plan; null where it is met or not known. */
  missing!: string | null;
  /** What pay changes by when just the plan is met; null where it is met or not known. */
  changeWhenMet!: string | null;
}

export class RatioDto {
  scheme!: string;
  line!: string;
  title!: object | null;
  clause!: string | null;
  value!: string | null;
  /** The most it can come to. */
  most!: string;
}

/** A complaint, remark or other fact that costs. */
export class CostlyFactDto {
  kind!: string;
  externalId!: string;
  date!: string;
  /** Code of the client, where there is one. */
  client?: string;
  text?: string;
}

export class CostDto {
  scheme!: string;
  /** Name of the input, and how many of it there are. */
  name!: string;
  title!: object | null;
  value!: string;
  /** What all of them together take from pay: below zero. */
  change!: string;
  /** Expected pay of the month without any of them. */
  total!: string | null;
  /** The first hundred of them. */
  facts!: CostlyFactDto[];
}

export class PaceInputDto {
  scheme!: string;
  name!: string;
  title!: object | null;
  /** Value now and at the month's end, as text; null when missing. */
  now!: string | null;
  expected!: string | null;
}

export class NextJumpDto {
  scheme!: string;
  /** Name of a measure or KPI. */
  name!: string;
  title!: object | null;
  /** Its value now, and the next value above it at which pay jumps. */
  now!: string;
  at!: string;
  distance!: string;
  /** What the last step there adds to pay by the scheme, below zero where it takes; and that pay then. */
  jump!: string | null;
  total!: string | null;
  /** What pay changes by on the whole way there, with that last step. */
  change!: string | null;
}

export class PaceDto {
  /** Days of work up to the day, the day among them, and of the whole month. */
  daysElapsed!: number;
  days!: number;
  /** Expected pay when counts and sums of facts go on as they began, as text; null when something is missing. */
  total!: string | null;
  inputs!: PaceInputDto[];
  /** How far the plans are met then. */
  targets!: PlanStandingDto[];
}

export class ProgressDto {
  managerId!: string;
  personnelNumber!: string;
  name!: string;
  period!: string;
  /** Always true: nothing of this is stored, and it changes with the next order. */
  provisional!: true;
  watermark!: string;
  /** When something was last sent in: what happened later is not in these figures. */
  knownAt!: Date;
  /** Expected pay with what is known now, as text; null when something is missing. */
  total!: string | null;
  /** The day it is about: the one asked for, or today; absent for a month that today is no day of. */
  on?: string;
  /** Days of work left after that day; null where no calendar tells. */
  daysLeft?: number | null;
  /** What the month comes to at the pace of its days up to that day. */
  pace?: PaceDto;
  /** With a day: for each measure and KPI the next value at which pay jumps, where there is one. */
  nextJumps?: NextJumpDto[];
  /** How far each plan is met, and what pay would be with it met. */
  targets!: PlanProgressDto[];
  /** The ratios with an upper bound that pay is made of: percents for KPIs, limiting coefficients. */
  ratios!: RatioDto[];
  /** What complaints, remarks, lost clients and the like take from pay. */
  costs!: CostDto[];
  /** For each scheme how every line stands and why. */
  results!: object[];
}
