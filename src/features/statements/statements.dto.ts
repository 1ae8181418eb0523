export class AdjustmentOrderDto {
  number!: string;
  date!: string;
  /** The sanction's days in force, half-open. */
  from!: string;
  until!: string;
}

export class LineAdjustmentDto {
  id!: string;
  kind!: string;
  /** As asked; `amount` of the line is what goes into pay. */
  asked!: string;
  reason!: string;
  clause!: string;
  /** Id of the token it was entered with. */
  author!: string;
  at!: string;
  /** Of a reduction. */
  order?: AdjustmentOrderDto;
}

/** A part of a period that was computed by itself. */
export class StretchDto {
  from!: string;
  /** First day no longer. */
  until!: string;
}

export class StatementLineDto {
  /** Absent on the line of an adjustment. */
  scheme?: string;
  period!: string;
  /** The part of the period it is for; absent on lines for the whole of it. */
  stretch?: StretchDto;
  line!: string;
  /** `salary` or another kind of pay by the scheme; of an adjustment its kind. */
  pay!: string;
  /** Clause of the bonus regulation. */
  clause?: string;
  /** Amount as text; null when it could not be computed. */
  amount!: string | null;
  adjustment?: LineAdjustmentDto;
}

/** What adjustments come to, and how far they may go. */
export class AdjustingDto {
  reductionShareMax!: string;
  correctionsLowerSalary!: boolean;
  /** Pay of the month before reductions: by results, agreed sums, prizes, corrections. */
  reductionBase!: string | null;
  /** The most that all reductions together take. */
  reductionMax!: string | null;
  total!: string | null;
}

export class PayMixDto {
  scheme!: string;
  /** Share of salary in the scheme's pay, such as "78.6%". */
  shareText!: string;
  /** inside, above-hint (a remark), below-min or above-max (warnings). */
  status!: string;
  min?: string;
  max?: string;
  hint?: string;
}

export class StatementSummaryDto {
  id!: string;
  period!: string;
  /** calculated, in_review or approved with its team, closed with the period; a draft until it is approved. */
  state!: string;
  managerId!: string;
  personnelNumber!: string;
  name!: string;
  /** Code of the team at the period's end. */
  team!: string | null;
  /** On the month's last day, as the run knew it. */
  grade!: string | null;
  currency!: string;
  /** Whether every line could be computed. */
  complete!: boolean;
  salary!: string | null;
  bonus!: string | null;
  total!: string | null;
  /** Against the statement of the month before, as far as the viewer may see it; null without one. */
  change!: string | null;
  payMix!: PayMixDto[];
  /** SHA-256 of the stored document. */
  hash!: string;
}

export class StatementDto extends StatementSummaryDto {
  lines!: StatementLineDto[];
  /** Ids of the results it was gathered from. */
  results!: string[];
  /** Absent without adjustments. */
  adjusting?: AdjustingDto;
}

export class StatementPageDto {
  items!: StatementSummaryDto[];
  /** Sent as `cursor`, gives the next page; null on the last. */
  next!: string | null;
}

export class ResultSummaryDto {
  id!: string;
  runId!: string;
  managerId!: string;
  personnelNumber!: string;
  name!: string;
  scheme!: string;
  version!: number;
  period!: string;
  /** First day of the part of the period it is of, where the scheme changed within it; null for the whole. */
  stretchFrom!: string | null;
  complete!: boolean;
  total!: string | null;
  hash!: string;
}

export class ResultPageDto {
  items!: ResultSummaryDto[];
  next!: string | null;
}

export class ResultDto extends ResultSummaryDto {
  /** The result as frozen: inputs as they were given, lines, totals; every number as text. */
  result!: object;
}

export class FactsOfInputDto {
  /** Name of the input, and the period or days these facts count for. */
  input!: string;
  of!: string;
  /** How they come to the value: count, sum, average, distinct, last, max, min. */
  by!: string;
  /** How many there are; `facts` is cut at `factsLimit`. */
  total!: number;
  facts!: object[];
}

export class ResultExplanationDto {
  resultId!: string;
  managerId!: string;
  personnelNumber!: string;
  name!: string;
  schemeVersion!: number;
  /** Number of the last intake the figures know of. */
  watermark!: string;
  /** How every line came about: formula, formula with values, exact value, rounding, table rows, inputs. */
  explanation!: object;
  /** The orders, complaints and other facts behind each measure. */
  facts!: FactsOfInputDto[];
}

export class StatementExplanationDto {
  statementId!: string;
  results!: ResultExplanationDto[];
  /** Lines that are of no result, and by which rules they came about. */
  adjustments!: StatementLineDto[];
  adjusting?: AdjustingDto;
}

export class BundleDto {
  /** Always `premia-bundle/1`. */
  format!: string;
  /** Ids and hashes of the statement, as its manifest lists them. */
  entry!: object;
  /** The statement as it is stored. */
  document!: object;
  /** The results it was gathered from, with their frozen inputs. */
  results!: object[];
  /** The scheme versions they were computed by, with their source. */
  schemes!: object[];
  /** Hashes of what the period's manifest lists. */
  entries!: string[];
  /** Manifests from the statement's period to the latest; empty while the period is not closed. */
  manifests!: object[];
  /** SHA-256 of the latest manifest, as printed. */
  printed!: string | null;
}
