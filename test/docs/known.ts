import { functions } from '../../src/calc/formula/functions.js';
import { findingsOf, schemeOf } from '../calc/support.js';

/**
 * What calc knows, asked of calc itself: a document with one wrong word is compiled, and the finding lists the words
 * that would have been right. So a key, source, window or unit that calc learns appears here without being added.
 */
function expectedBy(yaml: string, path: string): string[] {
  const finding = findingsOf(yaml).find(
    ({ path: at, facts }) => at === path && facts.expected !== undefined && facts.expected !== '',
  );
  if (!finding) throw new Error(`calc lists nothing at "${path}" of\n${yaml}`);
  return finding.facts.expected!.split('|');
}

const head = 'code: p\ntitle: P\nperiod: month\n';
const line = 'lines: [{code: a, formula: "1", unit: count}]\n';
const table = (body: string) => `${head}tables: {t: {${body}}}\n${line}`;
const input = (body: string) => `${head}inputs: {i: {${body}}}\n${line}`;
const rows = (body: string) =>
  `${head}subject: team\nrows: {orders: {facts: orders_won, lines: [{code: b, formula: "1", unit: count}]}, ${body}}\n${line}`;

/** Keys a document may have, by the place they stand at. Keys of row sets' own inputs and lines are those of the top. */
export const knownKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ['', expectedBy(`${head}zzz: 1\n${line}`, '')],
  ['title', expectedBy(`code: p\ntitle: {zzz: 1}\nperiod: month\n${line}`, 'title')],
  ['grade', expectedBy(`${head}grade: {zzz: 1}\n${line}`, 'grade')],
  ['inputs.*', expectedBy(input('zzz: 1'), 'inputs.i')],
  ['inputs.*.range', expectedBy(input('measure: m, unit: count, range: {zzz: 1}'), 'inputs.i.range')],
  ['params.*', expectedBy(`${head}params: {p: {zzz: 1}}\n${line}`, 'params.p')],
  ['tables.* by steps', expectedBy(table('zzz: 1'), 'tables.t')],
  [
    'tables.* by steps.rows[]',
    expectedBy(table('by: count, gives: {}, rows: [{zzz: 1}]'), 'tables.t.rows[0]'),
  ],
  ['tables.* by match', expectedBy(table('match: [k], zzz: 1'), 'tables.t')],
  ['tables.* by down and across', expectedBy(table('down: {}, zzz: 1'), 'tables.t')],
  ['tables.*.down', expectedBy(table('down: {zzz: 1}'), 'tables.t.down')],
  ['tables.*.across', expectedBy(table('across: {zzz: 1}'), 'tables.t.across')],
  ['lines[]', expectedBy(`${head}lines: [{zzz: 1}]\n`, 'lines[0]')],
  [
    'lines[].round',
    expectedBy(`${head}lines: [{code: a, formula: "1", unit: count, round: {zzz: 1}}]\n`, 'lines.a.round'),
  ],
  ['rows.*', expectedBy(rows('s: {zzz: 1}'), 'rows.s')],
  ['rows.*.parts', expectedBy(rows('s: {parts: {zzz: 1}, lines: []}'), 'rows.s.parts')],
  ['checks', expectedBy(`${head}${line}checks: {zzz: 1}\n`, 'checks')],
  ['checks.pay_mix', expectedBy(`${head}${line}checks: {pay_mix: {zzz: 1}}\n`, 'checks.pay_mix')],
  [
    'checks.pay_mix.salary',
    expectedBy(`${head}${line}checks: {pay_mix: {salary: {zzz: 1}}}\n`, 'checks.pay_mix.salary'),
  ],
]);

/** Words a value may be, by the place it stands at. Windows leave out `previous N months`. */
export const knownWords: ReadonlyMap<string, readonly string[]> = new Map([
  ['period', expectedBy(`code: p\ntitle: P\nperiod: zzz\n${line}`, 'period')],
  ['subject', expectedBy(`${head}subject: zzz\n${line}`, 'subject')],
  ['rate_on', expectedBy(`${head}rate_on: zzz\n${line}`, 'rate_on')],
  [
    'grade.effective',
    expectedBy(`${head}grade: {table: t, by: i, effective: zzz}\n${line}`, 'grade.effective'),
  ],
  ['inputs.*.unit', expectedBy(input('measure: m, unit: zzz'), 'inputs.i.unit')],
  ['inputs.*.window', expectedBy(input('measure: m, unit: count, window: zzz'), 'inputs.i.window')],
  ['inputs.*.take', expectedBy(input('measure: m, unit: count, take: zzz'), 'inputs.i.take')],
  ['inputs.*.of', expectedBy(input('measure: m, unit: count, of: zzz'), 'inputs.i.of')],
  ['inputs.*.direction', expectedBy(input('measure: m, unit: count, direction: zzz'), 'inputs.i.direction')],
  ['inputs.*.on', expectedBy(input('rate: money/EUR, unit: money/EUR, on: zzz'), 'inputs.i.on')],
  ['inputs.*.attribute', expectedBy(input('attribute: zzz, unit: count'), 'inputs.i.attribute')],
  ['inputs.*.calendar', expectedBy(input('calendar: zzz, unit: count'), 'inputs.i.calendar')],
  [
    'params.*.override[]',
    expectedBy(
      `${head}params: {p: {value: 1, unit: count, override: [zzz]}}\n${line}`,
      'params.p.override[0]',
    ),
  ],
  [
    'lines[].round.mode',
    expectedBy(
      `${head}lines: [{code: a, formula: "1", unit: count, round: {to: 1, mode: zzz}}]\n`,
      'lines.a.round.mode',
    ),
  ],
  ['rows.*.facts', expectedBy(rows('s: {facts: zzz, lines: []}'), 'rows.s.facts')],
  ['rows.*.while', expectedBy(rows('s: {kept: orders, months: 1, while: zzz, lines: []}'), 'rows.s.while')],
]);

/** Sources of an input: which keys of it say where its value comes from. */
export const knownSources: readonly string[] = expectedBy(input('unit: count'), 'inputs.i');

export const knownFunctions: readonly string[] = [...functions.keys()];

const sets = schemeOf(`${head}subject: team
rows:
  orders: {facts: orders_won, lines: [{code: b, formula: "1", unit: count}]}
  linked: {facts: returns, of: orders, lines: [{code: b, formula: "1", unit: count}]}
  later: {kept: orders, months: 1, lines: [{code: c, formula: "1", unit: count}]}
  dated: {parts: {target: t, unit: money}, lines: [{code: b, formula: "1", unit: count}]}
${line}`).rows;

/** Published fields of rows by kind of set. */
export const knownFields: ReadonlyMap<string, readonly string[]> = new Map(
  [...sets.values()].map((set) => [
    `${set.kind}${set.kind === 'facts' && set.of ? ' linked' : ''}`,
    [...set.fields.keys()],
  ]),
);

/** Signs and words of formulas that are no functions, as the parser's tree names them. */
export const knownSigns: readonly string[] = [
  '+',
  '-',
  '*',
  '/',
  '=',
  '<>',
  '<',
  '<=',
  '>',
  '>=',
  'and',
  'or',
  'not',
  'in',
  'negate',
  'text',
  'flag',
  'percent',
];
