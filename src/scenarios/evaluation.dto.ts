import { schemeText } from '../features/schemes/index.js';
import { FieldIs } from '../platform/records/noun.js';

export class EvaluationRequestDto {
  /** The scheme document, YAML or JSON, as text. */
  @FieldIs(schemeText)
  document!: string;

  /** One period in the form of a scenario file, as text: period, inputs, orders, returns, teams … */
  @FieldIs(schemeText)
  subject!: string;
}

export class EvaluatedDto {
  /** The result: inputs, lines, totals; every number as text. */
  result!: object;
  /** How every line came about. */
  explanation!: object;
}

export class EvaluationDto {
  results!: EvaluatedDto[];
}
