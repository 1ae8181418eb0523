import { Readable } from 'node:stream';
import type TestAgent from 'supertest/lib/agent.js';
import { ImportsService } from '../src/features/intake/index.js';
import { DomainError } from '../src/platform/problem/domain-error.js';
import { saveProfile, sendFile } from './support/imports.js';
import { startService, type TestService } from './support/service.js';

const MB = 1024 * 1024;
const PROFILE = `code: odd
source: odd
emits:
  - noun: orders
    fields: {externalId: no, date: {constant: 2026-03-01}, client: client, amount: amount}
`;
const HEADER = 'no,client,amount\n';

describe('hostile files', () => {
  let service: TestService;
  let hr: TestAgent;
  let fileMb: string | undefined;

  beforeAll(async () => {
    fileMb = process.env.PREMIA_FILE_MB_MAX;
    process.env.PREMIA_FILE_MB_MAX = '60';
    service = await startService();
    hr = await service.as('hr');
    await saveProfile(hr, 'odd', PROFILE);
    await hr.post('/v1/clients').send({ code: 'A', name: 'A' });
  });
  afterAll(async () => {
    if (fileMb === undefined) delete process.env.PREMIA_FILE_MB_MAX;
    else process.env.PREMIA_FILE_MB_MAX = fileMb;
    await service.stop();
  });

  async function refusal(file: Buffer | string, query = {}) {
    const { status, body } = await sendFile(hr, 'odd', file, query);
    expect([status, body.type]).toEqual([422, 'urn:premia:problem:invalid-fields']);
    return body;
  }
  const row = (no: number | string, client = 'A', amount = '1') => `${no},${client},${amount}\n`;
  const orders = async () => (await service.source.query('select count(*)::int as n from orders'))[0].n;

  /** A file of so many pieces, and how many of them were asked for when the import ended. */
  async function streamed(piece: Buffer, count: number, first = '') {
    let pulled = 0;
    function* pieces() {
      yield Buffer.from(`${first} `);
      for (; pulled < count; pulled++) yield piece;
    }
    const given = { profile: PROFILE, file: Readable.from(pieces()), actor: 'test' };
    const error: unknown = await service.app
      .get(ImportsService)
      .importFile(given)
      .catch((refused: unknown) => refused);
    return { error: error as DomainError, pulled };
  }

  it('50 MB in a single line: no more than the bound is read', async () => {
    const { error, pulled } = await streamed(Buffer.alloc(MB, 'x'), 50, HEADER);
    expect(error).toBeInstanceOf(DomainError);
    expect(error.fields).toMatchObject([{ field: 'file', expected: { code: 'row-length' } }]);
    expect(pulled).toBeLessThan(8);
  });

  it('50 MB in a single quoted cell of many lines, after good rows', async () => {
    const { error } = await streamed(Buffer.from('x\n'.repeat(MB / 2)), 50, `${HEADER}${row(1)}2,"`);
    expect(error.fields).toMatchObject([{ field: 'file', line: 3, expected: { code: 'row-length' } }]);
  });

  it('cells without content that would fill the memory', async () => {
    const { error } = await streamed(Buffer.from(`${','.repeat(MB - 4)}"\n",`), 50, HEADER);
    expect(error.fields).toMatchObject([{ field: 'file', expected: { code: 'row-length' } }]);
  });

  it('a million columns, in the header and in a row', async () => {
    const [header] = (await refusal(`${','.repeat(999_999)}\n${row(1)}`)).fields;
    expect(header).toMatchObject({ line: 1, value: '1000000', expected: 'at most 16384 columns' });
    const [names] = (await refusal(`${Array.from({ length: 1_000_000 }, (_, n) => `c${n}`).join()}\n`))
      .fields;
    expect(names.expected).toContain('bytes');
    const [wide] = (await refusal(`${HEADER}1${','.repeat(999_999)}\n`)).fields;
    expect(wide).toMatchObject({ line: 2, expected: '3 columns as in the header, not 1000000' });
  });

  it('sixteen thousand columns, of which the refusal names some', async () => {
    const { fields } = await refusal(`${Array.from({ length: 16_000 }, (_, n) => `c${n}`).join()}\n`);
    expect(fields).toHaveLength(3);
    expect(fields[0].expected.length).toBeLessThan(1_000);
  });

  it.each([
    ['bytes that are no UTF-8', Buffer.from([0xc3, 0x28]), 3, 'UTF-8'],
    ['bytes cut off at the end', Buffer.from([0xf0, 0x9f, 0x8e]), 3, 'UTF-8'],
    ['a character too long', Buffer.from([0xc0, 0x80]), 3, 'UTF-8'],
    ['half of a pair', Buffer.from([0xed, 0xa0, 0x80]), 3, 'UTF-8'],
    ['a NUL', Buffer.from([0]), 3, 'NUL'],
    ['a quote that is not closed', Buffer.from('"'), 3, 'a closing quote'],
    ['a ragged row', Buffer.from('A,B,C'), 3, '3 columns as in the header, not 4'],
  ])('%s, by line', async (_, bytes, line, said) => {
    const { fields } = await refusal(Buffer.concat([Buffer.from(`${HEADER}${row(1)}2,`), bytes]));
    expect(fields).toMatchObject([{ line, expected: expect.stringContaining(said) }]);
  });

  it('half of a pair in UTF-16', async () => {
    const file = Buffer.from(`\ufeff${HEADER}${row(1)}2,\ud83c,1\n`, 'utf16le');
    expect((await refusal(file)).fields).toMatchObject([
      { line: 3, expected: expect.stringContaining('UTF-16LE') },
    ]);
  });

  it.each([
    ['nothing', '', /empty/],
    ['a mark and nothing else', '\ufeff', /empty/],
    ['line ends only', '\r\n\n\r', /empty/],
  ])('%s', async (_, file, said) => {
    expect((await refusal(file)).fields).toMatchObject([{ expected: expect.stringMatching(said) }]);
  });

  it('formulas: no number, and in a text no more than a text', async () => {
    const { fields } = await refusal(`${HEADER}${row(1, 'A', '=1+1')}`);
    expect(fields).toMatchObject([{ column: 'amount', value: '=1+1' }]);
    const formula = '=HYPERLINK("http://example.org";"A")';
    await saveProfile(
      hr,
      'texts',
      'code: texts\nemits:\n  - {noun: clients, fields: {code: code, name: code}}\n',
    );
    await sendFile(hr, 'texts', `code\n"${formula.replaceAll('"', '""')}"\n`);
    expect((await hr.get('/v1/clients')).body.items.at(-1)).toMatchObject({ code: formula });
  });

  describe('100 000 bad rows', () => {
    const BAD = 100_000;
    const many = (count: number, make: (no: number) => string) =>
      HEADER + Array.from({ length: count }, (_, no) => make(no)).join('');

    it('are counted, a hundred of them told, and nothing is changed', async () => {
      const { fields, fieldsTotal } = await refusal(many(BAD, (no) => row(no, 'A', 'x')));
      expect([fields.length, fieldsTotal, await orders()]).toEqual([100, BAD, 0]);
      const unknown = await refusal(many(BAD, (no) => row(no, 'nobody')));
      expect([unknown.fields.length, unknown.fieldsTotal, await orders()]).toEqual([100, BAD, 0]);
    }, 60_000);

    it('are left out and offered, whoever found them bad', async () => {
      const file = many(BAD + 1, (no) => (no === 7 ? row(no) : row(no, 'nobody', no % 2 ? 'x' : '1')));
      const { body } = await sendFile(hr, 'odd', file, { acceptValid: 'true' });
      expect(body).toMatchObject({ rejectedRows: BAD, counts: { orders: { added: 1, rejected: BAD } } });
      const { text } = await hr.get(`/v1/imports/${body.id}/rejected`);
      expect(text.match(/\r\n/g)).toHaveLength(BAD + 1);
    }, 60_000);

    it('and one more are not left out silently: the file is refused', async () => {
      for (const bad of [(no: number) => row(no, 'A', 'x'), (no: number) => row(no, 'nobody')]) {
        const { status, body } = await sendFile(hr, 'odd', many(BAD + 1, bad), { acceptValid: 'true' });
        expect([status, body.type]).toEqual([422, 'urn:premia:problem:too-many-rejected']);
        expect(body.detail).toContain(`${BAD + 1} rows`);
      }
    }, 60_000);
  });

  it('more than the largest file, with an answer', async () => {
    const { status, body } = await sendFile(hr, 'odd', Buffer.alloc(60 * MB + 1, 'a\n'));
    expect([status, body.type]).toEqual([413, 'urn:premia:problem:file-too-large']);
    expect(body.detail).toContain(String(60 * MB));
  });
});
