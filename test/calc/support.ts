import { readFileSync } from 'node:fs';
import {
  compileScheme,
  type Finding,
  findingText,
  type GivenInput,
  type Result,
  type Scheme,
} from '../../src/calc/index.js';
import { readSchemeSource } from '../../src/platform/scheme-source.js';

/** Findings of a document given as YAML text. */
export function findingsOf(yaml: string, publication = false): Finding[] {
  const source = readSchemeSource(yaml);
  return source.root ? compileScheme(source.root, { publication }).findings : source.findings;
}

/** The scheme of a document given as YAML text; throws with the findings when it does not compile. */
export function schemeOf(yaml: string, publication = false): Scheme {
  const source = readSchemeSource(yaml);
  const { scheme, findings } = source.root
    ? compileScheme(source.root, { publication })
    : { ...source, scheme: undefined };
  if (scheme) return scheme;
  throw new Error(findings.map((finding) => `${finding.path} ${findingText(finding)}`).join('\n'));
}

/** A shipped document, compiled as for publication. */
export function shippedScheme(path: string): Scheme {
  return schemeOf(readFileSync(path, 'utf8'), true);
}

/** Observations without naming what they are of: `{a: '1', b: ['1', null]}`. */
export function given(
  values: Record<string, string | readonly (string | null)[]>,
): Record<string, GivenInput> {
  const inputs = Object.entries(values).map(([name, value]) => {
    const list = typeof value === 'string' ? [value] : value;
    return [name, { values: list.map((text, index) => ({ of: String(index + 1), value: text })) }] as const;
  });
  return Object.fromEntries(inputs);
}

/** The line of a result. */
export function lineOf(result: Result, code: string) {
  const line = result.lines.find((candidate) => candidate.code === code);
  if (!line) throw new Error(`the result has no line ${code}`);
  return line;
}

/** A scheme of one line over the given inputs, written short: `{a: 'count'}`. */
export function oneLiner(
  formula: string,
  inputs: Record<string, string> = {},
  line = 'unit: count',
  more = '',
): string {
  const declared = Object.entries(inputs).map(
    ([name, unit]) => `  ${name}: {measure: ${name}, unit: ${unit}}`,
  );
  return [
    'code: one',
    'title: One',
    'period: month',
    ...(declared.length > 0 ? ['inputs:', ...declared] : []),
    ...(more ? [more] : []),
    'lines:',
    `  - {code: line, formula: '${formula.replaceAll("'", "''")}', ${line}}`,
    '',
  ].join('\n');
}
