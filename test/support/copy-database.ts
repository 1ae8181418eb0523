import { execFile } from 'node:child_process';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { schema } from '../../src/entities.js';
import { createDataSource, migrate } from '../../src/platform/database/data-source.js';
import { query } from './embedded-owner.js';

const run = promisify(execFile);

/**
 * Dumps a database and restores it into an empty one of another server: by pg_dump and psql where this machine has such as
 * can read the server, else by COPY. Answers which.
 */
export async function dumpAndRestore(from: string, url: string, folder: string): Promise<string> {
  if ((await majorOfDump()) < (await majorOf(from))) {
    await copyDatabase(from, url);
    return 'COPY';
  }
  const file = path.join(folder, 'dump.sql');
  await run('pg_dump', ['--no-owner', '--no-privileges', `--file=${file}`, from]);
  await run('psql', ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', `--file=${file}`, url]);
  return 'pg_dump';
}

/** Major version of the pg_dump of this machine; 0 where there is none. */
const majorOfDump = (): Promise<number> =>
  run('pg_dump', ['--version']).then(
    ({ stdout }) => Number(/(\d+)/.exec(stdout)![1]),
    () => 0,
  );

async function majorOf(url: string): Promise<number> {
  const [{ major } = {}] = await query(
    url,
    `select current_setting('server_version_num')::int / 10000 as major`,
  );
  return Number(major);
}

/**
 * Dumps every table by COPY and restores it into an empty database, sequences too: what pg_dump does, without needing
 * one as new as the server.
 */
export async function copyDatabase(from: string, url: string): Promise<void> {
  const target = createDataSource(url, 2, schema);
  await target.initialize();
  await migrate(target);
  await target.destroy();
  const client = new pg.Client({ connectionString: url });
  const reader = new pg.Client({ connectionString: from });
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
