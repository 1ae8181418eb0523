import { createHash } from 'node:crypto';
import type TestAgent from 'supertest/lib/agent.js';
import { schema } from '../src/entities.js';
import { createDataSource } from '../src/platform/database/data-source.js';
import { type ExportCompany, exportCompany, HOSTILE } from './support/export-company.js';
import { readWorkbook, rowsOf } from './support/read-workbook.js';
import { serviceOn } from './support/service.js';

const FORMATS = ['json', 'csv', 'xlsx'] as const;

describe('exports for the payroll system', () => {
  let company: ExportCompany;
  let hr: TestAgent;
  /** Of Mass and Key, and of Odd. */
  let domain: string;
  let odd: string;

  const make = async (wanted: object, by = hr) =>
    by.post('/v1/exports').send({ period: '2026-03', ...wanted });
  const refused = async (wanted: object) => {
    const { status, body } = await make(wanted);
    return [status, String(body.type).replace('urn:premia:problem:', ''), body.detail];
  };
  const file = async (id: string, format: string, by = hr): Promise<Buffer> =>
    (await by.get(`/v1/exports/${id}/file?format=${format}`).responseType('blob')).body;

  beforeAll(async () => {
    company = await exportCompany();
    hr = company.hr;
    await company.run();
    await company.take(
      'pay-codes',
      { pay: 'bonus', code: '0204' },
      { scheme: 'key-accounts', pay: 'bonus', code: '0205' },
      { clause: '2.1', code: '0101' },
      { scheme: 'by-plan', line: 'bonus', code: 'another scheme' },
    );
  }, 60_000);
  afterAll(() => company?.service.stop());

  it('are of approved teams only', async () => {
    await company.approve('mass');
    expect(await refused({ teams: ['mass', 'key'] })).toEqual([
      409,
      'export-not-approved',
      'Only approved statements are exported; in 2026-03 these are not: key (calculated).',
    ]);
    expect((await refused({ teams: ['none'] })).slice(0, 2)).toEqual([404, 'not-found']);
    expect((await refused({ period: '2020-01' })).slice(0, 2)).toEqual([404, 'period-not-computed']);
    for (const wrong of [
      { teams: [] },
      { teams: 'mass' },
      { teams: [1] },
      { period: '2026-Q1' },
      { team: 'mass' },
    ])
      expect((await refused(wrong))[1]).toBe('invalid-fields');
    expect((await hr.get('/v1/exports')).body).toEqual({ items: [], next: null });
    await company.approve('key', 'odd', 'late');
  });

  it('name the lines that could not be computed, and leave their statements out only where that is said', async () => {
    expect((await refused({})).slice(0, 2)).toEqual([422, 'export-incomplete']);
    expect((await refused({ teams: ['late'] }))[2]).toContain('(9001 (by-plan.bonus))');
    expect((await refused({ teams: ['late'], leaveOutIncomplete: true }))[1]).toBe('nothing-to-export');
  });

  it('have a row for each pay line, and come to the statements', async () => {
    const { status, body } = await make({ teams: ['mass', 'key'] });
    // domain §3: 700 + 191 = 891; §4: 400 + 783 = 1183; together 2074
    expect([status, body]).toMatchObject([
      200,
      {
        period: '2026-03',
        teams: ['key', 'mass'],
        currency: 'RUB',
        rows: 4,
        total: '2074',
        states: [{ state: 'sent', rows: 4, amount: '2074' }],
        manifestHash: null,
        leftOut: [],
        createdBy: 'HR',
      },
    ]);
    domain = body.id;
    const { items } = (await hr.get(`/v1/exports/${domain}/rows`)).body;
    const common = {
      currency: 'RUB',
      period: '2026-03',
      from: '2026-03-01',
      to: '2026-03-31',
      gross: true,
      alreadyProrated: true,
      state: 'sent',
    };
    // the most specific code counts: of the scheme before that of the kind of pay
    expect(items).toMatchObject([
      {
        row: 1,
        personnelNumber: '1001',
        amount: '700',
        pay: 'salary',
        code: '0101',
        clause: '2.1',
        ...common,
      },
      {
        row: 2,
        personnelNumber: '1001',
        amount: '191',
        pay: 'bonus',
        code: '0204',
        clause: '3.1',
        ...common,
      },
      {
        row: 3,
        personnelNumber: '2001',
        amount: '400',
        pay: 'salary',
        code: 'salary',
        clause: '4.1',
        ...common,
      },
      {
        row: 4,
        personnelNumber: '2001',
        amount: '783',
        pay: 'bonus',
        code: '0205',
        clause: '4.3',
        ...common,
      },
    ]);
    const statements = (await hr.get('/v1/statements?period=2026-03')).body.items;
    for (const { statement, statementHash } of items)
      expect(statements.find(({ id }: { id: string }) => id === statement).hash).toBe(statementHash);
  });

  it('have pages', async () => {
    const first = (await hr.get(`/v1/exports/${domain}/rows?limit=3`)).body;
    const second = (await hr.get(`/v1/exports/${domain}/rows?limit=3&cursor=${first.next}`)).body;
    expect([first.items.length, second.items.map(({ row }: { row: number }) => row), second.next]).toEqual([
      3,
      [4],
      null,
    ]);
  });

  it('take each line once', async () => {
    expect((await refused({ teams: ['mass', 'key'] })).slice(0, 2)).toEqual([409, 'nothing-to-export']);
    const send = () =>
      hr
        .post('/v1/exports')
        .set('Idempotency-Key', 'odd')
        .send({ period: '2026-03', leaveOutIncomplete: true });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.headers['idempotency-replayed'], second.body]).toEqual([
      200,
      'true',
      first.body,
    ]);
    odd = first.body.id;
    // 12345678901234.5678 + 0.1
    expect(first.body).toMatchObject({
      teams: ['odd'],
      rows: 2,
      total: '12345678901234.6678',
      leftOut: ['9001'],
    });
    expect((await hr.get('/v1/exports?period=2026-03&limit=1')).body).toMatchObject({ items: [{ id: odd }] });
  });

  it('are CSV as 1C reads it, harmless to spreadsheets', async () => {
    const lines = (await file(domain, 'csv')).toString().split('\r\n');
    expect(lines[0]).toMatch(
      /^\ufeffНомер выгрузки;Номер строки;Табельный номер;Сотрудник;Подразделение;Вид начисления;Сумма;Валюта;/,
    );
    expect(lines[2]).toMatch(
      /^\d+;2;1001;Соколова А\.;mass;0204;191,00;RUB;01\.03\.2026;01\.03\.2026;31\.03\.2026;да;да;3\.1;mass-market;bonus;bonus;[0-9a-f]{64};$/,
    );
    expect(lines.slice(5)).toEqual(['']);
    const [, plus, at] = (await file(odd, 'csv')).toString().split('\r\n');
    expect(plus).toContain(
      `;1;'+7 900;"'=HYPERLINK(""http://x.example"",""click"")";odd;commission;12345678901234,5678;RUB;`,
    );
    expect(plus).toContain(`;'=1+1;as-sold;share;`);
    expect(at).toContain(`;2;'@SUM(1);"'-1+1; 'quoted' ""twice""";odd;commission;0,10;RUB;`);
  });

  it('are workbooks whose numbers are numbers and whose texts are texts', async () => {
    const [cells] = [...(await readWorkbook(await file(domain, 'xlsx'))).values()];
    const rows = rowsOf(cells!);
    expect(rows.slice(1).map((row) => [row[0], row[2], row[6]])).toEqual([
      [domain, '1001', '700'],
      [domain, '1001', '191'],
      [domain, '2001', '400'],
      [domain, '2001', '783'],
    ]);
    // 46 082 days from 1899-12-30 is 2026-03-01
    expect([cells!.get('G3'), cells!.get('I3'), cells!.get('K3'), cells!.get('C3')]).toEqual([
      { type: 'n', value: '191' },
      { type: 'n', value: '46082' },
      { type: 'n', value: '46112' },
      { type: 's', value: '1001' },
    ]);
    const [hostile] = [...(await readWorkbook(await file(odd, 'xlsx'))).values()];
    expect([...hostile!.values()].filter(({ type }) => type === 'f')).toEqual([]);
    // 18 digits are more than a workbook's numbers hold
    expect(['C2', 'D2', 'G2', 'N2', 'C3', 'G3'].map((address) => hostile!.get(address))).toEqual([
      { type: 's', value: HOSTILE.plus },
      { type: 's', value: HOSTILE.formula },
      { type: 's', value: '12345678901234.5678' },
      { type: 's', value: '=1+1' },
      { type: 's', value: HOSTILE.at },
      { type: 'n', value: '0.1' },
    ]);
  });

  it('are JSON with every digit', async () => {
    const content = JSON.parse((await file(odd, 'json')).toString());
    expect(content).toMatchObject({
      format: 'premia-export/1',
      period: '2026-03',
      total: '12345678901234.6678',
      rowCount: '2',
    });
    expect(content.rows[0]).toMatchObject({
      personnelNumber: HOSTILE.plus,
      name: HOSTILE.formula,
      amount: '12345678901234.5678',
      gross: true,
      alreadyProrated: true,
    });
  });

  it('are the same bytes every time, also after a change of names and from another process', async () => {
    const hashes: Record<string, string> = Object.fromEntries(
      (await hr.get(`/v1/exports/${domain}`)).body.files.map(
        ({ format, hash }: { format: string; hash: string }) => [format, hash],
      ),
    );
    const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    for (const format of FORMATS) expect(sha256(await file(domain, format))).toBe(hashes[format]);
    await company.take('managers', { personnelNumber: '1001', name: 'Другая А.' });
    const { url } = company.service.source.options as { url: string };
    const again = await serviceOn(await createDataSource(url, 2, schema).initialize());
    try {
      const auditor = await again.as('auditor');
      for (const format of FORMATS) expect(sha256(await file(domain, format, auditor))).toBe(hashes[format]);
    } finally {
      await again.stop();
    }
    const { headers } = await hr.get(`/v1/exports/${domain}/file?format=csv`);
    expect([headers.etag, headers['content-disposition']]).toEqual([
      `"${hashes.csv}"`,
      `attachment; filename="pay-2026-03-export-${domain}.csv"`,
    ]);
  });

  it('are not found by other ids and formats', async () => {
    expect((await hr.get(`/v1/exports/${domain}/file?format=pdf`)).status).toBe(422);
    expect((await hr.get('/v1/exports/999/file?format=csv')).status).toBe(404);
    expect((await hr.get('/v1/exports/x/rows')).status).toBe(404);
  });

  it('give pay sheets by team, with totals', async () => {
    const sheet = async (query: string) =>
      readWorkbook((await hr.get(`/v1/periods/2026-03/pay-sheet${query}`).responseType('blob')).body);
    const all = await sheet('');
    expect([...all.keys()]).toEqual(['1 key', '2 late', '3 mass', '4 odd']);
    const rows = rowsOf(all.get('1 key')!);
    expect(rows.slice(0, 5).map(([text]) => text)).toEqual([
      'Полёт',
      'Расчётная ведомость за март 2026 г.',
      'Подразделение: Team key (key)',
      'Период: 01.03.2026 – 31.03.2026; Валюта: RUB',
      expect.stringMatching(/^Состояние: утверждена \(утвердил\(а\): Director, \d\d\.\d\d\.\d{4}\)$/),
    ]);
    expect(rows.slice(6, 9)).toEqual([
      [
        '№',
        'Табельный номер',
        'Фамилия, инициалы',
        'Разряд',
        'Оклад',
        'Премия',
        'Итого начислено',
        'Подпись',
      ],
      ['1', '2001', 'Ёлкин П.', '', '400', '783', '1183', ''],
      ['Итого', '', '', '', '400', '783', '1183', ''],
    ]);
    expect(rowsOf(all.get('2 late')!)[7]!.slice(4)).toEqual(['', '—', '—', '']);
    expect(rowsOf(all.get('3 mass')!)[7]).toEqual(['1', '1001', 'Другая А.', '2', '700', '191', '891', '']);
    expect([...all.get('4 odd')!.values()].filter(({ type }) => type === 'f')).toEqual([]);
    const [english] = [...(await sheet('?team=mass&language=en')).values()];
    expect(rowsOf(english!)[6]!.slice(4)).toEqual(['Salary', 'Bonus', 'Total', 'Signature']);
    expect((await hr.get('/v1/periods/2026-03/pay-sheet?team=none')).status).toBe(404);
    expect((await hr.get('/v1/periods/2019-03/pay-sheet')).status).toBe(404);
  });

  it('are seen by HR, auditors and the payroll system, and by nobody else', async () => {
    const paths = [
      '',
      '/unpaid',
      `/${domain}`,
      `/${domain}/rows`,
      `/${domain}/file?format=csv`,
      `/${domain}/acknowledgements`,
    ];
    const who: Record<string, [TestAgent, read: number, write: number, say: number, sheet: number]> = {
      hr: [hr, 200, 409, 422, 200],
      auditor: [await company.as('Auditor', 'auditor'), 200, 403, 403, 200],
      payroll: [await company.as('1C', 'payroll'), 200, 403, 422, 403],
      head: [company.director, 403, 403, 403, 403],
      manager: [await company.as('Manager', 'manager', '1001'), 403, 403, 403, 403],
      admin: [await company.as('Admin', 'admin'), 403, 403, 403, 403],
      intake: [await company.as('Intake', 'intake'), 403, 403, 403, 403],
    };
    for (const [name, [by, read, write, say, sheet]] of Object.entries(who)) {
      for (const path of paths)
        expect([name, path, (await by.get(`/v1/exports${path}`)).status]).toEqual([name, path, read]);
      const say422 = await by.post(`/v1/exports/${domain}/acknowledgements`).send({ items: [] });
      const statuses = [
        (await make({ teams: ['key'] }, by)).status,
        (await by.post(`/v1/exports/${domain}/cancel`).send({})).status,
        say422.status,
        (await by.get('/v1/periods/2026-03/pay-sheet')).status,
      ];
      expect([name, ...statuses]).toEqual([name, write, write === 409 ? 422 : write, say, sheet]);
    }
    const payroll = who.payroll![0];
    const hidden = ['/v1/statements', '/v1/results', '/v1/managers', '/v1/periods', '/v1/orders'];
    for (const path of hidden) expect([path, (await payroll.get(path)).status]).toEqual([path, 403]);
  });
});
