import type { FileHandle } from 'node:fs/promises';
import type { Tx } from '../../platform/database/transaction.js';
import type { FieldProblem } from '../../platform/problem/domain-error.js';
import { openStage } from '../../platform/records/merge.js';
import { copyLine, copyStage } from '../../platform/records/stage.js';
import type { FileRow } from './csv-rows.js';
import { fileRows } from './file-rows.js';
import { type GivenFile, openNameless } from './given-file.js';
import type { Profile } from './profile.js';
import { fileEmpty, type MadeRecord, nounsOf, RecordMaker } from './profile-records.js';

/** What the rows of a file came to before the database saw them. */
export interface StagedFile {
  maker: RecordMaker;
  /** Without the header. */
  rows: number;
  /** Rows refused for their form; none of their records is staged. */
  rowsRefused: number;
  /** By place of the noun: records staged, and records of the rows refused. */
  staged: number[];
  refused: number[];
  /** The first refused values, and the number of all. */
  problems: FieldProblem[];
  problemsTotal: number;
}

export interface StagingOptions {
  /** Stage the good rows although there are bad ones. */
  acceptValid: boolean;
  signal?: AbortSignal | undefined;
  /** Called now and then with the numbers of rows read and refused. */
  report?: ((rows: number, refused: number) => void) | undefined;
  /** Rows to read, without the header; all of them without it. */
  rowsMax?: number;
  /** Told of each row, the records made of it and what is wrong with it. */
  seen?: (row: FileRow, records: readonly MadeRecord[], problems: readonly FieldProblem[]) => void;
}

const PROBLEMS_KEPT_MAX = 100;
const PIECE_CHARACTERS = 64 * 1024;

/**
 * Reads a file once and copies its records into the stages of their nouns. A connection copies into one table at a
 * time: the first noun's lines go there as they are made, those of others wait on disk. Throws `invalid-fields` for a
 * file that cannot be read; bad cells are answered.
 */
export async function stageFile(
  tx: Tx,
  file: GivenFile,
  profile: Profile,
  options: StagingOptions,
): Promise<StagedFile> {
  const nouns = nounsOf(profile);
  for (const noun of nouns) await openStage(tx, noun);
  const waiting: FileHandle[] = [];
  try {
    for (const _ of nouns.slice(1)) waiting.push(await openNameless());
    const staging = new Staging(profile, waiting, options);
    await copyStage(tx, nouns[0]!, staging.pieces(fileRows(file, profile)), options.signal);
    for (const [place, handle] of waiting.entries()) {
      const text = handle.createReadStream({ start: 0, autoClose: false });
      await copyStage(tx, nouns[place + 1]!, text, options.signal);
    }
    return staging.result();
  } finally {
    for (const handle of waiting) await handle.close();
  }
}

class Staging {
  private maker: RecordMaker | undefined;
  private rows = 0;
  private rowsRefused = 0;
  private readonly problems: FieldProblem[] = [];
  private problemsTotal = 0;
  private readonly staged: number[];
  private readonly refused: number[];
  /** Text by place of the noun, on its way. */
  private readonly lines: string[];

  constructor(
    private readonly profile: Profile,
    private readonly waiting: readonly FileHandle[],
    private readonly options: StagingOptions,
  ) {
    const zero = nounsOf(profile).map(() => 0);
    [this.staged, this.refused, this.lines] = [[...zero], [...zero], zero.map(() => '')];
  }

  /** The first noun's lines, in pieces; the others' are written to where they wait. */
  async *pieces(file: AsyncIterable<FileRow[]>): AsyncGenerator<string> {
    for await (const rows of file) {
      for (const row of rows) if (!this.isEnough) this.take(row);
      this.options.report?.(this.rows, this.rowsRefused);
      yield* this.flush(PIECE_CHARACTERS);
      if (this.isEnough) break;
    }
    if (!this.maker) throw fileEmpty();
    yield* this.flush(1);
  }

  result(): StagedFile {
    const { maker, rows, rowsRefused, staged, refused, problems, problemsTotal } = this;
    if (!maker) throw fileEmpty();
    return { maker, rows, rowsRefused, staged, refused, problems, problemsTotal };
  }

  private get isEnough(): boolean {
    return this.rows >= (this.options.rowsMax ?? Number.POSITIVE_INFINITY);
  }

  private take(row: FileRow): void {
    if (!this.maker) {
      this.maker = new RecordMaker(this.profile, row);
      return;
    }
    this.rows++;
    const problems: FieldProblem[] = [];
    const records = this.maker.make(row, problems);
    this.options.seen?.(row, records, problems);
    if (problems.length) this.refuse(this.maker, row, problems);
    // a file that is refused whole is read on for its other problems only
    if (this.problemsTotal && !this.options.acceptValid) return;
    for (const { place, rowNumber, values } of records) {
      this.lines[place] += copyLine(rowNumber, values);
      this.staged[place]! += 1;
    }
  }

  private refuse(maker: RecordMaker, row: FileRow, problems: readonly FieldProblem[]): void {
    this.rowsRefused++;
    this.problemsTotal += problems.length;
    this.problems.push(...problems.slice(0, PROBLEMS_KEPT_MAX - this.problems.length));
    for (const place of maker.placesOf(row)) this.refused[place]! += 1;
  }

  private async *flush(charactersMin: number): AsyncGenerator<string> {
    for (const [place, text] of this.lines.entries()) {
      if (text.length < charactersMin) continue;
      this.lines[place] = '';
      if (place === 0) yield text;
      else await this.waiting[place - 1]!.writeFile(text);
    }
  }
}
