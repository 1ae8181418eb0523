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

interface Refused {
  row_no: number;
  field?: string;
  value: string | null;
  facts: Expectation['facts'] | null;
  total: string;
}

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
  const sql = mergeSql(noun);
  // records that refer to each other must not become a circle through two merges at once
  if (sql.linkNew) await tx.query('select pg_advisory_xact_lock(hashtext($1))', [noun.table]);
  await stage(tx, sql, noun, rows);
  await faultPoint('after-staging', { noun: noun.name, rows: rows.length });
  await refuseRepeated(tx, sql, noun, locate);
  await refuseUnknown(tx, sql, locate);
  await refuseBy(tx, sql.rules, locate);
  const added = await affected(tx, sql.insertNew, [seq]);
  if (sql.linkNew) await tx.query(sql.linkNew, [seq]);
  const locked: { written_seq: string }[] = await tx.query(sql.lockChanged, [seq]);
  if (locked.some((row) => BigInt(row.written_seq) > BigInt(seq))) throw new StaleSequence();
  const changed = locked.length === 0 ? 0 : await affected(tx, sql.replaceChanged, [seq]);
  await refuseBy(tx, sql.rulesAfter, locate);
  for (const statement of noun.afterMerge ?? []) await tx.query(statement, [seq]);
  await tx.query(`delete from ${sql.stageTable}`);
  return { read: rows.length, added, changed, unchanged: rows.length - added - changed };
}

/** Withdraws records by id; each leaves a tombstone. Returns how many there were to withdraw. */
export async function withdrawRows(
  tx: EntityManager,
  noun: Noun,
  seq: string,
  ids: readonly string[],
): Promise<number> {
  const sql = mergeSql(noun);
  const locked: { written_seq: string }[] = await tx.query(sql.withdrawLock, [ids]);
  if (locked.some((row) => BigInt(row.written_seq) > BigInt(seq))) throw new StaleSequence();
  const withdrawn = await affected(tx, sql.withdraw, [seq, ids]);
  for (const statement of noun.afterMerge ?? []) await tx.query(statement, [seq]);
  return withdrawn;
}

async function stage(tx: EntityManager, sql: MergeSql, noun: Noun, rows: readonly Row[]): Promise<void> {
  await tx.query(sql.createStage);
  const columns = noun.fields.map((_, place) => rows.map((row) => row[place] ?? null));
  await tx.query(sql.insertStage, columns);
  await tx.query(`analyze ${sql.stageTable}`);
}

/** Rows a data-changing statement touched: the driver answers `[rows, count]` for updates, and only rows for inserts. */
async function affected(tx: EntityManager, sql: string, values: readonly unknown[]): Promise<number> {
  const runner = tx.queryRunner;
  if (!runner) throw new Error('a merge needs a transaction');
  const result = await runner.query(sql, [...values], true);
  return result.affected ?? 0;
}

async function refuseRepeated(tx: EntityManager, sql: MergeSql, noun: Noun, locate: Locate): Promise<void> {
  const repeated: Refused[] = await tx.query(sql.repeated);
  refuse(repeated, locate, () => ({ field: noun.key.at(-1)!, expected: { code: 'repeated-differently' } }));
  await tx.query(sql.dropRepeated);
}

async function refuseUnknown(tx: EntityManager, sql: MergeSql, locate: Locate): Promise<void> {
  if (!sql.unknownReferences) return;
  const unknown: (Refused & { field: string; noun: string })[] = await tx.query(sql.unknownReferences);
  refuse(unknown, locate, (row) => ({
    field: row.field!,
    expected: { code: 'existing', facts: sql.references[row.field!]! },
  }));
}

async function refuseBy(tx: EntityManager, rules: MergeSql['rules'], locate: Locate): Promise<void> {
  for (const { rule, sql } of rules) {
    const refused: Refused[] = await tx.query(sql);
    refuse(refused, locate, (row) => ({
      field: rule.field,
      expected: row.facts ? { code: rule.expected, facts: row.facts } : { code: rule.expected },
    }));
  }
}

function refuse(
  rows: readonly Refused[],
  locate: Locate,
  what: (row: Refused) => { field: string; expected: Expectation },
): void {
  if (rows.length === 0) return;
  const problems = rows.map((row) => {
    const { field, expected } = what(row);
    return { ...fieldProblem(field, row.value, expected), ...locate(row.row_no, field) };
  });
  throw new DomainError('invalid-fields', {}, problems, Number(rows[0]!.total));
}
