import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { schema } from '../../dist/src/entities.js';
import { createDataSource, migrate } from '../../dist/src/platform/database/data-source.js';
import { startEmbedded } from '../../dist/src/platform/embedded/index.js';

/** One server for the whole run; each test file makes its own database in it. Jest loads this without its transforms. */
export default async function setup() {
  process.env.PREMIA_TEST_TRACES = mkdtempSync(path.join(tmpdir(), 'premia-traces-'));
  if (!process.env.PREMIA_TEST_SERVER) await startServer();
  await makeTemplate(process.env.PREMIA_TEST_SERVER);
}

async function startServer() {
  const directory = mkdtempSync(path.join(tmpdir(), 'premia-test-'));
  const server = await startEmbedded({ directory, settings: { fsync: 'off', max_connections: '200' } });
  process.env.PREMIA_TEST_SERVER = server.url;
  globalThis.premiaStop = async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}

/** Migrated once; the databases of the test files are copies of it. */
async function makeTemplate(server) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query('drop database if exists premia_template');
  await client.query('create database premia_template');
  await client.end();
  const url = new URL(server);
  url.pathname = '/premia_template';
  const source = createDataSource(url.href, 2, schema);
  await source.initialize();
  await migrate(source);
  await source.destroy();
}
