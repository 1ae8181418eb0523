import { Readable } from 'node:stream';
import type TestAgent from 'supertest/lib/agent.js';
import { ImportsService } from '../src/features/intake/index.js';
import { saveProfile, sendFile, testFile } from './support/imports.js';
import { startService, type TestService } from './support/service.js';

/** "Ёж" and an order; what windows-1251 has at these places. */
const WINDOWS_1251 = Buffer.concat([
  Buffer.from('no;day;manager;client;state;amount;pieces\r\n9;5.3.2026;M1;'),
  Buffer.from([0xa8, 0xe6, 0x20, 0xb9, 0x35]),
  Buffer.from(';sold;1;1\r\n'),
]);

const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('files come in', () => {
  let service: TestService;
  let hr: TestAgent;

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    await saveProfile(hr, 'staff', testFile('staff.yaml'));
    await sendFile(hr, 'staff', testFile('staff.csv'));
    await saveIn('utf-8');
  });
  afterAll(() => service.stop());

  const document = (encoding: string) =>
    String(testFile('sales.yaml')).replace('format: {', `format: {encoding: ${encoding}, `);
  const saveIn = (encoding: string) => saveProfile(hr, 'sales', document(encoding));
  const HEADER = 'no;day;manager;client;state;amount;pieces\r\n';
  const row = (no: string | number, client: string) => `${no};5.3.2026;M1;${client};sold;1 234,5;1\r\n`;
  const clientOf = async (no: string) => (await hr.get(`/v1/orders?externalId=${no}`)).body.items[0]?.client;

  it('windows-1251, where the profile says so', async () => {
    await saveIn('windows-1251');
    expect((await sendFile(hr, 'sales', WINDOWS_1251)).body).toMatchObject({ state: 'applied' });
    expect(await clientOf('9')).toBe('Ёж №5');
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${HEADER}${row(11, 'Ёлка 🎄')}`), '11', 'windows-1251'],
    [
      'UTF-16 with a mark, low byte first',
      Buffer.from(`\ufeff${HEADER}${row(12, 'Ёлка 🎄')}`, 'utf16le'),
      '12',
      'utf-8',
    ],
    ['UTF-16 with a mark, high byte first', swapped(`\ufeff${HEADER}${row(13, 'Ёлка 🎄')}`), '13', 'utf-8'],
    ['UTF-16 without a mark', Buffer.from(HEADER + row(14, 'Ёлка 🎄'), 'utf16le'), '14', 'utf-16le'],
    ['UTF-16 without a mark, high byte first', swapped(HEADER + row(15, 'Ёлка 🎄')), '15', 'utf-16be'],
  ])('%s', async (_, file, no, encoding) => {
    await saveIn(encoding);
    const { status } = await sendFile(hr, 'sales', file);
    expect([status, await clientOf(no)]).toEqual([200, 'Ёлка 🎄']);
  });

  it('a profile with an encoding nobody knows is refused', async () => {
    const { body } = await saveIn('koi8-r');
    expect(body.fields).toMatchObject([
      {
        field: 'format.encoding',
        value: 'koi8-r',
        expected: 'one of: "utf-8" "windows-1251" "utf-16le" "utf-16be"',
      },
    ]);
  });

  it.each([
    ['utf-8', (bytes: Buffer) => bytes],
    ['utf-16le', (bytes: Buffer) => Buffer.from(String(bytes), 'utf16le')],
  ])('%s in pieces of any size, characters cut where it happens', async (encoding, encode) => {
    const names = Array.from({ length: 40 }, (_, place) => `Ж${'🎄'.repeat(place % 3)}é${place}`);
    const file = encode(
      Buffer.from(HEADER + names.map((name, place) => row(`${encoding}${place}`, name)).join('')),
    );
    const pieces: Buffer[] = [];
    for (let [at, size] = [0, 1]; at < file.length; at += size, size = (size % 7) + 1)
      pieces.push(file.subarray(at, at + size));
    const given = { profile: document(encoding), file: Readable.from(pieces), actor: 'test' };
    const report = await service.app.get(ImportsService).importFile(given);
    expect(report.counts.orders).toMatchObject({ read: 40, added: 40 });
    expect(await clientOf(`${encoding}38`)).toBe(names[38]);
  });

  it('line ends of all kinds in one file, and line breaks within quotes', async () => {
    await saveIn('utf-8');
    const lines = [row(31, 'a'), row(32, '"b\r\nc"'), row(33, '"d\re"'), row(34, 'f')].map((line) =>
      line.trimEnd(),
    );
    const file = `${HEADER.trimEnd()}\r${lines[0]}\n${lines[1]}\r\n\r\n${lines[2]}\r${lines[3]}`;
    expect((await sendFile(hr, 'sales', file)).body.counts.orders).toMatchObject({ added: 4 });
    expect([await clientOf('32'), await clientOf('33'), await clientOf('34')]).toEqual([
      'b\r\nc',
      'd\re',
      'f',
    ]);
    const refused = await sendFile(hr, 'sales', file.replace('34;5.3', '34;35.3'));
    // header 1, 31 on 2, 32 on 3 and 4, an empty line 5, 33 on 6 and 7
    expect(refused.body.fields).toMatchObject([{ line: 8, column: 'day' }]);
  });

  it.each([
    ['tab', '\t', '1234.5', 'M/D/YYYY', '3/5/2026', 'decimal: "."'],
    ['"|"', '|', '1.234,5', 'YYYYMMDD', '20260305', 'decimal: ",", thousands: "."'],
    ['","', ',', "1'234.5", 'DD-MM-YYYY', '05-03-2026', 'thousands: "\'"'],
  ])('separator %s with its numbers and dates', async (separator, sign, amount, dates, day, numbers) => {
    const profile = `code: forms\nsource: forms\nformat: {separator: ${separator}, dates: ${dates}, ${numbers}}\nemits:\n  - {noun: orders, fields: {externalId: no, date: day, amount: amount}}\n`;
    const file = Buffer.from(`no${sign}day${sign}amount\n${dates}${sign}${day}${sign}${amount}\n`);
    await service.app.get(ImportsService).importFile({ profile, file, actor: 'test' });
    const { body } = await hr.get('/v1/orders').query({ source: 'forms', externalId: dates });
    expect(body.items).toMatchObject([{ date: '2026-03-05', amount: '1234.5' }]);
  });

  it('larger than a JSON body may be is taken as a stream', async () => {
    const rows = Array.from(
      { length: 100 },
      (_, place) => `M1,Ёлкин,Пётр,2020-01-15,${place}${'x'.repeat(200_000)}`,
    );
    const file = `number,surname,name,hired,note\n${rows.join('\n')}\n`;
    const { status, body } = await sendFile(hr, 'staff', file);
    expect([status, body.counts]).toEqual([
      200,
      { managers: { read: 100, added: 0, changed: 0, unchanged: 100, rejected: 0, withdrawn: 0 } },
    ]);
  });

  it('memory stays flat over a file of 20 MB', async () => {
    const profile =
      'code: big\nsource: big\nemits:\n  - {noun: orders, fields: {externalId: no, date: day, amount: amount}}\n';
    const note = 'x'.repeat(950);
    function* pieces() {
      yield Buffer.from('no,day,amount,note\n');
      for (let place = 0; place < 20_000; place += 50)
        yield Buffer.from(
          Array.from({ length: 50 }, (_, n) => `${place + n},2026-03-05,1.5,${note}\n`).join(''),
        );
    }
    const imports = service.app.get(ImportsService);
    let peak = 0;
    const before = process.memoryUsage().rss;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
    const report = await imports.importFile({ profile, file: Readable.from(pieces()), actor: 'test' });
    clearInterval(watch);
    expect(report.counts.orders).toMatchObject({ added: 20_000 });
    expect(peak - before).toBeLessThan(100 * 1024 * 1024);
  });
});
