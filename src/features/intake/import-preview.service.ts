import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction, type Tx } from '../../platform/database/transaction.js';
import type { FieldProblem } from '../../platform/problem/domain-error.js';
import { expectationText, type Language } from '../../platform/records/expectations.js';
import { beginIntake } from '../../platform/records/intake-sequence.js';
import type { Viewer } from '../access/index.js';
import type { FileRow } from './csv-rows.js';
import { refuseForbidden } from './file-rights.js';
import { type GivenFile, receiveFile } from './given-file.js';
import type { ImportPreviewDto, PreviewProblemDto, PreviewRowDto } from './imports.dto.js';
import { ImportsRepository } from './imports.repository.js';
import { FILE_BYTES_MAX, versionOf } from './imports.service.js';
import { MappingProfilesService } from './mapping-profiles.service.js';
import { mergeValid } from './merge-file.js';
import type { Profile } from './profile.js';
import { readProfile } from './profile-read.js';
import { type MadeRecord, nounsOf } from './profile-records.js';
import { stageFile } from './stage-file.js';

interface Previewed {
  /** Code of a saved profile. */
  profile: string;
  file: Readable;
  /** How many rows are looked at. */
  rows: number;
}

interface SeenRow {
  row: FileRow;
  records: readonly MadeRecord[];
  problems: readonly FieldProblem[];
}

/** Shows how a file would be understood: its first rows are taken in by themselves, and taken back. */
@Injectable()
export class ImportPreviewService {
  constructor(
    private readonly source: DataSource,
    private readonly imports: ImportsRepository,
    private readonly profiles: MappingProfilesService,
    @Inject(FILE_BYTES_MAX) private readonly fileBytesMax: number,
  ) {}

  /** Throws `invalid-fields` for a file that cannot be read and for columns it lacks, `file-too-large`, `forbidden`. */
  async of(previewed: Previewed, viewer: Viewer, language: Language): Promise<ImportPreviewDto> {
    const { document } = await this.profiles.one(previewed.profile);
    const profile = readProfile(document);
    const nouns = nounsOf(profile).map(({ name }) => name);
    refuseForbidden(nouns, viewer);
    const file = await receiveFile(previewed.file, this.fileBytesMax);
    try {
      const applied = await this.imports.applied(
        this.source.manager,
        versionOf(profile, document),
        file.hash,
      );
      const taken = await this.takenBack((tx) => this.take(tx, file, profile, previewed.rows, viewer.name));
      const { columns, seen, refused, counts } = taken;
      return {
        profile: profile.code,
        appliedBefore: applied?.id ?? null,
        columns,
        rows: seen.map((one) => rowDto(one, nounsOf(profile), refused.get(one.row.line) ?? [], language)),
        counts,
      };
    } finally {
      await file.handle.close();
    }
  }

  private async take(tx: Tx, file: GivenFile, profile: Profile, rowsMax: number, actor: string) {
    const seen: SeenRow[] = [];
    const staged = await stageFile(tx, file, profile, {
      acceptValid: true,
      rowsMax,
      seen: (row, records, problems) => seen.push({ row, records, problems }),
    });
    const noun = staged.maker.nouns.map(({ name }) => name).join(', ');
    const seq = await beginIntake(tx, { kind: 'file', noun, actor });
    const { counts, refused } = await mergeValid(tx, seq, staged);
    return { columns: staged.maker.header.cells, seen, refused, counts };
  }

  /** What `work` comes to in a transaction that leaves nothing behind. */
  private async takenBack<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    let found: { of: T } | undefined;
    const ending = new Error('a preview is taken back');
    await inTransaction(this.source, async (tx) => {
      found = { of: await work(tx) };
      throw ending;
    }).catch((error: unknown) => {
      if (error !== ending) throw error;
    });
    return found!.of;
  }
}

function rowDto(
  { row, records, problems }: SeenRow,
  nouns: ReturnType<typeof nounsOf>,
  refused: readonly FieldProblem[],
  language: Language,
): PreviewRowDto {
  return {
    line: row.line,
    cells: row.cells,
    records: records.map(({ place, values }) => {
      const noun = nouns[place]!;
      const fields = noun.fields.map(({ property }, index) => ({ field: property, value: values[index]! }));
      return { noun: noun.name, fields };
    }),
    problems: [...problems, ...refused].map((problem) => problemDto(problem, language)),
  };
}

const problemDto = (
  { field, column, value, expected }: FieldProblem,
  language: Language,
): PreviewProblemDto => ({
  field,
  column: column ?? null,
  value,
  expected: expectationText(expected, language),
});
