import { Code } from '../../platform/records/noun.js';
import { PageQueryDto } from './query.dto.js';
import { StretchDto } from './statements.dto.js';

export class DiscrepancyQueryDto extends PageQueryDto {
  /** Code of the team. */
  @Code({ optional: true })
  team?: string;

  read() {
    return { ...this.page(), team: this.team };
  }
}

export class ResultDiscrepancyDto {
  scheme!: string;
  period!: string;
  /** The part of the period, where it was computed in parts. */
  stretch?: StretchDto;
  /** Pay by the scheme as it stands in the statement, and with what is known today, by the version of that time; null when not known. */
  stated!: string | null;
  today!: string | null;
  difference!: string | null;
  /** What each changed input contributed; they add up to the difference. Absent where only one of both has the scheme. */
  comparison?: object;
  /** The comparison in words. */
  text?: string;
}

export class StatementDiscrepancyDto {
  statementId!: string;
  managerId!: string;
  personnelNumber!: string;
  name!: string;
  /** Code of the team at the period's end. */
  team!: string | null;
  state!: string;
  /** Pay by results, without adjustments. */
  stated!: string | null;
  today!: string | null;
  difference!: string | null;
  results!: ResultDiscrepancyDto[];
}

export class DiscrepancyPageDto {
  /** Number of the last intake that was looked at. */
  watermark!: string;
  /** Approved statements that would come out otherwise today. */
  items!: StatementDiscrepancyDto[];
  /** How many statements were computed anew for this page: it may end before there are `limit` items. */
  looked!: number;
  /** Sent as `cursor`, gives the next page; null on the last. */
  next!: string | null;
}

export class FactDifferenceDto {
  scheme!: string;
  /** Name of the input, and the period or days the fact counts for. */
  input!: string;
  of!: string;
  how!: 'added' | 'removed' | 'changed';
  /** The fact as it was known when the statement was computed, and today. */
  before?: object;
  after?: object;
}

export class StatementDiscrepancyDetailDto extends StatementDiscrepancyDto {
  /** Facts behind measures that came, went or changed since; other inputs are told by the comparisons. */
  facts!: FactDifferenceDto[];
}
