import type { EntityManager } from 'typeorm';
import { copyInto, copyText } from '../database/copy.js';
import { mergeSql } from './merge-sql.js';
import type { Noun } from './noun.js';
import type { Row } from './row.js';

/** Copies lines made by `copyLine` into the noun's stage, as fast as they come. What is thrown by `text` is thrown on. */
export async function copyStage(
  tx: EntityManager,
  noun: Noun,
  text: AsyncIterable<string | Buffer>,
  signal?: AbortSignal,
): Promise<void> {
  const { stageTable, stageColumns } = mergeSql(noun);
  await copyInto(tx, `${stageTable} (${stageColumns})`, text, signal);
}

/** A row as COPY reads it. */
export function copyLine(rowNumber: number, values: Row): string {
  let line = String(rowNumber);
  for (const value of values) line += `\t${value === null ? '\\N' : copyText(value)}`;
  return `${line}\n`;
}

/** Takes rows out of the stage whose number divided by `divisor` is among `quotients`; answers how many they were. */
export async function unstage(
  tx: EntityManager,
  noun: Noun,
  quotients: readonly number[],
  divisor: number,
): Promise<number> {
  const { stageTable } = mergeSql(noun);
  const sql = `delete from ${stageTable} where row_no / $2 = any($1::bigint[])`;
  const result = await tx.queryRunner!.query(sql, [quotients, divisor], true);
  return result.affected ?? 0;
}
