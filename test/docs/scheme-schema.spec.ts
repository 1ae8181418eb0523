import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { findingsOf } from '../calc/support.js';
import { blocksOf, wholeScheme } from './blocks.js';
import { knownKeys, knownSources, knownWords } from './known.js';
import { PAGES, SCHEMA } from './pages.js';
import { wholeDocument as whole } from './whole-document.js';

const schema = JSON.parse(readFileSync(SCHEMA, 'utf8'));
const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
const isValid = ajv.compile(schema);

/** What an editor would show for a document, read as editors read YAML: numbers and flags are not texts. */
const problemsOf = (yaml: string): string[] => {
  isValid(parse(yaml));
  return (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};
const errorsOf = (yaml: string) => findingsOf(yaml).filter(({ severity }) => severity === 'error');

describe('the published schema accepts', () => {
  const shipped = ['schemes', 'examples/crm-opportunities'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml') && !name.includes('.scenarios.'))
      .map((name) => `${folder}/${name}`)
      .filter((file) => /^lines:/m.test(readFileSync(file, 'utf8'))),
  );
  it.each(shipped)('%s', (file) => {
    expect(problemsOf(readFileSync(file, 'utf8'))).toEqual([]);
  });

  const examples = PAGES.flatMap(blocksOf).filter(({ kind }) => kind === 'yaml scheme');
  it.each(examples)('the example at $file:$line', ({ text }) => {
    expect(problemsOf(wholeScheme(text))).toEqual([]);
  });

  it('is tried on more than a few documents', () => {
    expect(shipped.length).toBeGreaterThan(5);
    expect(examples.length).toBeGreaterThan(20);
  });
});

describe('a wrong document is refused by the published schema and by calc', () => {
  it('of which the sample is none', () => {
    expect(problemsOf(whole)).toEqual([]);
    expect(errorsOf(whole)).toEqual([]);
  });

  it.each<[what: string, was: string, is: string]>([
    ['no code', 'code: sample\n', ''],
    ['a code of two words', 'code: sample', 'code: two words'],
    ['no lines', /lines:\n {2}- .*\n/.exec(whole)![0], ''],
    ['an empty list of lines', /lines:\n {2}- .*\n/.exec(whole)![0], 'lines: []\n'],
    ['a misspelt key at the top', 'rate_on:', 'rate_of:'],
    ['an unknown language of a title', 'ru: Пример', 'de: Beispiel'],
    ['a period that is none', 'period: month', 'period: week'],
    ['a subject that is none', 'subject: team', 'subject: company'],
    ['members without a team', 'subject: team', 'subject: manager'],
    ['a day of rates that is none', 'rate_on: fact date', 'rate_on: today'],
    ['a grade without a table', 'grade: {table: pay_scale, ', 'grade: {'],
    ['a way of taking effect that is none', 'effective: proposed', 'effective: at once'],
    ['an input without unit', 'by: orders, effective', 'by: orders, unit: count, effective'],
    ['an input without source', 'month: {calendar: month, ', 'month: {'],
    ['an input with two sources', 'month: {calendar: month, ', 'month: {calendar: month, measure: m, '],
    ['a misspelt option', 'prorate: share', 'prorata: share'],
    ['a unit that is none', 'worked_share, unit: ratio', 'worked_share, unit: percent'],
    ['a window that is none', 'window: previous 3 months', 'window: last 3 months'],
    ['a window of too many months', 'window: previous 3 months', 'window: previous 37 months'],
    ['a take that is none', 'take: average', 'take: mean'],
    ['a count of money', 'take: sum, unit: money}\n  before', 'take: count, unit: money}\n  before'],
    ['a window of an attribute', 'attribute: worked_share,', 'attribute: worked_share, window: previous,'],
    ['a start of a measure', 'take: average, unit', 'take: average, start: 0, unit'],
    ['a scheme of a measure', 'take: average, unit', 'take: average, scheme: other, unit'],
    ['a day of the rate of a measure', 'take: average, unit', 'take: average, on: period end, unit'],
    ['texts of a number', 'take: average, unit', 'take: average, values: [a], unit'],
    ['proration of a text', 'role, unit: text', 'role, prorate: share, unit: text'],
    ['a sum of texts', 'role, unit: text', 'role, take: sum, unit: text'],
    ['a range of texts', 'role, unit: text', 'role, range: {min: 0, max: 1}, unit: text'],
    ['a range without an end', 'take: average, unit', 'take: average, range: {min: 0}, unit'],
    ['a range of the calendar', 'calendar: month, unit', 'calendar: month, range: {min: 1, max: 12}, unit'],
    ['a direction that is none', 'take: average, unit', 'take: average, direction: sideways, unit'],
    ['a direction of texts', 'role, unit: text', 'role, direction: up, unit: text'],
    ['the team of an attribute', 'role, unit: text', 'role, of: team, unit: text'],
    ['lines of another scheme without take', 'scheme: other, take: sum', 'scheme: other'],
    ['earlier lines without take', 'window: year so far, take: sum', 'window: year so far'],
    ['a window own lines do not have', 'window: year so far', 'window: year to date'],
    ['a rate of one currency', 'rate: money/EUR', 'rate: EUR'],
    ['a calendar fact that is none', 'calendar: month', 'calendar: week'],
    ['a param without value', 'part: {value: 5%, ', 'part: {'],
    ['an override by nobody', 'override: [manager]', 'override: [company]'],
    ['a table without rows', ', rows: [{from: 300, grade: 1, salary: 600}]', ''],
    ['a table without columns', 'gives: {grade: count, salary: money}', 'gives: {}'],
    ['a table read by texts', 'pay_scale: {by: count', 'pay_scale: {by: text'],
    ['a row that starts nowhere', '{from: 300, ', '{'],
    ['a row that starts twice', '{from: 300, ', '{from: 300, after: 300, '],
    ['a row that starts at a word', '{from: 300, ', '{from: many, '],
    ['no keys to match', 'match: [kpi]', 'match: []'],
    ['a key twice', 'match: [kpi]', 'match: [kpi, kpi]'],
    ['a grid without keys across', ', across: {by: text, keys: [a]}', ''],
    ['a grid without values', ', values: [[1], [2]]', ''],
    ['a row set from nowhere', 'sales: {facts: orders_won, ', 'sales: {'],
    [
      'a row set from two places',
      'sales: {facts: orders_won, ',
      'sales: {facts: orders_won, kept: sales, months: 1, ',
    ],
    ['an empty list of facts', 'facts: orders_won', 'facts: []'],
    ['kept rows without months', 'months: 3, ', ''],
    ['kept rows for ever', 'months: 3', 'months: 121'],
    ['months of facts', 'facts: orders_won,', 'facts: orders_won, months: 3,'],
    ['an end that is none', 'months: 3,', 'months: 3, while: employed,'],
    ['parts of nothing', 'parts: {target: quota, ', 'parts: {'],
    [
      'pay of facts',
      'formula: amount, unit: money',
      'formula: amount, unit: money, round: 1, pay: bonus, clause: "3"',
    ],
    ['a line without formula', 'formula: orders * 2, ', ''],
    ['a line without unit', 'orders * 2, unit: money', 'orders * 2'],
    ['pay without rounding', 'round: {to: 1, mode: up}, ', ''],
    ['pay without clause', ', clause: "1", title', ', title'],
    ['pay that is no money', 'orders * 2, unit: money', 'orders * 2, unit: count'],
    ['pay called total', 'pay: bonus, clause: "1"', 'pay: total, clause: "1"'],
    ['a rounding step of zero', 'to: 1, mode', 'to: 0, mode'],
    ['a rounding mode that is none', 'mode: up', 'mode: bankers'],
    ['a mode without step', '{to: 1, mode: up}', '{mode: up}'],
    ['a misspelt check', 'adds_up:', 'add_up:'],
    ['a mix of something else', 'pay_mix: {salary:', 'pay_mix: {bonus:'],
    ['a bound that is no number', 'min: 50%', 'min: half'],
    ['a name that formulas cannot read', '  part: {', '  part-of: {'],
  ])('%s', (_, was, is) => {
    const spoilt = whole.replace(was, is);
    expect(spoilt).not.toBe(whole);
    expect(errorsOf(spoilt)).not.toEqual([]);
    expect(problemsOf(spoilt)).not.toEqual([]);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: a schema is any JSON
type Json = any;
const at = (...path: string[]): Json => path.reduce((node: Json, key) => node?.[key], schema);
const properties = (...path: string[]): string[] => Object.keys(at(...path, 'properties'));
const def = (name: string) => properties('$defs', name);

/** Where the schema says which keys a place has. */
const KEYS: Record<string, () => string[]> = {
  '': () => properties(),
  title: () => Object.keys(at('$defs', 'title', 'oneOf', '1', 'properties')),
  grade: () => properties('properties', 'grade'),
  'inputs.*': () => def('input'),
  'inputs.*.range': () => properties('$defs', 'input', 'properties', 'range'),
  'params.*': () => def('param'),
  'tables.* by steps': () => def('stepTable'),
  // what follows from and to are columns of the author's own
  'tables.* by steps.rows[]': () => def('stepRow'),
  'tables.* by match': () => def('matchTable'),
  'tables.* by down and across': () => def('matrixTable'),
  'tables.*.down': () => properties('$defs', 'matrixTable', 'properties', 'down'),
  'tables.*.across': () => properties('$defs', 'matrixTable', 'properties', 'across'),
  'lines[]': () => def('line'),
  'lines[].round': () => properties('$defs', 'line', 'properties', 'round', 'oneOf', '1'),
  'rows.*': () => def('rowSet'),
  'rows.*.parts': () => properties('$defs', 'rowSet', 'properties', 'parts'),
  checks: () => properties('properties', 'checks'),
  'checks.pay_mix': () => properties('properties', 'checks', 'properties', 'pay_mix'),
  'checks.pay_mix.salary': () =>
    properties('properties', 'checks', 'properties', 'pay_mix', 'properties', 'salary'),
};

const enumOf = (...path: string[]): string[] => at(...path, 'enum');
const listed = (...path: string[]): string[] => at(...path, 'anyOf', '0', 'enum');
const input = ['$defs', 'input', 'properties'];

/** Where the schema lists the words of a place. */
const WORDS: Record<string, () => string[]> = {
  period: () => enumOf('properties', 'period'),
  subject: () => enumOf('properties', 'subject'),
  rate_on: () => enumOf('properties', 'rate_on'),
  'grade.effective': () => enumOf('properties', 'grade', 'properties', 'effective'),
  'inputs.*.unit': () => listed('$defs', 'unit'),
  'inputs.*.window': () => listed('$defs', 'window'),
  'inputs.*.take': () => enumOf('$defs', 'take'),
  'inputs.*.of': () => enumOf(...input, 'of'),
  'inputs.*.direction': () => enumOf(...input, 'direction'),
  'inputs.*.on': () => enumOf(...input, 'on'),
  'inputs.*.attribute': () => listed(...input, 'attribute'),
  'inputs.*.calendar': () => enumOf(...input, 'calendar'),
  'params.*.override[]': () => enumOf('$defs', 'param', 'properties', 'override', 'items'),
  'lines[].round.mode': () =>
    enumOf('$defs', 'line', 'properties', 'round', 'oneOf', '1', 'properties', 'mode'),
  'rows.*.facts': () => listed('$defs', 'factKind'),
  'rows.*.while': () => enumOf('$defs', 'rowSet', 'properties', 'while'),
};

describe('the published schema has what calc knows, and no more', () => {
  it.each([...knownKeys])('keys at "%s"', (place, keys) => {
    expect(KEYS[place]?.().toSorted()).toEqual(keys.toSorted());
  });

  it.each([...knownWords])('words at "%s"', (place, words) => {
    expect(WORDS[place]?.().toSorted()).toEqual(words.toSorted());
  });

  it('sources of inputs', () => {
    const sources = (at('$defs', 'input', 'oneOf') as { required: string[] }[]).flatMap(
      ({ required }) => required,
    );
    expect(sources.toSorted()).toEqual(knownSources.toSorted());
  });

  it('says something about every key of a document', () => {
    const silent: string[] = [];
    const visit = (node: Json, path: string): void => {
      for (const [key, child] of Object.entries<Json>(node?.properties ?? {})) {
        const isSaid = child.description ?? child.title ?? child.$ref ?? child.allOf;
        if (child !== false && child.const === undefined && child.enum === undefined && !isSaid)
          silent.push(`${path}.${key}`);
      }
    };
    visit(schema, '');
    for (const [name, node] of Object.entries(schema.$defs)) visit(node, name);
    expect(silent).toEqual([]);
  });
});
