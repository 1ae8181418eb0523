import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Response } from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import type { DataSource } from 'typeorm';

export const testFile = (name: string): Buffer => readFileSync(path.resolve('test', 'files', name));

/** Room that stages take in the database, those of all connections. */
export async function stagedBytes(source: DataSource): Promise<number> {
  const [{ bytes }] = await source.query(
    `select coalesce(sum(pg_relation_size(oid)), 0)::int as bytes from pg_class where relpersistence = 't' and relkind = 'r'`,
  );
  return bytes;
}

/** Sends a file to be imported under a saved profile. */
export function sendFile(
  client: TestAgent,
  profile: string,
  file: Buffer | string,
  query: Record<string, string> = {},
) {
  const sent = client.post('/v1/imports').query({ profile, fileName: `${profile}.csv`, ...query });
  // as text, so that the client library sends the bytes as they are
  return sent
    .set('Content-Type', 'text/csv')
    .serialize((body) => body)
    .send(Buffer.isBuffer(file) ? file : Buffer.from(file));
}

export function saveProfile(client: TestAgent, code: string, document: Buffer | string): Promise<Response> {
  return client.put(`/v1/mapping-profiles/${code}`).send({ document: String(document) });
}
