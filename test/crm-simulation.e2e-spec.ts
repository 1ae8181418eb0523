import { readFileSync } from 'node:fs';
import path from 'node:path';
import type TestAgent from 'supertest/lib/agent.js';
import type { SimulationDto, SimulationRowDto } from '../src/features/simulations/simulations.dto.js';
import { describeWithDataset } from './support/datasets.js';
import { saveProfile, sendFile } from './support/imports.js';
import { startService, type TestService } from './support/service.js';

type Golden = Record<string, Record<string, Record<string, Record<string, string>>>>;

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

describeWithDataset('crm-opportunities', 'scheme B instead of A, June to December 2017', (folder) => {
  let service: TestService;
  let hr: TestAgent;
  let simulation: SimulationDto;
  let rows: SimulationRowDto[];
  const golden: Golden = JSON.parse(readFileSync('test/golden/crm-2017.json', 'utf8'));
  const schemeOf = (name: string) => readFileSync(`examples/crm-opportunities/scheme-${name}.yaml`, 'utf8');

  const simulate = async (wanted: object): Promise<[SimulationDto, SimulationRowDto[]]> => {
    const { status, body } = await hr
      .post('/v1/schemes/simulate')
      .send({ from: '2017-06', to: '2017-12', ...wanted });
    expect(status).toBe(200);
    return [body, (await hr.get(`/v1/simulations/${body.id}/rows?limit=1000`)).body.items];
  };

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    for (const [profile, file] of FILES) {
      const text = readFileSync(`examples/crm-opportunities/${profile}.yaml`, 'utf8');
      const code = /^code: (\S+)/m.exec(text)![1]!;
      await saveProfile(hr, code, text);
      expect([file, (await sendFile(hr, code, readFileSync(path.join(folder, file)))).status]).toEqual([
        file,
        200,
      ]);
    }
    for (const name of ['a', 'b', 'b-quarter'])
      expect((await hr.post('/v1/schemes').send({ document: schemeOf(name) })).status).toBe(200);
    [simulation, rows] = await simulate({ document: schemeOf('b'), against: 'crm-a' });
  }, 60_000);
  afterAll(() => service?.stop());

  it('has all 35 agents in each of the seven months, whole', () => {
    expect(rows).toHaveLength(7 * 35);
    expect(simulation.incomplete).toEqual([]);
    expect(simulation.periods.map(({ period, managers }) => [period, managers])).toEqual(
      ['06', '07', '08', '09', '10', '11', '12'].map((month) => [`2017-${month}`, 35]),
    );
  });

  it('comes in June to the pay of every agent under both schemes', () => {
    const { A, B, totals } = golden['2017-06']!;
    const june = rows.filter(({ period }) => period === '2017-06');
    expect(Object.fromEntries(june.map(({ name, before, after }) => [name, [before, after]]))).toEqual(
      Object.fromEntries(Object.keys(A!).map((name) => [name, [A![name]!.total, B![name]!.total]])),
    );
    const { before, after } = simulation.periods[0]!;
    expect({ A: before, B: after }).toEqual(totals);
  });

  it('adds up: months and agents are sums of the same rows', () => {
    const sumOf = (of: (row: SimulationRowDto) => string | null, among = rows) =>
      textOf(among.reduce((sum, row) => sum + cents(of(row)!), 0n));
    const sums = (among: SimulationRowDto[]) => ({
      before: sumOf(({ before }) => before, among),
      after: sumOf(({ after }) => after, among),
      difference: sumOf(({ difference }) => difference, among),
    });
    expect(simulation.total).toMatchObject(sums(rows));
    for (const month of simulation.periods)
      expect(month).toMatchObject(sums(rows.filter(({ period }) => period === month.period)));
    for (const manager of simulation.managers)
      expect(manager).toMatchObject(sums(rows.filter(({ managerId }) => managerId === manager.managerId)));
    const signs = simulation.managers.map(({ difference }) => cents(difference));
    expect(simulation.total).toMatchObject({
      managers: 35,
      gainers: signs.filter((sign) => sign > 0n).length,
      losers: signs.filter((sign) => sign < 0n).length,
      unchanged: signs.filter((sign) => sign === 0n).length,
    });
    for (const { before, after, difference } of rows)
      expect(cents(after!) - cents(before!)).toBe(cents(difference!));
  });

  it('comes in the third quarter to the bonus of every agent, since the quarter reads the months it is made of', async () => {
    const [{ periods }, quarters] = await simulate({ document: schemeOf('b-quarter') });
    expect(periods.map(({ period }) => period)).toEqual(['2017-Q3', '2017-Q4']);
    const expected = golden['2017-Q3']!.B_quarter!;
    const third = quarters.filter(({ period }) => period === '2017-Q3');
    expect(Object.fromEntries(third.map(({ name, after }) => [name, after]))).toEqual(
      Object.fromEntries(Object.entries(expected).map(([name, { bonus }]) => [name, bonus])),
    );
    // the draft is the text in force: nobody's pay may differ
    expect(quarters.every(({ difference }) => difference === '0')).toBe(true);
  });
});

/** Cents of an amount with at most two decimals. */
function cents(amount: string): bigint {
  const [, sign, whole, part = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(amount)!;
  const value = BigInt(whole! + part.padEnd(2, '0'));
  return sign ? -value : value;
}

function textOf(value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(3, '0');
  const text = `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, '');
  return value < 0n ? `-${text}` : text;
}
