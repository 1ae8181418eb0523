import type TestAgent from 'supertest/lib/agent.js';
import { saveProfile, sendFile, testFile } from './support/imports.js';
import { startService, type TestService } from './support/service.js';

describe('imports refuse', () => {
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

  const HEADER = 'no;day;manager;client;state;amount;pieces\n';

  async function refusal(file: Buffer | string, profile = 'sales', language = 'en') {
    const { status, body } = await sendFile(hr, profile, file).set('Accept-Language', language);
    expect([status, body.type]).toEqual([422, 'urn:premia:problem:invalid-fields']);
    return body;
  }

  it.each([
    [
      'a missing column',
      'no;day;client;state;amount\n',
      [
        {
          field: 'orders.manager',
          line: 1,
          column: 'manager',
          value: 'manager',
          expected: 'a column of the file; it has: no, day, client, state, amount',
        },
        { field: 'orders.quantity', line: 1, column: 'pieces' },
      ],
    ],
    [
      'a column named twice',
      `no;day;no;client;state;amount;pieces;manager\n`,
      [{ line: 1, column: 'no', value: 'no', expected: 'each column name once in the header' }],
    ],
    [
      'a row of another length',
      `${HEADER}1;5.3.2026;M1;A;sold;1;1\n2;5.3.2026;M1;A;sold\n`,
      [{ line: 3, value: '2,5.3.2026,M1,A,sold', expected: '7 columns as in the header, not 5' }],
    ],
    [
      'a quote that is not closed',
      `${HEADER}1;5.3.2026;M1;A;sold;1;1\n\n2;"5.3.2026;M1;A;sold;1;1\n3;5.3.2026;M1;A;sold;1;1\n`,
      [{ field: 'file', line: 4, expected: expect.stringContaining('a closing quote') }],
    ],
    [
      'a quote within a bare cell',
      `${HEADER}1;5.3.2026;M1;A"B;sold;1;1\n`,
      [{ field: 'file', line: 2, expected: expect.stringContaining('quotes around the whole cell') }],
    ],
    ['a quote followed by text', `${HEADER}1;5.3.2026;M1;"A"B;sold;1;1\n`, [{ field: 'file', line: 2 }]],
    [
      'another encoding',
      Buffer.concat([
        Buffer.from(`${HEADER}1;5.3.2026;M1;`),
        Buffer.from([0xc7, 0xe0, 0xf0, 0xff]),
        Buffer.from(';sold;1;1\n'),
      ]),
      [{ field: 'file', line: 2, expected: expect.stringContaining('UTF-8') }],
    ],
    [
      'a NUL character',
      `${HEADER}1;5.3.2026;M1;A\u0000;sold;1;1\n`,
      [{ field: 'file', line: 2, expected: expect.stringContaining('UTF-8') }],
    ],
    [
      'a file without a header',
      '',
      [{ field: 'file', line: 1, expected: expect.stringContaining('the file is empty') }],
    ],
    ['a file of empty lines', '\ufeff\n\n', [{ field: 'file', line: 1 }]],
  ])('%s, by line', async (_, file, fields) => {
    expect((await refusal(file)).fields).toMatchObject(fields);
  });

  it('cells, each by line and column, all at once', async () => {
    const file = `${HEADER}1;31.2.2026;M1;A;sold;12abc;1\n;3/5/2026;M1;"A\nB";sold;1.5;-1\n4;5.3.2026;M1;A;draft;x;y\n`;
    const { fields, fieldsTotal, detail } = await refusal(file);
    expect(detail).toContain('Nothing was changed');
    const day = 'a day of the calendar from 1990-01-01 to 2100-12-31 in the form D.M.YYYY';
    const number = 'a number such as 1 234,5';
    expect(fields).toEqual([
      { field: 'orders.date', value: '31.2.2026', line: 2, column: 'day', expected: day },
      { field: 'orders.amount', value: '12abc', line: 2, column: 'amount', expected: number },
      { field: 'orders.date', value: '3/5/2026', line: 3, column: 'day', expected: day },
      { field: 'orders.amount', value: '1.5', line: 3, column: 'amount', expected: number },
      {
        field: 'orders.externalId',
        value: null,
        line: 3,
        column: 'no',
        expected: 'a value; the field is required',
      },
      {
        field: 'orders.quantity',
        value: '-1',
        line: 3,
        column: 'pieces',
        expected: 'a number from 0 to 999999999999999.9999',
      },
    ]);
    expect(fieldsTotal).toBe(6);
  });

  it('a day that American order does not make one', async () => {
    await saveProfile(
      hr,
      'american',
      'code: american\nsource: crm\nformat: {dates: M/D/YYYY}\nemits:\n  - {noun: remarks, fields: {externalId: no, date: day, manager: who}}\n',
    );
    const { fields } = await refusal(
      'no,day,who\n1,2/28/2017,M1\n2,2/31/2017,M1\n3,31/12/2017,M1\n4,2017-02-01,M1\n',
      'american',
    );
    expect(fields).toMatchObject(
      [2, 3, 4].map((row) => ({
        line: row + 1,
        column: 'day',
        expected: expect.stringContaining('M/D/YYYY'),
      })),
    );
  });

  it('a value that is not in the map and not of the field', async () => {
    await saveProfile(
      hr,
      'states',
      'code: states\nsource: s\nemits:\n  - {noun: orders, fields: {externalId: no, date: {constant: 2026-03-01}, status: {column: state, map: {sold: won}}}}\n',
    );
    const refused = await refusal('no,state\n1,sold\n2,Sold\n', 'states');
    expect(refused.fields).toEqual([
      {
        field: 'orders.status',
        value: 'Sold',
        line: 3,
        column: 'state',
        expected: 'one of: open, won, lost, cancelled',
      },
    ]);
  });

  it('a record that is not known, by the line and column that name it', async () => {
    const { fields } = await refusal(`${HEADER}1;5.3.2026;M1;"A\nB";sold;1;1\n2;5.3.2026;M9;A;sold;1;1\n`);
    expect(fields).toEqual([
      {
        field: 'orders.manager',
        value: 'M9',
        line: 4,
        column: 'manager',
        expected: 'the personnelNumber of an existing record of managers; this one is not known',
      },
    ]);
  });

  it('a key given twice with different content', async () => {
    const { fields } = await refusal(`${HEADER}1;5.3.2026;M1;A;sold;1;1\n1;5.3.2026;M1;A;sold;2;1\n`);
    expect(fields).toMatchObject([
      { field: 'orders.externalId', line: 3, column: 'no', value: 'branch / 1' },
    ]);
  });

  it('all of a file for one of its records: what was merged before is taken back', async () => {
    const before = await service.source.query(
      'select (select count(*) from clients) as clients, (select count(*) from intakes) as intakes',
    );
    await refusal(`${HEADER}1;5.3.2026;M1;Nobody yet;sold;1;1\n2;5.3.2026;M9;Nobody yet;sold;1;1\n`);
    const after = await service.source.query(
      'select (select count(*) from clients) as clients, (select count(*) from intakes) as intakes',
    );
    expect(after).toEqual(before);
    expect((await hr.get('/v1/orders')).body.items).toEqual([]);
  });

  it('in the language of the reader', async () => {
    const { title, fields } = await refusal(`${HEADER}1;31.2.2026;M1;A;sold;1;1\n`, 'sales', 'ru');
    expect(title).toBe('Значения не приняты');
    expect(fields[0].expected).toBe('календарный день с 1990-01-01 по 2100-12-31 в виде D.M.YYYY');
  });

  it('with a hundred of the refusals and the number of all', async () => {
    const rows = Array.from({ length: 250 }, (_, place) => `${place};5.3.2026;M1;A;sold;x;1`);
    const { fields, fieldsTotal } = await refusal(`${HEADER}${rows.join('\n')}\n`);
    expect([fields.length, fieldsTotal]).toEqual([100, 250]);
  });

  it('a dry run what an import would be refused', async () => {
    const { status, body } = await sendFile(hr, 'sales', `${HEADER}2;5.3.2026;M9;A;sold;1;1\n`, {
      dryRun: 'true',
    });
    expect([status, body.fields[0].line]).toEqual([422, 2]);
  });

  it('what is no CSV, no profile, and no query', async () => {
    const json = await hr.post('/v1/imports?profile=sales').send({ rows: [] });
    expect([json.status, json.body.detail]).toEqual([
      415,
      'Send text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.',
    ]);
    expect((await sendFile(hr, 'nothing', HEADER)).body).toMatchObject({
      status: 404,
      detail: expect.stringContaining('nothing'),
    });
    expect((await sendFile(hr, 'sales', HEADER, { dryRun: 'maybe' })).body.fields).toMatchObject([
      { field: 'dryRun', value: 'maybe' },
    ]);
  });
});
