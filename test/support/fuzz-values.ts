import fc from 'fast-check';
import { PROFILE, SCHEME } from './access-company.js';
import type { ApiDocument, Schema } from './openapi.js';

/** What there is to refer to in the company, and values that fit together now and then. */
const KNOWN: Record<string, readonly unknown[]> = {
  manager: ['H1', 'M1', 'N1', 'M2', 'R3', 'new'],
  head: ['H0', 'H1'],
  personnelNumber: ['M1', 'R3', 'new'],
  client: ['C', 'R3'],
  team: ['north', 'south', 'sales', 'R3'],
  parent: ['sales', 'R3'],
  product: ['P', 'R3'],
  order: ['M1 01 0', 'R3'],
  kpi: ['K', 'R3'],
  measure: ['won_amount', 'complaints', 'K'],
  scheme: ['share'],
  period: ['2026-01', '2026-02', '2026-03', '2026-Q1', '2026'],
  calendar: ['ru', 'far'],
  code: ['share', 'R3', 'new', 'shop'],
  profile: ['shop'],
  document: [SCHEME, SCHEME.replace('7.3%', '8%'), PROFILE],
  subject: ['{inputs: {handled: 1, sales: 100, grade_salary: 600}}', '{}'],
  timeZone: ['UTC', 'Europe/Moscow'],
  role: ['hr', 'manager', 'intake', 'payroll'],
  scopes: [['orders'], ['exports:read']],
  title: ['x', { en: 'x' }, { en: 'x', ru: 'ы' }],
  credits: [
    [
      { manager: 'M1', share: '0.5' },
      { manager: 'M2', share: '10' },
    ],
  ],
  definition: [
    { facts: 'orders', aggregate: 'count' },
    { facts: 'kpi-readings', kpi: 'K', aggregate: 'last' },
  ],
  externalId: ['R3', 'R4', 'new'],
  from: ['2026-01-01', '2030-01-01', '2026-01', '2026-02'],
  to: ['in_review', 'approved', 'calculated', 'closed', '2026-02'],
};
const DAYS = ['1990-01-01', '2026-01-01', '2026-02-10', '2100-12-31'];

const HOSTILE: readonly unknown[] = [
  ...['NaN', '-Infinity', '1e400', '-0', '--1', '١٢', '0x1F', '9'.repeat(400), '9223372036854775808'],
  ...['1970-01-01', '9999-12-31', '2026-02-31', '2026-13', '', ' ', '\u0000', '\ud800', '\ufeff', '\u202e'],
  ...['%00', '%', '..', '#', '?', "'; drop table orders; --", '{{1}}', '$(id)', '../../etc/passwd'],
  ...['<script>alert(1)</script>', '=1+1', '\r\nx: y', '&a [*a, *a]', 'constructor', 'é'.repeat(200)],
  ...['a'.repeat(20_000), '['.repeat(20_000), '🏔'.repeat(5_000)],
  ...[-0, 1e308, -1, 0.1, 2 ** 53, null, true, [], {}, [[[]]], { length: 1e9 }, { en: null }],
  JSON.parse('{"then": 1, "__proto__": {"role": "admin"}}'),
];
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 50 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
);

/** A value that a schema takes, of the company where its name is known. */
export function valid(api: ApiDocument, given: Schema | undefined, name: string): fc.Arbitrary<unknown> {
  const schema = api.resolved(given);
  const type = [schema.type].flat()[0];
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valid(api, one, name)));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (KNOWN[name]) return fc.constantFrom(...KNOWN[name]);
  if (schema.format === 'date') return fc.constantFrom(...DAYS);
  if (schema.format === 'date-time') return fc.constant('2026-02-10T10:00:00+03:00');
  if (schema.properties) return record(api, schema);
  if (type === 'array')
    return fc.array(valid(api, schema.items, name), { minLength: schema.minItems ?? 0, maxLength: 3 });
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer' || type === 'number')
    return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1000, 1000) });
  if (schema.pattern) return fc.constantFrom('0', '1', '0.5', '2.25', '999999999999999.9999');
  return fc.constantFrom('x', 'y', 'new', '1');
}

function record(api: ApiDocument, { properties = {}, required = [] }: Schema): fc.Arbitrary<object> {
  const values = Object.entries(properties).map(
    ([name, schema]) => [name, valid(api, schema, name)] as const,
  );
  return fc.record(Object.fromEntries(values), { requiredKeys: required });
}

/** A body that is right, or right but for one field, or none at all. */
export function body(api: ApiDocument, schema: Schema): fc.Arbitrary<unknown> {
  const { properties = {} } = api.resolved(schema);
  const right = valid(api, schema, '') as fc.Arbitrary<Record<string, unknown>>;
  const name = fc.constantFrom(...Object.keys(properties), 'other', '__proto__');
  const spoilt = fc.tuple(right, name, hostile).map(([given, field, value]) => spoil(given, field, value));
  const lacking = fc
    .tuple(right, name)
    .map(([given, field]) => Object.fromEntries(Object.entries(given).filter(([key]) => key !== field)));
  return fc.oneof(
    { weight: 10, arbitrary: right },
    { weight: 7, arbitrary: spoilt },
    { weight: 2, arbitrary: lacking },
    { weight: 1, arbitrary: hostile },
  );
}

/** With one field of it, or of the first of its items, something else. */
function spoil(given: Record<string, unknown>, field: string, value: unknown): object {
  const [first, ...others] = Array.isArray(given.items) ? given.items : [];
  if (first && typeof first === 'object')
    return { ...given, items: [spoil(first, oneOf(first, field), value), ...others] };
  return Object.defineProperty({ ...given }, field, { value, enumerable: true });
}

const oneOf = (item: object, field: string): string =>
  Object.keys(item)[field.length % Object.keys(item).length] ?? field;
