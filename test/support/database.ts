import pg from 'pg';
import type { DataSource } from 'typeorm';
import { schema } from '../../src/entities.js';
import { createDataSource } from '../../src/platform/database/data-source.js';

/** Address of an empty database that belongs to this worker alone. */
export async function emptyDatabaseUrl(name = ownName()): Promise<string> {
  return makeDatabase(testServer(), name);
}

const ownName = () => `premia_${process.env.JEST_WORKER_ID ?? '1'}`;

function testServer(): string {
  const server = process.env.PREMIA_TEST_SERVER;
  if (!server) throw new Error('the tests need the global set-up of jest.config.mjs');
  return server;
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

/** A fresh, migrated database of this worker's own: a copy of what the global set-up has migrated. */
export async function openFreshDatabase(name = ownName()): Promise<DataSource> {
  const url = await makeDatabase(testServer(), name, 'premia_template');
  const source = createDataSource(url, 10, schema);
  await source.initialize();
  return source;
}
