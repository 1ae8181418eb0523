// A service on a fresh server of its own, with the people and clients of a made-up company, for one benchmark.
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import pg from 'pg';
import { createApp } from '../dist/src/app.js';
import { schema } from '../dist/src/entities.js';
import { TokensService } from '../dist/src/features/access/index.js';
import { SchemesService } from '../dist/src/features/schemes/index.js';
import { createDataSource, migrate } from '../dist/src/platform/database/data-source.js';
import { startEmbedded } from '../dist/src/platform/embedded/index.js';
import { threadsOf } from '../dist/src/threads.js';
import { loadPeople } from './company.mjs';

/** As a server is set up that is to hold ten million orders. */
const SETTINGS = { shared_buffers: '4GB' };

/** Arguments of every benchmark: `[managers] [orders] [seed]`. */
export function sizes([managers = 1_000, orders = 1_000_000, seed = 1]) {
  return { managers: Number(managers), orders: Number(orders), seed: Number(seed) };
}

/** Does and answers `work` with the service, a connection, the number of the intake that made the people, and a folder for files. */
export async function withService({ managers, month, earlier, schemes = [] }, work) {
  const folder = mkdtempSync(path.join(tmpdir(), 'premia-bench-'));
  const server = await startEmbedded({ directory: path.join(folder, 'server'), settings: SETTINGS });
  try {
    return await onServer(server, { managers, month, earlier, schemes }, (service) =>
      work({ ...service, folder }),
    );
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onServer({ url }, { managers, month, earlier, schemes }, work) {
  const source = createDataSource(url, 10, schema);
  await source.initialize();
  await migrate(source);
  const app = await createApp(source, { threads: threadsOf(source, availableParallelism()) });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const scheme of schemes) {
      const document = readFileSync(`schemes/${scheme}.yaml`, 'utf8');
      await app.get(SchemesService).publish({ document }, 'bench', 'en');
    }
    const seq = await loadPeople(client, { managers, month, earlier, schemes });
    await client.query('vacuum analyze');
    return await work({ app, client, seq });
  } finally {
    await client.end();
    await app.close();
  }
}

/** The service listens; answers what asks it, over HTTP and as HR, and gives the body of the answer. */
export async function listen(app) {
  await app.listen(0, '127.0.0.1');
  const address = await app.getUrl();
  const { token } = await app.get(TokensService).create({ name: 'bench', role: 'hr' });
  const agent = new http.Agent({ keepAlive: true });
  return async (route, { headers, method = 'GET', body } = {}) => {
    const asked = http.request(address + route, {
      agent,
      method,
      headers: { ...headers, authorization: `Bearer ${token}` },
    });
    asked.end(body);
    const [response] = await once(asked, 'response');
    const answer = await json(response);
    if (response.statusCode >= 400) throw new Error(JSON.stringify(answer));
    return answer;
  };
}

/** Makes an empty table equal to `orders`: the same columns, constraints, foreign keys and indexes. */
export async function equalToOrders(client) {
  await client.query('create table equal_orders (like orders including all)');
  const { rows } = await client.query(
    `select pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = 'orders'::regclass and contype = 'f'`,
  );
  for (const { definition } of rows) await client.query(`alter table equal_orders add ${definition}`);
}

/** Takes everything out of both tables, and lets what is still to be written to disk disturb neither side. */
export async function emptyOrders(client) {
  await client.query(
    'truncate orders, orders_history, order_credits, returns, payments, equal_orders restart identity',
  );
  await client.query(`delete from intakes where noun = 'orders'`);
  await client.query('checkpoint');
}
