import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, IsOptional, ValidateNested } from 'class-validator';
import { Day, FieldIs, Text } from '../../platform/records/noun.js';
import { schemeText } from './scheme-text.js';

export class SchemeCheckRequestDto {
  /** The scheme document, YAML or JSON, as text. */
  @FieldIs(schemeText)
  document!: string;
}

const ACKNOWLEDGEMENTS_MAX = 100;

/** A finding of lint that the scheme is published with all the same. */
export class AcknowledgementDto {
  /** `id` of the finding. */
  @Text(500)
  finding!: string;

  /** Why it is meant so. */
  @Text(1000)
  reason!: string;
}

export class PublishSchemeDto extends SchemeCheckRequestDto {
  /** First day in force. The first version of a scheme may leave it out: it is then in force from the beginning. */
  @Day({ optional: true })
  from?: string;

  /** Errors found by lint that are meant so, each with the reason; kept with the version. */
  @ApiProperty({ type: [AcknowledgementDto], maxItems: ACKNOWLEDGEMENTS_MAX, required: false })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(ACKNOWLEDGEMENTS_MAX)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AcknowledgementDto)
  acknowledge?: AcknowledgementDto[];
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

export class LintFindingDto extends FindingDto {
  /** Stays the same as long as the finding does; acknowledgements name it. */
  id!: string;
  /** The case that shows it: input, its values before and after, pay before and after, values of the others. */
  witness?: object;
}

export class SchemeLintDto {
  /** Whether it could be published as it is. */
  accepted!: boolean;
  /** What is wrong with the document, then what is wrong with what it pays; the latter have an `id`. */
  findings!: (FindingDto | LintFindingDto)[];
}

export class AcknowledgedDto extends AcknowledgementDto {
  by!: string;
  at!: Date;
}

export class VersionLintDto {
  findings!: LintFindingDto[];
  /** Findings it was published with all the same, by whom and why. */
  acknowledged!: AcknowledgedDto[];
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
  /** Warnings and hints that did not block publication, and errors that were acknowledged. */
  findings!: FindingDto[];
}
