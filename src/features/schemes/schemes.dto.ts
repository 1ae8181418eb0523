import { Day, FieldIs } from '../../platform/records/noun.js';
import { schemeText } from './scheme-text.js';

export class SchemeCheckRequestDto {
  /** The scheme document, YAML or JSON, as text. */
  @FieldIs(schemeText)
  document!: string;
}

export class PublishSchemeDto extends SchemeCheckRequestDto {
  /** First day in force. The first version of a scheme may leave it out: it is then in force from the beginning. */
  @Day({ optional: true })
  from?: string;
}

export class FindingDto {
  /** `error` blocks publication; `warning` and `hint` do not. */
  severity!: string;
  code!: string;
  line!: number;
  column!: number;
  /** Place in the document, such as `lines.bonus.formula`. */
  path!: string;
  /** What was found and what was expected, in the language asked for. */
  text!: string;
}

export class SchemeCheckDto {
  /** Whether it could be published. */
  accepted!: boolean;
  findings!: FindingDto[];
}

export class SchemeVersionDto {
  scheme!: string;
  number!: number;
  from!: string;
  /** SHA-256 of the document. */
  hash!: string;
  publishedBy!: string;
  publishedAt!: Date;
}

export class SchemeDocumentDto extends SchemeVersionDto {
  /** The document as it was published. */
  document!: string;
}

export class PublishedDto extends SchemeVersionDto {
  /** Warnings and hints that did not block publication. */
  findings!: FindingDto[];
}
