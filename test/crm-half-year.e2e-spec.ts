import { readFileSync } from 'node:fs';
import path from 'node:path';
import type TestAgent from 'supertest/lib/agent.js';
import { CrmByHand } from './support/crm-by-hand.js';
import { describeWithDataset } from './support/datasets.js';
import { saveProfile, sendFile } from './support/imports.js';
import { PaidMonths, type PaidStatement } from './support/paid-months.js';
import { startService, type TestService } from './support/service.js';

type Golden = Record<string, Record<string, Record<string, Record<string, string | number>>>>;

const FILES: [profile: string, file: string][] = [
  ['accounts', 'accounts.csv'],
  ['products', 'products.csv'],
  ['teams', 'sales_teams.csv'],
  ['orders', 'sales_pipeline.csv'],
  ['portfolio', 'pay-inputs/portfolio.csv'],
  ['targets', 'pay-inputs/targets.csv'],
  ['complaints', 'pay-inputs/complaints.csv'],
];

const SECOND = ['2017-04', '2017-05', '2017-06'];
const THIRD = ['2017-07', '2017-08', '2017-09'];
const FOURTH = ['2017-10', '2017-11', '2017-12'];

interface Month {
  month: string;
  /** 03:00 on the first in New York, where clocks go back on 5 November. */
  dueAt: string;
  /** The quarter that falls due with it, and the one before. */
  quarter?: [months: string[], before: string[]];
}

const MONTHS: Month[] = [
  { month: '2017-07', dueAt: '2017-08-01T07:00:00Z' },
  { month: '2017-08', dueAt: '2017-09-01T07:00:00Z' },
  { month: '2017-09', dueAt: '2017-10-01T07:00:00Z', quarter: [THIRD, SECOND] },
  { month: '2017-10', dueAt: '2017-11-01T07:00:00Z' },
  { month: '2017-11', dueAt: '2017-12-01T08:00:00Z' },
  { month: '2017-12', dueAt: '2018-01-01T08:00:00Z', quarter: [FOURTH, THIRD] },
];

describeWithDataset('crm-opportunities', 'July to December 2017 of the crm-opportunities data', (folder) => {
  let service: TestService;
  let months: PaidMonths;
  const byHand = folder ? new CrmByHand(folder) : undefined;
  const golden: Golden = JSON.parse(readFileSync('test/golden/crm-2017.json', 'utf8'));

  const importAll = async (hr: TestAgent) => {
    for (const [profile, file] of FILES) {
      const text = readFileSync(`examples/crm-opportunities/${profile}.yaml`, 'utf8');
      const code = /^code: (\S+)/m.exec(text)![1]!;
      await saveProfile(hr, code, text);
      expect((await sendFile(hr, code, readFileSync(path.join(folder, file)))).status).toBe(200);
    }
  };

  beforeAll(async () => {
    service = await startService();
    const company = { name: 'CRM', currency: 'USD', timeZone: 'America/New_York', language: 'en' };
    expect((await (await service.as('admin')).put('/v1/company').send(company)).status).toBe(200);
    const hr = await service.as('hr');
    await importAll(hr);
    for (const scheme of ['b', 'b-quarter']) {
      const document = readFileSync(`examples/crm-opportunities/scheme-${scheme}.yaml`, 'utf8');
      expect((await hr.post('/v1/schemes').send({ document })).status).toBe(200);
    }
    const items = byHand!.agents.flatMap((manager) =>
      ['crm-b', 'crm-b-quarter'].map((scheme) => ({ scheme, manager, from: '2017-07-01' })),
    );
    expect((await hr.post('/v1/scheme-assignments/batch').send({ items })).body).toMatchObject({ added: 70 });
    months = await PaidMonths.of(service, []);
  }, 60_000);
  afterAll(async () => {
    months?.stop();
    await service?.stop();
  });

  it('is worked out by hand as in the figures printed for June and the third quarter', () => {
    const june = Object.entries(golden['2017-06']!.B!);
    expect(june.map(([agent]) => byHand!.ofMonth(agent, '2017-06'))).toEqual(
      june.map(([, { salary, bonus }]) => ({ salary, bonus })),
    );
    const third = Object.entries(golden['2017-Q3']!.B_quarter!);
    expect(third.map(([agent]) => byHand!.ofQuarter(agent, THIRD, SECOND))).toEqual(
      third.map(([, { bonus }]) => bonus),
    );
  });

  it.each(MONTHS)('$month pays all 35 what the rules say, to the cent', async ({ month, dueAt, quarter }) => {
    const statements = await months.pay(month, dueAt);
    const pay = new Map(statements.map(({ personnelNumber, lines }) => [personnelNumber, lines.map(lineOf)]));
    const expected = byHand!.agents.map((agent): [string, string[]] => {
      const { salary, bonus } = byHand!.ofMonth(agent, month);
      const ofQuarter = quarter ? [`crm-b-quarter bonus ${byHand!.ofQuarter(agent, ...quarter)}`] : [];
      return [agent, [`crm-b salary ${salary}`, `crm-b bonus ${bonus}`, ...ofQuarter]];
    });
    expect(pay).toEqual(new Map(expected));
  });

  it('is proved whole, and nothing is left unpaid', () => months.prove());
});

const lineOf = ({ scheme, line, amount }: PaidStatement['lines'][number]) => `${scheme} ${line} ${amount}`;
