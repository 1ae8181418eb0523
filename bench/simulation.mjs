// A simulation of 12 closed months from stored measures, written down in whole, against the plain evaluation of the same
// results from inputs in memory. What lint finds in the draft is looked for before, when the simulation is asked for.
// usage: node bench/simulation.mjs [managers]
import { readFileSync } from 'node:fs';
import { evaluate, subjectOf } from '../dist/src/calc/index.js';
import { PayrollService } from '../dist/src/features/payroll/index.js';
import { SchemesService } from '../dist/src/features/schemes/index.js';
import { SimulationsService } from '../dist/src/features/simulations/index.js';
import { JobsService } from '../dist/src/platform/jobs/index.js';
import { loadOrders, withoutIndexes } from './company.mjs';
import { inPairs, report } from './pairs.mjs';
import { withService } from './service.mjs';

const MONTHS = Array.from({ length: 12 }, (_, place) => `2025-${String(place + 1).padStart(2, '0')}`);
const ORDERS_EACH = 30;
const managers = Number(process.argv[2] ?? 1_000);
const [from, to] = [MONTHS.at(0), MONTHS.at(-1)];

await withService(
  { managers, month: to, earlier: MONTHS.slice(0, -1), schemes: ['key-accounts'] },
  async ({ app, client, seq }) => {
    await withoutIndexes(client, 'orders', async () => {
      for (const month of MONTHS)
        await loadOrders(client, seq, { orders: managers * ORDERS_EACH, seed: 1, month });
    });
    await client.query('vacuum analyze');
    for (const period of MONTHS) {
      await app.get(PayrollService).run({ period }, 'bench');
      await close(client, period);
    }
    await client.query('vacuum analyze');

    const document = readFileSync('schemes/key-accounts.yaml', 'utf8').replace('rate: 1.3%', 'rate: 1.4%');
    const { scheme } = await app.get(SchemesService).draft(document);
    const { rows } = await client.query(`select document from results where period = any($1)`, [MONTHS]);
    const subjects = rows.map((row) => subjectOf(JSON.parse(row.document).result));
    if (subjects.length !== managers * MONTHS.length) throw new Error(`${subjects.length} results`);

    const asked = await app.get(SimulationsService).start({ document, from, to }, 'bench');
    await app.get(JobsService).result(asked.job.id);
    const again = await client.query(
      'select kind, key, payload, created_by as actor from jobs where id = $1',
      [asked.job.id],
    );
    const times = await inPairs(
      async () => {
        const { job } = await app.get(JobsService).start(again.rows[0], { waits: true });
        await app.get(JobsService).result(job.id);
      },
      () => {
        for (const subject of subjects) evaluate(scheme, subject);
      },
      { pairs: 9 },
    );
    report(
      `simulation of key-accounts over 12 closed months, ${managers} managers, against the plain evaluation of the same results`,
      times,
      1.5,
    );
  },
);
process.exit(0);

/** Closes a month straight in its table: who reviews and approves is not what is measured. */
async function close(client, month) {
  await client.query('set session_replication_role = replica');
  await client.query(`update periods set state = 'closed' where code = $1`, [month]);
  await client.query('reset session_replication_role');
}
