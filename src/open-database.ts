import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { schema } from './entities.js';
import { type Config, ConfigError } from './platform/config.js';
import { createDataSource, migrate } from './platform/database/data-source.js';
import { grantServing } from './platform/database/serving-role.js';
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
  if (config.database.kind === 'url') {
    const { url, migrateUrl = url } = config.database;
    return connect({ url, migrateUrl, poolSize: config.poolSize }, async () => undefined);
  }
  const directory = path.join(config.database.folder, 'db');
  if (options.existing && !existsSync(directory)) {
    throw new ConfigError(
      `there is no database in ${config.database.folder}; PREMIA_DATA names its folder, and npm start makes one`,
    );
  }
  const own = (url: string) => ({ url, migrateUrl: url, poolSize: config.poolSize });
  const attached = options.attach ? await attachEmbedded(directory) : undefined;
  if (attached) return connect(own(attached.databaseUrl(DATABASE)), async () => undefined);
  const server = await superviseEmbedded({
    directory,
    ...(options.signal ? { signal: options.signal } : {}),
    log: ({ level, message, ...facts }) => log(level, message, facts),
  });
  try {
    await createDatabase(server.url);
    return await connect(own(server.databaseUrl(DATABASE)), () => server.stop());
  } catch (error) {
    await server.stop();
    throw error;
  }
}

interface Addresses {
  url: string;
  /** With the rights of the owner of the tables; may be the same. */
  migrateUrl: string;
  poolSize: number;
}

async function connect(
  { url, migrateUrl, poolSize }: Addresses,
  stop: () => Promise<void>,
): Promise<OpenDatabase> {
  const source = createDataSource(url, poolSize, schema);
  await source.initialize();
  try {
    if (migrateUrl === url) await migrate(source).catch(explainRights);
    else await migrateFor(source, migrateUrl);
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

/** Migrates by an address that is used for nothing else, and lets the role of `serving` serve. */
async function migrateFor(serving: DataSource, url: string): Promise<void> {
  const [{ role }] = await serving.query('select current_user as role');
  const owner = createDataSource(url, 2, schema);
  await owner.initialize();
  try {
    await migrate(owner);
    await grantServing(owner, role);
  } finally {
    await owner.destroy();
  }
}

const INSUFFICIENT_PRIVILEGE = '42501';

function explainRights(error: { code?: string }): never {
  if (error.code !== INSUFFICIENT_PRIVILEGE) throw error;
  throw new ConfigError(
    'there are migrations to be done, and the role of DATABASE_URL may not do them; set PREMIA_MIGRATE_DATABASE_URL to an address with the role that owns the tables',
  );
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
