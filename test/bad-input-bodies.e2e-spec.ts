import type TestAgent from 'supertest/lib/agent.js';
import { invalid, refusalOf, refuse, startWithPeople } from './support/bad-input.js';
import type { TestService } from './support/service.js';

const PROBLEM = 'urn:premia:problem:';

describe('a body of a wrong form', () => {
  let service: TestService;
  let hr: TestAgent;

  beforeAll(async () => {
    ({ service, hr } = await startWithPeople());
  });
  afterAll(() => service.stop());

  const json = (body: string | Buffer, type = 'application/json') =>
    hr
      .post('/v1/managers')
      .set('Content-Type', type)
      .serialize((sent) => sent)
      .send(body);
  const body = (value: string, expected: string) => ({
    status: 400,
    type: `${PROBLEM}malformed-body`,
    fields: [{ field: 'body', value, expected }],
  });
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);

  it.each<[title: string, sent: string | Buffer, value: string, expected: string]>([
    ['JSON that ends early', '{"name": "x"', '{"name": "x"', 'well-formed JSON'],
    ['no JSON at all', 'name=x', 'name=x', 'well-formed JSON'],
    ['NaN, which JSON has not', '{"name": NaN}', '{"name": NaN}', 'well-formed JSON'],
    ['a list', '[]', '[]', 'an object'],
    ['null', 'null', 'null', 'an object'],
    ['a number', '17', '17', 'an object'],
    ['a text', '"x"', '"x"', 'an object'],
    [
      'a key that would change the prototype',
      '{"__proto__": {}}',
      '{"__proto__": {}}',
      'no key named __proto__',
    ],
    [
      'the same within and in escapes',
      '{"name": {"\\u005f_proto__": 1}}',
      '{"name": {"\\u005f_proto__": 1}}',
      'no key named __proto__',
    ],
    [
      '100 000 nested lists',
      deep,
      `${'['.repeat(100)}… (200000)`,
      'lists and objects nested at most 20 deep',
    ],
    [
      '100 000 nested objects',
      '{"a":'.repeat(100_000),
      `${'{"a":'.repeat(20)}… (500000)`,
      'lists and objects nested at most 20 deep',
    ],
    [
      'Latin-1 instead of UTF-8',
      Buffer.from('{"name":"é"}', 'latin1'),
      '{"name":"é"}',
      'JSON in UTF-8; the bytes are not',
    ],
  ])('%s', async (_, sent, value, expected) => {
    expect(refusalOf(await refuse(service, () => json(sent)))).toEqual(body(value, expected));
  });

  it('is told in Russian too', async () => {
    const answer = await refuse(service, () => json('{').set('Accept-Language', 'ru'));
    expect(answer.body).toMatchObject({
      title: 'Тело запроса не читается',
      fields: [{ expected: 'правильный JSON' }],
    });
  });

  it('an empty body lacks every required field', async () => {
    const expected = invalid(
      ['personnelNumber', null, 'a value; the field is required'],
      ['name', null, 'a value; the field is required'],
    );
    expect(refusalOf(await refuse(service, () => json('')))).toEqual(expected);
    expect(refusalOf(await refuse(service, () => hr.post('/v1/managers')))).toEqual(expected);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty'])(
    'a key named %s, which every object has',
    async (key) => {
      const sent = { personnelNumber: 'M9', name: 'x', [key]: { prototype: { admin: true } } };
      const answer = await refuse(service, () => hr.post('/v1/managers').send(sent));
      expect(refusalOf(answer)).toEqual(body(JSON.stringify(sent), `no key named ${key}`));
    },
  );

  it('takes such a name as a text', async () => {
    const answer = await hr
      .post('/v1/managers')
      .send({ personnelNumber: 'constructor', name: '__proto__ \\u005f' });
    expect([answer.status, answer.body]).toMatchObject([
      200,
      { personnelNumber: 'constructor', name: '__proto__ \\u005f' },
    ]);
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/csv',
    'rubbish',
  ])('content of type %s', async (type) => {
    const answer = await refuse(service, () => json('personnelNumber=M9', type));
    expect([answer.status, answer.body.type, answer.body.detail]).toEqual([
      415,
      `${PROBLEM}unsupported-media-type`,
      'Send application/json.',
    ]);
  });

  it('a body of 17 MB', async () => {
    const { status, body: problem } = await refuse(service, () =>
      json(`{"name": "${'a'.repeat(17 * 1024 * 1024)}"}`),
    );
    expect([status, problem.type]).toEqual([413, `${PROBLEM}body-too-large`]);
    expect(problem.detail).toBe(
      'At most 16777216 bytes are taken in one request; send larger data in parts or as a file.',
    );
  });

  const LIST = 'a list of 1 to 1000 items';
  it.each<[title: string, sent: object, ...fields: [string, string | null, string][]]>([
    ['no items', {}, ['items', null, LIST]],
    ['an empty list', { items: [] }, ['items', '[]', LIST]],
    ['items that are no list', { items: 'all' }, ['items', 'all', LIST]],
    ['one object for items', { items: { name: 'x' } }, ['items', '{"name":"x"}', LIST]],
    [
      'items that are no objects',
      { items: [null, 1, 'x', []] },
      ['items[0]', null, 'an object'],
      ['items[1]', '1', 'an object'],
      ['items[2]', 'x', 'an object'],
      ['items[3]', '[]', 'an object'],
    ],
    [
      'a property beside the items',
      { items: [{ personnelNumber: 'M1', name: 'One' }], dryRun: true },
      ['dryRun', 'true', 'no such field; known are: items'],
    ],
  ])('a batch with %s', async (_, sent, ...fields) => {
    const answer = await refuse(service, () => hr.post('/v1/managers/batch').send(sent));
    expect(refusalOf(answer)).toEqual(invalid(...fields));
  });

  it('a batch of 1 001', async () => {
    const items = Array.from({ length: 1001 }, (_, place) => ({ personnelNumber: `B${place}`, name: 'x' }));
    const { body: problem } = await refuse(service, () => hr.post('/v1/managers/batch').send({ items }));
    expect(problem.fields).toMatchObject([{ field: 'items', expected: LIST }]);
  });
});
