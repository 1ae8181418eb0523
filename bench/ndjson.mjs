// Orders sent over HTTP as NDJSON in batches of 1 000, against bare inserts of the same rows in batches as large.
// usage: node bench/ndjson.mjs [managers] [orders] [seed]
import { idsByPlace, ORDER_COLUMNS, orderRows, orders } from './company.mjs';
import { inPairs, reportSpeed } from './pairs.mjs';
import { emptyOrders, equalToOrders, listen, sizes, withService } from './service.mjs';

const MONTH = '2026-03';
const BATCH = 1_000;
const TYPES = ['text', 'text', 'date', 'bigint', 'bigint', 'bigint', 'text', 'numeric', 'bigint'];
const INSERT = `insert into equal_orders (${ORDER_COLUMNS})
  select * from unnest(${TYPES.map((type, place) => `$${place + 1}::${type}[]`).join(', ')})`;
const { managers, orders: count, seed } = sizes(process.argv.slice(2));

await withService({ managers, month: MONTH }, async ({ app, client, seq }) => {
  const options = { managers, orders: count, seed, month: MONTH };
  const bodies = inBatches(jsonLines(options)).map((lines) => lines.join(''));
  const batches = inBatches(orderRows(await idsByPlace(client), seq, options)).map((rows) =>
    TYPES.map((_, place) => rows.map((row) => row[place])),
  );
  await equalToOrders(client);
  const request = await listen(app);
  const sent = async () => {
    for (const body of bodies) {
      const headers = { 'content-type': 'application/x-ndjson' };
      const { added } = await request('/v1/orders/batch', { method: 'POST', headers, body });
      if (added === 0) throw new Error('the orders were there already');
    }
  };
  const inserted = async () => {
    for (const columns of batches) await client.query({ name: 'insert', text: INSERT, values: columns });
  };
  reportSpeed(
    `${count} orders for ${managers} managers sent as NDJSON in batches of ${BATCH}, against bare inserts from unnest`,
    await inPairs(sent, inserted, { pairs: 5, before: () => emptyOrders(client) }),
    0.5,
  );
});
process.exit(0);

function inBatches(rows) {
  const batches = [];
  for (const row of rows) {
    if (!batches.length || batches.at(-1).length === BATCH) batches.push([]);
    batches.at(-1).push(row);
  }
  return batches;
}

function* jsonLines(options) {
  for (const [externalId, date, manager, client, product, status, amount] of orders(options)) {
    const [codes, source] = [
      { manager: `M${manager}`, client: `C${client}`, product: `P${product}` },
      'bench',
    ];
    yield `${JSON.stringify({ source, externalId, date, ...codes, status, amount })}\n`;
  }
}
