import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { DataSource } from 'typeorm';
import { schema } from '../../src/entities.js';
import { createDataSource, migrate } from '../../src/platform/database/data-source.js';

/**
 * Dumps every table by COPY and restores it into an empty database, sequences too: what pg_dump does, without needing
 * one as new as the server.
 */
export async function copyDatabase(source: DataSource, url: string): Promise<void> {
  const target = createDataSource(url, 2, schema);
  await target.initialize();
  await migrate(target);
  await target.destroy();
  const client = new pg.Client({ connectionString: url });
  const reader = new pg.Client({ connectionString: (source.options as { url: string }).url });
  await Promise.all([client.connect(), reader.connect()]);
  try {
    const { rows } = await reader.query<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    await client.query('set session_replication_role = replica'); // as pg_restore: rows first, references after
    await client.query(`truncate ${rows.map(({ name }) => name).join(', ')} cascade`);
    for (const { name } of rows) await copyTable(reader, client, name);
    await copySequences(reader, client);
  } finally {
    await Promise.all([client.end(), reader.end()]);
  }
}

async function copyTable(reader: pg.Client, client: pg.Client, name: string): Promise<void> {
  const pieces: Buffer[] = [];
  const kept = new Writable({
    write(piece, _encoding, done) {
      pieces.push(piece);
      done();
    },
  });
  await pipeline(reader.query(copyTo(`copy ${name} to stdout`)), kept);
  await pipeline(Readable.from(pieces), client.query(copyFrom(`copy ${name} from stdin`)));
}

async function copySequences(reader: pg.Client, client: pg.Client): Promise<void> {
  const { rows } = await reader.query<{ name: string; last: string | null }>(
    `select sequencename as name, last_value as last from pg_sequences where schemaname = 'public'`,
  );
  for (const { name, last } of rows)
    if (last !== null) await client.query('select setval($1::regclass, $2)', [name, last]);
}
