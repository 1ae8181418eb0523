import { readFileSync } from 'node:fs';
import type TestAgent from 'supertest/lib/agent.js';
import { invalid, refusalOf, refuse, schemeOf, startWithPeople } from './support/bad-input.js';
import type { TestService } from './support/service.js';

const PROBLEM = 'urn:premia:problem:';
const DEEP = 'The document cannot be read: nested too deep.';

describe('a scheme that is wrong', () => {
  let service: TestService;
  let hr: TestAgent;

  beforeAll(async () => {
    ({ service, hr } = await startWithPeople());
    for (const document of [
      schemeOf('monthly', ['bonus = sales * 1%']),
      schemeOf('quarterly', ['bonus = sales * 1%'], undefined, 'quarter'),
    ]) {
      expect((await hr.post('/v1/schemes').send({ document })).body).toMatchObject({ number: 1 });
    }
  });
  afterAll(() => service.stop());

  it.each<
    [
      title: string,
      document: string,
      ...findings: [code: string, line: number, column: number, text: string][],
    ]
  >([
    [
      'a circle',
      schemeOf('x', ['a = b + sales', 'b = a']),
      ['circle', 6, 5, 'A circle: each of these needs the next one: a → b → a.'],
    ],
    [
      'a unit error',
      schemeOf('x', ['a = sales + deals']),
      ['units-differ', 6, 44, 'Like units are needed for +; found money and count.'],
    ],
    [
      'a misspelt name',
      schemeOf('x', ['a = slaes * 1%']),
      ['name-unknown', 6, 44, 'Unknown name "slaes". Did you mean "sales"?'],
    ],
    [
      'a misspelt key',
      `${schemeOf('x', ['a = sales'])}\nchekcs: {}`,
      ['key-unknown', 7, 1, expect.stringContaining('Unknown key "chekcs". Did you mean "checks"?')],
    ],
    [
      'a text that is no scheme',
      'Dear Sirs',
      ['kind-wrong', 1, 1, 'Found a single value where a map of keys and values is expected.'],
    ],
    [
      'binary rubbish',
      '\u0001\u0002: [}',
      ['document-syntax', 1, 6, expect.stringContaining('The document cannot be read')],
    ],
    ['20 000 lines of brackets', '[\n'.repeat(20_000), ['document-syntax', 1, 1, DEEP]],
    ['100 000 brackets', '['.repeat(100_000), ['document-syntax', 1, 1, DEEP]],
    ['100 000 lists in a line', '- '.repeat(100_000), ['document-syntax', 1, 1, DEEP]],
    [
      '100 000 parentheses',
      schemeOf('x', [`a = ${'('.repeat(100_000)}sales`]),
      ['formula-too-long', 6, 44, 'The formula is too long: 100005; at most 2000. Split it into lines.'],
    ],
    [
      'a formula of 1 000 signs',
      schemeOf('x', [`a = ${'-'.repeat(1_000)}sales`]),
      ['formula-too-deep', 6, 84, 'Parentheses or signs nest deeper than 40. Split the formula into lines.'],
    ],
    [
      'a name that every object has',
      schemeOf('x', ['a = sales + constructor']),
      ['name-unknown', 6, 52, 'Unknown name "constructor".'],
    ],
  ])('a scheme with %s', async (_, document, ...findings) => {
    const answer = await refuse(service, () => hr.post('/v1/schemes').send({ document }));
    expect([answer.status, answer.body.type]).toEqual([422, `${PROBLEM}scheme-refused`]);
    const expected = findings.map(([code, line, column, text]) => ({
      severity: 'error',
      path: expect.any(String),
      code,
      line,
      column,
      text,
    }));
    expect(answer.body.findings).toEqual(expected);
    const checked = await hr.post('/v1/schemes/check').send({ document });
    expect([checked.status, checked.body]).toEqual([
      200,
      { accepted: false, findings: answer.body.findings },
    ]);
  });

  it('a scheme with an error, in Russian', async () => {
    const document = schemeOf('x', ['a = sales + deals']);
    const answer = await refuse(service, () =>
      hr.post('/v1/schemes').set('Accept-Language', 'ru').send({ document }),
    );
    expect(answer.body).toMatchObject({
      title: 'В документе системы есть ошибки',
      findings: [{ text: 'Для + нужны одинаковые единицы, а здесь «деньги» и «количество».' }],
    });
  });

  it('a scheme of 1 MB', async () => {
    const document = `${schemeOf('x', ['a = sales'])}\n#${'x'.repeat(1024 * 1024)}`;
    const answer = await refuse(service, () => hr.post('/v1/schemes').send({ document }));
    expect(answer.body.fields).toMatchObject([
      { field: 'document', expected: 'a text of 1 to 262144 characters' },
    ]);
  });

  it.each<[title: string, sent: object, ...fields: [string, string | null, string][]]>([
    ['a list for a document', { document: [] }, ['document', '[]', 'a text of 1 to 262144 characters']],
    [
      'a measure that is not known',
      { document: schemeOf('x', ['a = sails'], '{sails: {measure: won_amout, unit: money}}') },
      ['document: inputs.sails.measure', 'won_amout', 'the code of a measure or KPI; this one is not known'],
    ],
    [
      'a second version without its first day',
      { document: schemeOf('monthly', ['bonus = sales * 2%']) },
      ['from', null, 'a value; the field is required'],
    ],
    [
      'a version from 31 April',
      { document: schemeOf('monthly', ['bonus = sales * 2%']), from: '2026-04-31' },
      ['from', '2026-04-31', 'a day of the calendar from 1990-01-01 to 2100-12-31, as YYYY-MM-DD'],
    ],
  ])('publishing %s', async (_, sent, ...fields) => {
    const answer = await refuse(service, () => hr.post('/v1/schemes').send(sent));
    const got = refusalOf(answer);
    expect({
      ...got,
      fields: got.fields?.map(({ field, value, expected }) => ({ field, value, expected })),
    }).toEqual(invalid(...fields));
  });

  it.each([
    ['team-pool', 'subject: team, rows: members'],
    ['head-override', 'of: members'],
  ])('is not published while the monthly run could not compute it: %s', async (code, what) => {
    const document = readFileSync(`schemes/${code}.yaml`, 'utf8');
    const answer = await hr.post('/v1/schemes').send({ document });
    expect(answer.body).toMatchObject({
      type: `${PROBLEM}scheme-not-computed`,
      status: 422,
      detail: expect.stringContaining(what),
    });
    expect((await hr.get(`/v1/schemes/${code}/versions`)).status).toBe(404);
  });
});
