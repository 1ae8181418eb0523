import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import {
  canonicalText,
  compileScheme,
  ENGINE,
  evaluate,
  type Scheme,
  type Subject,
  subjectOf,
} from '../../src/calc/index.js';
import { readSchemeSource } from '../../src/platform/scheme-source.js';
import { computedOfFile } from '../../src/scenarios/index.js';

/** Results of every engine version as they were released: scheme text, subject, canonical result. */
interface Frozen {
  schemes: Record<string, string>;
  results: { scheme: string; subject: Subject; text: string }[];
}

const folder = 'test/scenarios/corpus';
const current = `${folder}/engine-${ENGINE}.json`;

/** Writes the corpus of a new engine version; never over an existing one. */
function freeze(): void {
  const frozen: Frozen = { schemes: {}, results: [] };
  for (const name of readdirSync('schemes').filter((file) => file.endsWith('.scenarios.yaml'))) {
    for (const { scheme, subject, result } of computedOfFile(`schemes/${name}`)) {
      frozen.schemes[scheme.code] ??= readFileSync(`schemes/${scheme.code}.yaml`, 'utf8');
      frozen.results.push({ scheme: scheme.code, subject, text: canonicalText(result) });
    }
  }
  writeFileSync(current, `${JSON.stringify(frozen, null, 1)}\n`, { flag: 'wx' });
}

if (process.env.PREMIA_FREEZE_CORPUS === 'yes') freeze();

it('holds the current engine', () => {
  expect(existsSync(current)).toBe(true);
});

describe.each(readdirSync(folder).filter((name) => name.endsWith('.json')))('%s', (name) => {
  const { schemes, results } = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Frozen;
  const compiled = new Map<string, Scheme>(
    Object.entries(schemes).map(([code, text]) => [
      code,
      compileScheme(readSchemeSource(text).root!).scheme!,
    ]),
  );

  it('comes to the same bytes, from what was handed in and from what the result froze', () => {
    expect(results.length).toBeGreaterThan(50);
    for (const { scheme, subject, text } of results) {
      expect(canonicalText(evaluate(compiled.get(scheme)!, subject))).toBe(text);
      expect(canonicalText(evaluate(compiled.get(scheme)!, subjectOf(JSON.parse(text))))).toBe(text);
    }
  });
});
