import fc from 'fast-check';
import type TestAgent from 'supertest/lib/agent.js';
import { DataSource } from 'typeorm';
import { periodRange } from '../src/calc/index.js';
import { FactsService, type MeasureRequest, MeasuresService } from '../src/features/measures/index.js';
import { inSnapshot, inTransaction } from '../src/platform/database/transaction.js';
import { takeWatermark } from '../src/platform/records/intake-sequence.js';
import { copyDatabase } from './support/copy-database.js';
import { emptyDatabaseUrl } from './support/database.js';
import { startService, type TestService } from './support/service.js';

const RUNS = Number(process.env.PREMIA_PROPERTY_RUNS ?? 40);
const MONTHS = ['2026-03', '2026-04'];

/** All that can be read at a watermark: every measure of every manager in both months, and facts behind each. */
async function known(
  service: TestService,
  source: DataSource,
  watermark: string,
  limit = 50,
): Promise<object> {
  const measures = service.app.get(MeasuresService);
  const facts = service.app.get(FactsService);
  return inSnapshot(source, async (tx) => {
    const definitions = await measures.known(tx, watermark);
    const requests = [...definitions].flatMap(([code, { definition }]) =>
      MONTHS.map((month): MeasureRequest => {
        return { key: `${code} ${month}`, definition, range: periodRange(month) };
      }),
    );
    const values = await measures.take(tx, requests, { watermark, managerIds: null });
    const managers: { id: string }[] = await tx.query('select id from managers order by id');
    const answer: Record<string, unknown> = { definitions: [...definitions] };
    for (const request of requests) {
      for (const { id } of managers) {
        const behind = limit ? await facts.behind(tx, request, { watermark, managerId: id, limit }) : null;
        answer[`${request.key} ${id}`] = [values.get(request, id), behind];
      }
    }
    return answer;
  });
}

const order = (number: number, rest: object) => ({ externalId: `O${number}`, date: '2026-03-05', ...rest });
const half = (first: string, second: string) => [
  { manager: first, share: '0.6' },
  { manager: second, share: '0.4' },
];

/** A history: each step takes records of a noun, or withdraws an order. */
const history: ([noun: string, ...items: object[]] | { withdraw: string })[] = [
  ['orders', order(1, { manager: 'M1', client: 'C1', product: 'P1', amount: '100' })],
  ['orders', order(1, { manager: 'M1', client: 'C1', product: 'P1', amount: '120' })],
  ['orders', order(2, { client: 'C1', amount: '50' }), order(3, { client: 'C2', status: 'lost' })],
  ['orders', order(1, { manager: 'M2', client: 'C2', product: 'P2', amount: '120' })],
  ['orders', order(1, { credits: half('M1', 'M2'), client: 'C2', amount: '120' })],
  ['returns', { externalId: 'R1', order: 'O1', date: '2026-04-02', amount: '20' }],
  ['orders', order(1, { credits: half('M2', 'M1'), client: 'C2', amount: '130' })],
  ['complaints', { externalId: 'X1', date: '2026-03-09', client: 'C1' }],
  ['orders', order(1, { manager: 'M1', client: 'C1', amount: '130' })],
  ['portfolio-assignments', { client: 'C1', manager: 'M1', from: '2026-01-01', until: '2026-03-04' }],
  ['portfolio-assignments', { client: 'C1', manager: 'M2', from: '2026-03-04' }],
  ['client-scores', { client: 'C1', criterion: 'size', level: 'big', from: '2026-01-01' }],
  ['score-levels', { criterion: 'size', level: 'big', points: '90', from: '2026-01-01' }],
  ['client-scores', { client: 'C1', criterion: 'size', points: '5', from: '2026-01-01' }],
  ['products', { code: 'P1', title: 'One', group: 'G2' }],
  [
    'measures',
    {
      code: 'won_amount',
      title: 'Quantity',
      unit: 'count',
      definition: { facts: 'orders', aggregate: 'sum', field: 'quantity' },
    },
  ],
  ['complaints', { externalId: 'X1', date: '2026-03-09', client: 'C1', manager: 'M1' }],
  { withdraw: 'O2' },
  ['orders', order(2, { client: 'C2', amount: '51', quantity: '2' })],
  ['orders', order(2, { client: 'C2', amount: '51', quantity: '2', date: '2026-04-05' })],
  ['remarks', { externalId: 'N1', date: '2026-03-09', manager: 'M1' }],
];

async function takeBasics(hr: TestAgent): Promise<void> {
  const take = (noun: string, ...items: object[]) => hr.post(`/v1/${noun}/batch`).send({ items });
  await take('managers', { personnelNumber: 'M1', name: 'One' }, { personnelNumber: 'M2', name: 'Two' });
  await take('clients', { code: 'C1', name: 'One' }, { code: 'C2', name: 'Two' });
  await take(
    'products',
    { code: 'P1', title: 'One', group: 'G1' },
    { code: 'P2', title: 'Two', group: 'G2' },
  );
  await take('score-levels', { criterion: 'size', level: 'big', points: '100', from: '2026-01-01' });
  await take(
    'portfolio-assignments',
    { client: 'C1', manager: 'M1', from: '2026-01-01' },
    { client: 'C2', manager: 'M2', from: '2026-01-01' },
  );
}

describe('what was known at a watermark', () => {
  let service: TestService;
  let hr: TestAgent;
  const seen: { watermark: string; was: object }[] = [];

  const mark = () => inTransaction(service.source, takeWatermark);
  const step = async (one: (typeof history)[number]): Promise<void> => {
    if (Array.isArray(one)) {
      const [noun, ...items] = one;
      const { status, body } = await hr.post(`/v1/${noun}/batch`).send({ items });
      expect([noun, status, body.fields]).toEqual([noun, 200, undefined]);
      return;
    }
    const { body } = await hr.get(`/v1/orders?externalId=${one.withdraw}`);
    if (body.items.length) await hr.delete(`/v1/orders/${body.items[0].id}`);
  };

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    await takeBasics(hr);
    for (const one of history) {
      await step(one);
      const watermark = await mark();
      seen.push({ watermark, was: await known(service, service.source, watermark) });
    }
  }, 120_000);
  afterAll(() => service?.stop());

  it('changed with every step, so that what follows tells something', () => {
    const told = new Set(seen.map(({ was }) => JSON.stringify(was)));
    expect(told.size).toBeGreaterThan(history.length - 3);
  });

  it('is what it was then: every measure of every manager, and every fact behind it', async () => {
    for (const { watermark, was } of seen)
      expect([watermark, await known(service, service.source, watermark)]).toEqual([watermark, was]);
  }, 60_000);

  it('is what it was then in a copy of the database in another', async () => {
    const url = await emptyDatabaseUrl(`premia_copy_${process.env.JEST_WORKER_ID ?? '1'}`);
    await copyDatabase(service.source, url);
    const copy = new DataSource({ ...service.source.options, url } as never);
    await copy.initialize();
    try {
      for (const { watermark, was } of seen) expect(await known(service, copy, watermark)).toEqual(was);
      // and what is taken in there goes on from the same number
      expect(await inTransaction(copy, takeWatermark)).toBe(seen.at(-1)!.watermark);
    } finally {
      await copy.destroy();
    }
  }, 60_000);

  const facts = fc.record({
    externalId: fc.constantFrom('A', 'B', 'C'),
    date: fc.constantFrom('2026-03-05', '2026-03-28', '2026-04-05'),
    amount: fc.constantFrom('1', '2.5'),
    status: fc.constantFrom('won', 'lost'),
    client: fc.constantFrom('C1', 'C2'),
    who: fc.constantFrom({}, { manager: 'M1' }, { manager: 'M2' }, { credits: half('M1', 'M2') }),
  });
  const steps = fc.array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: facts.map(({ who, ...rest }) => ['orders', { ...rest, ...who }] as [string, object]),
      },
      { weight: 1, arbitrary: fc.constantFrom('A', 'B').map((withdraw) => ({ withdraw })) },
    ),
    { minLength: 3, maxLength: 6 },
  );

  it(`is what it was then after any history, ${RUNS} of them`, async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.nat(5), async (list, place) => {
        const at = Math.min(place, list.length - 1);
        for (const one of list.slice(0, at)) await step(one);
        const watermark = await mark();
        const was = await known(service, service.source, watermark, 0);
        for (const one of list.slice(at)) await step(one);
        expect(await known(service, service.source, watermark, 0)).toEqual(was);
      }),
      { numRuns: RUNS },
    );
  }, 600_000);
});
