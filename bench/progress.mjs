// One manager's month as it stands, over HTTP, against a bare indexed query of that manager's orders of the month.
// usage: node bench/progress.mjs [managers] [orders] [seed]
import { loadOrders } from './company.mjs';
import { inPairs, report } from './pairs.mjs';
import { listen, sizes, withService } from './service.mjs';

const MONTH = '2026-03';
const BARE = `select count(*), sum(amount) from orders
  where manager_id = $1 and business_date >= '2026-03-01' and business_date < '2026-04-01'`;
const ASKED = 50;
const { managers, orders, seed } = sizes(process.argv.slice(2));

await withService({ managers, month: MONTH, schemes: ['mass-market'] }, async ({ app, client, seq }) => {
  await loadOrders(client, seq, { managers, orders, seed, month: MONTH });
  await client.query('vacuum analyze');
  const { rows } = await client.query('select id from managers order by id limit $1', [ASKED]);
  const request = await listen(app);
  const progress = async () => {
    for (const { id } of rows) await request(`/v1/managers/${id}/progress?period=${MONTH}`);
  };
  const bare = async () => {
    for (const { id } of rows) await client.query({ name: 'bare', text: BARE, values: [id] });
  };
  report(
    `progress of ${rows.length} managers, one after the other, with ${orders / managers} orders each in the month, against a bare indexed query`,
    await inPairs(progress, bare, { pairs: 15 }),
    5,
  );
});
process.exit(0);
