import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { createApp } from '../src/app.js';
import { canonicalText } from '../src/calc/index.js';
import { schema } from '../src/entities.js';
import { CalculationService } from '../src/features/payroll/index.js';
import { SchemesService } from '../src/features/schemes/index.js';
import { createDataSource } from '../src/platform/database/data-source.js';
import { inSnapshot } from '../src/platform/database/transaction.js';
import { type Noun, nounOf } from '../src/platform/records/noun.js';
import { RecordsService } from '../src/platform/records/records.service.js';
import { openFreshDatabase } from './support/database.js';
import { deliver, inOrder, planned, plans } from './support/fact-delivery.js';
import { CLIENTS, FACT_NOUNS, type History, histories, keyOf, MANAGERS } from './support/fact-history.js';

const RUNS = Number(process.env.PREMIA_PROPERTY_RUNS ?? 500);

const SCHEME = `code: streams
title: Of all facts
period: month
inputs:
  orders: {title: Orders, measure: orders_processed, unit: count}
  sold: {title: Sold, measure: won_amount, unit: money}
  returned: {title: Returned, measure: returned, unit: money}
  complaints: {title: Complaints, measure: complaints, unit: count}
  remarks: {title: Remarks, measure: remarks, unit: count}
  calls: {title: Calls, kpi: calls, unit: score, missing: 0}
lines:
  - {code: bonus, title: Bonus, formula: sold * 3%, unit: money, round: 0.01, pay: bonus, clause: "1"}
`;

let source: DataSource;
let apps: NestFastifyApplication[] = [];

beforeAll(async () => {
  source = await openFreshDatabase();
  const second = createDataSource((source.options as { url: string }).url, 5, schema);
  await second.initialize();
  apps = [await createApp(source), await createApp(second)];
  const take = (noun: string, ...items: Record<string, unknown>[]) =>
    apps[0]!.get(RecordsService).takeBatch(nounOf(noun), items, 'test');
  await take('managers', ...MANAGERS.map((personnelNumber) => ({ personnelNumber, name: personnelNumber })));
  await take('clients', ...CLIENTS.map((code) => ({ code, name: code })));
  const from = '2026-01-01';
  await take(
    'portfolio-assignments',
    { client: 'C1', manager: 'M1', from },
    { client: 'C2', manager: 'M1', share: '0.3', from },
    { client: 'C2', manager: 'M2', share: '0.7', from },
  );
  await take('kpis', { code: 'calls', title: { en: 'Calls' }, unit: 'score' });
  const definition = { facts: 'returns', aggregate: 'sum' };
  await take('measures', { code: 'returned', title: { en: 'Returned' }, unit: 'money', definition });
  await apps[0]!.get(SchemesService).publish({ document: SCHEME, from }, 'test', 'en');
  await take('scheme-assignments', ...MANAGERS.map((manager) => ({ scheme: 'streams', manager, from })));
}, 60_000);

afterAll(async () => {
  for (const app of apps) await app.close();
});

interface Outcome {
  /** Living facts as they stand, without ids and intake numbers. */
  living: { noun: string; row: Record<string, unknown> }[];
  /** Divided credit by order and manager. */
  credits: unknown[];
  /** Facts withdrawn, with the version of the withdrawal. */
  tombstones: unknown[];
  /** Results of March, to the byte: frozen inputs, lines, totals. */
  pay: string[];
}

const inEveryTable = (select: (noun: Noun) => string): string =>
  `(select jsonb_agg(q order by noun, number) from (${FACT_NOUNS.map((name) => select(nounOf(name))).join(' union all ')}) q)`;
const ORDER = `(select to_jsonb(o) - 'id' - 'written_seq' from orders o where o.id = t.order_id)`;
const CONTENT = `select
  ${inEveryTable(
    ({
      name,
      table,
    }) => `select '${name}' as noun, external_id as number, to_jsonb(t) - 'id' - 'written_seq' - 'order_id'
      ${name === 'returns' ? `|| jsonb_build_object('order', ${ORDER})` : ''} as row from ${table} t where not withdrawn`,
  )} as living,
  ${inEveryTable(
    ({ name, table }) =>
      `select '${name}' as noun, external_id as number, withdrawn_version from ${table} where withdrawn`,
  )} as tombstones,
  (select jsonb_agg(q order by o, m) from (select o.external_id as o, m.personnel_number as m, c.share from order_credits c
    join orders o on o.id = c.order_id join managers m on m.id = c.manager_id) q) as credits`;

/** Above every intake: all that is there is known. */
const WATERMARK = '9223372036854775807';

async function outcome(): Promise<Outcome> {
  const [{ living, tombstones, credits }] = await source.query(CONTENT);
  const task = { period: '2026-03', watermark: WATERMARK, managerIds: null };
  const computed = await inSnapshot(source, (tx) => apps[0]!.get(CalculationService).compute(tx, task));
  const pay = computed.map(({ payee, result }) => `${payee.personnelNumber} ${canonicalText(result)}`);
  return { living: living ?? [], tombstones: tombstones ?? [], credits: credits ?? [], pay };
}

const FORGET = ['order_credits', 'returns', 'orders', 'complaints', 'remarks', 'kpi_readings']
  .flatMap((table) => [`delete from ${table}`, `delete from ${table}_history`])
  .concat(`delete from jobs where kind = 'import'`, `delete from intakes where kind = 'file'`)
  .join('; ');

/** What stands after the requests, from a database without facts. */
async function outcomeOf(requests: Parameters<typeof deliver>[1]): Promise<Outcome> {
  await source.query(FORGET);
  await deliver(apps, requests);
  return outcome();
}

/** Key and version of what is to stand, from the history alone. */
const expected = ({ last }: History) =>
  [...last.values()]
    .filter(({ content }) => content)
    .map((event) => [keyOf(event), event.sourceVersion ?? null]);

const standing = ({ living }: Outcome) =>
  living.map(({ noun, row }) => [`${noun} ${row.external_id}`, row.source_version]);

describe('streams of facts', () => {
  it(
    'give the same tables and the same pay however they are permuted, repeated, cut and interleaved',
    async () => {
      await fc.assert(
        fc.asyncProperty(histories, plans, async (history, plan) => {
          const plain = await outcomeOf(inOrder(history.events));
          expect(standing(plain).sort()).toEqual(expected(history).sort());
          expect(await outcomeOf(planned(history.events, plan))).toEqual(plain);
        }),
        { numRuns: RUNS },
      );
    },
    30_000 + RUNS * 2_000,
  );
});
