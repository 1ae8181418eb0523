export class StatementLineDto {
  scheme!: string;
  period!: string;
  line!: string;
  pay!: string;
  /** Clause of the bonus regulation. */
  clause?: string;
  /** Amount as text; null when it could not be computed. */
  amount!: string | null;
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
  /** State of the period: a draft until it is approved. */
  state!: string;
  managerId!: string;
  personnelNumber!: string;
  name!: string;
  /** Code of the team at the period's end. */
  team!: string | null;
  grade!: string | null;
  currency!: string;
  /** Whether every line could be computed. */
  complete!: boolean;
  salary!: string | null;
  bonus!: string | null;
  total!: string | null;
  payMix!: PayMixDto[];
  /** SHA-256 of the stored document. */
  hash!: string;
}

export class StatementDto extends StatementSummaryDto {
  lines!: StatementLineDto[];
  /** Ids of the results it was gathered from. */
  results!: string[];
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
}

export class ProgressDto {
  managerId!: string;
  personnelNumber!: string;
  name!: string;
  period!: string;
  /** Always true: nothing of this is stored, and it changes with the next order. */
  provisional!: true;
  watermark!: string;
  /** Expected pay with what is known now, as text; null when something is missing. */
  total!: string | null;
  /** For each scheme how every line stands and why. */
  results!: object[];
}
