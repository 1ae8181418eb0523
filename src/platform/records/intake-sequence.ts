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
  // one statement, so that it need not stand within a transaction: the sequence is read once the lock is held
  const [row] = await tx.query(
    `select case when pg_advisory_xact_lock($1)::text is not null then (select last_value from intakes_seq_seq) end as mark`,
    [WATERMARK_LOCK],
  );
  return row.mark;
}

/**
 * Number of the newest intake a snapshot sees, without waiting for those under way: within the snapshot all that was known,
 * but no watermark to store, since an intake with a lower number may still be committed.
 */
export async function newestSeen(tx: Tx): Promise<string> {
  const [{ seq }] = await tx.query('select coalesce(max(seq), 0)::text as seq from intakes');
  return seq;
}

/** The same with the instant at which it was taken in. */
export async function newestSeenAt(tx: Tx): Promise<{ watermark: string; knownAt: Date }> {
  const [row] = await tx.query(
    'select seq as watermark, taken_at as "knownAt" from intakes order by seq desc limit 1',
  );
  return row;
}
