import { Text, Whole } from '../../platform/records/noun.js';

export class WhatIfQueryDto {
  /** External id of a fact: pay as if it had not been. */
  @Text(200, { optional: true })
  without?: string;

  /** External id of an order: pay as if it had been returned whole. */
  @Text(200, { optional: true })
  returned?: string;
}

export class ResultComparisonQueryDto {
  /** Id of the result of the same manager to compare with, which counts as the earlier one. */
  @Text(18, { optional: true })
  with?: string;

  /** Number of another version of the result's scheme: the same inputs computed by it. */
  @Whole(1, 999_999_999, { optional: true })
  version?: string;
}

export class StatementComparisonQueryDto {
  /** Id of the manager's statement to compare with; the one of the month before without it. */
  @Text(18, { optional: true })
  with?: string;
}

export class WhatIfFactDto {
  kind!: string;
  source?: string;
  externalId!: string;
  date?: string;
}

export class ChangedInputDto {
  name!: string;
  title!: object | null;
  /** Period or days the measure is of. */
  of!: string;
  before!: string | null;
  after!: string | null;
}

export class WhatIfPayDto {
  /** Pay then, as text; null when it could not be computed. */
  total!: string | null;
  change!: string | null;
  /** Pay lines that would change, with their values then. */
  lines!: object[];
}

export class FactWhatIfDto {
  /** Whether the fact is gone, or the order returned. */
  how!: 'without' | 'returned';
  fact!: WhatIfFactDto;
  /** Measures that would come out otherwise; empty when the scheme reads nothing of it. */
  inputs!: ChangedInputDto[];
  /** Inputs that follow rules about clients, left as they were: they do not follow from single facts. */
  asBefore!: string[];
  pay!: WhatIfPayDto;
}

export class ResultWhatIfDto {
  resultId!: string;
  managerId!: string;
  personnelNumber!: string;
  name!: string;
  scheme!: string;
  schemeVersion!: number;
  period!: string;
  /** Number of the last intake the figures know of. */
  watermark!: string;
  /** For each input one unit more and less, and the next jump of pay either way; without a fact in question. */
  whatIf?: object;
  /** What a fact in question would change. */
  fact?: FactWhatIfDto;
}

export class StatementWhatIfDto {
  statementId!: string;
  results!: ResultWhatIfDto[];
}

export class ResultComparisonDto {
  resultId!: string;
  /** The result compared with; absent where it is another version of the scheme. */
  withResultId?: string;
  version?: number;
  /** What each changed input, table or formula contributed; they add up to the difference. */
  comparison!: object;
}

export class SchemeDifferenceDto {
  scheme!: string;
  title!: object;
  /** Absent where only one of both statements has the scheme: then its whole pay is the difference. */
  comparison?: object;
  /** Where a period of one of both was computed in parts: no comparison, all results together are the difference. */
  inParts?: true;
  difference!: string | null;
}

export class AdjustmentDifferenceDto {
  id!: string;
  kind!: string;
  reason!: string;
  /** What it adds to the difference: its amount, or what is gone of it, as text; null when it is not known. */
  difference!: string | null;
}

export class StatementComparisonDto {
  statementId!: string;
  withStatementId!: string;
  before!: string | null;
  after!: string | null;
  /** What the results come to, by scheme, and all else add up to it. */
  difference!: string | null;
  results!: SchemeDifferenceDto[];
  /** Adjustments of one of both statements. */
  adjustments!: AdjustmentDifferenceDto[];
  /** What is not of results: what adjustments come to. */
  other!: string | null;
}
