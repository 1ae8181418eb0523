import type TestAgent from 'supertest/lib/agent.js';
import { saveProfile, sendFile, testFile } from './support/imports.js';
import { startService, type TestService } from './support/service.js';

const HEADER = 'no;day;manager;client;state;amount;pieces';
const GOOD = '1;5.3.2026;M1;Acme;sold;1;1';
const BAD_DAY = '2;31.2.2026;M1;Bad day;sold;"1 234,5";1';
const UNKNOWN_MANAGER = '3;5.3.2026;M9;"Unknown; manager";sold;1;1';
const RAGGED = '4;5.3.2026;M1;Ragged;sold';
const LOST = '7;6.3.2026;M1;Acme;lost;-;';

describe('an import that accepts what is valid', () => {
  let service: TestService;
  let hr: TestAgent;

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    await saveProfile(hr, 'staff', testFile('staff.yaml'));
    await saveProfile(hr, 'sales', testFile('sales.yaml'));
    await sendFile(hr, 'staff', testFile('staff.csv'));
  });
  afterAll(() => service.stop());

  const send = (rows: string[], query = {}) =>
    sendFile(hr, 'sales', [HEADER, ...rows, ''].join('\n'), { acceptValid: 'true', ...query });
  const rejectedOf = async (id: string, language = 'en') =>
    (await hr.get(`/v1/imports/${id}/rejected`).set('Accept-Language', language)).text;
  const clients = async () =>
    (await hr.get('/v1/clients?limit=1000')).body.items.map(({ code }: { code: string }) => code);
  const orderNumbers = async () =>
    (await hr.get('/v1/orders?limit=1000')).body.items.map((each: { externalId: string }) => each.externalId);

  const rows = [GOOD, BAD_DAY, UNKNOWN_MANAGER, RAGGED, LOST];
  let first: string;

  it('says in a dry run what it would take, and takes nothing', async () => {
    const { body } = await send(rows, { dryRun: 'true' });
    expect(body).toMatchObject({ id: null, state: 'dry-run', rejectedRows: 3 });
    expect(await orderNumbers()).toEqual([]);
  });

  it('takes the good rows and none of the records of bad ones', async () => {
    const { status, body } = await send(rows);
    first = body.id;
    expect([status, body]).toMatchObject([
      200,
      {
        state: 'applied',
        rejectedRows: 3,
        counts: {
          // Acme twice; the client of the bad day and that of the unknown manager
          clients: { read: 4, added: 1, unchanged: 1, rejected: 2 },
          orders: { read: 4, added: 2, rejected: 2, changed: 0, unchanged: 0, withdrawn: 0 },
        },
      },
    ]);
    expect(await orderNumbers()).toEqual(['1', '7']);
    expect(await clients()).toEqual(['Acme']);
  });

  it('offers the bad rows as they were, with the reason in the language of the reader', async () => {
    expect(await rejectedOf(first)).toBe(
      `\ufeffReason of refusal;${HEADER}\r\n` +
        '"day: ""31.2.2026"" — expected a day of the calendar from 1990-01-01 to 2100-12-31 in the form D.M.YYYY";2;31.2.2026;M1;Bad day;sold;1 234,5;1\r\n' +
        '"manager: ""M9"" — expected the personnelNumber of an existing record of managers; this one is not known";3;5.3.2026;M9;"Unknown; manager";sold;1;1\r\n' +
        'expected 7 columns as in the header, not 5;4;5.3.2026;M1;Ragged;sold\r\n',
    );
    const russian = await rejectedOf(first, 'ru');
    expect(russian).toMatch(/^\ufeffПричина отказа;no;/);
    expect(russian).toContain('manager: «M9» — ожидается');
  });

  it('takes the mended file as it was offered, and offers what is still bad without a second reason', async () => {
    const mended = (await rejectedOf(first))
      .replace(';31.2.2026;', ';1.3.2026;')
      .replace('Ragged;sold', 'Ragged;sold;5;1');
    const { body } = await sendFile(hr, 'sales', mended, { acceptValid: 'true' });
    expect(body).toMatchObject({ rejectedRows: 1, counts: { orders: { added: 2, rejected: 1 } } });
    const [header, row, ...more] = (await rejectedOf(body.id)).trimEnd().split('\r\n');
    expect([header, more]).toEqual([`\ufeffReason of refusal;${HEADER}`, []]);
    expect(row).toMatch(/not known";3;5\.3\.2026;M9;"Unknown; manager";sold;1;1$/);
  });

  it('is no applied file while rows are left: the same bytes again take what has become good', async () => {
    await hr.post('/v1/managers').send({ personnelNumber: 'M9', name: 'Nine' });
    const { body } = await send(rows);
    expect(body).toMatchObject({
      state: 'applied',
      rejectedRows: 2,
      counts: { orders: { added: 1, unchanged: 2 } },
    });
    const whole = await send([GOOD]);
    expect((await send([GOOD])).body).toMatchObject({
      state: 'unchanged',
      id: whole.body.id,
      rejectedRows: 0,
    });
  });

  it('leaves out all rows that contradict each other, and what refers to what is left out', async () => {
    const document = `code: returned\nsource: branch\nemits:
  - {noun: orders, rows: {what: order}, fields: {externalId: no, date: day, amount: amount}}
  - {noun: returns, rows: {what: return}, fields: {externalId: no, date: day, amount: amount, order: of}}\n`;
    await saveProfile(hr, 'returned', document);
    const file = `what,no,day,amount,of
order,R1,2026-03-01,1,
order,R1,2026-03-01,2,
order,R2,2026-03-01,3,
return,B1,2026-03-02,1,R1
return,B2,2026-03-02,1,R2\n`;
    const { body } = await sendFile(hr, 'returned', file, { acceptValid: 'true' });
    expect(body).toMatchObject({
      rejectedRows: 3,
      counts: { orders: { read: 3, added: 1, rejected: 2 }, returns: { read: 2, added: 1, rejected: 1 } },
    });
    expect((await rejectedOf(body.id)).match(/\r\n/g)).toHaveLength(4);
    expect((await hr.get('/v1/returns')).body.items).toMatchObject([{ externalId: 'B2', order: 'R2' }]);
  });

  it('leaves out rows that contradict each other where a part of their key is absent', async () => {
    const document = `code: plans\nsource: branch\nemits:
  - {noun: targets, fields: {manager: who, measure: what, period: month, value: plan}}\n`;
    await saveProfile(hr, 'plans', document);
    const file = `who,what,month,plan
M1,orders_processed,2026-03,100
M1,orders_processed,2026-03,120
M1,orders_processed,2026-04,90\n`;
    const { body } = await sendFile(hr, 'plans', file, { acceptValid: 'true' });
    expect(body).toMatchObject({ rejectedRows: 2, counts: { targets: { read: 3, added: 1, rejected: 2 } } });
  });

  it('takes back what only the merged table shows to be bad: dates that overlap', async () => {
    await saveProfile(
      hr,
      'grades',
      'code: grades\nemits:\n  - {noun: grades, fields: {number: no, salary: pay, from: since}}\n',
    );
    await sendFile(hr, 'grades', 'no,pay,since\n1,500,2026-01-01\n');
    const file = 'no,pay,since\n1,600,2026-02-01\n2,700,2026-01-01\n';
    const { body } = await sendFile(hr, 'grades', file, { acceptValid: 'true' });
    expect(body).toMatchObject({ rejectedRows: 1, counts: { grades: { read: 2, added: 1, rejected: 1 } } });
    expect((await hr.get('/v1/grades')).body.items).toMatchObject([{ salary: '500' }, { salary: '700' }]);
  });

  it('shows the rows to whoever may send and read them, and to nobody else', async () => {
    const { body } = await sendFile(hr, 'grades', 'no,pay,since\n9,secret,2026-01-01\n', {
      acceptValid: 'true',
    });
    expect((await (await service.as('admin')).get(`/v1/imports/${body.id}/rejected`)).status).toBe(403);
    const intake = await service.as('intake');
    expect((await intake.get(`/v1/imports/${body.id}/rejected`)).status).toBe(200);
    const names = 'scheme: scheme, manager: who, period: month, code: code, amount: amount';
    await saveProfile(hr, 'old', `code: old\nemits:\n  - {noun: legacy-pay, fields: {${names}}}\n`);
    const paid = await sendFile(hr, 'old', 'scheme,who,month,code,amount\nshare,M1,never,total,98765.43\n', {
      acceptValid: 'true',
    });
    // an integration may send pay of the old way, and not read it
    expect((await intake.get(`/v1/imports/${paid.body.id}/rejected`)).status).toBe(403);
    expect(await rejectedOf(paid.body.id)).toContain('98765.43');
    expect((await hr.get('/v1/imports/999/rejected')).status).toBe(404);
    expect((await hr.get('/v1/imports/x/rejected')).status).toBe(404);
  });
});
