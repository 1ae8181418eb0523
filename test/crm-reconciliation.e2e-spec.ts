import { readFileSync } from 'node:fs';
import path from 'node:path';
import type TestAgent from 'supertest/lib/agent.js';
import { describeWithDataset } from './support/datasets.js';
import { saveProfile, sendFile } from './support/imports.js';
import { startService, type TestService } from './support/service.js';

const FILES: [profile: string, file: string][] = [
  ['accounts', 'accounts.csv'],
  ['products', 'products.csv'],
  ['teams', 'sales_teams.csv'],
  ['orders', 'sales_pipeline.csv'],
  ['targets', 'pay-inputs/targets.csv'],
  ['remarks', 'pay-inputs/remarks.csv'],
];

const COLUMNS = ['deals', 'average_deals', 'plan_deals', 'remarks', 'salary', 'bonus', 'total'] as const;
type Row = Record<(typeof COLUMNS)[number], string | number>;

/** The old spreadsheet: the figures worked out apart from this project, with five mistakes. */
function spreadsheet(): string {
  const golden = JSON.parse(readFileSync('test/golden/crm-2017.json', 'utf8'))['2017-06'].A;
  const rows = new Map<string, Row>(Object.entries(golden as Record<string, Row>));
  const change = (agent: string, change: Partial<Row>) => rows.set(agent, { ...rows.get(agent)!, ...change });
  // plan 12 typed for 22: 34 ÷ 12 = 283 %, 800 × 283 % × 30 % = 679.2
  change('Anna Snelling', { plan_deals: '12', bonus: '679', total: '1479' });
  // two remarks, read in the row of one: 600 × 175 % × 30 % = 315
  change('Lajuana Vencill', { bonus: '315', total: '915' });
  // 27 ÷ 11 = 245.45… % not rounded: 600 × 245.45… % × 40 % = 589.09
  change('Daniell Hammack', { bonus: '589', total: '1189' });
  // one order of 20 left out: 19 ÷ 21 = 90 %, 700 × 90 % × 40 % = 252
  change('Versie Hillebrand', { deals: '19', bonus: '252', total: '952' });
  const [gladys, hayden] = [rows.get('Gladys Colclough')!, rows.get('Hayden Neloms')!];
  rows.set('Gladys Colclough', hayden).set('Hayden Neloms', gladys);
  const lines = [...rows].map(([agent, row]) =>
    [agent, '2017-06', ...COLUMNS.map((column) => row[column])].join(),
  );
  return ['sales_agent,month,deals,average,plan,remarks,salary,bonus,total', ...lines, ''].join('\n');
}

describeWithDataset(
  'crm-opportunities',
  'June 2017 by scheme A against a spreadsheet with five mistakes',
  (folder) => {
    let service: TestService;
    let hr: TestAgent;
    const address = '/v1/periods/2017-06/reconciliation?scheme=crm-a';

    const importOne = async (profile: string, file: Buffer | string) => {
      const text = readFileSync(`examples/crm-opportunities/${profile}.yaml`, 'utf8');
      const code = /^code: (\S+)/m.exec(text)![1]!;
      expect((await saveProfile(hr, code, text)).status).toBe(200);
      const answer = await sendFile(hr, code, file);
      expect([profile, answer.status, answer.body.fields]).toEqual([profile, 200, undefined]);
    };

    beforeAll(async () => {
      service = await startService();
      hr = await service.as('hr');
      for (const [profile, file] of FILES) await importOne(profile, readFileSync(path.join(folder, file)));
      const document = readFileSync('examples/crm-opportunities/scheme-a.yaml', 'utf8');
      expect((await hr.post('/v1/schemes').send({ document })).status).toBe(200);
    }, 120_000);
    afterAll(() => service?.stop());

    it('says which side has nothing yet', async () => {
      const before = await hr.get(address);
      expect([before.status, before.body.detail]).toEqual([
        404,
        'Not found, or not yours to see: results "2017-06 crm-a".',
      ]);
      const run = await hr.post('/v1/payroll-runs').send({ period: '2017-06', scheme: 'crm-a' });
      expect([run.status, run.body.counts?.incomplete]).toEqual([200, 0]);
      const between = await hr.get(address);
      expect([between.status, between.body.detail]).toEqual([
        404,
        'Not found, or not yours to see: legacy-pay "2017-06 crm-a".',
      ]);
    });

    it('finds all five, names their causes, and nothing else', async () => {
      await importOne('legacy-pay', spreadsheet());
      const { status, body } = await hr.get(address);
      expect(status).toBe(200);
      // +307 (679 − 372), +157 (315 − 158), +1 (589 − 588), −14 (252 − 266); the exchange comes to nothing
      expect([body.compared, body.equal, body.factsOf, body.difference]).toEqual([35, 29, 6, '451']);
      const groups = body.groups.map(
        (group: { causes: object[]; difference: string; managers: { manager: string }[] }) => ({
          causes: group.causes,
          difference: group.difference,
          managers: group.managers.map(({ manager }) => manager),
        }),
      );
      expect(groups).toHaveLength(5);
      expect(groups).toEqual([
        {
          causes: [
            { kind: 'other-manager', manager: 'Hayden Neloms', name: 'Hayden Neloms', isExchange: true },
          ],
          difference: '0',
          managers: ['Gladys Colclough', 'Hayden Neloms'],
        },
        {
          causes: [expect.objectContaining({ kind: 'input', input: 'plan_deals', ours: '22', theirs: '12' })],
          difference: '307',
          managers: ['Anna Snelling'],
        },
        {
          causes: [
            expect.objectContaining({ kind: 'table-row', table: 'premium_scale', row: '2', theirs: '1' }),
          ],
          difference: '157',
          managers: ['Lajuana Vencill'],
        },
        {
          causes: [expect.objectContaining({ kind: 'fact', how: 'left-out', count: 20 })],
          difference: '-14',
          managers: ['Versie Hillebrand'],
        },
        {
          causes: [
            expect.objectContaining({
              kind: 'rounding',
              line: 'efficiency',
              ours: { to: '0.01', mode: 'half-away' },
              theirs: null,
            }),
          ],
          difference: '1',
          managers: ['Daniell Hammack'],
        },
      ]);
    });

    it('says it in words, in English and Russian', async () => {
      const textIn = async (language: string) =>
        (await hr.get(address).set({ accept: 'text/plain', 'accept-language': language })).text;
      const en = await textIn('en');
      expect(en).toContain('Managers compared: 35, equal: 29\nPaid the old way less ours: +451\n');
      expect(en).toContain('“Plan of deals”: 12 instead of 22');
      expect(en).toContain('table “Premium percent by remarks”: the row from 1 instead of from 2');
      expect(await textIn('ru')).toContain('  перепутаны строки двух менеджеров: менеджеров: 2, всего 0');
    });

    it('takes a corrected figure as a revision, and finds one difference less', async () => {
      const figure = (code: string, amount: string, kind = 'line') => {
        return { scheme: 'crm-a', manager: 'Anna Snelling', period: '2017-06', kind, code, amount };
      };
      const items = [figure('plan_deals', '22', 'input'), figure('bonus', '372'), figure('total', '1172')];
      const taken = await hr.post('/v1/legacy-pay/batch').send({ items });
      expect([taken.status, taken.body]).toEqual([200, { read: 3, added: 0, changed: 3, unchanged: 0 }]);
      const { body } = await hr.get(address);
      expect([body.equal, body.groups.length, body.difference]).toEqual([30, 4, '144']);
      const wrong = { ...figure('bonus', '1.23456'), scheme: 'crm-x', kind: 'guess', period: 'June' };
      const refused = await hr.post('/v1/legacy-pay').send(wrong);
      expect(refused.status).toBe(422);
      expect(refused.body.fields.map(({ field }: { field: string }) => field).sort()).toEqual([
        'amount',
        'kind',
        'period',
      ]);
      const unknown = await hr.post('/v1/legacy-pay').send({ ...figure('bonus', '1'), scheme: 'crm-x' });
      expect([unknown.status, unknown.body.fields[0].field]).toEqual([422, 'scheme']);
    });

    it('is for HR and auditors alone', async () => {
      const statuses: Record<string, number> = {};
      for (const role of ['auditor', 'head', 'manager', 'admin', 'intake'] as const) {
        const asked = await service.as(
          role,
          role === 'head' || role === 'manager' ? 'Anna Snelling' : undefined,
        );
        statuses[role] = (await asked.get(address)).status;
      }
      expect(statuses).toEqual({ auditor: 200, head: 403, manager: 403, admin: 403, intake: 403 });
    });
  },
);
