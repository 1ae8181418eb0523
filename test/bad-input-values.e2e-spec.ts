import type TestAgent from 'supertest/lib/agent.js';
import { invalid, type Refusal, refusalOf, refuse, startWithPeople } from './support/bad-input.js';
import type { TestService } from './support/service.js';
import { CODE, DAY, manager, order, REQUIRED, wrongValues } from './support/wrong-values.js';

const shown = (value: unknown): string | null =>
  value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);

const each = wrongValues.flatMap(([noun, record, field, expected, ...wrong]) =>
  wrong.map((value) => [noun, field, JSON.stringify(value).slice(0, 40), record, value, expected] as const),
);

describe('a record with a wrong value is refused by field, value and what would be right', () => {
  let service: TestService;
  let hr: TestAgent;

  beforeAll(async () => {
    ({ service, hr } = await startWithPeople());
    await hr.post('/v1/orders').send({ ...order, externalId: 'O0' });
  });
  afterAll(() => service.stop());

  it.each(each)('%s: %s of %s', async (noun, field, _, record, value, expected) => {
    const answer = await refuse(service, () => hr.post(`/v1/${noun}`).send({ ...record, [field]: value }));
    expect(refusalOf(answer)).toEqual<Refusal>(invalid([field, shown(value), expected]));
  });

  it.each([201, 10_000_000])('managers: name of %i characters', async (length) => {
    const answer = await refuse(service, () =>
      hr.post('/v1/managers').send({ ...manager, name: 'a'.repeat(length) }),
    );
    expect(refusalOf(answer)).toEqual(invalid(['name', `${'a'.repeat(100)}… (${length})`, CODE]));
  });

  it('in a batch, where it stands, with all that is wrong at once', async () => {
    const items = [manager, { ...manager, name: 7, hiredOn: 'x' }, { name: 'No number', adult: true }];
    const answer = await refuse(service, () => hr.post('/v1/managers/batch').send({ items }));
    expect(refusalOf(answer)).toEqual(
      invalid(
        ['items[1].name', '7', CODE],
        ['items[1].hiredOn', 'x', DAY],
        [
          'items[2].adult',
          'true',
          'no such field; known are: personnelNumber, name, email, hiredOn, lastDay, payee',
        ],
        ['items[2].personnelNumber', null, REQUIRED],
      ),
    );
  });

  it('in Russian for who reads Russian', async () => {
    const sent = { ...order, amount: '12abc', date: '2026-02-31', quantity: '-1', colour: 'red' };
    const answer = await refuse(service, () =>
      hr.post('/v1/orders').set('Accept-Language', 'ru-RU,ru;q=0.9').send(sent),
    );
    expect(answer.body.title).toBe('Значения не приняты');
    expect(answer.body.detail).toBe('Ничего не изменено. В `fields` — каждое значение и что было бы верно.');
    expect(answer.body.fields).toEqual([
      {
        field: 'colour',
        value: 'red',
        expected: expect.stringMatching(/^такого поля нет; известны: source, /),
      },
      { field: 'amount', value: '12abc', expected: 'десятичное число текстом, например "191.00"' },
      { field: 'quantity', value: '-1', expected: 'число от 0 до 999999999999999.9999' },
      {
        field: 'date',
        value: '2026-02-31',
        expected: 'календарный день с 1990-01-01 по 2100-12-31, в виде ГГГГ-ММ-ДД',
      },
    ]);
  });
});

describe('the largest values', () => {
  let service: TestService;
  let hr: TestAgent;

  beforeAll(async () => {
    ({ service, hr } = await startWithPeople());
  });
  afterAll(() => service.stop());

  it('are taken and given back as they were sent', async () => {
    const sent = {
      ...order,
      amount: '999999999999999.9999',
      quantity: '999999999999999.9999',
      date: '2100-12-31',
    };
    const answer = await hr.post('/v1/orders').send(sent);
    expect([answer.status, answer.body]).toMatchObject([200, sent]);
    const least = { ...order, externalId: 'O2', amount: '-999999999999999.9999', date: '1990-01-01' };
    expect((await hr.post('/v1/orders').send(least)).body).toMatchObject(least);
  });
});
