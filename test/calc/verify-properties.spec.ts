import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  type Bundle,
  canonicalText,
  evaluate,
  type ManifestContent,
  type ResultContent,
  type StatementEntry,
  setHash,
  statementContent,
  Verifier,
} from '../../src/calc/index.js';
import { readSchemeSource } from '../../src/platform/scheme-source.js';
import { RUNS } from './runs.js';
import { schemeOf } from './support.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hashOf = (content: object) => sha256(canonicalText(content));
const verifier = new Verifier({ sha256, readScheme: (source) => readSchemeSource(source).root });

/** Salary 400 and 10 % of sales, rounded to whole: with sales of 1004, 100.4 becomes 100. */
const SOURCE = `code: tenth
title: {en: A tenth, ru: Десятая часть}
period: month
inputs:
  sales: {measure: won_amount, unit: money}
  deals: {measure: deals_won, unit: count}
lines:
  - {code: salary, title: {en: Salary}, formula: '400', unit: money, round: 1, pay: salary, clause: "1"}
  - {code: bonus, title: {en: Bonus}, formula: 'sales * 10%', unit: money, round: 1, pay: bonus, clause: "2"}
`;

const sales = (value: string) => ({ sales: { values: [{ of: '2026-03', value }] }, deals: { values: [] } });

function bundleOf(): Bundle {
  const scheme = schemeOf(SOURCE);
  const content: ResultContent = {
    manager: '7',
    version: { number: '1', hash: sha256(SOURCE) },
    result: evaluate(scheme, { period: '2026-03', inputs: sales('1004') }),
  };
  const document = statementContent({ manager: '7', period: '2026-03', currency: 'RUB' }, [
    { scheme, result: content.result, hash: hashOf(content) },
  ]);
  const entry: StatementEntry = {
    statement: '70',
    manager: '7',
    team: null,
    hash: hashOf(document),
    results: ['700'],
  };
  const entries = [hashOf({ ...entry, statement: '69', manager: '6' }), hashOf(entry)];
  const manifest: ManifestContent = {
    format: 'premia-manifest/1',
    number: '3',
    period: '2026-03',
    run: '12',
    watermark: '45',
    engine: '1',
    versions: [{ scheme: 'tenth', number: '1', hash: sha256(SOURCE) }],
    statements: { count: '2', hash: setHash(sha256, entries) },
    transitions: { count: '1', hash: sha256('a step') },
    previous: sha256('manifest 2'),
  };
  const next: ManifestContent = { ...manifest, number: '4', period: '2026-04', previous: hashOf(manifest) };
  return {
    format: 'premia-bundle/1',
    entry,
    document,
    results: [content],
    schemes: [{ scheme: 'tenth', number: '1', hash: sha256(SOURCE), source: SOURCE }],
    entries,
    manifests: [manifest, next],
    printed: hashOf(next),
  };
}

describe('verification of a bundle', () => {
  const bundle = bundleOf();
  const json = JSON.stringify(bundle, null, 1);
  const copy = (): Bundle => JSON.parse(json);

  it('finds nothing in a true one, closed or not yet', () => {
    expect(bundle.document.totals).toEqual({ salary: '400', bonus: '100', total: '500' });
    expect(verifier.bundle(copy())).toEqual([]);
    const draft = { ...copy(), entries: [hashOf(bundle.entry)], manifests: [], printed: null };
    expect(verifier.bundle(draft)).toEqual([]);
  });

  it('names the line that differs with both values, even when all hashes are made to fit', () => {
    const forged = copy();
    forged.results[0]!.result.lines[1]!.value = '900';
    forged.document.lines[1]!.amount = '900';
    forged.document.results = [hashOf(forged.results[0]!)];
    forged.entry.hash = hashOf(forged.document);
    forged.entries[1] = hashOf(forged.entry);
    forged.manifests[0]!.statements.hash = setHash(sha256, forged.entries);
    forged.manifests[1]!.previous = hashOf(forged.manifests[0]!);
    forged.printed = hashOf(forged.manifests[1]!);
    expect(verifier.bundle(forged)).toEqual([
      { code: 'figure', place: 'results.tenth.2026-03.lines.bonus.value', stored: '900', found: '100' },
      { code: 'figure', place: 'statement.lines.tenth 2026-03 bonus.amount', stored: '900', found: '100' },
    ]);
    // what cannot be made to fit is the hash on paper
    expect(forged.printed).not.toBe(bundle.printed);
  });

  it('finds a frozen input that was changed although it changes no figure', () => {
    const forged = copy();
    forged.results[0]!.result.inputs.sales = { given: [{ of: '2026-03', value: '1003' }], value: '1003' };
    expect(verifier.bundle(forged).map(({ code, place }) => [code, place])).toContainEqual([
      'hash',
      'results.0',
    ]);
  });

  it.each<[string, (forged: Bundle) => unknown, string]>([
    [
      'a scheme',
      ({ schemes }) => Object.assign(schemes[0]!, { source: SOURCE.replace('10%', '20%') }),
      'hash',
    ],
    ['a manifest left out', ({ manifests }) => manifests.splice(1, 0, manifests[0]!), 'chain'],
    ['a statement of another team', ({ entry }) => Object.assign(entry, { team: '1' }), 'listed'],
    ['another engine', ({ results }) => Object.assign(results[0]!.result, { engine: '0' }), 'engine'],
    ['no results', ({ results }) => results.pop(), 'hash'],
  ])('finds %s', (_, forge, code) => {
    const forged = copy();
    forge(forged);
    expect(verifier.bundle(forged).map((discrepancy) => discrepancy.code)).toContain(code);
  });

  it('never throws, whatever the file holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(bundle)), (value, key) => {
        expect(verifier.bundle(value)).not.toEqual([]);
        const found = verifier.bundle({ ...copy(), [key]: value });
        expect(Array.isArray(found)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('fails for a change of any one character, or nothing that counts was changed', () => {
    const at = fc.nat(json.length - 1);
    const character = fc.oneof(
      fc.constantFrom(...'"\\{}[],:0123456789abcdefx \n'),
      fc.string({ minLength: 1, maxLength: 1 }),
    );
    const change = fc.constantFrom('replace', 'insert', 'delete');
    fc.assert(
      fc.property(at, character, change, (place, letter, how) => {
        const end = how === 'insert' ? place : place + 1;
        const changed = json.slice(0, place) + (how === 'delete' ? '' : letter) + json.slice(end);
        const read = parsed(changed);
        const isSame = canonicalOf(read) === canonicalText(bundle);
        expect(verifier.bundle(read).length === 0).toBe(isSame);
      }),
      { numRuns: 2 * RUNS },
    );
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Canonical text of what was read; undefined where it can have none. */
function canonicalOf(read: unknown): string | undefined {
  try {
    return canonicalText(read as object);
  } catch {
    return undefined;
  }
}
