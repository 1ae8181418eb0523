import fc from 'fast-check';
import { VIEWERS, type Viewer } from './access-records.js';
import { expectedCells } from './access-table.js';
import { body, hostile, valid } from './fuzz-values.js';
import type { ApiDocument, Operation } from './openapi.js';

/** A request before it is known which objects there are: `picks` choose among them. */
export interface Shot {
  operation: Operation;
  /** A stranger has a token that is none. */
  viewer: Viewer | 'stranger';
  picks: number[];
  /** What stands in the path instead of an id or a code. */
  place?: string;
  query: Record<string, unknown>;
  headers: Record<string, string>;
  payload?: string;
}

/** Mostly somebody who is let in. */
function viewerFor({ route }: Operation): fc.Arbitrary<Shot['viewer']> {
  const admitted = VIEWERS.filter((viewer) => !/^40[13]$/.test(expectedCells(route, viewer)[1]!));
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom<Shot['viewer'][]>(...admitted) },
    { weight: 1, arbitrary: fc.constantFrom<Shot['viewer'][]>(...VIEWERS, 'stranger') },
  );
}

const text = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
/** What a header may be made of at all. */
const headerText = hostile.map((value) =>
  text(value)
    .replaceAll(/[^\x20-\x7e]/g, '')
    .slice(0, 300),
);
/** One time of `times`. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>, times: number) =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

/** A request of an operation: right, nearly right or hostile in each of its parts. */
export function shotOf(api: ApiDocument, operation: Operation): fc.Arbitrary<Shot> {
  const queries = operation.parameters
    .filter(({ in: where }) => where === 'query')
    .map(({ name, schema, required }) => {
      const value = fc.oneof(
        { weight: 6, arbitrary: valid(api, schema, name) },
        { weight: 1, arbitrary: hostile },
      );
      return [name, required ? value : seldom(value, 3)] as const;
    });
  return fc
    .record({
      viewer: viewerFor(operation),
      picks: fc.array(fc.nat(10_000), { minLength: 3, maxLength: 3 }),
      place: seldom(
        hostile.map((value) => text(value).slice(0, 600)),
        12,
      ),
      query: fc.record(Object.fromEntries(queries)),
      stray: seldom(fc.tuple(fc.constantFrom('limit', 'x', 'id[]', '__proto__'), hostile.map(text)), 25),
      key: seldom(fc.oneof(headerText, fc.string({ unit: 'grapheme-ascii', maxLength: 20 })), 10),
      accept: seldom(fc.constantFrom('text/plain', 'application/xml', '*/*', 'application/json'), 8),
      language: seldom(fc.oneof(fc.constantFrom('ru', 'ru-RU,en;q=0.5', 'xx'), headerText), 8),
      prefer: seldom(fc.constantFrom('respond-async', 'wait=1', 'rubbish'), 8),
      type: seldom(
        fc.constantFrom('text/plain', 'application/x-ndjson', 'multipart/form-data', 'text/csv'),
        30,
      ),
      payload: payloadOf(api, operation),
    })
    .map(({ viewer, picks, place, query, stray, payload, ...rest }) => ({
      ...{ operation, viewer, picks, query: { ...given(query), ...(stray ? { [stray[0]]: stray[1] } : {}) } },
      headers: given({
        'premia-request': '1',
        'idempotency-key': rest.key,
        accept: rest.accept,
        'accept-language': rest.language,
        prefer: rest.prefer,
        'content-type': rest.type ?? (payload === undefined ? undefined : typeOf(operation)),
      }) as Record<string, string>,
      ...given({ place, payload }),
    }));
}

const given = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

const FILES = [
  'no,day,amount\n1,2026-02-10,1\n',
  'no,day\n',
  '',
  '"',
  '\ufeffno;day;amount\n1;x;y\n',
  'PK\u0003\u0004',
];

function payloadOf(api: ApiDocument, { requestBody }: Operation): fc.Arbitrary<string | undefined> {
  const content = requestBody?.content ?? {};
  const schema = content['application/json']?.schema;
  if (!schema) return content['text/csv'] ? fc.constantFrom(...FILES) : fc.constant(undefined);
  const json = body(api, schema).map((value) => JSON.stringify(value) ?? '');
  const cut = fc.tuple(json, fc.nat(50)).map(([whole, end]) => whole.slice(0, end));
  return fc.oneof({ weight: 25, arbitrary: json }, { weight: 1, arbitrary: cut });
}

const typeOf = ({ requestBody }: Operation): string =>
  requestBody?.content?.['text/csv'] ? 'text/csv' : 'application/json';

const CODES: Record<string, readonly string[]> = {
  periods: ['2026-01', '2026-02', '2026-03', '2026-Q1', '2026'],
  schedule: ['2026-02', '2026-03'],
  schemes: ['share'],
  teams: ['north', 'south', 'sales'],
  'mapping-profiles': ['shop', 'new'],
};

/** The address of a shot, with ids and codes that there are. */
export function addressOf(
  { operation: { path }, picks, place, query }: Shot,
  ids: (resource: string) => readonly string[],
): string {
  const resource = path.split('/')[2] ?? '';
  const one = (list: readonly string[], pick: number) => list[pick % list.length] ?? '0';
  const filled = path
    .replace('{id}', () => encoded(place ?? one(ids(resource), picks[0]!)))
    .replace('{code}', () => encoded(place ?? one(CODES[resource] ?? [], picks[1]!)))
    .replace('{number}', () => encoded(place && picks[2]! % 2 ? place : '1'));
  const pairs = Object.entries(query).map(([name, value]) => `${encoded(name)}=${encoded(text(value))}`);
  return pairs.length ? `${filled}?${pairs.join('&')}` : filled;
}

/** As a client would, but for percent signs and dots, which some leave. */
const encoded = (value: string): string =>
  /^(%|%00|\.\.)$/.test(value) ? value : encodeURIComponent(String(Buffer.from(value.slice(0, 3_000))));
