import path from 'node:path';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { schema } from './entities.js';
import type { Config } from './platform/config.js';
import { createDataSource, migrate } from './platform/database/data-source.js';
import { attachEmbedded, superviseEmbedded } from './platform/embedded/index.js';
import { log } from './platform/log.js';

export interface OpenDatabase {
  source: DataSource;
  /** Closes the pool, and stops the embedded server where it is ours. */
  close(): Promise<void>;
}

const DATABASE = 'premia';

/** Opens and migrates the service's database. With `attach`, an embedded server under a live owner is used, not owned. */
export async function openDatabase(config: Config, options: { attach: boolean; signal?: AbortSignal }): Promise<OpenDatabase> {
  if (config.database.kind === 'url') return connect(config.database.url, config.poolSize, async () => undefined);
  const directory = path.join(config.database.folder, 'db');
  const attached = options.attach ? await attachEmbedded(directory) : undefined;
  if (attached) return connect(attached.databaseUrl(DATABASE), config.poolSize, async () => undefined);
  const server = await superviseEmbedded({
    directory,
    ...(options.signal ? { signal: options.signal } : {}),
    log: ({ level, message, ...facts }) => log(level, message, facts),
    onDown: () => log('error', 'PostgreSQL is down; requests are answered with 503 until it is up'),
    onUp: () => log('info', 'PostgreSQL is up again'),
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
      if (source.isInitialized) await source.destroy();
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
