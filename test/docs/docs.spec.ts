import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type FormulaNode, walk } from '../../src/calc/formula/tree.js';
import {
  decimal,
  evaluate,
  failureText,
  findingText,
  payMix,
  type Result,
  type Scheme,
  toText,
} from '../../src/calc/index.js';
import { reportText, runScenarioFile } from '../../src/scenarios/index.js';
import { findingsOf, given, lineOf, schemeOf } from '../calc/support.js';
import {
  type Block,
  blocksOf,
  type FormulaCase,
  formulaCases,
  placeOf,
  printedValue,
  wholeScheme,
} from './blocks.js';
import { knownFields, knownFunctions, knownKeys, knownSigns, knownSources, knownWords } from './known.js';
import { addUsed, nothingUsed } from './known-places.js';
import { PAGES } from './pages.js';

const blocks = PAGES.flatMap(blocksOf);
const ofKind = (kind: string) => blocks.filter((block) => block.kind === kind);
/** The blocks of a kind under the same heading. */
const beside = ({ file, section }: Block, kind: string) =>
  ofKind(kind).filter((other) => other.file === file && other.section === section);

const folder = mkdtempSync(path.join(tmpdir(), 'premia-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the pages', () => {
  it('hold nothing but blocks that are run, and others by name', () => {
    const run = ['yaml scheme', 'yaml scenario', 'yaml tables', 'yaml refused', 'formula', 'pay-mix'];
    const kinds = new Set(blocks.map(({ kind }) => kind));
    expect(
      [...kinds].filter((kind) => !run.includes(kind) && !['sh', 'text', 'yaml', 'markdown'].includes(kind)),
    ).toEqual([]);
  });

  it('run every scheme they show', () => {
    const unrun = ofKind('yaml scheme').filter(
      (block) => beside(block, 'yaml scenario').length + beside(block, 'pay-mix').length === 0,
    );
    expect(unrun.map(placeOf)).toEqual([]);
  });
});

describe('schemes', () => {
  it.each(ofKind('yaml scheme'))('$file:$line compiles without a word: $heading', ({ text }) => {
    const findings = findingsOf(wholeScheme(text)).filter(({ severity, code }) => {
      // in an example a title would hide what it is about
      return severity === 'error' || code !== 'title-needed';
    });
    expect(findings.map((finding) => findingText(finding))).toEqual([]);
  });

  it.each(ofKind('yaml refused'))('$file:$line is refused as it says: $heading', ({ text }) => {
    const said = [...text.matchAll(/^# Refused: (.*)$/gm)].map(([, words]) => words!);
    const errors = findingsOf(wholeScheme(text), true).filter(({ severity }) => severity === 'error');
    const found = errors.map((finding) => findingText(finding));
    expect(said).not.toEqual([]);
    expect(found.filter((words) => said.some((part) => words.includes(part)))).toHaveLength(said.length);
  });
});

describe('scenarios', () => {
  it.each(ofKind('yaml scenario').map((block, index) => ({ ...block, index })))(
    '$file:$line comes out as printed: $heading',
    (block) => {
      const schemes = beside(block, 'yaml scheme').map(({ text }) => {
        const { code } = schemeOf(wholeScheme(text));
        writeFileSync(path.join(folder, `${block.index}-${code}.yaml`), wholeScheme(text));
        return `${block.index}-${code}.yaml`;
      });
      const file = path.join(folder, `${block.index}.scenarios.yaml`);
      const isWhole = /^scenarios:/m.test(block.text);
      writeFileSync(file, `schemes: [${schemes.join(', ')}]\n${isWhole ? '' : 'scenarios:\n'}${block.text}`);
      const report = runScenarioFile(file);
      expect(report.figures).toBeGreaterThan(0);
      expect(`${report.differences.length + report.problems.length}\n${reportText(report)}`).toBe(
        `0\n${reportText({ ...report, differences: [], problems: [] })}`,
      );
    },
  );
});

/** The document a row of a formula block stands for, and its outcome. */
function documentOf(
  { formula, given: inputs }: FormulaCase,
  unit: string,
  tables: string,
): { yaml: string; values: Record<string, string | null> } {
  const declared: string[] = [];
  const values: Record<string, string | null> = {};
  for (const part of inputs === '' ? [] : inputs.split(', ')) {
    const [, name, value, missing] = /^(\w+)(?: = (.*)| missing ?(\w*))$/.exec(part)!;
    const known = value === undefined ? { value: null, unit: missing || 'count' } : printedValue(value);
    declared.push(`  ${name}: {measure: ${name}, unit: ${known.unit}}`);
    values[name!] = known.value?.endsWith('%')
      ? toText(decimal(known.value.slice(0, -1)).div(100))
      : known.value;
  }
  const lines = `lines:\n  - {code: result, formula: '${formula.replaceAll("'", "''")}', unit: ${unit}}\n`;
  const head = `code: one\ntitle: One\nperiod: month\n${declared.length ? 'inputs:\n' : ''}${declared.join('\n')}\n`;
  return { yaml: `${head}${tables}${lines}`, values };
}

const formulas = ofKind('formula').flatMap((block) => {
  const tables = beside(block, 'yaml tables')
    .map(({ text }) => text)
    .join('');
  return formulaCases(block).map((row) => ({ ...row, file: block.file, tables }));
});

/** `fails: …`, `refused: …`, `warns: …`; with a unit for the line where it matters: `fails money: …`. */
const OUTCOME = /^(fails|refused|warns)(?: ([\w/]+))?: (.*)$/;

describe('formulas', () => {
  it.each(formulas)('$file:$line $formula | $given | $result', (row) => {
    const [, kind, unit = 'count', words = ''] = OUTCOME.exec(row.result) ?? [];
    const expected = kind ? undefined : printedValue(row.result);
    const { yaml, values } = documentOf(row, expected?.unit ?? unit, row.tables);
    if (kind === 'refused' || kind === 'warns') {
      const severity = kind === 'warns' ? 'warning' : 'error';
      const found = findingsOf(yaml).filter((finding) => finding.severity === severity);
      expect(found.map((finding) => findingText(finding)).join('\n')).toContain(words);
      return;
    }
    const inputs = given(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]])));
    const line = lineOf(evaluate(schemeOf(yaml), { period: '2026-03', inputs }), 'result');
    if (kind === 'fails') return expect(line.failure && failureText(line.failure)).toContain(words);
    const isRatio = expected!.value.endsWith('%');
    const value = isRatio ? toText(decimal(expected!.value.slice(0, -1)).div(100)) : expected!.value;
    expect([line.value, line.failure]).toEqual([value, undefined]);
  });
});

describe('the pay mix', () => {
  const rows = ofKind('pay-mix').flatMap((block) => {
    const scheme = schemeOf(wholeScheme(beside(block, 'yaml scheme').at(-1)!.text));
    const [, ...lines] = block.text.trim().split('\n');
    return lines.map((line) => {
      const [salary = '', total = '', share = '', status = ''] = line.split('|').map((cell) => cell.trim());
      return { scheme, salary, total, share, status };
    });
  });
  it.each(rows)('salary $salary of $total is $share, $status', ({ scheme, salary, total, share, status }) => {
    const mix = payMix(scheme, { totals: { salary, total } } as unknown as Result);
    expect([mix?.shareText, mix?.status]).toEqual([share, status]);
  });
  it('is shown', () => expect(rows.length).toBeGreaterThan(0));
});

describe('language.md has an example that is run of', () => {
  const page = 'docs/language.md';
  const own = blocks.filter(({ file }) => file === page);
  const documents = [
    ...own.filter(({ kind }) => kind === 'yaml scheme').map(({ text }) => wholeScheme(text)),
    ...formulas
      .filter(({ file, result }) => file === page && !OUTCOME.test(result))
      .map((row) => documentOf(row, printedValue(row.result).unit, row.tables).yaml),
  ];
  const used = nothingUsed();
  for (const yaml of documents) addUsed(yaml, used);
  const schemes = documents.map((yaml) => schemeOf(yaml));
  const nodes = schemes.flatMap(nodesOf);

  it.each([...knownKeys])('every key at "%s"', (place, keys) => {
    const names = used.keys.get(place) ?? new Set();
    expect(keys.filter((key) => !names.has(key))).toEqual([]);
  });

  it.each([...knownWords])('every word at "%s"', (place, words) => {
    const written = [place, `${place}[]`].flatMap((at) => [...(used.words.get(at) ?? [])]);
    const units = [...used.words].flatMap(([at, found]) =>
      /(unit|gives|gives\.\*|by)$/.test(at) ? [...found] : [],
    );
    const found = new Set(place.endsWith('.unit') ? units : written);
    expect(words.filter((word) => !found.has(word))).toEqual([]);
  });

  it('windows of several months, currencies and rates', () => {
    const windows = [...used.words.get('inputs.*.window')!];
    const units = [...used.words.get('inputs.*.unit')!];
    expect(windows.some((text) => /^previous \d+ months$/.test(text))).toBe(true);
    expect(units.some((text) => /^[A-Z]{3}$/.test(text))).toBe(true);
    expect(units.some((text) => /^money\/[A-Z]{3}$/.test(text))).toBe(true);
  });

  it('every source of inputs', () => {
    const names = used.keys.get('inputs.*')!;
    expect(knownSources.filter((source) => !names.has(source))).toEqual([]);
  });

  it('every function', () => {
    const called = new Set(nodes.flatMap(({ node }) => (node.kind === 'call' ? [node.name] : [])));
    expect(knownFunctions.filter((name) => !called.has(name))).toEqual([]);
  });

  it('every sign and word of formulas', () => {
    const signs = new Set(nodes.flatMap(({ node }) => signsOf(node)));
    expect(knownSigns.filter((sign) => !signs.has(sign))).toEqual([]);
  });

  it.each([...knownFields])('every field of rows: %s', (kind, fields) => {
    const read = new Set(nodes.filter(({ set }) => set === kind).flatMap(({ node }) => namesIn(node)));
    // linked facts have all fields of facts, and their own
    const own =
      kind === 'facts linked' ? fields.filter((field) => !knownFields.get('facts')!.includes(field)) : fields;
    expect(own).not.toEqual([]);
    expect(own.filter((field) => !read.has(field))).toEqual([]);
  });
});

/** Every part of every formula, with the kind of the set it is computed in. */
function nodesOf(scheme: Scheme): { node: FormulaNode; set: string }[] {
  const found: { node: FormulaNode; set: string }[] = [];
  const add = (tree: FormulaNode, set: string) => walk(tree, (node) => found.push({ node, set }));
  for (const { tree } of scheme.lines.values()) add(tree, '');
  for (const set of scheme.rows.values()) {
    const kinds = set.kind === 'facts' && set.of ? ['facts', 'facts linked'] : [set.kind];
    for (const { tree } of set.lines.values()) for (const kind of kinds) add(tree, kind);
    // a total over a set reads its fields too
    for (const line of scheme.lines.values()) {
      walk(line.tree, (node) => {
        const [first] = node.kind === 'call' ? node.args : [];
        if (first?.kind === 'name' && first.name === set.name) for (const kind of kinds) add(node, kind);
      });
    }
  }
  return found;
}

function signsOf(node: FormulaNode): string[] {
  if (node.kind === 'arithmetic' || node.kind === 'comparison') return [node.sign];
  if (node.kind === 'number') return node.text.endsWith('%') ? ['percent'] : [];
  return [node.kind];
}

function namesIn(node: FormulaNode): string[] {
  if (node.kind === 'name') return [node.name];
  return node.kind === 'column' ? [node.column] : [];
}
