import { readFileSync } from 'node:fs';
import path from 'node:path';
import type TestAgent from 'supertest/lib/agent.js';
import type { ResultExplanationDto } from '../src/features/statements/statements.dto.js';
import { type Fraction, roundToStep } from './calc/fraction.js';
import { describeWithDataset } from './support/datasets.js';
import { saveProfile, sendFile } from './support/imports.js';
import { evaluateByHand } from './support/outsider.js';
import { startService, type TestService } from './support/service.js';

type Figures = Record<string, string | number>;
type Golden = Record<string, Record<string, Record<string, Figures>>>;

interface Computed {
  id: string;
  name: string;
  result: {
    inputs: Record<string, { value: string | null }>;
    lines: { code: string; value: string | null }[];
    totals: { total: string };
  };
}

const FILES: [profile: string, file: string][] = [
  ['accounts', 'accounts.csv'],
  ['products', 'products.csv'],
  ['teams', 'sales_teams.csv'],
  ['orders', 'sales_pipeline.csv'],
  ['portfolio', 'pay-inputs/portfolio.csv'],
  ['targets', 'pay-inputs/targets.csv'],
  ['complaints', 'pay-inputs/complaints.csv'],
  ['remarks', 'pay-inputs/remarks.csv'],
];

describeWithDataset('crm-opportunities', 'the pay of the crm-opportunities data', (folder) => {
  let service: TestService;
  let hr: TestAgent;
  const golden: Golden = JSON.parse(readFileSync('test/golden/crm-2017.json', 'utf8'));

  const importAll = async () => {
    for (const [profile, file] of FILES) {
      const text = readFileSync(`examples/crm-opportunities/${profile}.yaml`, 'utf8');
      const code = /^code: (\S+)/m.exec(text)![1]!;
      await saveProfile(hr, code, text);
      const answer = await sendFile(hr, code, readFileSync(path.join(folder, file)));
      expect([file, answer.status, answer.body.fields]).toEqual([file, 200, undefined]);
    }
  };

  const computeTrial = async (period: string, scheme: string): Promise<Map<string, Computed>> => {
    const run = await hr.post('/v1/payroll-runs').send({ period, scheme });
    expect([run.status, run.body.counts?.incomplete]).toEqual([200, 0]);
    const { items } = (await hr.get(`/v1/results?run=${run.body.id}&limit=1000`)).body;
    const own = items.filter((item: { scheme: string }) => item.scheme === scheme);
    const results = await Promise.all(
      own.map(async ({ id }: { id: string }) => (await hr.get(`/v1/results/${id}`)).body),
    );
    return new Map(results.map((result: Computed) => [result.name, result]));
  };

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    await importAll();
    for (const scheme of ['a', 'b', 'b-quarter']) {
      const document = readFileSync(`examples/crm-opportunities/scheme-${scheme}.yaml`, 'utf8');
      expect((await hr.post('/v1/schemes').send({ document })).status).toBe(200);
    }
  }, 60_000);
  afterAll(() => service?.stop());

  it.each([
    ['2017-06', 'A', 'crm-a'],
    ['2017-06', 'B', 'crm-b'],
    ['2017-Q3', 'B_quarter', 'crm-b-quarter'],
  ])('%s under scheme %s: every figure of all 35 agents', async (period, key, scheme) => {
    const expected = golden[period]![key]!;
    const results = await computeTrial(period, scheme);
    expect([...results.keys()].sort()).toEqual(Object.keys(expected).sort());
    const printed = Object.fromEntries(
      Object.entries(expected).map(([agent, figures]) => [agent, figuresOf(results.get(agent)!, figures)]),
    );
    expect(printed).toEqual(asTexts(expected));
  });

  it('comes to the totals of June', async () => {
    const totals = golden['2017-06']!.totals as unknown as Record<string, string>;
    for (const [key, scheme] of [
      ['A', 'crm-a'],
      ['B', 'crm-b'],
    ] as const) {
      const run = await hr.post('/v1/payroll-runs').send({ period: '2017-06', scheme });
      expect(run.body.counts.total).toBe(totals[key]);
    }
  });

  it('explains each result so that an outsider comes to the same figures', async () => {
    for (const [period, scheme] of [
      ['2017-06', 'crm-a'],
      ['2017-06', 'crm-b'],
      ['2017-Q3', 'crm-b-quarter'],
    ] as const) {
      for (const { id } of (await computeTrial(period, scheme)).values()) {
        const { body } = await hr.get(`/v1/results/${id}/explanation`);
        checkLines(body);
        checkFacts(body);
      }
    }
  }, 60_000);

  it('changes nothing when the files are imported again', async () => {
    const counts = () =>
      service.source.query(`select (select count(*) from orders) as orders, (select count(*) from orders_history) as history,
        (select count(*) from targets) as targets, (select count(*) from clients) as clients`);
    const before = await counts();
    expect(before).toEqual([{ orders: '6711', history: '0', targets: '490', clients: '85' }]);
    await importAll();
    expect(await counts()).toEqual(before);
  });

  it('loses a client, and the bonus, when its won deals are sent again as lost', async () => {
    const ids = ['0XHTFQE8', '2Y9R7T2W', 'TS2JEK3E', 'KDDN1E4O', '611J0LEK', 'X7VUR49L'];
    const items = await Promise.all(
      ids.map(async (externalId) => {
        const [{ id: _, ...order }] = (await hr.get(`/v1/orders?source=crm&externalId=${externalId}`)).body
          .items;
        expect(order).toMatchObject({ client: 'Betasoloin', status: 'won' });
        return { ...order, status: 'lost' };
      }),
    );
    const answer = await hr.post('/v1/orders/batch').send({ items });
    expect(answer.body).toEqual({ read: 6, added: 0, changed: 6, unchanged: 0 });
    const donn = (await computeTrial('2017-Q3', 'crm-b-quarter')).get('Donn Cantrell')!;
    expect(figuresOf(donn, { lost_clients: 1, quarter_salary: '1200', bonus: '0' })).toEqual({
      lost_clients: '1',
      quarter_salary: '1200',
      bonus: '0',
    });
  });
});

const asTexts = (expected: Record<string, Figures>) =>
  Object.fromEntries(
    Object.entries(expected).map(([agent, figures]) => [
      agent,
      Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, String(figure)])),
    ]),
  );

/** The lines and inputs that the expected figures name, printed at their scale; nothing is computed here. */
function figuresOf({ result }: Computed, expected: Figures): Record<string, string> {
  return Object.fromEntries(
    Object.entries(expected).map(([name, figure]) => {
      const line = result.lines.find(({ code }) => code === name)?.value;
      const value = name === 'total' ? result.totals.total : (line ?? result.inputs[name]?.value);
      return [name, printedAt(value ?? 'absent', String(figure))];
    }),
  );
}

/** A value at the scale another one is printed at: 20.666… as 20.67. */
function printedAt(value: string, model: string): string {
  const places = model.split('.')[1]?.length ?? 0;
  if (value.split('.')[1] === undefined || (value.split('.')[1]!.length <= places && places > 0)) {
    return places ? `${value.split('.')[0]}.${(value.split('.')[1] ?? '').padEnd(places, '0')}` : value;
  }
  const rounded = roundToStep(evaluateByHand(value) as Fraction, 10n ** BigInt(places));
  return places ? printedAt(rounded, model) : value;
}

/** The formula with its values comes to the exact value, the exact value rounds to the line, each lookup to its row. */
function checkLines({ explanation }: ResultExplanationDto): void {
  const { lines } = explanation as { lines: ExplainedLine[] };
  for (const { code, withValues, exact, value, round, tables } of lines) {
    const byHand = evaluateByHand(withValues!) as Fraction;
    expect([code, roundToStep(byHand, 10n ** 20n)]).toEqual([code, exact]);
    if (round) {
      const step = evaluateByHand(round.to) as Fraction;
      const rounded = roundToStep(byHand, step.under / step.over === 1n ? 1n : step.under / step.over);
      expect([code, rounded]).toEqual([code, value]);
    }
    for (const table of tables)
      expect([code, table.rows[table.answered]!.cells]).toEqual([
        code,
        expect.arrayContaining([table.answer]),
      ]);
  }
}

/** The facts listed count, sum or tell apart to the value that went into the line. */
function checkFacts({ explanation, facts }: ResultExplanationDto): void {
  const { inputs } = explanation as { inputs: { name: string; given: { of: string; value: string }[] }[] };
  for (const { input, of, by, total, facts: listed } of facts) {
    const given = inputs
      .find(({ name }) => name === input)!
      .given.find((observation) => observation.of === of)!;
    const known = listed as { amount?: string; distinct?: string }[];
    expect(known).toHaveLength(total);
    const cents = known
      .map(({ amount }) => amount ?? '0')
      .map((amount) => evaluateByHand(amount) as Fraction);
    const values: Record<string, string> = {
      count: String(total),
      sum: roundToStep(
        cents.reduce((a, b) => ({ over: a.over * b.under + b.over * a.under, under: a.under * b.under }), {
          over: 0n,
          under: 1n,
        }),
        10_000n,
      ),
      distinct: String(new Set(known.map(({ distinct }) => distinct)).size),
    };
    expect([input, of, values[by]]).toEqual([input, of, given.value]);
  }
}

interface ExplainedLine {
  code: string;
  withValues: string | null;
  exact: string;
  value: string;
  round: { to: string } | null;
  tables: { rows: { cells: string[] }[]; answered: number; answer: string }[];
}
