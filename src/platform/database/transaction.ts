import type { DataSource, EntityManager } from 'typeorm';

/** A row was changed by an intake that began after ours: our sequence number is too old to replace it. Retried. */
export class StaleSequence extends Error {}

export type Tx = EntityManager;

const ATTEMPTS_MAX = 6;
/** Serialization failure, deadlock. */
const RETRIED = new Set(['40001', '40P01']);

/** One transaction; run anew when the database asks for it. `work` must do nothing but database work. */
export async function inTransaction<T>(source: DataSource, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await source.transaction(work);
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (attempt >= ATTEMPTS_MAX || !(error instanceof StaleSequence || RETRIED.has(code))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5 * 2 ** attempt));
    }
  }
}

/** One consistent view of the database for many reads. */
export function inSnapshot<T>(source: DataSource, work: (tx: Tx) => Promise<T>): Promise<T> {
  return source.transaction('REPEATABLE READ', async (tx) => {
    await tx.query('set transaction read only');
    return work(tx);
  });
}
