import { accessSync, constants, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { schema } from '../../dist/src/entities.js';
import { createDataSource, migrate } from '../../dist/src/platform/database/data-source.js';
import { startEmbedded } from '../../dist/src/platform/embedded/index.js';

const MEMORY = '/dev/shm';
const ROOM_MIN = 4 * 1024 ** 3;

/** One server for the whole run; each test file makes its own database in it. Jest loads this without its transforms. */
export default async function setup() {
  process.env.PREMIA_TEST_TRACES = mkdtempSync(path.join(tmpdir(), 'premia-traces-'));
  process.env.PREMIA_TEST_DATA = dataFolder();
  if (!process.env.PREMIA_TEST_SERVER) await startServer();
  await makeTemplate(process.env.PREMIA_TEST_SERVER);
}

/**
 * Where the servers of the tests keep their data: in memory where there is room for it, on disk elsewhere. Making and
 * dropping databases is hundreds of files each time, most of a test file's start on some disks. Programs are started
 * from there too, by servers that cannot read them where they are, so it must allow that.
 */
function dataFolder() {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .find((line) => line.includes(` ${MEMORY} `));
    const isFit = bavail * bsize >= ROOM_MIN && mount && !mount.includes('noexec');
    return isFit ? MEMORY : tmpdir();
  } catch {
    return tmpdir(); // there is no such folder
  }
}

async function startServer() {
  const directory = mkdtempSync(path.join(process.env.PREMIA_TEST_DATA, 'premia-test-'));
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
