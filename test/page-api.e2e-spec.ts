import type TestAgent from 'supertest/lib/agent.js';
import { takeInto } from './support/bad-input.js';
import { demoService } from './support/demo-company.js';
import { saveProfile, sendFile } from './support/imports.js';
import type { TestService } from './support/service.js';
import { workbookOf } from './support/workbook.js';

const SCHEMES = ['mass-market', 'key-accounts', 'key-accounts-quarter'];

/** What the page shows of the demo company whose last month is February 2026; figures by hand from its planted months. */
describe('what the page asks for', () => {
  let service: TestService;
  let hr: TestAgent;
  let mass: TestAgent;
  /** Ids by personnel number. */
  let ids: Map<string, string>;

  beforeAll(async () => {
    service = await demoService('2026-02', SCHEMES);
    hr = await service.as('hr');
    mass = await service.as('head', '1000');
    for (const period of ['2026-01', '2026-02'])
      expect((await hr.post('/v1/payroll-runs').send({ period })).status).toBe(200);
    const { body } = await hr.get('/v1/managers?limit=100');
    ids = new Map(
      body.items.map((one: { personnelNumber: string; id: string }) => [one.personnelNumber, one.id]),
    );
  }, 60_000);
  afterAll(() => service?.stop());

  describe('the month as one table', () => {
    const table = async (by: TestAgent, query = '', language = 'en') =>
      (await by.get(`/v1/periods/2026-02/payroll${query}`).set('Accept-Language', language)).body;
    const rowOf = (items: { personnelNumber: string }[], number: string) =>
      items.find(({ personnelNumber }) => personnelNumber === number);

    it('has pay, attainment, change and mix of each manager', async () => {
      const { items, run, state } = await table(hr);
      expect([state, run.number, items.length]).toEqual(['calculated', 1, 14]);
      // 2 100 of 2 300 orders are 91 %: 700 × 30 % × 91 % = 191; in January 2 085 are 91 %, and 700 × 40 % × 91 % = 255
      expect(rowOf(items, '1001')).toMatchObject({
        team: 'mass-market',
        grade: '2',
        salary: '700',
        bonus: '191',
        adjustments: null,
        total: '891',
        before: '955',
        change: '-64',
        attainment: { value: '0.91', scheme: 'mass-market', title: { en: 'Efficiency coefficient' } },
        paidBy: [{ scheme: 'mass-market', clauses: ['2.1', '3.1'] }],
        payMix: [{ shareText: '78.6%', text: 'Salary is 78.6% of pay, above 70%' }],
      });
      // 86 000 of 80 400 are 107 %; the fund of 1 118 in full in January, 70 % of it in February
      expect(rowOf(items, '2001')).toMatchObject({
        total: '1183',
        before: '1518',
        change: '-335',
        attainment: { value: '1.07', scheme: 'key-accounts' },
      });
      // hired in February: nothing to compare with
      expect(rowOf(items, '1007')).toMatchObject({ statementBefore: null, before: null, change: null });
      const { items: russian } = await table(hr, '', 'ru');
      expect(rowOf(russian, '1001')).toMatchObject({
        payMix: [{ text: 'Оклад — 78,6% оплаты, больше 70%' }],
      });
    });

    it('sums what is listed, and tells of last month', async () => {
      const { items, totals, lastMonth } = await table(hr, '?team=key-accounts');
      const cents = (column: string) =>
        items.reduce((sum: bigint, row: Record<string, string>) => sum + inCents(row[column] ?? '0'), 0n);
      expect(items).toHaveLength(7);
      for (const column of ['salary', 'bonus', 'total', 'change'])
        expect([column, inCents(totals[column])]).toEqual([column, cents(column)]);
      expect([totals.statements, totals.incomplete, totals.adjustments]).toEqual([7, 0, null]);
      expect([lastMonth.period, lastMonth.statements, inCents(lastMonth.total)]).toEqual([
        '2026-01',
        7,
        cents('before'),
      ]);
      expect(inCents(lastMonth.change)).toBe(inCents(totals.total) - inCents(lastMonth.total));
      const warned = items.filter(({ warnings }: { warnings: object[] }) => warnings.length > 0);
      expect(warned).toHaveLength(totals.warned);
    });

    it('shows a head the own team alone, and what may be done', async () => {
      const { items, teams, totals, next } = await table(mass);
      expect(items.map(({ team }: { team: string }) => team)).toEqual(Array(7).fill('mass-market'));
      expect(totals.statements).toBe(7);
      // a team's sums are added up here, the month's in the database
      const { warned, warnedBeyondHints, ...of } = totals;
      expect(teams).toMatchObject([{ team: 'mass-market', state: 'calculated', approvers: ['1000'] }]);
      expect(teams[0].of).toEqual(of);
      const whyNot = 'HR sends the month to review';
      expect(next).toMatchObject({ to: 'in_review', allowed: false, whyNot, teams: [] });
      expect((await table(mass, '?team=key-accounts')).items).toEqual([]);
      expect((await mass.get('/v1/periods/2025-06/payroll')).status).toBe(404);
      expect((await table(hr)).next).toMatchObject({
        to: 'in_review',
        allowed: true,
        whyNot: null,
        teams: ['key-accounts', 'mass-market'],
        of: { statements: 14, incomplete: 0 },
      });
      expect((await table(hr, '?team=mass-market')).next).toMatchObject({ teams: ['mass-market'], of });
    });

    it('keeps adjustments in a column of their own', async () => {
      const prize = { period: '2026-02', manager: '1001', kind: 'prize', amount: '50.5', clause: '6' };
      expect((await hr.post('/v1/adjustments').send({ ...prize, reason: 'contest' })).status).toBe(201);
      const { items, totals, teams } = await table(mass);
      expect(rowOf(items, '1001')).toMatchObject({
        ...{ bonus: '191', adjustments: '50.5', total: '941.5' },
        paidBy: [
          { scheme: 'mass-market', clauses: ['2.1', '3.1'] },
          { scheme: null, clauses: ['6'] },
        ],
      });
      expect([totals.adjustments, teams[0].of.adjustments]).toEqual(['50.5', '50.5']);
    });
  });

  describe('what changed', () => {
    const changes = async (by: TestAgent, query = '') =>
      (await by.get(`/v1/periods/2026-02/changes${query}`)).body;

    it('is nothing while there is nothing earlier', async () => {
      expect(await changes(mass)).toMatchObject({ since: 'draft', against: [], items: [] });
      expect(await changes(hr, '?since=submitted')).toMatchObject({ against: [], items: [] });
    });

    it('is told since the draft before', async () => {
      const remark = { externalId: 'R-2', manager: '1001', date: '2026-02-20' };
      expect((await hr.post('/v1/remarks').send(remark)).status).toBeLessThan(300);
      expect((await hr.post('/v1/payroll-runs').send({ period: '2026-02' })).status).toBe(200);
      const { items, counts, against, totals, adjustments } = await changes(mass);
      // a second remark leaves 15 %: 700 × 15 % × 91 % = 95.55, printed 96, and the prize of 50.5 as before
      expect(items).toMatchObject([
        {
          kind: 'changed',
          personnelNumber: '1001',
          before: { salary: '700', bonus: '241.5', total: '941.5' },
          now: { salary: '700', bonus: '146.5', total: '846.5' },
          change: '-95',
        },
      ]);
      expect([counts, totals.change]).toEqual([{ changed: 1, added: 0, gone: 0, unchanged: 6 }, '-95']);
      expect(against).toMatchObject([{ team: 'mass-market', runNumber: 1 }]);
      expect(adjustments).toEqual([]); // the prize was in the draft before
      expect((await changes(hr, '?team=key-accounts')).counts).toMatchObject({ changed: 0, unchanged: 7 });
      expect((await changes(await service.as('head', '2000'))).counts).toMatchObject({
        changed: 0,
        unchanged: 7,
      });
    });

    it('is told since the team was submitted', async () => {
      const submit = { to: 'in_review', team: 'mass-market' };
      expect((await hr.post('/v1/periods/2026-02/transitions').send(submit)).status).toBe(200);
      expect(await changes(mass, '?since=submitted')).toMatchObject({ items: [], adjustments: [] });
      const agreed = { period: '2026-02', manager: '1002', kind: 'agreed', amount: '100', clause: '6' };
      expect((await hr.post('/v1/adjustments').send({ ...agreed, reason: 'as agreed' })).status).toBe(201);
      const { items, adjustments, against, counts } = await changes(hr, '?since=submitted');
      expect(items).toMatchObject([{ personnelNumber: '1002', kind: 'changed', change: '100' }]);
      expect(adjustments).toMatchObject([{ event: 'added', personnelNumber: '1002', reason: 'as agreed' }]);
      expect(against).toMatchObject([{ team: 'mass-market', runNumber: 2 }]);
      // only mass market was submitted
      expect(counts).toEqual({ changed: 1, added: 0, gone: 0, unchanged: 6 });
    });

    it('needs a month that was computed', async () => {
      expect((await mass.get('/v1/periods/2025-06/changes')).status).toBe(404);
      expect((await mass.get('/v1/periods/2026-02/changes?since=ever')).status).toBe(422);
    });
  });

  describe('the clients of a manager', () => {
    const clients = (by: TestAgent, number: string, on: string) =>
      by.get(`/v1/managers/${ids.get(number)}/clients?on=${on}`);

    it('are the portfolio with its complexity, and who is lost', async () => {
      const { body } = await clients(await service.as('manager', '2001'), '2001', '2026-02-28');
      // domain §4: 17 clients with a score of 1 680
      expect([body.items.length, body.complexity]).toEqual([17, '1680']);
      // an order every 28 days up to 20 November: 3 × 28 + 1 = 85 days later the silence outgrows three of them
      const lost = body.items.find(({ code }: { code: string }) => code === 'C007');
      expect(lost).toMatchObject({
        name: 'ООО «Тихая гавань»',
        since: '2024-09-01',
        share: null,
        lastOrder: { date: '2025-11-20', amount: expect.stringMatching(/^\d+(\.\d+)?$/) },
        ordersOfMonth: 0,
        amountOfMonth: '0',
        intervalDays: 28,
        lostOn: '2026-02-13',
        isLost: true,
        marks: [{ measure: 'clients_lost', rule: 'lost', title: { en: 'Clients lost' } }],
      });
      // 41 deals won and 86 000 of sales in the month are those of these clients
      const orders = body.items.reduce(
        (sum: number, { ordersOfMonth }: { ordersOfMonth: number }) => sum + ordersOfMonth,
        0,
      );
      const amount = body.items.reduce(
        (sum: bigint, row: { amountOfMonth: string }) => sum + inCents(row.amountOfMonth),
        0n,
      );
      expect([orders, amount]).toEqual([41, 8_600_000n]);
    });

    it('are those of the day asked for', async () => {
      const lostOn = async (on: string) =>
        (await clients(hr, '2001', on)).body.items.find(({ code }: { code: string }) => code === 'C007');
      expect(await lostOn('2026-02-12')).toMatchObject({ lostOn: '2026-02-13', isLost: false });
      expect(await lostOn('2025-11-30')).toMatchObject({ ordersOfMonth: 1, marks: [] });
      expect((await clients(hr, '2007', '2025-09-30')).body).toMatchObject({ complexity: '0', items: [] });
    });

    it('are shown to the manager, the head, HR and auditors', async () => {
      const status = async (by: TestAgent, number = '2001') =>
        (await clients(by, number, '2026-02-28')).status;
      expect(await status(await service.as('head', '2000'))).toBe(200);
      expect(await status(await service.as('auditor'))).toBe(200);
      expect(await status(mass)).toBe(404);
      expect(await status(await service.as('manager', '2002'))).toBe(404);
    });
  });

  describe('a team’s month', () => {
    const overview = async (by: TestAgent, team: string) =>
      (await by.get(`/v1/teams/${team}/overview?period=2026-02`)).body;

    it('shows what each is paid by, with what it is made of', async () => {
      const { provisional, members, heatColumns, heatRows, events } = await overview(mass, 'mass-market');
      expect([provisional, members.length]).toEqual([false, 7]);
      const premium = heatColumns.find(({ line }: { line: string }) => line === 'premium');
      expect(premium).toMatchObject({
        scheme: 'mass-market',
        clause: '3.3',
        most: '0.4',
        inputs: [{ name: 'remarks' }],
      });
      const sokolova = ids.get('1001');
      expect(heatRows.find(({ managerId }: { managerId: string }) => managerId === sokolova).cells).toEqual([
        {
          scheme: 'mass-market',
          line: 'efficiency',
          value: '0.91',
          inputs: [
            { name: 'orders', value: '2100' },
            { name: 'plan', value: '2300' },
          ],
        },
        // the remark of the month and the one that came later
        { scheme: 'mass-market', line: 'premium', value: '0.15', inputs: [{ name: 'remarks', value: '2' }] },
      ]);
      const remarks = events.filter(({ managerId }: { managerId: string }) => managerId === sokolova);
      expect(remarks.map(({ kind }: { kind: string }) => kind)).toEqual(['remark', 'remark']);
    });

    it('names clients won and lost', async () => {
      const { clients, members } = await overview(hr, 'key-accounts');
      expect(clients).toContainEqual({
        managerId: ids.get('2001'),
        clientId: expect.any(String),
        code: 'C007',
        name: 'ООО «Тихая гавань»',
        rule: 'lost',
        measure: 'clients_lost',
        title: { en: 'Clients lost', ru: 'Потеряно клиентов' },
        date: '2025-11-20',
      });
      const elkin = members.find(
        ({ personnelNumber }: { personnelNumber: string }) => personnelNumber === '2001',
      );
      expect(elkin.attainment).toMatchObject({ value: '1.07', scheme: 'key-accounts' });
    });

    it('holds plans against what is done, week by week, before the month is computed', async () => {
      const take = takeInto(hr);
      await take(
        'managers',
        { personnelNumber: '3001', name: 'First' },
        { personnelNumber: '3002', name: 'Second', hiredOn: '2026-02-16' },
      );
      await take('teams', { code: 'pair', title: 'Pair' });
      const of = (manager: string, from: string) => ({ manager, team: 'pair', from });
      await take('team-memberships', of('3001', '2026-01-01'), of('3002', '2026-02-16'));
      const target = { measure: 'orders_processed', period: '2026-02' };
      await take(
        'targets',
        { ...target, manager: '3001', value: '200' },
        { ...target, manager: '3002', value: '100' },
      );
      const days = ['2026-02-01', '2026-02-03', '2026-02-03', '2026-02-20'];
      const order = (date: string, place: number) => ({
        externalId: `P${place}`,
        date,
        manager: '3001',
        amount: '1',
        status: 'won',
      });
      await take('orders', ...days.map(order));
      await take('scheme-assignments', { scheme: 'mass-market', team: 'pair', from: '2026-01-01' });
      const { provisional, plans, members } = await overview(hr, 'pair');
      expect([provisional, members.length]).toEqual([true, 2]);
      // 20 working days, 5 in each week but the first Sunday; the second manager worked 10 of them: 50 of the plan of 100,
      // 25 in each of the last two weeks; 4 orders of 250 are 1.6 %
      const week = (from: string, until: string, actual: string, plan: string, attainment: string) => ({
        from,
        until,
        actual,
        plan,
        attainment,
      });
      expect(plans).toEqual([
        {
          measure: 'orders_processed',
          title: { en: 'Orders processed', ru: 'Обработано заказов' },
          unit: 'count',
          managers: 2,
          plan: '250',
          weeks: [
            week('2026-02-01', '2026-02-02', '1', '0', '0.004'),
            week('2026-02-02', '2026-02-09', '3', '50', '0.012'),
            week('2026-02-09', '2026-02-16', '3', '100', '0.012'),
            week('2026-02-16', '2026-02-23', '4', '175', '0.016'),
            week('2026-02-23', '2026-03-01', '4', '250', '0.016'),
          ],
        },
      ]);
    });

    it('is for those who lead the team', async () => {
      const status = async (by: TestAgent, team: string) =>
        (await by.get(`/v1/teams/${team}/overview`)).status;
      expect([
        await status(mass, 'key-accounts'),
        await status(mass, 'none'),
        await status(hr, 'none'),
      ]).toEqual([404, 404, 404]);
    });
  });

  describe('the preview of an import', () => {
    const PROFILE = `code: calls
source: branch
format: {separator: ";", dates: D.M.YYYY, decimal: ",", thousands: " "}
rows: {state: [sold]}
emits:
  - noun: orders
    fields: {externalId: no, date: day, manager: who, amount: sum, status: {constant: won}}
`;
    const FILE = [
      'no;day;who;sum;state',
      'A1;3.2.2026;1001;1 234,50;sold',
      'A2;31.2.2026;1001;5;sold',
      'A3;4.2.2026;9999;7;sold',
      'A4;4.2.2026;1001;8;open',
      'A5;5.2.2026;1001;9;sold',
    ].join('\n');
    const preview = (by: TestAgent, query = '', file = FILE) =>
      by
        .post(`/v1/imports/preview?profile=calls${query}`)
        .set('Content-Type', 'text/csv')
        .serialize((body) => body)
        .send(Buffer.from(file));
    const orders = async () => (await hr.get('/v1/orders?source=branch')).body.items;

    it('shows rows as they will be understood, and what is wrong with which', async () => {
      expect((await saveProfile(hr, 'calls', PROFILE)).status).toBe(200);
      const { status, body } = await preview(hr, '&rows=4');
      expect([status, body.profile, body.appliedBefore]).toEqual([200, 'calls', null]);
      expect(body.columns).toEqual(['no', 'day', 'who', 'sum', 'state']);
      const [good, day, stranger, other] = body.rows;
      expect(body.rows.map(({ line }: { line: number }) => line)).toEqual([2, 3, 4, 5]);
      expect([good.cells[3], good.problems, good.records[0].noun]).toEqual(['1 234,50', [], 'orders']);
      expect(good.records[0].fields).toEqual(
        expect.arrayContaining([
          { field: 'externalId', value: 'A1' },
          { field: 'date', value: '2026-02-03' },
          { field: 'amount', value: '1234.5' },
          { field: 'status', value: 'won' },
          { field: 'client', value: null },
        ]),
      );
      expect([day.records, day.problems]).toEqual([
        [],
        [
          {
            field: 'orders.date',
            column: 'day',
            value: '31.2.2026',
            expected: expect.stringContaining('in the form D.M.YYYY'),
          },
        ],
      ]);
      expect(stranger.problems).toMatchObject([{ field: 'orders.manager', column: 'who', value: '9999' }]);
      expect([other.records, other.problems]).toEqual([[], []]); // not sold
      expect(body.counts.orders).toMatchObject({ added: 1 });
    });

    it('writes nothing, and says where the file was taken in before', async () => {
      expect(await orders()).toEqual([]);
      const file = 'no;day;who;sum;state\nA1;3.2.2026;1001;1;sold';
      const { body } = await sendFile(hr, 'calls', file);
      expect((await preview(hr, '', file)).body).toMatchObject({
        appliedBefore: body.id,
        counts: { orders: { unchanged: 1 } },
      });
      expect(await orders()).toHaveLength(1);
      expect((await hr.get('/v1/imports')).body.items).toHaveLength(1);
    });

    it('stops reading after the rows asked for, in a workbook too', async () => {
      const row = (no: number) => [`W${no}`, '3.2.2026', '1001', 5, 'sold'];
      const rows = Array.from({ length: 20_000 }, (_, no) => row(no));
      const { status, body } = await hr
        .post('/v1/imports/preview?profile=calls&rows=2')
        .set('Content-Type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .serialize((each) => each)
        .send(workbookOf([['no', 'day', 'who', 'sum', 'state'], ...rows]));
      expect([status, body.rows?.length, body.counts?.orders.added]).toEqual([200, 2, 2]);
      const lines = rows.map((cells) => cells.join(';'));
      const text = (await preview(hr, '&rows=3', ['no;day;who;sum;state', ...lines].join('\n'))).body;
      expect([text.rows.length, text.counts.orders.read]).toEqual([3, 3]);
    });

    it('is refused as the import is', async () => {
      expect((await preview(hr, '', 'no;day\nA1;3.2.2026')).body.fields).toMatchObject([
        { column: 'state' },
        { column: 'who' },
        { column: 'sum' },
      ]);
      expect((await preview(mass)).status).toBe(403);
      expect((await hr.post('/v1/imports/preview?profile=calls').send({})).status).toBe(415);
    });
  });

  describe('the pay curve of a scheme', () => {
    const curve = (query: string, code = 'key-accounts/versions/1') =>
      hr.get(`/v1/schemes/${code}/curve${query}`);

    it('is that of the input asked for, else of the first of which more is better', async () => {
      const { body } = await curve('?input=sales');
      expect([body.scheme, body.number, body.input.name, body.jumps.length]).toEqual([
        'key-accounts',
        1,
        'sales',
        5,
      ]);
      expect(body.jumps[4]).toMatchObject({ at: '96046.93', change: '192', isCliff: false });
      expect((await curve('')).body.input.name).toBe('complexity');
    });

    it('refuses what pay does not follow from', async () => {
      const { status, body } = await curve('?input=weather');
      expect([status, body.fields[0].field, body.fields[0].value]).toEqual([422, 'input', 'weather']);
      expect(body.fields[0].expected).toContain('complexity, sales');
      expect((await curve('', 'key-accounts/versions/9')).status).toBe(404);
    });
  });
});

const inCents = (amount: string): bigint => {
  const [whole = '', cents = ''] = amount.split('.');
  const sign = whole.startsWith('-') ? -1n : 1n;
  return sign * (BigInt(whole.replace('-', '')) * 100n + BigInt(cents.padEnd(2, '0')));
};
