import { Code, FieldIs, MonthCode, Text, Whole } from '../../platform/records/noun.js';
import { LintFindingDto, schemeText } from '../schemes/index.js';

export class NewSimulationDto {
  /** The draft, YAML or JSON, as text; it need not be published. */
  @FieldIs(schemeText)
  document!: string;

  /** Code of the scheme it would replace; the draft's own without it. */
  @Code({ optional: true })
  against?: string;

  /** First month. */
  @MonthCode()
  from!: string;

  /** Last month, at most 24 with the first. Of a draft for quarters or years, the whole ones in between are taken. */
  @MonthCode()
  to!: string;

  /** Code of a team: only its members. */
  @Code({ optional: true })
  team?: string;

  /** Personnel number: only this manager. */
  @Code({ optional: true })
  manager?: string;
}

export class SimulationSummaryDto {
  id!: string;
  /** Code of the draft. */
  scheme!: string;
  /** Code of the scheme it was compared with. */
  against!: string;
  from!: string;
  to!: string;
  team!: string | null;
  manager!: string | null;
  /** Number of the last intake it saw. */
  watermark!: string;
  engine!: string;
  startedBy!: string;
  finishedAt!: Date;
}

/** Sums over what is known on both sides; amounts as text. */
export class SimulatedPayDto {
  before!: string;
  after!: string;
  /** What the draft costs more; less than nothing where it saves. */
  difference!: string;
  /** Results that have no pay on one side or on both; not in the sums. */
  incomplete!: number;
}

export class SimulatedGroupDto extends SimulatedPayDto {
  managers!: number;
  gainers!: number;
  losers!: number;
  unchanged!: number;
}

export class SimulatedPeriodDto extends SimulatedGroupDto {
  period!: string;
}

export class SimulatedManagerDto extends SimulatedPayDto {
  managerId!: string;
  personnelNumber!: string;
  name!: string;
}

export class OfManagerDto {
  personnelNumber!: string;
  name!: string;
  period!: string;
}

export class SimulationLackDto extends OfManagerDto {
  /** Whether it is pay as it was, or under the draft. */
  side!: 'before' | 'after';
  /** Code of the first line that failed. */
  line!: string;
  /** Why, in the language asked for. */
  reason!: string;
}

export class MetCliffDto extends OfManagerDto {
  /** Name of the input that went over the point. */
  input!: string;
  value!: string;
  /** First value beyond the cliff. */
  point!: string;
  /** The value right before it, and pay there. */
  before!: string;
  paidBefore!: string;
  /** What was lost by going on. */
  lost!: string;
}

export class SimulationDto extends SimulationSummaryDto {
  /** Over all managers; who gains and who loses is counted by manager over all periods. */
  total!: SimulatedGroupDto;
  periods!: SimulatedPeriodDto[];
  managers!: SimulatedManagerDto[];
  /** Why there is no pay: the first 1 000. */
  incomplete!: SimulationLackDto[];
  /** The cliffs that lint finds in the draft. */
  cliffs!: LintFindingDto[];
  /** Who went over one of them in truth: the first 1 000. */
  cliffsMet!: MetCliffDto[];
}

export class SimulationRowDto extends OfManagerDto {
  managerId!: string;
  /** Pay as it was, as text; null when it is not known. */
  before!: string | null;
  /** Whether a run has posted it, else it was computed as a trial. */
  isPosted!: boolean;
  after!: string | null;
  difference!: string | null;
}

export class SimulationRowPageDto {
  items!: SimulationRowDto[];
  /** Sent as `cursor`, gives the next page; null on the last. */
  next!: string | null;
}

const LIMIT_STANDARD = 100;

export class SimulationRowsQueryDto {
  /** How many at most; 100 without it. */
  @Whole(1, 1_000, { optional: true })
  limit?: string;

  /** `next` of the page before. */
  @Text(50, { optional: true })
  cursor?: string;

  read() {
    return { limit: Number(this.limit ?? LIMIT_STANDARD), cursor: this.cursor };
  }
}
