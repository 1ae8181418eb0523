import type TestAgent from 'supertest/lib/agent.js';
import { saveProfile, sendFile, testFile } from './support/imports.js';
import { startService, type TestService } from './support/service.js';
import { formula, styled, workbookOf, zipOf } from './support/workbook.js';

const HEADER = ['no', 'day', 'manager', 'client', 'state', 'amount', 'pieces'];
/** 5 March 2026 as workbooks count days: 46 086 after 30 December 1899. */
const MARCH_5 = 46_086;

describe('workbooks', () => {
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

  const ordersOf = async () => (await hr.get('/v1/orders')).body.items;

  async function refusal(file: Buffer) {
    const { status, body } = await sendFile(hr, 'sales', file);
    expect([status, body.type]).toEqual([422, 'urn:premia:problem:invalid-fields']);
    return body.fields;
  }

  it('are read like the CSV file of the profile: shared and rich text, days, numbers, formulas, gaps', async () => {
    const file = workbookOf([
      HEADER,
      ['1', styled(MARCH_5, 1), 'M1', 'ООО «Ромашка» & Co', 'sold', 1234.5, formula('1+1', '2')],
      [2, styled(MARCH_5 + 1, 2), 'M2', { xml: 't="inlineStr"><is><t>Acme</t></is></c>' }, 'lost'],
      [null, null, null, null, null, null, null],
      [3, '7.3.2026', formula('CONCAT("M";1)', 'M1'), 'Acme', 'sold', styled(0.1 + 0.2, 3), '1 000'],
    ]);
    const sent = hr.post('/v1/imports').query({ profile: 'sales', fileName: 'sales.xlsx' });
    const { status, body } = await sent
      .set('Content-Type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .serialize((each) => each)
      .send(file);
    expect([status, body.counts?.orders]).toMatchObject([200, { read: 3, added: 3 }]);
    expect(await ordersOf()).toMatchObject([
      { externalId: '1', date: '2026-03-05', client: 'ООО «Ромашка» & Co', amount: '1234.5', quantity: '2' },
      { externalId: '2', date: '2026-03-06', manager: 'M2', client: 'Acme', status: 'lost' },
      { externalId: '3', date: '2026-03-07', manager: 'M1', amount: '0.3', quantity: '1000' },
    ]);
  });

  it('have their refusals told by row and column', async () => {
    const fields = await refusal(
      workbookOf([
        HEADER,
        ['1', 'March', 'M1', 'A', 'sold', 1, 1],
        ['2', styled(MARCH_5, 1), 'M1', 'A', 'sold', formula('SUM(A1)'), 1],
        ['3', styled(MARCH_5, 1), 'M1', 'A', 'sold', { xml: 't="e"><f>1/0</f><v>#DIV/0!</v></c>' }, 1],
        ['4', styled(9_999_999_999, 1), 'M1', 'A', 'sold', 1e300, 1],
      ]),
    );
    expect(fields).toMatchObject([
      { line: 2, column: 'day', value: 'March' },
      {
        line: 3,
        column: 'amount',
        expected: expect.stringContaining('the formula here was saved without one'),
      },
      { line: 4, column: 'amount', value: '#DIV/0!', expected: 'a value, not the error of a formula' },
      { line: 4, column: 'amount' },
      { line: 5, column: 'day' },
      { line: 5, column: 'amount' },
    ]);
  });

  it('with a header only have no records, with nothing at all are refused', async () => {
    const { body } = await sendFile(hr, 'sales', workbookOf([HEADER]));
    expect(body.counts.orders).toMatchObject({ read: 0 });
    expect(await refusal(workbookOf([]))).toMatchObject([
      { line: 1, expected: expect.stringContaining('empty') },
    ]);
  });

  describe('that are hostile are refused:', () => {
    const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
      '',
    );
    const bomb = `<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "lol">${laughs}]><sst><si><t>&l9;</t></si></sst>`;
    const rows = (xml: string) => ({
      'xl/worksheets/sheet2.xml': `<worksheet><sheetData>${xml}</sheetData></worksheet>`,
    });

    it.each([
      ['a billion laughs', workbookOf([HEADER], { 'xl/sharedStrings.xml': bomb })],
      [
        'an entity that nobody has declared',
        workbookOf([HEADER], rows('<row><c t="str"><v>&lol;</v></c></row>')),
      ],
      ['XML that is none', workbookOf([HEADER], rows('<row><c></row>'))],
      ['bytes that are no text', workbookOf([HEADER], { 'xl/workbook.xml': 'PK\u0000' })],
      ['an archive of something else', zipOf({ 'word/document.xml': '<w/>' })],
      ['an archive cut off', workbookOf([HEADER]).subarray(0, 300)],
      [
        'one element without an end',
        workbookOf([HEADER], rows(`<row><c t="str"><v>${'x'.repeat(6_000_000)}`)),
      ],
      ['an attribute without an end', workbookOf([HEADER], rows(`<row r="${'1'.repeat(6_000_000)}`))],
    ])('%s', async (_, file) => {
      const [field] = await refusal(file);
      expect(field).toMatchObject({ field: 'file', value: null });
    });

    it('a cell in column ten million', async () => {
      const [field] = await refusal(
        workbookOf([HEADER], rows('<row r="1"><c r="ZZZZ1" t="str"><v>a</v></c></row>')),
      );
      expect(field.expected).toMatch(/column/);
    });

    it('a part that unpacks to more than is held', async () => {
      const shared = `<sst>${`<si><t>${'x'.repeat(1_000_000)}</t></si>`.repeat(40)}</sst>`;
      const file = workbookOf([HEADER], { 'xl/sharedStrings.xml': shared });
      expect(file.length).toBeLessThan(100_000);
      const [field] = await refusal(file);
      expect(field.expected).toContain('save it as CSV');
    });
  });
});
