import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { abortable, inTransaction, type Tx } from '../../platform/database/transaction.js';
import { faultPoint } from '../../platform/fault-point.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { beginIntake } from '../../platform/records/intake-sequence.js';
import { clearStages } from '../../platform/records/merge.js';
import { refuseReferred } from '../../platform/records/withdrawals.service.js';
import type { FileProgress } from './file-progress.js';
import { type FileWindow, isFact } from './file-window.js';
import type { GivenFile } from './given-file.js';
import { ImportsRepository } from './imports.repository.js';
import { type CountsByNoun, type Merged, mergeValid, mergeWhole, type RefusedLines } from './merge-file.js';
import type { Profile } from './profile.js';
import { nounsOf } from './profile-records.js';
import { rejectHead, rejectsOf } from './rejected-file.js';
import { RejectsRepository } from './rejects.repository.js';
import { type StagedFile, stageFile } from './stage-file.js';

/** A file received, and what is to be done with it. */
export interface FileTask {
  file: GivenFile;
  profile: Profile;
  /** What makes the file count as applied: code and hash of the profile's text, hash of the file. */
  once: { profile: string; fileHash: string };
  fileName?: string | undefined;
  actor: string;
  dryRun: boolean;
  acceptValid: boolean;
  window?: FileWindow | undefined;
}

/** How the work goes on, and what may end it. */
export interface FileContext {
  signal?: AbortSignal;
  progress?: FileProgress;
  /** Called before the intake is numbered: throws when the work is no longer ours, and keeps it so until `tx` ends. */
  fence?(tx: Tx): Promise<void>;
  /** Called before the commit; throws likewise. */
  finish?(tx: Tx, outcome: FileOutcome): Promise<void>;
}

/** What a file came to. */
export interface FileOutcome {
  /** Number of the intake; null for a dry run. */
  seq: string | null;
  counts: CountsByNoun;
  rejectedRows: number;
}

/** Takes a file in, within one transaction: its rows are copied to stages, checked there, and merged as sets. */
@Injectable()
export class FileIntake {
  constructor(
    private readonly source: DataSource,
    private readonly imports: ImportsRepository,
    private readonly rejects: RejectsRepository,
  ) {}

  /** Throws `invalid-fields` with line and column, `too-many-rejected`, and what aborted the signal. */
  async take(task: FileTask, context: FileContext): Promise<FileOutcome> {
    try {
      return await inTransaction(this.source, (tx) =>
        abortable(this.source, tx, context.signal, () => this.work(tx, task, context)),
      );
    } catch (error) {
      if (error instanceof DryRun) return error.outcome;
      throw error;
    }
  }

  private async work(tx: Tx, task: FileTask, context: FileContext): Promise<FileOutcome> {
    const { file, profile, acceptValid, dryRun } = task;
    await tx.query('set local statement_timeout = 0'); // a file takes as long as it takes; it can be cancelled
    const { progress, signal } = context;
    const report = progress && ((rows: number, refused: number) => progress.read(rows, refused));
    const staged = await stageFile(tx, file, profile, { acceptValid, signal, report });
    progress?.staged(staged.rows, staged.rowsRefused);
    if (staged.problemsTotal && !acceptValid)
      throw new DomainError('invalid-fields', {}, staged.problems, staged.problemsTotal);
    // from here on others wait for this transaction: the fence lets the server end it should this process stand still
    await context.fence?.(tx);
    // numbered only now: nobody who takes a watermark waits while the file is read
    const seq = await beginIntake(tx, headOf(task));
    const { counts, refused } = await this.merge(tx, seq, task, staged, (noun, done) =>
      progress?.merged(noun, done),
    );
    await clearStages(tx, staged.maker.nouns);
    const outcome = { seq, counts, rejectedRows: staged.rowsRefused + refused.size };
    if (dryRun) {
      await this.imports.checkDeferred(tx);
      throw new DryRun({ ...outcome, seq: null });
    }
    if (outcome.rejectedRows) {
      const rejects = rejectsOf(file, profile, staged.maker, { rows: staged.rowsRefused, refused });
      await this.rejects.keep(tx, seq, rejectHead(staged.maker, profile), rejects);
      await this.imports.markPartial(tx, seq);
    }
    await this.imports.saveCounts(tx, seq, counts);
    const rows = Object.values(counts).reduce((sum, { read }) => sum + read, 0);
    await faultPoint('before-commit', { noun: nounNames(profile), rows });
    await context.finish?.(tx, outcome);
    return outcome;
  }

  private async merge(
    tx: Tx,
    seq: string,
    task: FileTask,
    staged: StagedFile,
    merged: Merged,
  ): Promise<{ counts: CountsByNoun; refused: RefusedLines }> {
    if (task.acceptValid) return mergeValid(tx, seq, staged, merged);
    const counts = await mergeWhole(tx, seq, staged, task.window, merged);
    if (task.window) await refuseReferred(tx, seq, staged.maker.nouns.filter(isFact));
    return { counts, refused: new Map() };
  }
}

const nounNames = (profile: Profile): string =>
  nounsOf(profile)
    .map(({ name }) => name)
    .join(', ');

/** A dry run does not claim the file: whoever applies it meanwhile need not wait. */
const headOf = ({ profile, actor, fileName, dryRun, once }: FileTask) =>
  ({ kind: 'file', noun: nounNames(profile), actor, fileName, ...(dryRun ? {} : once) }) as const;

/** Ends a dry run: thrown out of its transaction, it takes everything back. */
class DryRun extends Error {
  constructor(readonly outcome: FileOutcome) {
    super('a dry run is taken back');
  }
}
