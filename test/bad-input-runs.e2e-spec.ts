import type TestAgent from 'supertest/lib/agent.js';
import { invalid, refusalOf, refuse, schemeOf, startWithPeople, takeInto } from './support/bad-input.js';
import { saveProfile, sendFile } from './support/imports.js';
import type { TestService } from './support/service.js';

const PROBLEM = 'urn:premia:problem:';
const PERIOD = 'a period from 1990 to 2100: 2026-03, 2026-Q1 or 2026';

describe('a run, token, setting or file that is wrong', () => {
  let service: TestService;
  let hr: TestAgent;
  let admin: TestAgent;

  beforeAll(async () => {
    ({ service, hr } = await startWithPeople());
    admin = await service.as('admin');
    for (const document of [
      schemeOf('monthly', ['bonus = sales * 1%']),
      schemeOf('quarterly', ['bonus = sales * 1%'], undefined, 'quarter'),
    ]) {
      expect((await hr.post('/v1/schemes').send({ document })).body).toMatchObject({ number: 1 });
    }
  });
  afterAll(() => service.stop());

  it.each<[title: string, sent: object, status: number, code: string, detail: string]>([
    [
      'of a quarter without a scheme',
      { period: '2026-Q1' },
      422,
      'pay-month-needed',
      '"2026-Q1" is not a month. What falls due in it is computed with its last month, 2026-03; for a trial, name a scheme too.',
    ],
    [
      'of a year without a scheme',
      { period: '2026' },
      422,
      'pay-month-needed',
      '"2026" is not a month. What falls due in it is computed with its last month, 2026-12; for a trial, name a scheme too.',
    ],
    [
      'of an unknown scheme',
      { period: '2026-03', scheme: 'none' },
      404,
      'scheme-unknown',
      'There is no published scheme "none" in force in 2026-03; published are: monthly, quarterly.',
    ],
    [
      'of a month by a quarter scheme',
      { period: '2026-03', scheme: 'quarterly' },
      422,
      'scheme-period',
      'Scheme "quarterly" is computed by quarter; "2026-03" is not such a period.',
    ],
    [
      'of a quarter by a month scheme',
      { period: '2026-Q1', scheme: 'monthly' },
      422,
      'scheme-period',
      'Scheme "monthly" is computed by month; "2026-Q1" is not such a period.',
    ],
    [
      'without assignments',
      { period: '2026-03' },
      422,
      'no-assignments',
      'No scheme of this kind of period is assigned to anybody in 2026-03. Assign one (POST /v1/scheme-assignments), or compute a trial with a scheme.',
    ],
  ])('a run %s', async (_, sent, status, code, detail) => {
    const answer = await refuse(service, () => hr.post('/v1/payroll-runs').send(sent));
    expect([answer.status, answer.body.type, answer.body.detail]).toEqual([status, PROBLEM + code, detail]);
  });

  it.each(['2026-13', '2026-Q5', '2026-Q0', '2026-3', '1800', '1800-01', '2101', 'March', ''])(
    'a run of %p',
    async (period) => {
      const answer = await refuse(service, () => hr.post('/v1/payroll-runs').send({ period }));
      expect(refusalOf(answer)).toEqual(invalid(['period', period, PERIOD]));
    },
  );

  it('a run of schemes that read each other', async () => {
    const reads = (code: string, other: string) =>
      schemeOf(
        code,
        ['bonus = theirs'],
        `{theirs: {line: bonus, scheme: ${other}, window: this period, take: sum, unit: money}}`,
      );
    for (const document of [reads('chicken', 'egg'), reads('egg', 'chicken')]) {
      expect((await hr.post('/v1/schemes').send({ document })).body).toMatchObject({ number: 1 });
    }
    const answer = await refuse(service, () =>
      hr.post('/v1/payroll-runs').send({ period: '2026-03', scheme: 'egg' }),
    );
    expect(refusalOf(answer)).toEqual({ status: 422, type: `${PROBLEM}scheme-circle` });
  });

  it.each<[title: string, sent: object, ...fields: [string, string | null, string][]]>([
    [
      'of a manager without a person',
      { name: 'x', role: 'manager' },
      ['manager', null, 'a value; the field is required'],
    ],
    [
      'of an unknown person',
      { name: 'x', role: 'head', manager: 'M77' },
      ['manager', 'M77', 'the personnelNumber of an existing record of managers; this one is not known'],
    ],
    [
      'of an unknown role',
      { name: 'x', role: 'root' },
      ['role', 'root', 'one of: admin, hr, head, manager, auditor, intake, payroll'],
    ],
    [
      'of another hash',
      { name: 'x', role: 'hr', hash: 'x' },
      ['hash', 'x', 'no such field; known are: name, role, manager, scopes, expiresInDays'],
    ],
  ])('a token %s', async (_, sent, ...fields) => {
    expect(refusalOf(await refuse(service, () => admin.post('/v1/tokens').send(sent)))).toEqual(
      invalid(...fields),
    );
  });

  it.each(['Europe/Atlantis', '+03:00', '', 'UTC\u0000', 3])(
    'a company in the time zone %p',
    async (timeZone) => {
      const sent = { name: 'x', currency: 'RUB', timeZone, language: 'ru' };
      const answer = await refuse(service, () => admin.put('/v1/company').send(sent));
      const expected = 'the IANA name of a time zone, such as Europe/Moscow';
      expect(refusalOf(answer)).toEqual(invalid(['timeZone', String(timeZone), expected]));
    },
  );

  it('takes any spelling of a time zone that exists', async () => {
    for (const timeZone of ['UTC', 'Asia/Kolkata', 'Europe/Kyiv', 'Europe/Moscow']) {
      const sent = { name: 'x', currency: 'RUB', timeZone, language: 'ru' };
      expect((await admin.put('/v1/company').send(sent)).body).toEqual(sent);
    }
  });

  it('a file without a column, and one with a header that repeats; the rest is in imports-refused', async () => {
    const profile =
      'code: people\nsource: s\nemits:\n  - {noun: managers, fields: {personnelNumber: no, name: name}}\n';
    expect((await saveProfile(hr, 'people', profile)).status).toBe(200);
    const missing = await refuse(service, () => sendFile(hr, 'people', 'no\n1\n'));
    expect(missing.body.fields).toMatchObject([
      { column: 'name', expected: 'a column of the file; it has: no' },
    ]);
    const repeated = await refuse(service, () => sendFile(hr, 'people', 'no,name,no\n1,a,2\n'));
    expect(repeated.body.fields).toMatchObject([
      { column: 'no', expected: 'each column name once in the header' },
    ]);
  });
});

describe('pay beyond the width of an amount', () => {
  let service: TestService;
  let hr: TestAgent;

  beforeAll(async () => {
    ({ service, hr } = await startWithPeople());
    const take = takeInto(hr);
    const amount = '999999999999999.9999';
    await take(
      'orders',
      { externalId: 'O1', date: '2026-03-01', manager: 'M1', amount },
      { externalId: 'O2', date: '2026-03-01', manager: 'M2', amount },
      { externalId: 'O3', date: '2026-03-02', manager: 'M2', amount },
    );
    const document = schemeOf('wide', ['first = sales', 'second = sales']);
    expect((await hr.post('/v1/schemes').send({ document })).body).toMatchObject({ number: 1 });
    await take(
      'scheme-assignments',
      { scheme: 'wide', manager: 'M1', from: '2026-01-01' },
      { scheme: 'wide', manager: 'M2', from: '2026-01-01' },
    );
  });
  afterAll(() => service.stop());

  it('is computed, stored and shown in full', async () => {
    const run = await hr.post('/v1/payroll-runs').send({ period: '2026-03' });
    // M1: each line 999 999 999 999 999.9999 to 0.01 is 10^15; M2 has two such orders
    expect([run.status, run.body.counts]).toMatchObject([200, { incomplete: 0, total: '6000000000000000' }]);
    const { items } = (await hr.get('/v1/statements?period=2026-03')).body;
    expect(items).toMatchObject([{ total: '2000000000000000' }, { total: '4000000000000000' }]);
    const { body } = await hr.get('/v1/periods/2026-03');
    expect(body.total).toBe('6000000000000000');
  });

  it('is not known where a line leaves every range, and the explanation says why', async () => {
    const beyond = `huge = sales${' * 999999999999'.repeat(30)}`;
    const document = schemeOf('beyond', [beyond, 'divided = sales / (deals - deals)']);
    await hr.post('/v1/schemes').send({ document });
    const run = await hr.post('/v1/payroll-runs').send({ period: '2026-03', scheme: 'beyond' });
    expect([run.status, run.body.counts]).toMatchObject([200, { incomplete: 2, total: null }]);
    const { items } = (await hr.get(`/v1/results?run=${run.body.id}`)).body;
    const explained = await hr.get(`/v1/results/${items[0].id}/explanation`).set('Accept', 'text/plain');
    expect(explained.text).toContain('because the amount grew beyond 20 digits');
    expect(explained.text).toContain('because division by zero: deals - deals is 0');
  });
});
