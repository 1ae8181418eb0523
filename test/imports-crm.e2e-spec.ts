import { readFileSync } from 'node:fs';
import path from 'node:path';
import { nounOf } from '../src/platform/records/noun.js';
import { RecordsService } from '../src/platform/records/records.service.js';
import { describeWithDataset } from './support/datasets.js';
import { saveProfile, sendFile } from './support/imports.js';
import { startService, type TestService } from './support/service.js';

const FILES = {
  accounts: 'accounts.csv',
  products: 'products.csv',
  teams: 'sales_teams.csv',
  orders: 'sales_pipeline.csv',
  portfolio: 'pay-inputs/portfolio.csv',
  targets: 'pay-inputs/targets.csv',
  complaints: 'pay-inputs/complaints.csv',
  remarks: 'pay-inputs/remarks.csv',
};

/** Counted in the files: rows, and Won and Lost ones of the pipeline; 6 heads; two targets a row. */
const RECORDS = {
  clients: 85,
  products: 7,
  teams: 6,
  managers: 35,
  team_memberships: 35,
  orders: 6711,
  portfolio_assignments: 85,
  client_scores: 85,
  targets: 490,
  complaints: 216,
  remarks: 140,
};

describeWithDataset('crm-opportunities', 'the CRM data set', (folder) => {
  let service: TestService;

  beforeAll(async () => {
    service = await startService();
    await addMeasures(service);
  });
  afterAll(() => service.stop());

  async function importAll(suffix: string): Promise<string[]> {
    const intake = await service.as('intake');
    const states: string[] = [];
    for (const [profile, file] of Object.entries(FILES)) {
      const document = readFileSync(path.resolve('examples', 'crm-opportunities', `${profile}.yaml`), 'utf8');
      const saved = await saveProfile(intake, `crm-${profile}`, document);
      expect([saved.status, saved.body.fields]).toEqual([200, undefined]);
      const bytes = Buffer.concat([readFileSync(path.join(folder, file)), Buffer.from(suffix)]);
      const { status, body } = await sendFile(intake, `crm-${profile}`, bytes, {
        fileName: path.basename(file),
      });
      expect([status, body.fields]).toEqual([200, undefined]);
      states.push(body.state);
    }
    return states;
  }

  async function recordsKept(): Promise<Record<string, number>> {
    const counts = Object.keys(RECORDS).map(
      (table) => `(select count(*)::int from ${table} where not withdrawn) as ${table}`,
    );
    const [row] = await service.source.query(`select ${counts.join(', ')}`);
    return row;
  }

  it('is taken in with every row accounted for', async () => {
    expect(new Set(await importAll(''))).toEqual(new Set(['applied']));
    expect(await recordsKept()).toEqual(RECORDS);
  });

  it('has its dirt put right', async () => {
    const misspelt = await service.source.query(`select segment from clients where segment = 'technolgy'`);
    expect(misspelt).toEqual([]);
    const [order] = await service.source.query(
      `select o.business_date::text as day, p.code, trim_scale(o.amount) as amount, o.status, o.source
        from orders o join products p on p.id = o.product_id where external_id = 'Z063OYW0'`,
    );
    expect(order).toEqual({
      day: '2017-03-11',
      code: 'GTX Pro',
      amount: '4514',
      status: 'won',
      source: 'crm',
    });
  });

  it('changes nothing when it comes again, the same bytes or not', async () => {
    expect(new Set(await importAll(''))).toEqual(new Set(['unchanged']));
    expect(new Set(await importAll('\n'))).toEqual(new Set(['applied']));
    expect(await recordsKept()).toEqual(RECORDS);
    expect(
      await service.source.query('select id from orders_history union all select id from targets_history'),
    ).toEqual([]);
  });
});

/** The measures the targets are for, where the service does not bring them. */
async function addMeasures({ app, source }: TestService): Promise<void> {
  const records = app.get(RecordsService);
  const won = { facts: 'orders', where: { status: ['won'] } };
  const wanted = [
    { code: 'deals_won', title: 'Won deals', unit: 'count', definition: { ...won, aggregate: 'count' } },
    {
      code: 'won_amount',
      title: 'Won amount',
      unit: 'money',
      definition: { ...won, aggregate: 'sum', field: 'amount' },
    },
  ];
  const known: { code: string }[] = await source.query('select code from measures');
  const missing = wanted.filter(({ code }) => !known.some((measure) => measure.code === code));
  if (missing.length) await records.takeBatch(nounOf('measures'), missing, 'test');
}
