import type { EntityManager } from 'typeorm';
import { StaleSequence } from '../database/transaction.js';
import { faultPoint } from '../fault-point.js';
import { DomainError, type FieldProblem } from '../problem/domain-error.js';
import type { Expectation } from './expectations.js';
import { type MergeSql, mergeSql } from './merge-sql.js';
import type { Noun } from './noun.js';
import { fieldProblem, type Row } from './row.js';

/** What a merge did with the rows it was given; `unchanged` holds repeated and older ones too. */
export interface MergeCounts {
  read: number;
  added: number;
  changed: number;
  unchanged: number;
}

/** Names a staged row in a problem: `items[3].` for a batch, line and column for a file. */
export type Locate = (rowNumber: number, field: string) => Pick<FieldProblem, 'field' | 'line' | 'column'>;

/** A row that was refused, with the number it was staged under. */
interface RefusedRow {
  rowNumber: number;
  problem: FieldProblem;
}

/** Rows of a noun that were refused; there may be more of them than are told. */
export interface RefusedRows {
  noun: Noun;
  rows: readonly RefusedRow[];
  total: number;
  /** They are in the noun's table already: what was merged is to be taken back. */
  isMerged: boolean;
}

/**
 * What becomes of refused rows, where not the whole is refused for them: takes them out of every stage and answers how
 * many rows of their noun that were.
 */
export type SetAside = (refused: RefusedRows) => Promise<number>;

interface Refused {
  row_no: string;
  field?: string;
  value: string | null;
  facts: Expectation['facts'] | null;
  total: string;
}

const UNANALYZED_MAX = 1_000;

/** Refused rows told at once; with `SetAside` all there may be, so that they are taken out at once. */
const TOLD_MAX = 100;
export const SET_ASIDE_MAX = 100_000;

/**
 * Merges records of one noun as sets: repeated rows change nothing, changed ones move the old revision to the history.
 * All or nothing within the caller's transaction. Throws `invalid-fields` for what the rows themselves get wrong.
 */
export async function mergeRows(
  tx: EntityManager,
  noun: Noun,
  seq: string,
  rows: readonly Row[],
  locate: Locate,
): Promise<MergeCounts> {
  await openStage(tx, noun);
  await stageRows(tx, noun, rows);
  const counts = await mergeStaged(tx, noun, seq, rows.length, locate);
  await clearStages(tx, [noun]);
  return counts;
}

/** Merges what was staged since `openStage`: as `mergeRows`, for more rows than are held at once. */
export async function mergeStaged(
  tx: EntityManager,
  noun: Noun,
  seq: string,
  read: number,
  locate: Locate,
  setAside?: SetAside,
): Promise<MergeCounts> {
  const sql = mergeSql(noun);
  // records that refer to each other must not become a circle through two merges at once
  if (sql.linkNew) await tx.query('select pg_advisory_xact_lock(hashtext($1))', [noun.table]);
  // of few rows any plan is good, and looking for the best would take longer
  if (read > UNANALYZED_MAX) await tx.query(`analyze ${sql.stageTable}`);
  await faultPoint('after-staging', { noun: noun.name, rows: read });
  const questions = new Questions(tx, noun, sql, locate, setAside);
  const { staged, added } = await questions.insertNew(seq, read);
  if (sql.linkNew) await tx.query(sql.linkNew, [seq]);
  const changed = added === staged ? 0 : await replaceChanged(tx, sql, seq);
  await questions.askAfter();
  const after = [...((changed && noun.afterChange) || []), ...(noun.afterMerge ?? [])];
  for (const statement of after) await tx.query(statement, [seq]);
  return { read, added, changed, unchanged: read - questions.setAsideCount - added - changed };
}

async function replaceChanged(tx: EntityManager, sql: MergeSql, seq: string): Promise<number> {
  const locked: { written_seq: string }[] = await tx.query(sql.lockChanged, [seq]);
  if (locked.some((row) => BigInt(row.written_seq) > BigInt(seq))) throw new StaleSequence();
  return locked.length === 0 ? 0 : affected(tx, sql.replaceChanged, [seq]);
}

/** An empty stage for this noun's rows, to be cleared once they are merged. */
export async function openStage(tx: EntityManager, noun: Noun): Promise<void> {
  const { createStage, stageTable } = mergeSql(noun);
  await tx.query(`${createStage}; delete from ${stageTable}`);
}

/**
 * Gives the room of stages back. `on commit delete rows` would empty every stage the connection has ever opened, at each
 * commit: 9 ms for 25 of them.
 */
export async function clearStages(tx: EntityManager, nouns: readonly Noun[]): Promise<void> {
  await tx.query(`truncate ${nouns.map((noun) => mergeSql(noun).stageTable).join(', ')}`);
}

/** Adds rows to the stage, numbered from 1. */
async function stageRows(tx: EntityManager, noun: Noun, rows: readonly Row[]): Promise<void> {
  const columns = noun.fields.map((_, place) => rows.map((row) => row[place] ?? null));
  await tx.query(mergeSql(noun).insertStage, columns);
}

/** Rows a data-changing statement touched: the driver answers `[rows, count]` for updates, and only rows for inserts. */
export async function affected(tx: EntityManager, sql: string, values: readonly unknown[]): Promise<number> {
  const runner = tx.queryRunner;
  if (!runner) throw new Error('a merge needs a transaction');
  const result = await runner.query(sql, [...values], true);
  return result.affected ?? 0;
}

/** What is asked of staged rows before and after they are merged; refused ones end the merge, or are set aside. */
class Questions {
  /** Rows of this noun set aside so far. */
  setAsideCount = 0;
  private isMerged = false;
  private readonly limit: number;

  constructor(
    private readonly tx: EntityManager,
    private readonly noun: Noun,
    private readonly sql: MergeSql,
    private readonly locate: Locate,
    private readonly setAside: SetAside | undefined,
  ) {
    this.limit = setAside ? SET_ASIDE_MAX + 1 : TOLD_MAX;
  }

  /**
   * Inserts what is new and answers how much that was, and how many rows were staged still: some may have been outdated,
   * repeated or set aside. Asks anew while rows go, which others may name.
   */
  async insertNew(seq: string, read: number): Promise<{ staged: number; added: number }> {
    const { versioned, repeated } = await this.peculiarities();
    let dropped = versioned ? await affected(this.tx, this.sql.dropOutdated, []) : 0;
    if (repeated) dropped += await this.askRepeated();
    for (;;) {
      const before = this.setAsideCount;
      const [{ refused, added }] = await this.tx.query(this.sql.insertNew, [seq]);
      if (!refused) return { staged: read - dropped - before, added };
      await this.askUnknown();
      await this.askRules(this.sql.rules);
      // what it named has come meanwhile: the transaction is run anew
      if (this.setAsideCount === before) throw new StaleSequence();
    }
  }

  /** What only the merged rows can tell. */
  async askAfter(): Promise<void> {
    this.isMerged = true;
    await this.askRules(this.sql.rulesAfter);
  }

  private async peculiarities(): Promise<{ versioned: boolean; repeated: boolean }> {
    const [row] = await this.tx.query(this.sql.peculiarities);
    return row;
  }

  /** Of a key sent again the last, or the highest version, is taken; answers how many rows went with that. */
  private async askRepeated(): Promise<number> {
    const field = this.noun.key.at(-1)!;
    await this.ask(this.setAside ? this.sql.repeatedAll : this.sql.repeated, () => ({
      field,
      expected: { code: 'repeated-differently' },
    }));
    return affected(this.tx, this.sql.dropRepeated, []);
  }

  private async askUnknown(): Promise<void> {
    if (!this.sql.unknownReferences) return;
    await this.ask(this.sql.unknownReferences, ({ field }) => ({
      field: field!,
      expected: { code: 'existing', facts: this.sql.references[field!]! },
    }));
  }

  private async askRules(rules: MergeSql['rules']): Promise<void> {
    for (const { rule, sql } of rules)
      await this.ask(sql, ({ facts }) => ({
        field: rule.field,
        expected: facts ? { code: rule.expected, facts } : { code: rule.expected },
      }));
  }

  private async ask(
    sql: string,
    what: (row: Refused) => { field: string; expected: Expectation },
  ): Promise<void> {
    const rows: Refused[] = await this.tx.query(sql, [this.limit]);
    if (rows.length === 0) return;
    const refused = rows.map((row) => {
      const { field, expected } = what(row);
      const rowNumber = Number(row.row_no);
      const place = this.locate(rowNumber, field);
      return { rowNumber, problem: { ...fieldProblem(field, row.value, expected), ...place } };
    });
    const total = Number(rows[0]!.total);
    if (!this.setAside) {
      const problems = refused.map(({ problem }) => problem);
      throw new DomainError('invalid-fields', {}, problems, total);
    }
    const { noun, isMerged } = this;
    this.setAsideCount += await this.setAside({ noun, rows: refused, total, isMerged });
  }
}
