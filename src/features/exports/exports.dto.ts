import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, ValidateNested } from 'class-validator';
import type { Language } from '../../calc/index.js';
import { type FieldKind, text } from '../../platform/records/field-kinds.js';
import { Code, FieldIs, Flag, Instant, MonthCode, OneOf, Text, Whole } from '../../platform/records/noun.js';
import {
  ACKNOWLEDGED_STATES,
  type AcknowledgedState,
  EXPORT_FORMATS,
  type ExportFormat,
} from './export-states.js';

const TEAMS_MAX = 1_000;
const ACKNOWLEDGED_MAX = 1_000;
const LIMIT_STANDARD = 100;

const teamCode = text(200);
const codesOfTeams: FieldKind = {
  sqlType: 'text[]',
  schema: { type: 'array', items: teamCode.schema, minItems: 1, maxItems: TEAMS_MAX },
  parse: (raw) =>
    Array.isArray(raw) &&
    raw.length > 0 &&
    raw.length <= TEAMS_MAX &&
    raw.every((code) => teamCode.parse(code).ok)
      ? { ok: true, value: raw.join() }
      : { ok: false, expected: { code: 'list', facts: { min: 1, max: TEAMS_MAX } } },
};

export class NewExportDto {
  /** Pay month. */
  @MonthCode()
  period!: string;

  /** Codes of teams; without them every team that is approved, and managers without a team. */
  @FieldIs(codesOfTeams, { optional: true })
  teams?: string[];

  /** Leaves out statements that could not be computed in whole; without it they hinder the export. */
  @Flag({ optional: true })
  leaveOutIncomplete?: boolean;
}

export class ExportFileDto {
  @ApiProperty({ enum: EXPORT_FORMATS })
  format!: ExportFormat;

  bytes!: number;

  /** SHA-256 of the bytes. */
  hash!: string;
}

/** How many rows stand in each state, and what they come to. */
export class ExportStateDto {
  /** sent, accepted, rejected, paid or cancelled; of what is not exported, `open`. */
  state!: string;
  rows!: number;
  /** As text; null where an amount is not known. */
  amount!: string | null;
}

export class ExportDto {
  id!: string;
  period!: string;
  /** Codes of the teams in it; null stands for managers without one. */
  @ApiProperty({ type: 'array', items: { type: 'string', nullable: true } })
  teams!: (string | null)[];
  currency!: string;
  rows!: number;
  /** Sum of the rows as text. */
  total!: string;
  states!: ExportStateDto[];
  files!: ExportFileDto[];
  /** Of the period's manifest, as it stands in the rows; null when the period was not closed yet. */
  manifestHash!: string | null;
  /** Personnel numbers of statements that were not computed in whole. */
  leftOut!: string[];
  createdBy!: string;
  createdAt!: Date;
  cancelledAt!: Date | null;
  cancelledBy!: string | null;
  cancelReason!: string | null;
}

export class ExportPageDto {
  items!: ExportDto[];
  /** Sent as `cursor`, gives the next page; null on the last. */
  next!: string | null;
}

export class ExportRowDto {
  row!: number;
  state!: string;
  personnelNumber!: string;
  name!: string;
  team!: string | null;
  /** What the payroll system calls this pay. */
  code!: string;
  pay!: string;
  amount!: string;
  currency!: string;
  /** The period it is for, from its first to its last day. */
  period!: string;
  from!: string;
  to!: string;
  gross!: boolean;
  alreadyProrated!: boolean;
  clause!: string | null;
  scheme!: string | null;
  line!: string;
  /** Id of the statement, and place of the line in it, from 1. */
  statement!: string;
  statementLine!: string;
  statementHash!: string;
  manifestHash!: string | null;
  /** SHA-256 of the row's canonical text, as in the JSON file. */
  hash!: string;
}

export class ExportRowPageDto {
  items!: ExportRowDto[];
  /** Sent as `cursor`, gives the next page; null on the last. */
  next!: string | null;
}

export class CancelExportDto {
  @Text(1_000)
  reason!: string;
}

export class NewExportAcknowledgementDto {
  /** Number of the row in the export. */
  @Whole(1, 1_000_000)
  row!: number;

  @OneOf(ACKNOWLEDGED_STATES)
  state!: AcknowledgedState;

  /** Needed for a rejection. */
  @Text(1_000, { optional: true })
  reason?: string;

  /** When it happened in the payroll system, which has passed; now without it. */
  @Instant({ optional: true })
  at?: string;
}

export class NewExportAcknowledgementsDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ACKNOWLEDGED_MAX)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => NewExportAcknowledgementDto)
  items!: NewExportAcknowledgementDto[];
}

export class RecordedAcknowledgementsDto {
  recorded!: number;
  /** Said before; nothing was done. */
  unchanged!: number;
  states!: ExportStateDto[];
}

export class ExportAcknowledgementDto {
  id!: string;
  row!: number;
  state!: string;
  reason!: string | null;
  at!: Date;
  /** Name of the user or token. */
  actor!: string;
  recordedAt!: Date;
}

export class ExportAcknowledgementPageDto {
  items!: ExportAcknowledgementDto[];
  /** Sent as `cursor`, gives the next page; null on the last. */
  next!: string | null;
}

export class UnpaidLineDto {
  /** Place in the statement, from 1. */
  line!: number;
  pay!: string;
  amount!: string | null;
  /** `open` when it is in no export, else the state of its last row. */
  state!: string;
  export!: string | null;
  row!: number | null;
  /** Of a rejection. */
  reason!: string | null;
}

export class UnpaidStatementDto {
  /** Id of the statement. */
  id!: string;
  period!: string;
  personnelNumber!: string;
  name!: string;
  team!: string | null;
  currency!: string;
  total!: string | null;
  /** Sum of the lines below as text; null where one is not known. */
  unpaid!: string | null;
  lines!: UnpaidLineDto[];
}

export class UnpaidDto {
  /** Over all that is unpaid, not of this page alone. */
  totals!: ExportStateDto[];
  items!: UnpaidStatementDto[];
  /** Sent as `cursor`, gives the next page; null on the last. */
  next!: string | null;
}

class PageQueryDto {
  /** How many at most; 100 without it. */
  @Whole(1, 1_000, { optional: true })
  limit?: string;

  /** `next` of the page before. */
  @Text(50, { optional: true })
  cursor?: string;

  page() {
    return { limit: Number(this.limit ?? LIMIT_STANDARD), cursor: this.cursor };
  }
}

export class ExportQueryDto extends PageQueryDto {
  /** Pay month. */
  @MonthCode({ optional: true })
  period?: string;
}

export class ExportPartQueryDto extends PageQueryDto {}

export class ExportFileQueryDto {
  @OneOf(EXPORT_FORMATS)
  format!: ExportFormat;
}

export class PaySheetQueryDto {
  /** Code of the team; without it there is a sheet for each. */
  @Code({ optional: true })
  team?: string;

  /** The company's without it. */
  @OneOf(['en', 'ru'], { optional: true })
  language?: Language;
}
