import { ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { MergeCountsDto } from '../../platform/records/merge-counts.dto.js';
import { Code, Flag, Text, Whole } from '../../platform/records/noun.js';

export class ImportQueryDto {
  /** Code of a saved mapping profile. */
  @Code()
  profile!: string;

  /** Name of the file, for the record. */
  @Text(200, { optional: true })
  fileName?: string;

  /** `true`: nothing is changed, and the answer says what would be. */
  @Flag({ optional: true })
  dryRun?: string;

  /** `true`: rows that are refused are left out and offered as a file, the others are taken. */
  @Flag({ optional: true })
  acceptValid?: string;

  /** Days for which this file is all there is, such as `2026-03-01..2026-04-01`: facts it does not have are withdrawn. */
  @Text(30, { optional: true })
  replaceWindow?: string;
}

/** What became of a noun's records in a file. */
export class FileCountsDto extends MergeCountsDto {
  /** Records of rows that were left out; counted as read too. */
  rejected!: number;
  /** Records of the window that the file does not have. */
  withdrawn!: number;
}

export class ImportListQueryDto {
  @Whole(1, 1_000, { optional: true })
  limit?: string;

  /** `next` of the page before. */
  @Text(100, { optional: true })
  cursor?: string;
}

const COUNTS = { type: 'object', additionalProperties: { $ref: getSchemaPath(FileCountsDto) } } as const;

const IMPORT_STATES = ['applied', 'dry-run', 'unchanged'] as const;

export class ImportReportDto {
  /** Number of the import; null for a dry run. Of an unchanged file, that of the earlier import. */
  @ApiProperty({ type: String, nullable: true })
  id!: string | null;

  /** `unchanged`: this very file was applied under this very profile before, and nothing was done. */
  @ApiProperty({ enum: IMPORT_STATES })
  state!: (typeof IMPORT_STATES)[number];

  /** Code of the mapping profile. */
  profile!: string;

  @ApiProperty({ type: String, nullable: true })
  fileName!: string | null;

  /** By noun, what became of its records; of an unchanged file, what became of them then. */
  @ApiProperty(COUNTS)
  counts!: Record<string, FileCountsDto>;

  /** Rows left out, offered by `GET /v1/imports/{id}/rejected`. */
  rejectedRows!: number;
}

export class ImportDto {
  id!: string;
  profile!: string;

  @ApiProperty({ type: String, nullable: true })
  fileName!: string | null;

  /** SHA-256 of the file's bytes. */
  fileHash!: string;

  /** Name of the user or token that sent it. */
  actor!: string;

  takenAt!: Date;

  @ApiProperty(COUNTS)
  counts!: Record<string, FileCountsDto>;
}

export class ImportPageDto {
  @ApiProperty({ type: [ImportDto] })
  items!: ImportDto[];

  /** Sent as `cursor`, gives the next page; null on the last. */
  @ApiProperty({ type: String, nullable: true })
  next!: string | null;
}

export class ImportPreviewQueryDto {
  /** Code of a saved mapping profile. */
  @Code()
  profile!: string;

  /** How many rows of the file; 20 without it. */
  @Whole(1, 100, { optional: true })
  rows?: string;
}

export class PreviewFieldDto {
  /** Name of the field, as in the API. */
  field!: string;
  /** As it is going to be stored; null for none. */
  value!: string | null;
}

export class PreviewRecordDto {
  /** Noun that the record is of, such as `orders`. */
  noun!: string;
  fields!: PreviewFieldDto[];
}

export class PreviewProblemDto {
  field!: string;
  /** Name of the column. */
  column!: string | null;
  /** What the file has, cut to 100 characters. */
  value!: string | null;
  /** What would be right, in the language asked for. */
  expected!: string;
}

export class PreviewRowDto {
  /** Line of the file, from 1. */
  line!: number;
  /** As the file has them, in the order of `columns`. */
  cells!: string[];
  /** What the row becomes; none where it is refused for its form, or is not meant by the profile. */
  records!: PreviewRecordDto[];
  /** Why the row is refused; none where it is in order. */
  problems!: PreviewProblemDto[];
}

export class ImportPreviewDto {
  profile!: string;
  /** Number of the import that took this very file in under this very profile before; null otherwise. */
  appliedBefore!: string | null;
  columns!: string[];
  rows!: PreviewRowDto[];
  /** What these rows alone would change, by noun; those refused left out. */
  @ApiProperty(COUNTS)
  counts!: Record<string, FileCountsDto>;
}
