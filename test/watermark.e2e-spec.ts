import fc from 'fast-check';
import type TestAgent from 'supertest/lib/agent.js';
import { DataSource } from 'typeorm';
import { addDays } from '../src/calc/index.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import { startEmbedded } from '../src/platform/embedded/index.js';
import { takeWatermark } from '../src/platform/records/intake-sequence.js';
import { dumpAndRestore } from './support/copy-database.js';
import { makeDatabase } from './support/database.js';
import { KillLab } from './support/kill-lab.js';
import { explained, knownAt, MONTHS, resultsOfRun } from './support/known-at.js';
import { BASICS, HISTORY, half, type Step, schemeWith, take } from './support/pay-history.js';
import { serviceOn, startService, type TestService } from './support/service.js';

const HISTORIES = Number(process.env.PREMIA_TEST_HISTORIES ?? 3);

/** Facts listed behind each measure of each manager. */
const FACTS = 50;
/** Every step is looked at; every so manieth down to the facts and with explanations, which takes longer. */
const DEEP_EVERY = 3;

/** A moment of a history, and what was known and explained then. */
interface Seen {
  watermark: string;
  facts: number;
  was: object;
  results: string[];
  explanations: object;
}

describe('what was known at a watermark', () => {
  const lab = new KillLab();
  let service: TestService;
  let hr: TestAgent;
  const seen: Seen[] = [];

  const mark = (source: DataSource) => inTransaction(source, takeWatermark);
  async function look(facts = FACTS): Promise<Seen> {
    const results: string[] = [];
    for (const month of facts ? MONTHS : []) results.push(...(await resultsOfRun(service.source, hr, month)));
    const watermark = await mark(service.source);
    const was = await knownAt(service, service.source, watermark, facts);
    return { watermark, facts, was, results, explanations: await explained(hr, results) };
  }

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    for (const step of BASICS) await take(hr, step);
    for (const [place, step] of HISTORY.entries()) {
      await take(hr, step);
      seen.push(await look(place % DEEP_EVERY === 0 ? FACTS : 0));
    }
  }, 300_000);
  afterAll(async () => {
    await service?.stop();
    await lab.clear();
  });

  it('changed with every step, so that what follows tells something', () => {
    const told = new Set(seen.map(({ was }) => JSON.stringify(was)));
    expect(told.size).toBeGreaterThan(HISTORY.length - 3);
    const texts = new Set(
      seen.map(({ explanations }) => JSON.stringify(explanations).replaceAll(/"resultId":"\d+"/g, '')),
    );
    expect(texts.size).toBeGreaterThan(HISTORY.length / DEEP_EVERY / 2);
  });

  it('is what it was then: measures, facts, results, and how each figure came about', async () => {
    for (const { watermark, was, facts } of seen)
      expect([watermark, await knownAt(service, service.source, watermark, facts)]).toEqual([watermark, was]);
  }, 180_000);

  it('explains every result as it did then, down to the orders and complaints', async () => {
    for (const { results, explanations } of seen) expect(await explained(hr, results)).toEqual(explanations);
  }, 180_000);

  it('is what it was then after a dump and a restore into a new cluster', async () => {
    const cluster = await startEmbedded({ directory: lab.folder('restored') });
    try {
      const url = await makeDatabase(cluster.url, 'restored');
      const { url: from } = service.source.options as { url: string };
      process.stdout.write(`dumped and restored by ${await dumpAndRestore(from, url, lab.root)}\n`);
      const source = new DataSource({ ...service.source.options, url } as never);
      const restored = await serviceOn(await source.initialize());
      try {
        // what is taken in there goes on from the same number
        expect(await mark(source)).toBe(seen.at(-1)!.watermark);
        const reader = await restored.as('hr');
        for (const { watermark, was, facts, results, explanations } of seen) {
          expect(await knownAt(restored, source, watermark, facts)).toEqual(was);
          expect(await explained(reader, results)).toEqual(explanations);
        }
      } finally {
        await restored.stop();
      }
    } finally {
      await cluster.stop();
    }
  }, 300_000);

  /** A version comes into force on a day of its own. */
  let lastDay = '2026-03-01';
  const nextDay = () => (lastDay = addDays(lastDay, 1));
  const manager = fc.constantFrom('M1', 'M2');
  const amount = fc.constantFrom('1', '2.5', '40');
  const day = fc.constantFrom('2026-03-05', '2026-03-28', '2026-04-05');
  const number = fc.constantFrom('A', 'B', 'C');
  const one = <T extends object>(noun: string, of: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
    fc.record(of as never).map((item): Step => [noun, item as object]);
  const random: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .record({
          order: fc.record({
            externalId: number,
            date: day,
            amount,
            status: fc.constantFrom('won', 'lost'),
            client: fc.constantFrom('C1', 'C2'),
          }),
          who: fc.constantFrom({}, { manager: 'M1' }, { manager: 'M2' }, { credits: half('M1', 'M2') }),
        })
        .map(({ order, who }): Step => ['orders', { ...order, ...who }]),
    },
    {
      weight: 2,
      arbitrary: one('returns', { externalId: number, order: fc.constant('O1'), date: day, amount }),
    },
    { weight: 2, arbitrary: one('complaints', { externalId: number, date: day, manager }) },
    {
      weight: 2,
      arbitrary: one('targets', {
        manager,
        measure: fc.constant('won_amount'),
        period: fc.constantFrom(...MONTHS),
        value: amount,
      }),
    },
    {
      weight: 1,
      arbitrary: one('grades', {
        number: fc.constantFrom(1, 2),
        salary: amount,
        from: fc.constant('2026-01-01'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('1%', '2.5%', '6%')
        .map((share): Step => ({ publish: schemeWith('main', share), from: nextDay() })),
    },
    {
      weight: 1,
      arbitrary: fc
        .record({ manager, until: fc.constantFrom('2026-03-01', '2026-06-01') })
        .map((rest): Step => ['scheme-assignments', { scheme: 'extra', from: '2026-01-01', ...rest }]),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({ noun: fc.constantFrom('orders', 'returns', 'complaints'), externalId: number })
        .map(({ noun, externalId }): Step => ({ withdraw: noun, by: { externalId } })),
    },
  );

  it(
    `is what it was then after any history, ${HISTORIES} of them`,
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(random, { minLength: 3, maxLength: 8 }),
          fc.nat(7),
          async (steps, place) => {
            const at = Math.min(place, steps.length - 1);
            for (const step of steps.slice(0, at)) await take(hr, step);
            const { watermark, was, results, explanations } = await look();
            for (const step of steps.slice(at)) await take(hr, step);
            expect(await knownAt(service, service.source, watermark, FACTS)).toEqual(was);
            expect(await explained(hr, results)).toEqual(explanations);
          },
        ),
        { numRuns: HISTORIES },
      );
    },
    60_000 + HISTORIES * 20_000,
  );
});
