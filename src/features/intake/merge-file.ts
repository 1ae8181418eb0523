import type { Tx } from '../../platform/database/transaction.js';
import { DomainError, type FieldProblem } from '../../platform/problem/domain-error.js';
import {
  type MergeCounts,
  mergeStaged,
  type RefusedRows,
  SET_ASIDE_MAX,
} from '../../platform/records/merge.js';
import { unstage } from '../../platform/records/stage.js';
import { type FileWindow, withdrawAbsent } from './file-window.js';
import { EMITS_MAX } from './profile.js';
import { lineOf } from './profile-records.js';
import type { StagedFile } from './stage-file.js';

/** What became of a noun's records in a file; those of rejected rows are counted as read. */
export interface FileCounts extends MergeCounts {
  rejected: number;
  /** Records of the window that the file does not have. */
  withdrawn: number;
}

export type CountsByNoun = Record<string, FileCounts>;

/** Rows that the database refused, by line. */
export type RefusedLines = Map<number, FieldProblem[]>;

/** Told of the counts of each noun as soon as they stand. */
export type Merged = (noun: string, counts: FileCounts) => void;

/** Merges the nouns of a staged file in order, all of it or nothing. Throws `invalid-fields`. */
export async function mergeWhole(
  tx: Tx,
  seq: string,
  { maker, staged }: StagedFile,
  window: FileWindow | undefined,
  merged?: Merged,
): Promise<CountsByNoun> {
  const counts: CountsByNoun = {};
  for (const [place, noun] of maker.nouns.entries()) {
    const withdrawn = window ? await withdrawAbsent(tx, seq, noun, window, maker.locate(noun)) : 0;
    const done = await mergeStaged(tx, noun, seq, staged[place]!, maker.locate(noun));
    counts[noun.name] = { ...done, rejected: 0, withdrawn };
    merged?.(noun.name, counts[noun.name]!);
  }
  return counts;
}

/**
 * Merges what is good of a staged file; a row with a bad record is left out whole. What was merged before a row turned
 * out to be bad is taken back and merged anew without it. Throws `too-many-rejected`.
 */
export async function mergeValid(
  tx: Tx,
  seq: string,
  file: StagedFile,
  merged?: Merged,
): Promise<{ counts: CountsByNoun; refused: RefusedLines }> {
  refuseTooMany(file.rowsRefused);
  const refused: RefusedLines = new Map();
  for (;;) {
    await tx.query('savepoint merging');
    const round = new Round(tx, seq, file, refused);
    const counts = await round.merge(merged);
    if (!round.isSpoilt) return { counts, refused };
    await tx.query('rollback to savepoint merging');
  }
}

class Round {
  /** A row was found bad after records of it had been merged. */
  isSpoilt = false;
  /** Records taken out of the stages, by place of the noun. */
  private readonly taken: number[];
  private place = 0;

  constructor(
    private readonly tx: Tx,
    private readonly seq: string,
    private readonly file: StagedFile,
    private readonly refused: RefusedLines,
  ) {
    this.taken = file.staged.map(() => 0);
  }

  async merge(merged?: Merged): Promise<CountsByNoun> {
    await this.takeOut([...this.refused.keys()]);
    const counts: CountsByNoun = {};
    const { maker, staged, refused } = this.file;
    for (const [place, noun] of maker.nouns.entries()) {
      this.place = place;
      const read = staged[place]! - this.taken[place]!;
      const locate = maker.locate(noun);
      const done = await mergeStaged(this.tx, noun, this.seq, read, locate, (found) => this.setAside(found));
      const rejected = this.taken[place]! + refused[place]!;
      counts[noun.name] = { ...done, read: staged[place]! + refused[place]!, rejected, withdrawn: 0 };
      if (!this.isSpoilt) merged?.(noun.name, counts[noun.name]!);
    }
    return counts;
  }

  private async setAside({ noun, rows, total, isMerged }: RefusedRows): Promise<number> {
    if (total > rows.length) refuseTooMany(total);
    const lines = new Set<number>();
    for (const { rowNumber, problem } of rows) {
      const line = lineOf(rowNumber);
      lines.add(line);
      this.refused.set(line, [...(this.refused.get(line) ?? []), problem]);
    }
    refuseTooMany(this.refused.size + this.file.rowsRefused);
    if (isMerged || this.place > 0) this.isSpoilt = true;
    const before = this.taken[this.place]!;
    await this.takeOut([...lines]);
    return this.taken[this.file.maker.nouns.indexOf(noun)]! - before;
  }

  private async takeOut(lines: readonly number[]): Promise<void> {
    if (lines.length === 0) return;
    for (const [place, noun] of this.file.maker.nouns.entries())
      this.taken[place]! += await unstage(this.tx, noun, lines, EMITS_MAX);
  }
}

function refuseTooMany(rows: number): void {
  if (rows > SET_ASIDE_MAX) throw new DomainError('too-many-rejected', { rows, limit: SET_ASIDE_MAX });
}
