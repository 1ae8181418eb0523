import type { Tx } from '../database/transaction.js';

/** Key of the advisory lock between merges (shared) and the taking of a watermark (exclusive). */
const WATERMARK_LOCK = 7_264_001;

export interface IntakeHead {
  kind: 'api' | 'file' | 'withdrawal' | 'system';
  noun: string;
  actor: string;
  fileName?: string | undefined;
  fileHash?: string | undefined;
  profile?: string | undefined;
}

/** Begins an intake within `tx`: its sequence number marks every row it writes. */
export async function beginIntake(tx: Tx, head: IntakeHead): Promise<string> {
  await tx.query('select pg_advisory_xact_lock_shared($1)', [WATERMARK_LOCK]);
  const [row] = await tx.query(
    `insert into intakes (kind, noun, actor, file_name, file_hash, profile) values ($1, $2, $3, $4, $5, $6) returning seq`,
    [head.kind, head.noun, head.actor, head.fileName ?? null, head.fileHash ?? null, head.profile ?? null],
  );
  return row.seq;
}

/** Takes a watermark: every intake up to it is committed or gone, every later one has a higher number. */
export async function takeWatermark(tx: Tx): Promise<string> {
  await tx.query('select pg_advisory_xact_lock($1)', [WATERMARK_LOCK]);
  const [row] = await tx.query('select last_value as mark from intakes_seq_seq');
  return row.mark;
}
