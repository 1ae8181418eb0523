import pg from 'pg';
import type { DataSource } from 'typeorm';
import { schema } from '../../src/entities.js';
import { createDataSource, migrate } from '../../src/platform/database/data-source.js';

/** Address of an empty database that belongs to this worker alone. */
export async function emptyDatabaseUrl(
  name = `premia_${process.env.JEST_WORKER_ID ?? '1'}`,
): Promise<string> {
  const server = process.env.PREMIA_TEST_SERVER;
  if (!server) throw new Error('the tests need the global set-up of jest.config.mjs');
  return makeDatabase(server, name);
}

/** Makes a database on a server, a copy of `template` where that is given; what was there by its name goes. */
export async function makeDatabase(server: string, name: string, template = 'template1'): Promise<string> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`drop database if exists ${name} with (force)`);
  await client.query(`create database ${name} template ${template}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** A fresh, migrated database of this worker's own. */
export async function openFreshDatabase(name?: string): Promise<DataSource> {
  const source = createDataSource(await emptyDatabaseUrl(name), 10, schema);
  await source.initialize();
  await migrate(source);
  return source;
}
