import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { acting } from '../acting.js';

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
      return await source.transaction(async (tx) => {
        await tellWhoActs(tx);
        return work(tx);
      });
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (attempt >= ATTEMPTS_MAX || !(error instanceof StaleSequence || RETRIED.has(code))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5 * 2 ** attempt));
    }
  }
}

/** For the triggers that write the audit log. */
async function tellWhoActs(tx: Tx): Promise<void> {
  const who = acting();
  if (who) await tx.query(`select set_config('premia.acting', $1, true)`, [JSON.stringify(who)]);
}

const CANCEL_AGAIN_MS = 500;

/** Does `work` within `tx`; when `signal` aborts, what the database is doing for it is cancelled and the reason thrown. */
export async function abortable<T>(
  source: DataSource,
  tx: Tx,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (!signal) return work();
  const [{ pid }] = await tx.query('select pg_backend_pid() as pid');
  let cancelling: Promise<unknown> | undefined;
  // between two statements there is nothing to cancel: asked again until the work has ended
  const again = setInterval(() => {
    if (signal.aborted)
      cancelling = source.query('select pg_cancel_backend($1)', [pid]).catch(() => undefined);
  }, CANCEL_AGAIN_MS);
  try {
    signal.throwIfAborted();
    return await work();
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    clearInterval(again);
    await cancelling; // or it would hit whoever has the connection next
  }
}

const { escapeLiteral } = pg;

/** What the driver's types do not tell yet: queries are sent at once, and answered in order. */
type PipeliningClient = pg.ClientBase & { pipeline: boolean; connection: { stream: Duplex } };

/** One consistent view of the database for many reads, which may go `together`; that of `exported`, or one taken now. */
export async function inSnapshot<T>(
  source: DataSource,
  work: (tx: Tx) => Promise<T>,
  exported?: string,
): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    const client: PipeliningClient = await runner.connect();
    client.pipeline = true;
    try {
      const begun = client.query('start transaction isolation level repeatable read read only');
      const seen = exported && client.query(`set transaction snapshot ${escapeLiteral(exported)}`);
      const [value] = await together([work(runner.manager), begun, seen]);
      await client.query('commit');
      return value;
    } catch (error) {
      await client.query('rollback').catch(() => undefined); // the connection is lost: so is the transaction
      throw error;
    } finally {
      client.pipeline = false; // COPY, for one, needs a connection of its own
    }
  } finally {
    await runner.release();
  }
}

/** A name by which others see what this snapshot does, while it lasts. */
export async function exportSnapshot(tx: Tx): Promise<string> {
  const [{ name }] = await tx.query('select pg_export_snapshot() as name');
  return name;
}

/**
 * Reads of a snapshot that do not wait for each other's answers. All have ended when this has; what is thrown is what
 * failed first, since all that follows fails for it.
 */
export async function together<T extends readonly unknown[] | []>(
  reads: T,
): Promise<{ -readonly [Place in keyof T]: Awaited<T[Place]> }> {
  const all = Promise.all(reads);
  await Promise.allSettled([all, ...reads]);
  return all;
}

/** Holds back what is written to a stream until all that can be written now has been: one packet, not one a query. */
function gathering(stream: Duplex): () => void {
  return () => {
    if (stream.writableCorked > 0) return;
    stream.cork();
    process.nextTick(() => stream.uncork());
  };
}

/** The same for what is asked often and must answer at once: a connection plans each statement once and keeps the plan. */
export function inPlannedSnapshot<T>(source: DataSource, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inSnapshot(source, async (tx) => {
    const client: PipeliningClient = await tx.queryRunner!.connect();
    const post = gathering(client.connection.stream);
    const query = async (text: string, values: unknown[] = []) => {
      post();
      return (await client.query({ name: planName(text), text, values })).rows;
    };
    return work(Object.create(tx, { query: { value: query } }));
  });
}

/** One statement outside of any transaction, planned once by each connection: for what every request asks. */
export async function askPlanned<Row extends object>(
  source: DataSource,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const pool: pg.Pool = (source.driver as PostgresDriver).master;
  return (await pool.query<Row>({ name: planName(text), text, values })).rows;
}

/** Names by text, as many as there are plans on each connection. */
const planNames = new Map<string, string>();

function planName(text: string): string {
  const name = planNames.get(text) ?? createHash('sha1').update(text).digest('hex');
  planNames.set(text, name);
  return name;
}
