// A file of orders imported through a mapping profile, against COPY of the same rows into an equal table.
// usage: node bench/import.mjs [managers] [orders] [seed]
import { createReadStream, createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { ImportsService } from '../dist/src/features/intake/index.js';
import { idsByPlace, inPieces, ORDER_COLUMNS, orderLines, orders } from './company.mjs';
import { inPairs, reportSpeed } from './pairs.mjs';
import { emptyOrders, equalToOrders, sizes, withService } from './service.mjs';

const MONTH = '2026-03';
const { managers, orders: count, seed } = sizes(process.argv.slice(2));
const PROFILE = `code: bench
source: bench
emits:
  - {noun: orders, fields: {externalId: no, date: day, manager: manager, client: client, product: product, status: status, amount: amount}}
`;

await withService({ managers, month: MONTH }, async ({ app, client, seq, folder }) => {
  const options = { managers, orders: count, seed, month: MONTH };
  const [csv, lines] = [path.join(folder, 'orders.csv'), path.join(folder, 'orders.copy')];
  await writeText(csv, csvLines(options));
  await writeText(lines, orderLines(await idsByPlace(client), seq, options));
  await equalToOrders(client);
  const imported = async () => {
    const report = await app
      .get(ImportsService)
      .importFile({ profile: PROFILE, file: createReadStream(csv), actor: 'bench' });
    if (report.counts.orders.added !== count) throw new Error(JSON.stringify(report));
  };
  const copied = () =>
    pipeline(
      createReadStream(lines),
      client.query(copyFrom(`copy equal_orders (${ORDER_COLUMNS}) from stdin`)),
    );
  reportSpeed(
    `file import of ${count} orders for ${managers} managers, against COPY of the same rows`,
    await inPairs(imported, copied, { pairs: 3, before: () => emptyOrders(client) }),
    0.4,
  );
});
process.exit(0);

function* csvLines(options) {
  yield 'no,day,manager,client,product,status,amount\n';
  for (const [no, day, manager, place, product, status, amount] of orders(options))
    yield `${no},${day},M${manager},C${place},P${product},${status},${amount}\n`;
}

function writeText(file, text) {
  return pipeline(Readable.from(inPieces(text)), createWriteStream(file));
}
