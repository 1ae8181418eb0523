import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbedded } from '../../dist/src/platform/embedded/index.js';

/** One server for the whole run; each test file makes its own database in it. Jest loads this without its transforms. */
export default async function setup() {
  process.env.PREMIA_TEST_TRACES = mkdtempSync(path.join(tmpdir(), 'premia-traces-'));
  if (process.env.PREMIA_TEST_SERVER) return;
  const directory = mkdtempSync(path.join(tmpdir(), 'premia-test-'));
  const server = await startEmbedded({ directory, settings: { fsync: 'off', max_connections: '200' } });
  process.env.PREMIA_TEST_SERVER = server.url;
  globalThis.premiaStop = async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}
