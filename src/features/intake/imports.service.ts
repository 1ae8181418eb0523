import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError } from 'typeorm';
import { inTransaction } from '../../platform/database/transaction.js';
import { faultPoint } from '../../platform/fault-point.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { beginIntake } from '../../platform/records/intake-sequence.js';
import { mergeRows } from '../../platform/records/merge.js';
import { decodeCursor, encodeCursor } from '../../platform/records/read.js';
import type { Role } from '../access/index.js';
import { receiveFile } from './csv-file.js';
import { csvRows } from './csv-rows.js';
import { textOf } from './csv-text.js';
import type { ImportListQueryDto, ImportPageDto, ImportReportDto } from './imports.dto.js';
import { type CountsByNoun, ImportsRepository } from './imports.repository.js';
import { MappingProfilesService } from './mapping-profiles.service.js';
import type { Profile } from './profile.js';
import { importRule, readProfile } from './profile-read.js';
import { type RecordBatch, recordsOf } from './profile-records.js';

export interface ImportGiven {
  /** Code of a saved profile, or the text of one. */
  profile: string;
  file: Readable | Buffer;
  fileName?: string | undefined;
  dryRun: boolean;
  actor: string;
  /** Role whose rights to each noun are asked; absent for whoever has the database itself. */
  role?: Role;
}

/** Takes files in through mapping profiles: all of a file or nothing, and the same file once. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly source: DataSource,
    private readonly imports: ImportsRepository,
    private readonly profiles: MappingProfilesService,
  ) {}

  /** Throws `invalid-fields` with line and column for what the file gets wrong, `profile-refused`, `file-too-large`. */
  async importFile(given: ImportGiven): Promise<ImportReportDto> {
    // a code has neither
    const isText = /[\n:]/.test(given.profile);
    const document = isText ? given.profile : (await this.profiles.one(given.profile)).document;
    const profile = readProfile(document);
    refuseForbidden(profile, given.role);
    const file = await receiveFile(given.file);
    // another text of the profile makes other records of the same file
    const once = { profile: `${profile.code}@${sha256(document).slice(0, 12)}`, fileHash: file.hash };
    const earlier = await this.unchanged(once, given);
    if (earlier) return earlier;
    const batches = await recordsOf(profile, csvRows(textOf(file.pieces), profile.format.separator));
    try {
      return await this.apply(given, profile, once, batches);
    } catch (error) {
      // the same file at the same moment: the other one was first
      const other = isAppliedTwice(error) ? await this.unchanged(once, given) : undefined;
      if (other) return other;
      throw error;
    }
  }

  async list({ limit, cursor }: ImportListQueryDto): Promise<ImportPageDto> {
    const count = Number(limit ?? 100);
    const found = await this.imports.list(count + 1, decodeCursor(cursor));
    const items = found.slice(0, count);
    return { items, next: found.length > count ? encodeCursor(items.at(-1)!.id) : null };
  }

  private async unchanged(once: FileOnce, { fileName }: ImportGiven): Promise<ImportReportDto | undefined> {
    const earlier = await this.imports.applied(once.profile, once.fileHash);
    if (!earlier) return undefined;
    const { id, profile, counts } = earlier;
    return { id, state: 'unchanged', profile, fileName: fileName ?? earlier.fileName, counts };
  }

  private async apply(
    given: ImportGiven,
    profile: Profile,
    once: FileOnce,
    batches: RecordBatch[],
  ): Promise<ImportReportDto> {
    const { actor, fileName, dryRun } = given;
    const report = { profile: profile.code, fileName: fileName ?? null };
    const noun = batches.map((batch) => batch.noun.name).join(', ');
    try {
      return await inTransaction(this.source, async (tx) => {
        // a dry run does not claim the file: whoever applies it meanwhile need not wait
        const head = { kind: 'file', noun, actor, fileName, ...(dryRun ? {} : once) } as const;
        const seq = await beginIntake(tx, head);
        const counts: CountsByNoun = {};
        for (const batch of batches)
          counts[batch.noun.name] = await mergeRows(tx, batch.noun, seq, batch.rows, batch.locate);
        if (dryRun) {
          await this.imports.checkDeferred(tx);
          throw new DryRun(counts);
        }
        await this.imports.saveCounts(tx, seq, counts);
        await faultPoint('before-commit', {
          noun,
          rows: batches.reduce((sum, { rows }) => sum + rows.length, 0),
        });
        return { id: seq, state: 'applied' as const, ...report, counts };
      });
    } catch (error) {
      if (error instanceof DryRun) return { id: null, state: 'dry-run', ...report, counts: error.counts };
      throw error;
    }
  }
}

interface FileOnce {
  /** Code and hash of the text of the profile. */
  profile: string;
  fileHash: string;
}

/** Ends a dry run: thrown out of its transaction, it takes everything back. */
class DryRun extends Error {
  constructor(readonly counts: CountsByNoun) {
    super('a dry run is taken back');
  }
}

/** A file opens no door that the batch of the same noun keeps shut. */
function refuseForbidden(profile: Profile, role: Role | undefined): void {
  for (const { noun } of profile.emits) {
    const rule = importRule(noun.name);
    if (role === undefined || rule === 'public' || rule?.includes(role)) continue;
    throw new DomainError('forbidden', { role, roles: [...(rule ?? [])] });
  }
}

const isAppliedTwice = (error: unknown): boolean =>
  error instanceof QueryFailedError &&
  (error.driverError as { constraint?: string }).constraint === 'UQ_intakes_file';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
