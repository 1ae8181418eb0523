import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../problem/domain-error.js';

/** A request that its sender gave an `Idempotency-Key`. Keys of different tokens are independent. */
export interface Once {
  actorId: string;
  key: string;
  /** Method and address with its query. */
  route: string;
  /** SHA-256 of the body, in hex; a stream's is known when it was received. */
  bodyHash: string;
  /** Called when the answer is an earlier one. */
  replayed(): void;
}

interface KeptAnswer {
  route: string;
  bodyHash: string;
  answer: object | null;
}

/**
 * Does `work` once for a key. The key and the answer are written in the transaction of the effect, so they cannot part;
 * another request with the key waits for this transaction. Throws `idempotency-key-reused`.
 */
export async function onceIn<T extends object>(
  tx: EntityManager,
  once: Once | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (!once || (await claim(tx, once))) {
    const answer = await work();
    if (once) await keep(tx, once, answer);
    return answer;
  }
  return ((await keptAnswer(tx, once)) as T | undefined) ?? onceIn(tx, once, work);
}

/**
 * Like `onceIn` for work that makes a job and answers it, or answers without one. A job that has failed or was cancelled
 * has changed nothing: its key is free again.
 */
export async function onceForJobIn<T extends object>(
  tx: EntityManager,
  once: Once | undefined,
  work: () => Promise<T & { job?: { id: string } }>,
): Promise<T> {
  if (!once) return work();
  const key = [once.actorId, once.key];
  await tx.query(
    `delete from idempotency_keys k using jobs j
      where k.actor_id = $1 and k.key = $2 and j.id = k.job_id and j.state in ('failed', 'cancelled')`,
    key,
  );
  return onceIn<T>(tx, once, async () => {
    const answer = await work();
    if (answer.job)
      await tx.query('update idempotency_keys set job_id = $3 where actor_id = $1 and key = $2', [
        ...key,
        answer.job.id,
      ]);
    return answer;
  });
}

/** Like `onceIn` for an answer that must not be kept: a second request throws `already-made`. */
export async function onlyOnceIn<T>(
  tx: EntityManager,
  once: Once | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (!once || (await claim(tx, once))) return work();
  await keptAnswer(tx, once);
  throw new DomainError('already-made');
}

/** Takes the key; false when it is taken. Waits for whoever is about to take it. */
async function claim(tx: EntityManager, { actorId, key, route, bodyHash }: Once): Promise<boolean> {
  const claimed: object[] = await tx.query(
    `insert into idempotency_keys (actor_id, key, route, body_hash) values ($1, $2, $3, $4)
      on conflict do nothing returning actor_id`,
    [actorId, key, route, bodyHash],
  );
  return claimed.length > 0;
}

async function keep(tx: EntityManager, { actorId, key }: Once, answer: object): Promise<void> {
  await tx.query('update idempotency_keys set answer = $3 where actor_id = $1 and key = $2', [
    actorId,
    key,
    JSON.stringify(answer),
  ]);
}

/** The answer kept under a key; undefined when the key is not taken. Throws `idempotency-key-reused`, `already-made`. */
async function keptAnswer(tx: EntityManager, once: Once): Promise<object | undefined> {
  const [kept]: KeptAnswer[] = await tx.query(
    'select route, body_hash as "bodyHash", answer from idempotency_keys where actor_id = $1 and key = $2',
    [once.actorId, once.key],
  );
  if (!kept) return undefined; // purged in this very moment
  if (kept.route !== once.route || kept.bodyHash !== once.bodyHash)
    throw new DomainError('idempotency-key-reused', { route: kept.route });
  if (kept.answer === null) throw new DomainError('already-made');
  once.replayed();
  return kept.answer;
}

/** SHA-256 of a body that was read as JSON: spaces between its parts do not make it another. */
export const bodyHashOf = (body: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('hex');
