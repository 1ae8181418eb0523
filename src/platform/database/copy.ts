import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Tx } from './transaction.js';

interface CopyingClient {
  query(copy: Writable): Writable;
}

/** A value as the database reads it from text; null where there is none. */
export type CopyValue = string | boolean | null;

/** Copies lines into a table, named with its columns; what is thrown by `text` is thrown on. */
export async function copyInto(
  tx: Tx,
  table: string,
  text: Iterable<string> | AsyncIterable<string | Buffer>,
  signal?: AbortSignal,
): Promise<void> {
  const client: CopyingClient = await tx.queryRunner!.connect();
  const copy = client.query(copyFrom(`copy ${table} from stdin`));
  await pipeline(Readable.from(text), copy, signal ? { signal } : {});
}

/** Values as one line that COPY reads. */
export const copiedRow = (values: readonly CopyValue[]): string =>
  `${values.map((value) => (value === null ? '\\N' : copyText(String(value)))).join('\t')}\n`;

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A value as COPY reads it. */
export const copyText = (value: string): string =>
  /[\\\n\r\t]/.test(value) ? value.replace(/[\\\n\r\t]/g, (sign) => ESCAPES[sign]!) : value;
