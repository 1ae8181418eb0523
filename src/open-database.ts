import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { schema } from './entities.js';
import { type Config, ConfigError } from './platform/config.js';
import { createDataSource, migrate } from './platform/database/data-source.js';
import { attachEmbedded, superviseEmbedded } from './platform/embedded/index.js';
import { log } from './platform/log.js';

export interface OpenDatabase {
  source: DataSource;
  /** Closes the pool, waiting for what uses it only so long, and stops the embedded server where it is ours. */
  close(): Promise<void>;
}

const DATABASE = 'premia';
const CLOSE_MS_MAX = 2_000;

export interface OpenOptions {
  /** An embedded server under a live owner is used, not owned. */
  attach: boolean;
  /** Refuses to make a database: a mistyped folder must not answer for an empty company. */
  existing?: boolean;
  signal?: AbortSignal;
}

/** Opens and migrates the service's database. Throws `ConfigError`, `EmbeddedError`, and what the driver throws. */
export async function openDatabase(config: Config, options: OpenOptions): Promise<OpenDatabase> {
  if (config.database.kind === 'url')
    return connect(config.database.url, config.poolSize, async () => undefined);
  const directory = path.join(config.database.folder, 'db');
  if (options.existing && !existsSync(directory)) {
    throw new ConfigError(
      `there is no database in ${config.database.folder}; PREMIA_DATA names its folder, and npm start makes one`,
    );
  }
  const attached = options.attach ? await attachEmbedded(directory) : undefined;
  if (attached) return connect(attached.databaseUrl(DATABASE), config.poolSize, async () => undefined);
  const server = await superviseEmbedded({
    directory,
    ...(options.signal ? { signal: options.signal } : {}),
    log: ({ level, message, ...facts }) => log(level, message, facts),
  });
  try {
    await createDatabase(server.url);
    return await connect(server.databaseUrl(DATABASE), config.poolSize, () => server.stop());
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function connect(url: string, poolSize: number, stop: () => Promise<void>): Promise<OpenDatabase> {
  const source = createDataSource(url, poolSize, schema);
  await source.initialize();
  try {
    await migrate(source);
  } catch (error) {
    await source.destroy();
    throw error;
  }
  return {
    source,
    close: async () => {
      // a pool that somebody else is closing refuses to be closed again
      const closed = source.isInitialized ? source.destroy().catch(() => undefined) : undefined;
      await Promise.race([closed, pause(CLOSE_MS_MAX, undefined, { ref: false })]);
      await stop();
    },
  };
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
