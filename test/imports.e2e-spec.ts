import { PassThrough, Readable } from 'node:stream';
import type TestAgent from 'supertest/lib/agent.js';
import { ImportsService } from '../src/features/intake/index.js';
import { saveProfile, sendFile, stagedBytes, testFile } from './support/imports.js';
import { startService, type TestService } from './support/service.js';

/** Nothing of a file left out, nothing withdrawn. */
const NONE = { rejected: 0, withdrawn: 0 };

describe('imports', () => {
  let service: TestService;
  let hr: TestAgent;

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    for (const code of ['staff', 'sales'])
      expect((await saveProfile(hr, code, testFile(`${code}.yaml`))).status).toBe(200);
  });
  afterAll(() => service.stop());

  const items = async (path: string) => (await hr.get(path)).body.items;

  it('dry say what would happen and change nothing', async () => {
    const { status, body } = await sendFile(hr, 'staff', testFile('staff.csv'), { dryRun: 'true' });
    const counts = { managers: { read: 2, added: 2, changed: 0, unchanged: 0, ...NONE } };
    expect([status, body]).toEqual([
      200,
      { id: null, state: 'dry-run', profile: 'staff', fileName: 'staff.csv', counts, rejectedRows: 0 },
    ]);
    expect(await items('/v1/managers')).toEqual([]);
    expect(await items('/v1/imports')).toEqual([]);
  });

  describe('a file', () => {
    it('becomes records: quotes, joined columns, empty cells', async () => {
      const { status, body } = await sendFile(hr, 'staff', testFile('staff.csv'));
      expect([status, body]).toEqual([
        200,
        {
          id: expect.any(String),
          state: 'applied',
          profile: 'staff',
          fileName: 'staff.csv',
          counts: expect.anything(),
          rejectedRows: 0,
        },
      ]);
      expect(await items('/v1/managers')).toMatchObject([
        { personnelNumber: 'M1', name: 'Ёлкин Пётр', hiredOn: '2020-01-15' },
        { personnelNumber: 'M2', name: 'Smith Ann "Annie"' },
      ]);
      expect(await stagedBytes(service.source)).toBe(0);
    });

    it('is applied once: the same bytes again answer the earlier import', async () => {
      const before = await hr.get('/v1/imports');
      const { body } = await sendFile(hr, 'staff', testFile('staff.csv'), { fileName: 'again.csv' });
      const [earlier] = before.body.items;
      expect(body).toEqual({
        id: earlier.id,
        state: 'unchanged',
        profile: 'staff',
        fileName: 'again.csv',
        counts: earlier.counts,
        rejectedRows: 0,
      });
      expect((await hr.get('/v1/imports')).body).toEqual(before.body);
    });

    it('is applied once when it is sent twice at the same moment', async () => {
      const file = 'number,surname,name,hired\nM7,Twice,At once,\n';
      const answers = await Promise.all([1, 2, 3].map(() => sendFile(hr, 'staff', file)));
      expect(answers.map(({ body }) => body.state).sort()).toEqual(['applied', 'unchanged', 'unchanged']);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    });

    it('with other bytes but the same records changes nothing but the record of imports', async () => {
      const { body } = await sendFile(hr, 'staff', `${testFile('staff.csv')}\n`);
      expect(body).toMatchObject({
        state: 'applied',
        counts: { managers: { read: 2, added: 0, changed: 0, unchanged: 2, ...NONE } },
      });
      expect(await service.source.query('select * from managers_history')).toEqual([]);
    });

    it('is applied anew under a changed profile', async () => {
      await saveProfile(
        hr,
        'staff',
        String(testFile('staff.yaml')).replace('hiredOn: hired', 'hiredOn: hired, email: surname'),
      );
      const { body } = await sendFile(hr, 'staff', testFile('staff.csv'));
      expect(body).toMatchObject({ state: 'applied', counts: { managers: { changed: 2 } } });
    });

    it('with a header only has no records', async () => {
      const { status, body } = await sendFile(hr, 'staff', 'number,surname,name,hired\n');
      expect([status, body.counts]).toEqual([
        200,
        { managers: { read: 0, added: 0, changed: 0, unchanged: 0, ...NONE } },
      ]);
    });

    it('of a branch: separator, day-first dates, decimal comma, groups of digits, filter, map, default, constant', async () => {
      const { body } = await sendFile(hr, 'sales', testFile('sales.csv'));
      expect(body.counts).toEqual({
        clients: { read: 3, added: 2, changed: 0, unchanged: 1, ...NONE },
        orders: { read: 3, added: 3, changed: 0, unchanged: 0, ...NONE },
      });
      const order = { id: expect.any(String), source: 'branch', currency: 'RUB' };
      // merged in the order of their keys
      expect(await items('/v1/orders')).toEqual([
        {
          ...order,
          externalId: '1',
          date: '2026-03-05',
          manager: 'M1',
          client: 'ООО «Ромашка»',
          status: 'won',
          amount: '1234.5',
          quantity: '2',
        },
        {
          ...order,
          externalId: '2',
          date: '2026-03-06',
          manager: 'M2',
          client: 'Acme',
          status: 'lost',
          quantity: '1',
        },
        {
          ...order,
          externalId: '4',
          date: '2026-03-08',
          manager: 'M1',
          client: 'Acme',
          status: 'won',
          amount: '12345678.9',
          quantity: '1',
        },
      ]);
    });

    it('with a changed row keeps the former revision, and the rest as it is', async () => {
      const { body } = await sendFile(
        hr,
        'sales',
        String(testFile('sales.csv')).replace('12 345 678,9', '12 345 678,8'),
      );
      expect(body.counts.orders).toEqual({ read: 3, added: 0, changed: 1, unchanged: 2, ...NONE });
      const history = await service.source.query('select external_id, amount from orders_history');
      expect(history).toEqual([{ external_id: '4', amount: '12345678.9000' }]);
    });

    it('gives several records of a noun from one row, keyed by joined columns and constants', async () => {
      await hr
        .post('/v1/kpis/batch')
        .send({ items: ['calls', 'visits'].map((code) => ({ code, title: code, unit: 'count' })) });
      const emit = (code: string) => `
  - noun: kpi-readings
    fields:
      externalId: {join: [who, month, {constant: ${code}}]}
      date: {column: month, dates: YYYYMMDD}
      manager: who
      kpi: {constant: ${code}}
      value: ${code}`;
      await saveProfile(
        hr,
        'readings',
        `code: readings\nsource: pbx\nemits:${emit('calls')}${emit('visits')}\n`,
      );
      const { body } = await sendFile(
        hr,
        'readings',
        'who,month,calls,visits\nM1,20260301,10,2\nM2,20260301,20,0\n',
      );
      expect(body.counts).toEqual({
        'kpi-readings': { read: 4, added: 4, changed: 0, unchanged: 0, ...NONE },
      });
      const readings = await items('/v1/kpi-readings?manager=M1');
      expect(readings).toMatchObject([
        { externalId: 'M1 / 20260301 / calls', date: '2026-03-01', kpi: 'calls', value: '10' },
        { externalId: 'M1 / 20260301 / visits', kpi: 'visits', value: '2' },
      ]);
    });

    it('gives an emit only the rows of its own filter', async () => {
      const document = `code: odds\nemits:
  - {noun: clients, rows: {what: client}, fields: {code: code, name: name}}
  - {noun: products, rows: {what: [product, goods]}, fields: {code: code, title: name}}\n`;
      await saveProfile(hr, 'odds', document);
      const { body } = await sendFile(
        hr,
        'odds',
        'what,code,name\nclient,c1,C\nproduct,p1,P\ngoods,p2,P\nother,,\n',
      );
      expect(body.counts).toMatchObject({ clients: { added: 1 }, products: { added: 2 } });
    });

    it('imported by the command line comes with the text of its profile, and needs no saved one', async () => {
      const given = { actor: 'command line', dryRun: false, fileName: 'c.csv' };
      const profile = '{code: from-text, emits: [{noun: clients, fields: {code: code, name: code}}]}';
      // in pieces that cut a character in two
      const bytes = Buffer.from('code\nЗаря\nЛуч\n');
      const pieces = new PassThrough();
      Readable.from([bytes.subarray(0, 6), bytes.subarray(6, 13), bytes.subarray(13)]).pipe(pieces);
      const report = await service.app.get(ImportsService).importFile({ ...given, profile, file: pieces });
      expect(report).toMatchObject({
        state: 'applied',
        profile: 'from-text',
        counts: { clients: { added: 2 } },
      });
      expect((await hr.get('/v1/mapping-profiles/from-text')).status).toBe(404);
      expect(await items('/v1/imports?limit=1')).toMatchObject([
        { profile: 'from-text', actor: 'command line', fileName: 'c.csv' },
      ]);
    });
  });

  it('are listed newest first, page by page', async () => {
    const all = (await hr.get('/v1/imports')).body;
    const first = (await hr.get('/v1/imports?limit=2')).body;
    const second = (await hr.get(`/v1/imports?limit=1000&cursor=${first.next}`)).body;
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect(second.next).toBeNull();
    const ids = all.items.map(({ id }: { id: string }) => Number(id));
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect((await hr.get('/v1/imports?page=2')).body.fields).toMatchObject([{ field: 'page' }]);
  });

  it('open no door that is shut to the role otherwise', async () => {
    await saveProfile(
      hr,
      'grades',
      'code: grades\nemits:\n  - {noun: grades, fields: {number: no, salary: pay, from: {constant: 2026-01-01}}}\n',
    );
    const file = 'no,pay\n1,500\n';
    const refused = await sendFile(await service.as('admin'), 'grades', file);
    expect([refused.status, refused.body.type]).toEqual([403, 'urn:premia:problem:forbidden']);
    expect((await sendFile(hr, 'grades', file)).body.counts).toMatchObject({ grades: { added: 1 } });
    expect((await sendFile(await service.as('auditor'), 'staff', file)).status).toBe(403);
  });
});
