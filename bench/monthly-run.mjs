// The monthly run, everything written, against the bare aggregates over the same orders with the same workers.
// usage: node bench/monthly-run.mjs [managers] [orders] [seed]
import { readFileSync } from 'node:fs';
import { PayrollService } from '../dist/src/features/payroll/index.js';
import { SchemesService } from '../dist/src/features/schemes/index.js';
import { loadOrders, withoutIndexes } from './company.mjs';
import { inPairs, report } from './pairs.mjs';
import { sizes, withService } from './service.mjs';

const MONTH = '2026-03';
const CLOSED = ['2025-12', '2026-01', '2026-02'];
const { managers, orders, seed } = sizes(process.argv.slice(2));
const PAIRS = managers > 1_000 ? 5 : 15; // the first thousands of managers find code that the engine has yet to compile

const OF_MONTH = `o.business_date >= '2026-03-01' and o.business_date < '2026-04-01'`;
const SUM = `select o.manager_id, count(*), sum(o.amount) from orders o where ${OF_MONTH} group by 1`;
const GROUPS = `select manager_id, count(*) from (select o.manager_id, p.product_group from orders o
  join products p on p.id = o.product_id where ${OF_MONTH} group by 1, 2) g group by 1`;
const PORTFOLIO = `select a.manager_id, sum(s.points) from portfolio_assignments a
  join client_scores s on s.client_id = a.client_id group by 1`;

await withService(
  { managers, month: MONTH, earlier: CLOSED, schemes: ['mass-market'] },
  async ({ app, client, seq }) => {
    await client.query(`set jit = off; set work_mem = '64MB'`); // as the service has it
    await withoutIndexes(client, 'orders', async () => {
      for (const month of CLOSED) await loadOrders(client, seq, { orders: orders / 10, seed, month });
      await loadOrders(client, seq, { orders, seed, month: MONTH });
    });
    await client.query('vacuum analyze');
    const run = (period) => app.get(PayrollService).run({ period }, 'bench');
    for (const month of CLOSED) await run(month).then(() => close(client, month));
    await measure('mass-market', [SUM], 1.5);
    await app.get(SchemesService).publish({ document: document('key-accounts') }, 'bench', 'en');
    await client.query(
      `update scheme_assignments set scheme_id = (select id from schemes where code = 'key-accounts')`,
    );
    await measure('key-accounts', [SUM, GROUPS, PORTFOLIO], 2);

    async function measure(scheme, aggregates, limit) {
      const bare = async () => {
        for (const sql of aggregates) await client.query(sql);
      };
      const times = await inPairs(() => run(MONTH), bare, { pairs: PAIRS, before: () => forget(client) });
      report(
        `monthly run of ${scheme}, ${managers} managers, ${orders} orders, against the bare aggregates`,
        times,
        limit,
      );
    }
  },
);
process.exit(0);

function document(scheme) {
  return readFileSync(`schemes/${scheme}.yaml`, 'utf8');
}

/** Closes a month straight in its table: who reviews and approves is not what is measured. */
async function close(client, month) {
  await client.query('set session_replication_role = replica');
  await client.query(`update periods set state = 'closed' where code = $1`, [month]);
  await client.query('reset session_replication_role');
}

/** Makes the month as if it had never been computed. */
async function forget(client) {
  await client.query('set session_replication_role = replica');
  for (const table of ['results', 'statements', 'period_transitions', 'reviews', 'payroll_runs'])
    await client.query(`delete from ${table} where period = $1`, [MONTH]);
  await client.query('delete from periods where code = $1', [MONTH]);
  await client.query('reset session_replication_role');
  await client.query('vacuum results, statements');
}
