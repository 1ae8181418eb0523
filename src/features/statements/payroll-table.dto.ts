import { ApiProperty } from '@nestjs/swagger';
import { Code } from '../../platform/records/noun.js';
import { PayMixDto } from './statements.dto.js';
import { WarningDto } from './warnings.dto.js';

export class PayrollTableQueryDto {
  /** Code of the team. */
  @Code({ optional: true })
  team?: string;
}

export class MixOfRowDto extends PayMixDto {
  /** The salary's share as a ratio, such as "0.786". */
  share!: string;
  /** How the share lies to the scheme's range, in the language asked for. */
  text!: string;
}

export class AttainmentDto {
  /** As a ratio: "0.91" is 91 %; null when it could not be computed. */
  value!: string | null;
  scheme!: string;
  /** Period of the result it is of. */
  period!: string;
  /** What the scheme calls it, by language. */
  title!: object | null;
}

export class PaidByDto {
  /** Code of the scheme; null for adjustments, which are of no scheme. */
  scheme!: string | null;
  /** Clauses of the bonus regulation that its pay lines are of, each once, in the order of the lines. */
  clauses!: string[];
}

export class PayrollRowDto {
  statementId!: string;
  managerId!: string;
  personnelNumber!: string;
  name!: string;
  /** Code of the team at the period's end. */
  team!: string | null;
  /** On the month's last day, as the run knew it. */
  grade!: string | null;
  /** calculated, in_review or approved with its team, closed with the period. */
  state!: string;
  currency!: string;
  /** Whether every line could be computed. */
  complete!: boolean;
  salary!: string | null;
  /** What the schemes pay besides the salary. Salary + bonus + adjustments = total. */
  bonus!: string | null;
  /** What adjustments come to; null without any. */
  adjustments!: string | null;
  total!: string | null;
  /** How far the plan is met: of the month's scheme before those of longer periods; null where no scheme has a plan. */
  attainment!: AttainmentDto | null;
  /** Id and total of the statement of the month before, and the change since; null where there is none that you may see. */
  statementBefore!: string | null;
  before!: string | null;
  change!: string | null;
  /** The schemes that pay it, in the order of its lines. */
  paidBy!: PaidByDto[];
  payMix!: MixOfRowDto[];
  warnings!: WarningDto[];
}

export class ColumnTotalsDto {
  statements!: number;
  /** Statements that could not be computed in whole: they are in no sum. */
  incomplete!: number;
  /** Sums over the statements that are complete, as text; null without any. */
  salary!: string | null;
  bonus!: string | null;
  adjustments!: string | null;
  total!: string | null;
}

/** Statements that are listed, and what they come to. */
export class ListedSumDto extends ColumnTotalsDto {
  /** Sum of the changes of the rows. */
  change!: string | null;
}

export class TableTotalsDto extends ListedSumDto {
  /** Statements with something worth a look, and those with more than remarks. */
  warned!: number;
  warnedBeyondHints!: number;
}

export class LastMonthDto extends ColumnTotalsDto {
  period!: string;
  /** The total now less the total then, newcomers and leavers with it; null unless both are known. */
  change!: string | null;
}

export class RunUnderWayDto {
  state!: string;
  /** How many are to be computed, and are; null until that is known. */
  payees!: number | null;
  done!: number | null;
}

export class TableRunDto {
  id!: string;
  /** 1 for the month's first run, counted up with each. */
  number!: number;
  calculatedAt!: Date;
  /** Number of the last intake it saw. */
  watermark!: string;
}

export class TableStepDto {
  /** The state it leads to; `calculated` of an open month is a run. */
  to!: string;
  /** Whether a reason has to be given. */
  needsReason!: boolean;
  allowed!: boolean;
  /** Why the viewer may not, in the language asked for; null when allowed. */
  whyNot!: string | null;
}

export class NextStepDto extends TableStepDto {
  /** Codes of the teams that the viewer may take it for; null among them are managers without a team. Empty for the whole month. */
  @ApiProperty({ type: 'array', items: { type: 'string', nullable: true } })
  teams!: (string | null)[];
  /** The statements it is about. */
  of!: ListedSumDto;
}

export class TableTeamDto {
  /** Code of the team; null for managers without one at the period's end. */
  team!: string | null;
  title!: string | null;
  state!: string;
  /** Of the set of statements: to be sent with an approval. */
  hash!: string;
  /** Personnel numbers of the heads who may approve; without any, HR does. */
  approvers!: string[];
  /** Name of the user or token that submitted it last. */
  submittedBy!: string | null;
  of!: ListedSumDto;
  /** Steps from its state, and whether the viewer may take them. */
  steps!: TableStepDto[];
}

export class PayrollTableDto {
  period!: string;
  /** open, calculated, in_review, approved or closed. */
  state!: string;
  /** The run that is shown; null while the month is open. */
  run!: TableRunDto | null;
  /** A run of the month that is under way. */
  underWay!: RunUnderWayDto | null;
  /** The step that brings the month on; null where the viewer has nothing to do but wait, or the month is closed. */
  next!: NextStepDto | null;
  /** Of the teams that the viewer may see, those without a team last. */
  teams!: TableTeamDto[];
  totals!: TableTotalsDto;
  /** The month before, of the same teams as they were then. */
  lastMonth!: LastMonthDto;
  /** By name. All of them: a month is one table. */
  items!: PayrollRowDto[];
  /** What is so of most who are paid by a scheme. */
  schemes!: WarningDto[];
}
