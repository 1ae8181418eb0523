import type TestAgent from 'supertest/lib/agent.js';
import { saveProfile, testFile } from './support/imports.js';
import { startService, type TestService } from './support/service.js';

describe('mapping profiles', () => {
  let service: TestService;
  let hr: TestAgent;

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
  });
  afterAll(() => service.stop());

  async function refusal(document: string, code = 'p', language = 'en') {
    const { status, body } = await hr
      .put(`/v1/mapping-profiles/${code}`)
      .set('Accept-Language', language)
      .send({ document });
    expect([status, body.type]).toEqual([422, 'urn:premia:problem:profile-refused']);
    return body.fields;
  }

  it('are saved as they are written, listed and read back', async () => {
    const document = String(testFile('staff.yaml'));
    const saved = await saveProfile(hr, 'staff', document);
    expect([saved.status, saved.body]).toEqual([
      200,
      { code: 'staff', document, savedAt: expect.any(String) },
    ]);
    expect((await saveProfile(hr, 'staff', document)).body).toEqual(saved.body);
    expect((await hr.get('/v1/mapping-profiles')).body).toEqual([
      { code: 'staff', savedAt: saved.body.savedAt },
    ]);
    expect((await hr.get('/v1/mapping-profiles/staff')).body).toEqual(saved.body);
    expect((await hr.get('/v1/mapping-profiles/other')).status).toBe(404);
  });

  const emits = (fields: string, noun = 'remarks') =>
    `code: p\nsource: s\nemits:\n  - noun: ${noun}\n    fields: {${fields}}\n`;
  const REMARK = 'externalId: no, date: day, manager: who';

  it.each([
    [
      'an unknown key',
      `${emits(REMARK)}row: {a: b}\n`,
      { field: 'row', line: 6, column: '1', value: 'row', expected: expect.stringContaining('perhaps rows') },
    ],
    [
      'an unknown noun',
      emits(REMARK, 'remark'),
      {
        field: 'emits[0].noun',
        line: 4,
        column: '11',
        value: 'remark',
        expected: expect.stringContaining('perhaps remarks'),
      },
    ],
    [
      'a noun that nobody may send',
      emits('code: code', 'schemes'),
      { field: 'emits[0].noun', value: 'schemes' },
    ],
    [
      'an unknown field',
      emits(`${REMARK}, txt: note`),
      {
        field: 'emits[0].fields.txt',
        line: 5,
        column: '55',
        expected: expect.stringContaining('perhaps text'),
      },
    ],
    [
      'a required field without a source',
      emits('externalId: no, date: day'),
      { field: 'emits[0].fields.manager', line: 5, expected: 'a value; the field is required' },
    ],
    [
      'a fact without a sender',
      emits(REMARK).replace('source: s\n', ''),
      { field: 'source', expected: 'a value; the field is required' },
    ],
    [
      'a constant the field does not take',
      emits('externalId: no, manager: who, date: {constant: 3/1/2026}'),
      { field: 'emits[0].fields.date.constant', value: '3/1/2026', line: 5, column: '61' },
    ],
    [
      'a mapped value the field does not take',
      emits(`externalId: no, date: day, status: {column: s, map: {Won: Won}}`, 'orders'),
      { field: 'emits[0].fields.status.map.Won', value: 'Won' },
    ],
    [
      'a field with two sources',
      emits(`${REMARK}, text: {column: a, constant: b}`),
      { field: 'emits[0].fields.text', value: 'column, constant' },
    ],
    [
      'a form of dates with two months',
      `format: {dates: M/D/M}\n${emits(REMARK)}`,
      { field: 'format.dates', value: 'M/D/M', line: 1, column: '17' },
    ],
    [
      'a separator of two characters',
      `format: {separator: "::"}\n${emits(REMARK)}`,
      { field: 'format.separator', expected: expect.stringContaining('","') },
    ],
    [
      'one sign for decimals and thousands',
      `format: {decimal: ",", thousands: ","}\n${emits(REMARK)}`,
      { field: 'format.thousands', value: ',' },
    ],
    [
      'dates for what is no day',
      emits(`${REMARK}, text: {column: a, dates: YYYY-MM-DD}`),
      { field: 'emits[0].fields.text.dates' },
    ],
    [
      'a field no cell can hold',
      emits('externalId: no, date: day, credits: c', 'orders'),
      { field: 'emits[0].fields.credits' },
    ],
    ['a key given twice', `code: p\n${emits(REMARK)}`, { field: 'code', line: 2, expected: 'each key once' }],
    [
      'what is no YAML',
      'code: [p\n',
      { line: expect.any(Number), expected: expect.stringContaining('a well-formed YAML document') },
    ],
    ['an alias', `${emits(REMARK)}title: *t\n`, { field: 'title', line: 6 }],
    [
      'two documents',
      `${emits(REMARK)}---\na: b\n`,
      { expected: expect.stringContaining('multiple documents') },
    ],
    ['nothing but a text', 'hello', { expected: expect.stringContaining('keys with values') }],
    [
      'brackets nested by the thousand',
      '['.repeat(100_000),
      { expected: expect.stringContaining('nested too deep') },
    ],
    [
      'lists nested by the thousand',
      '- '.repeat(100_000),
      { expected: expect.stringContaining('nested too deep') },
    ],
    [
      'another code than the address',
      emits(REMARK).replace('code: p', 'code: q'),
      { field: 'code', value: 'q', expected: 'p, the code in the address' },
    ],
    [
      'a code of other letters',
      emits(REMARK).replace('code: p', 'code: P 1'),
      { field: 'code', value: 'P 1' },
    ],
  ])('refuse %s', async (_, document, field) => {
    expect(await refusal(document)).toContainEqual(expect.objectContaining(field));
  });

  it('may be long: a map of many values on one line', async () => {
    const map = Array.from({ length: 500 }, (_, place) => `old${place}: new${place}`).join(', ');
    const { status } = await saveProfile(hr, 'p', emits(`${REMARK}, text: {column: a, map: {${map}}}`));
    expect(status).toBe(200);
  });

  it('tell everything wrong at once, in the language of the reader', async () => {
    const fields = await refusal(emits('externalId: no, dat: day'), 'p', 'ru');
    expect(fields.map(({ field }: { field: string }) => field)).toEqual([
      'emits[0].fields.dat',
      'emits[0].fields.date',
      'emits[0].fields.manager',
    ]);
    expect(fields[0].expected).toContain('возможно, date');
  });

  it('are in the document of the API with the form of a file', async () => {
    const { body } = await service.anonymous.get('/openapi.json');
    const post = body.paths['/v1/imports'].post;
    expect(Object.keys(post.requestBody.content)[0]).toBe('text/csv');
    expect(post.responses['200'].content['application/json'].schema).toEqual({
      $ref: '#/components/schemas/ImportReportDto',
    });
    expect(post.parameters.map(({ name }: { name: string }) => name)).toEqual([
      'profile',
      'fileName',
      'dryRun',
      'acceptValid',
      'replaceWindow',
      'Idempotency-Key',
      'Prefer',
    ]);
    expect(body.components.schemas.ImportReportDto.properties.counts.additionalProperties.$ref).toContain(
      'FileCountsDto',
    );
  });
});
