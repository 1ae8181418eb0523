import { Code, PeriodCode } from '../../platform/records/noun.js';

export class NewRunDto {
  /** Pay month, `2026-03`; with a scheme, a period of the scheme's kind. */
  @PeriodCode()
  period!: string;

  /** Code of a scheme: computes a trial for everybody, without assignment and without statements. */
  @Code({ optional: true })
  scheme?: string;
}

export class RunQueryDto {
  /** Period of the runs wanted. */
  @PeriodCode({ optional: true })
  period?: string;
}

export class RunCountsDto {
  managers!: number;
  results!: number;
  /** Results that could not be computed in whole. */
  incomplete!: number;
  statements!: number;
  /** Sum of the pay of all results as text, before adjustments; null while a result is incomplete. */
  total!: string | null;
}

export class RunDto {
  id!: string;
  period!: string;
  kind!: 'payroll' | 'trial';
  schemeCode!: string | null;
  state!: 'running' | 'done' | 'replaced';
  /** Number of the last intake the run saw. */
  watermark!: string;
  engine!: string;
  /** Null while the run is under way. */
  counts!: RunCountsDto | null;
  startedBy!: string;
  startedAt!: Date;
  finishedAt!: Date | null;
}

export class PeriodDto {
  code!: string;
  /** open, calculated, in_review, approved or closed: of a month by its teams, of a quarter or year by its months. */
  state!: string;
  runId!: string | null;
  openedAt!: Date;
  calculatedAt!: Date | null;
  statements!: number;
  /** Statements with a result that could not be computed in whole. */
  incomplete!: number;
  /** Sums over the statements that are complete, as text; null without any. */
  salary!: string | null;
  bonus!: string | null;
  total!: string | null;
}
