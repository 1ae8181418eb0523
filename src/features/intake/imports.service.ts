import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, QueryFailedError } from 'typeorm';
import { inTransaction, type Tx } from '../../platform/database/transaction.js';
import { type Once, onceForJobIn } from '../../platform/idempotency/once.js';
import type { JobRow } from '../../platform/jobs/jobs.repository.js';
import { type AskedJob, type JobContext, JobsService } from '../../platform/jobs/jobs.service.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { decodeCursor, pageOf } from '../../platform/records/read.js';
import { fieldProblem } from '../../platform/records/row.js';
import { FileIntake, type FileOutcome, type FileTask } from './file-intake.service.js';
import { FileProgress, type Progress } from './file-progress.js';
import { refuseForbidden, type Sender } from './file-rights.js';
import { readWindow } from './file-window.js';
import { receiveFile } from './given-file.js';
import type { ImportListQueryDto, ImportPageDto, ImportReportDto } from './imports.dto.js';
import { ImportsRepository } from './imports.repository.js';
import { MappingProfilesService } from './mapping-profiles.service.js';
import type { Profile } from './profile.js';
import { readProfile } from './profile-read.js';

export interface ImportGiven {
  /** Code of a saved profile, or the text of one. */
  profile: string;
  file: Readable | Buffer;
  fileName?: string | undefined;
  dryRun?: boolean;
  /** Take the good rows although there are bad ones. */
  acceptValid?: boolean;
  /** Days for which this file is all there is, `2026-03-01..2026-04-01`. */
  replaceWindow?: string | undefined;
  actor: string;
  /** Whose rights to each noun are asked; absent for whoever has the database itself. */
  sender?: Sender;
  progress?: (progress: Progress) => void;
  once?: Once | undefined;
  /** Whether the sender waits for the report; where a key was given before, it is as it was then. */
  waits?: boolean;
}

/** A file is taken in by a job; where it was applied before there is nothing to do, and the report is there at once. */
type Begun = AskedJob | { report: ImportReportDto };

/** Injection token of the largest file taken, in bytes. */
export const FILE_BYTES_MAX = Symbol('largest file in bytes');

const JOB = 'import';

/** Takes files in through mapping profiles: all of a file or nothing, and the same file once. */
@Injectable()
export class ImportsService implements OnModuleInit {
  /** Work by the key of its job; only the process that received the file can do it. */
  private readonly waiting = new Map<string, (context: JobContext) => Promise<ImportReportDto>>();

  constructor(
    private readonly source: DataSource,
    private readonly intake: FileIntake,
    private readonly imports: ImportsRepository,
    private readonly profiles: MappingProfilesService,
    private readonly jobs: JobsService,
    @Inject(FILE_BYTES_MAX) private readonly fileBytesMax: number,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(JOB, {
      work: (context) => {
        const work = this.waiting.get(context.job.key);
        if (!work) throw new DomainError('import-interrupted');
        return work(context);
      },
    });
  }

  /** Throws `invalid-fields` with line and column for what the file gets wrong, `profile-refused`, `file-too-large`. */
  async importFile(given: ImportGiven): Promise<ImportReportDto> {
    const begun = await this.begin(given);
    return 'job' in begun ? this.reportOf(begun.job) : begun.report;
  }

  /** The report of an import, when its job is done. */
  async reportOf({ id }: JobRow): Promise<ImportReportDto> {
    return (await this.jobs.result(id)) as ImportReportDto;
  }

  /** Receives a file and begins with it, once for a key. Throws `idempotency-key-reused` too. */
  async begin(given: ImportGiven): Promise<Begun> {
    // a code has neither
    const isText = /[\n:]/.test(given.profile);
    const document = isText ? given.profile : (await this.profiles.one(given.profile)).document;
    const profile = readProfile(document);
    refuseForbidden(
      profile.emits.map(({ noun }) => noun.name),
      given.sender,
    );
    const window = given.replaceWindow === undefined ? undefined : readWindow(given.replaceWindow, profile);
    if (window && given.acceptValid)
      throw new DomainError('invalid-fields', {}, [
        fieldProblem('replaceWindow', given.replaceWindow, { code: 'window-alone' }),
      ]);
    const file = await receiveFile(given.file, this.fileBytesMax);
    const task: FileTask = {
      file,
      profile,
      window,
      once: { profile: versionOf(profile, document, given.replaceWindow), fileHash: file.hash },
      fileName: given.fileName,
      actor: given.actor,
      dryRun: given.dryRun ?? false,
      acceptValid: given.acceptValid ?? false,
    };
    return this.start(task, given);
  }

  async list({ limit, cursor }: ImportListQueryDto): Promise<ImportPageDto> {
    const count = Number(limit ?? 100);
    const found = await this.imports.list(count + 1, decodeCursor(cursor));
    return pageOf(found, count, ({ id }) => id);
  }

  private async start(task: FileTask, { progress, once, waits = true }: ImportGiven): Promise<Begun> {
    const { file, profile, fileName, actor } = task;
    const key = [profile.code, ...(fileName ? [fileName] : []), randomUUID()].join(' ');
    const close = async () => {
      this.waiting.delete(key);
      await file.handle.close();
    };
    try {
      const begun = await inTransaction(this.source, (tx) =>
        onceForJobIn<Begun>(tx, once && { ...once, bodyHash: file.hash }, async () => {
          const report = await this.unchanged(tx, task);
          return report ? { report } : { job: await this.jobs.hold(tx, { kind: JOB, key, actor }), waits };
        }),
      );
      if ('job' in begun && begun.job.key === key) {
        this.waiting.set(key, (context) => this.work(task, context, progress).finally(close));
        this.jobs.startHeld(begun.job);
      } else await close(); // applied before, or under way by an earlier request with the key
      return begun;
    } catch (error) {
      await close();
      throw error;
    }
  }

  private async work(
    task: FileTask,
    context: JobContext,
    told?: (progress: Progress) => void,
  ): Promise<ImportReportDto> {
    const progress = new FileProgress((now) => {
      context.report({ ...now });
      told?.(now);
    });
    try {
      const outcome = await this.intake.take(task, {
        signal: context.signal,
        progress,
        fence: (tx) => context.fence(tx),
        finish: (tx, done) => context.finish(tx, reportOf(task, done)),
      });
      return reportOf(task, outcome);
    } catch (error) {
      // the same file at the same moment: the other one was first
      const other = isAppliedTwice(error) ? await this.unchanged(this.source.manager, task) : undefined;
      if (other) return other;
      throw error;
    }
  }

  private async unchanged(tx: Tx, task: FileTask): Promise<ImportReportDto | undefined> {
    const earlier = await this.imports.applied(tx, task.once.profile, task.once.fileHash);
    if (!earlier) return undefined;
    const { id, counts } = earlier;
    const fileName = task.fileName ?? earlier.fileName;
    return { id, state: 'unchanged', profile: earlier.profile, fileName, counts, rejectedRows: 0 };
  }
}

const reportOf = (
  { profile, fileName, dryRun }: FileTask,
  { seq, counts, rejectedRows }: FileOutcome,
): ImportReportDto => ({
  id: seq,
  state: dryRun ? 'dry-run' : 'applied',
  profile: profile.code,
  fileName: fileName ?? null,
  counts,
  rejectedRows,
});

/** What an applied file is known by: another text of the profile makes other records of it, and a window withdraws others. */
export const versionOf = ({ code }: Profile, document: string, window = ''): string =>
  `${code}@${sha256([document, window].join('\n')).slice(0, 12)}`;

const isAppliedTwice = (error: unknown): boolean =>
  error instanceof QueryFailedError &&
  (error.driverError as { constraint?: string }).constraint === 'UQ_intakes_file';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
