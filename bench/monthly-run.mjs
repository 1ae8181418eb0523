// The monthly run, everything written, against the bare aggregate over the same orders with the same workers.
// usage: node bench/monthly-run.mjs [managers] [orders]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { createApp } from '../dist/src/app.js';
import { schema } from '../dist/src/entities.js';
import { PayrollService } from '../dist/src/features/payroll/index.js';
import { SchemesService } from '../dist/src/features/schemes/index.js';
import { createDataSource, migrate } from '../dist/src/platform/database/data-source.js';
import { startEmbedded } from '../dist/src/platform/embedded/index.js';
import { loadOrders, loadPeople } from './company.mjs';
import { inPairs, report } from './pairs.mjs';

const [managers, orders] = [Number(process.argv[2] ?? 1_000), Number(process.argv[3] ?? 1_000_000)];
const MONTH = '2026-03';
const OF_MONTH = `business_date >= '2026-03-01' and business_date < '2026-04-01'`;
const SUM = `select manager_id, count(*), sum(amount) from orders where ${OF_MONTH} group by manager_id`;
const BARE = {
  'mass-market': [SUM],
  'key-accounts': [
    SUM,
    `select manager_id, count(*) from (select manager_id, product_id from orders where ${OF_MONTH} group by 1, 2) g group by 1`,
    'select manager_id, count(*) from portfolio_assignments group by manager_id',
  ],
};
const LIMITS = { 'mass-market': 1.5, 'key-accounts': 2 };

const directory = mkdtempSync(path.join(tmpdir(), 'premia-bench-'));
const server = await startEmbedded({ directory });
try {
  for (const scheme of Object.keys(BARE)) await measure(scheme);
} finally {
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
}
process.exit(0);

async function measure(scheme) {
  const url = await freshDatabase(scheme.replace('-', '_'));
  const source = createDataSource(url, 10, schema);
  await source.initialize();
  await migrate(source);
  const app = await createApp(source);
  const document = readFileSync(`schemes/${scheme}.yaml`, 'utf8');
  await app.get(SchemesService).publish({ document }, 'bench', 'en');
  const client = new pg.Client({ connectionString: url, options: '-c jit=off -c work_mem=64MB' });
  await client.connect();
  const seq = await loadPeople(client, { managers, month: MONTH, schemes: [scheme] });
  await loadOrders(client, seq, { managers, orders, seed: 1, month: MONTH });
  await client.query('vacuum analyze');
  const run = () => app.get(PayrollService).run({ period: MONTH }, 'bench');
  const bare = async () => {
    for (const sql of BARE[scheme]) await client.query(sql);
  };
  const what = `monthly run of ${scheme}, ${managers} managers, ${orders} orders, against the bare aggregates`;
  report(what, await inPairs(run, bare, { pairs: 5 }), LIMITS[scheme]);
  await client.end();
  await app.close();
}

async function freshDatabase(name) {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return server.databaseUrl(name);
}
