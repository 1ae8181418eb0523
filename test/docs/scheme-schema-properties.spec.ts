import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { RUNS } from '../calc/runs.js';
import { findingsOf } from '../calc/support.js';
import { SCHEMA } from './pages.js';
import { wholeDocument } from './whole-document.js';

const isValid = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')),
);

/**
 * What calc refuses and no JSON Schema can: how parts of a document fit each other, and what formulas say. Whatever
 * else calc refuses, the published schema has to refuse too.
 */
const OF_RELATIONS = [
  'adds-up-unknown',
  'circle',
  'grade-table',
  'line-unit',
  'matrix-size',
  'name-taken',
  'name-unknown',
  'pay-mix-order',
  'prorate-unit',
  'row-ends-early',
  'rows-equal',
  'rows-not-rising',
  'rows-overlap',
  'set-unknown',
  'text-not-listed',
];
const isOfRelations = ({ code, path }: { code: string; path: string }): boolean =>
  OF_RELATIONS.includes(code) ||
  // what a formula says, and cells, whose unit the table's columns say
  path.endsWith('.formula') ||
  (/^tables\.\w+\.(rows|values|below)/.test(path) &&
    ['key-unknown', 'value-wrong', 'number-too-long'].includes(code));

type Path = (string | number)[];

function pathsOf(node: unknown, path: Path): Path[] {
  const children = node !== null && typeof node === 'object' ? Object.entries(node) : [];
  const inside = children.flatMap(([key, child]) =>
    pathsOf(child, [...path, Array.isArray(node) ? Number(key) : key]),
  );
  return path.length === 0 ? inside : [path, ...inside];
}

const document = parse(wholeDocument);
const paths = pathsOf(document, []);
const REMOVED = Symbol('removed');
const values: unknown[] = [
  REMOVED,
  null,
  '',
  ' ',
  {},
  [],
  'zzz',
  'two words',
  'ж',
  '-',
  '1%',
  -1,
  0,
  1,
  1.5,
  '1'.repeat(25),
  true,
  '2026-03-31',
  'x'.repeat(200),
  { zzz: 1 },
  ['a', 'a'],
  [[]],
  [null],
  { en: '' },
  { en: 'a', ru: '' },
  { en: 'a', ru: null },
];

// biome-ignore lint/suspicious/noExplicitAny: a document is any tree
function spoilt(path: Path, value: unknown): any {
  const copy = structuredClone(document);
  const owner = path.slice(0, -1).reduce((node, key) => node[key], copy);
  const last = path.at(-1)!;
  if (value !== REMOVED) owner[last] = value;
  else if (Array.isArray(owner)) owner.splice(last as number, 1);
  else delete owner[last];
  return copy;
}

describe('a document with any one part put out of shape', () => {
  it('is refused by the published schema where calc refuses its form, and only there', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom(...values), (path, value) => {
        const yaml = stringify(spoilt(path, value));
        const errors = findingsOf(yaml).filter(({ severity }) => severity === 'error');
        const ofForm = errors.filter((finding) => !isOfRelations(finding));
        const isAccepted = isValid(parse(yaml));
        if (isAccepted) expect(ofForm.map(({ code, path: at }) => `${code} ${at}`)).toEqual([]);
        else expect([isValid.errors, errors.length > 0]).toEqual([expect.anything(), true]);
      }),
      { numRuns: RUNS },
    );
  });
});
