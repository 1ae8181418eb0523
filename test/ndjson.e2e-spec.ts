import type TestAgent from 'supertest/lib/agent.js';
import { type Refusal, refusalOf, refuse, startWithPeople } from './support/bad-input.js';
import { stagedBytes } from './support/imports.js';
import type { TestService } from './support/service.js';

const KNOWN =
  'no such field; known are: source, externalId, sourceVersion, date, happenedAt, manager, client, product, status, amount, currency, quantity, credits';

describe('a batch as a stream of lines', () => {
  let service: TestService;
  let hr: TestAgent;

  beforeAll(async () => {
    ({ service, hr } = await startWithPeople());
  });
  afterAll(() => service.stop());

  const order = (number: number, rest: object = {}) => ({
    externalId: `O${number}`,
    date: '2026-03-05',
    manager: 'M1',
    amount: '10',
    ...rest,
  });
  const stream = (records: readonly (object | string)[], noun = 'orders') =>
    hr
      .post(`/v1/${noun}/batch`)
      .set('content-type', 'application/x-ndjson')
      .send(
        records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record))).join('\n'),
      );

  it('is taken as the same batch in JSON is, over several pieces of the stage', async () => {
    const records = Array.from({ length: 2_500 }, (_, number) => order(number));
    const first = await stream([...records, order(0)]); // the same twice
    expect([first.status, first.body]).toEqual([
      200,
      { read: 2_501, added: 2_500, changed: 0, unchanged: 1 },
    ]);
    const again = await stream([...records.slice(0, 2_000), order(2_000, { amount: '11' })]);
    expect(again.body).toEqual({ read: 2_001, added: 0, changed: 1, unchanged: 2_000 });
    expect(await stagedBytes(service.source)).toBe(0);
    const json = await hr.post('/v1/orders/batch').send({ items: records.slice(0, 1_000) });
    expect(json.body).toEqual({ read: 1_000, added: 0, changed: 0, unchanged: 1_000 });
    expect(await stagedBytes(service.source)).toBe(0);
  });

  const refused: [title: string, records: (object | string)[], refusal: Refusal][] = [
    [
      'values and unknown properties, each with its line',
      [order(1), order(2, { amount: 'x', surplus: 1 })],
      {
        status: 422,
        type: 'urn:premia:problem:invalid-fields',
        fields: [
          { field: 'surplus', value: '1', expected: KNOWN, line: 2 },
          {
            field: 'amount',
            value: 'x',
            expected: 'a decimal number as text, such as "191.00"',
            line: 2,
          },
        ] as Refusal['fields'] & object,
      },
    ],
    [
      'references that do not exist, with the line in a later piece',
      [...Array.from({ length: 1_200 }, (_, number) => order(10_000 + number)), order(1, { manager: 'M9' })],
      {
        status: 422,
        type: 'urn:premia:problem:invalid-fields',
        fields: [
          {
            field: 'manager',
            value: 'M9',
            expected: 'the personnelNumber of an existing record of managers; this one is not known',
            line: 1_201,
          },
        ] as Refusal['fields'] & object,
      },
    ],
    [
      'a line that is no JSON object',
      [order(1), '[1]'],
      {
        status: 400,
        type: 'urn:premia:problem:malformed-body',
        fields: [{ field: 'body', value: '[1]', expected: 'an object', line: 2 }] as Refusal['fields'] &
          object,
      },
    ],
    [
      'an empty line',
      [order(1), '', order(2)],
      {
        status: 400,
        type: 'urn:premia:problem:malformed-body',
        fields: [{ field: 'body', value: '', expected: 'well-formed JSON', line: 2 }] as Refusal['fields'] &
          object,
      },
    ],
    [
      'a line beyond 1 MB',
      [order(1), `{"externalId": "${'x'.repeat(1_100_000)}"}`],
      {
        status: 400,
        type: 'urn:premia:problem:malformed-body',
        fields: [
          { field: 'body', value: null, expected: 'a line of at most 1048576 bytes', line: 2 },
        ] as Refusal['fields'] & object,
      },
    ],
    [
      'no lines',
      [''],
      {
        status: 422,
        type: 'urn:premia:problem:invalid-fields',
        fields: [{ field: 'body', value: '0', expected: '1 to 1000000 lines, each a record' }],
      },
    ],
  ];

  it.each(refused)('refuses %s, and changes nothing', async (_, records, refusal) => {
    expect(refusalOf(await refuse(service, () => stream(records)))).toEqual(refusal);
  });

  it('is not taken where no batch is', async () => {
    const answer = await refuse(service, () =>
      hr.post('/v1/orders').set('content-type', 'application/x-ndjson').send('{}'),
    );
    expect(answer.status).toBe(415);
  });
});
