import { findingText } from '../../src/calc/index.js';
import { findingsOf, oneLiner } from './support.js';

/** A document of which each case spoils one line. Line numbers below count in this text. */
const whole = `code: sample
title: {en: Sample}
period: month
inputs:
  orders: {measure: orders_processed, unit: count}
  plan: {target: orders_processed, prorate: share, unit: count}
  share: {attribute: worked_share, unit: ratio}
  salary_full: {attribute: grade_salary, unit: money}
  segment: {attribute: segment, unit: text, values: [retail, trade]}
  hired: {attribute: hired, unit: date}
  ok: {kpi: ok, unit: flag}
tables:
  scale: {by: count, gives: {percent: ratio}, rows: [{from: 0, percent: 40%}, {from: 1, percent: 30%}]}
  weights: {match: [kpi], gives: {weight: ratio}, rows: [{kpi: a, weight: 60%}, {kpi: b, weight: 40%}]}
lines:
  - {code: salary, formula: 'salary_full * share', unit: money, round: 0.01, pay: salary, clause: "1", title: Salary}
  - {code: bonus, formula: 'salary * STEP(scale.percent, orders)', unit: money, round: 1, pay: bonus, clause: "2", title: Bonus}
checks: {adds_up: {weights.weight: 100%}}
`;

const numbered = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(', ');
const lines = (count: number) => numbered(count, (index) => `{code: x${index}, formula: '1', unit: count}`);
const rows = (count: number) => numbered(count, (index) => `{from: ${index}, percent: 1%}`);
const inputs = (count: number) => numbered(count, (index) => `i${index}: {kpi: k, unit: count}`);

const errorsOf = (yaml: string, publication = false) =>
  findingsOf(yaml, publication).filter(({ code }) => code !== 'attribute-unknown');

describe('the whole sample', () => {
  it('has nothing wrong but an attribute of the company’s own', () => {
    expect(errorsOf(whole, true)).toEqual([]);
    expect(findingsOf(whole).map(({ code, severity }) => [code, severity])).toEqual([
      ['attribute-unknown', 'warning'],
    ]);
  });
});

describe('a document with one thing wrong', () => {
  it.each<[was: string, is: string, code: string, line: number, place: string, path: string]>([
    ['code: sample\n', '', 'key-needed', 1, 'title', ''],
    ['code: sample', 'code: "two words"', 'code-wrong', 1, '"two', 'code'],
    ['period: month', 'period: fortnight', 'choice-unknown', 3, 'fortnight', 'period'],
    ['period: month', 'perod: month', 'key-unknown', 3, 'perod', ''],
    ['{measure: orders_processed', '{measur: orders_processed', 'key-unknown', 5, 'measur', 'inputs.orders'],
    [
      '{measure: orders_processed, unit: count}',
      '{unit: count}',
      'source-needed',
      5,
      'orders',
      'inputs.orders',
    ],
    ['{measure: orders_processed,', '{measure: a, kpi: b,', 'source-twice', 5, 'orders', 'inputs.orders'],
    ['unit: count}\n  plan', 'unit: cuont}\n  plan', 'unit-unknown', 5, 'cuont', 'inputs.orders.unit'],
    [
      'unit: count}',
      'unit: count, window: last week}',
      'window-unknown',
      5,
      'last week',
      'inputs.orders.window',
    ],
    [
      'worked_share, ',
      'worked_share, window: previous, ',
      'window-not-here',
      7,
      'previous',
      'inputs.share.window',
    ],
    [
      'kpi: ok, unit: flag',
      'kpi: ok, take: sum, unit: flag',
      'option-not-here',
      11,
      'take',
      'inputs.ok.take',
    ],
    [
      'kpi: ok, unit: flag',
      'line: ok, window: year so far, unit: money',
      'take-needed',
      11,
      'ok',
      'inputs.ok',
    ],
    ['{kpi: ok, unit: flag}', '{line: bonsu, unit: money}', 'own-line-unknown', 11, 'ok', 'inputs.ok.line'],
    ['{kpi: ok, unit: flag}', '{line: bonus, unit: ratio}', 'own-line-unit', 11, 'ok', 'inputs.ok.line'],
    ['prorate: share', 'prorate: shar', 'name-unknown', 6, 'plan', 'inputs.plan.prorate'],
    ['prorate: share', 'prorate: salary_full', 'prorate-unit', 6, 'plan', 'inputs.plan.prorate'],
    ['  ok:', '  orders:', 'key-repeated', 11, 'orders', 'inputs'],
    ['  ok:', '  IF:', 'name-reserved', 11, 'IF', 'inputs.IF'],
    ['  ok:', '  constructor:', 'name-reserved', 11, 'constructor', 'inputs.constructor'],
    ['  ok:', '  o-k:', 'name-wrong', 11, 'o-k', 'inputs.o-k'],
    ['  scale:', '  orders:', 'name-taken', 13, 'orders', 'tables.orders'],
    ['{from: 1, percent: 30%}', '{percent: 30%}', 'row-start', 13, '{percent: 30%', 'tables.scale.rows[1]'],
    ['{from: 1,', '{from: 1, after: 1,', 'row-start', 13, '{from: 1', 'tables.scale.rows[1]'],
    ['{from: 1, percent', '{from: 00, percent', 'rows-not-rising', 13, '{from: 00', 'tables.scale.rows[1]'],
    ['{from: 0, percent', '{from: 0, to: 2, percent', 'rows-overlap', 13, '{from: 1', 'tables.scale.rows[1]'],
    ['percent: 30%', 'percent: thirty', 'value-wrong', 13, 'thirty', 'tables.scale.rows[1].percent'],
    ['percent: 30%', 'percent: 30', 'ratio-large', 13, '30}', 'tables.scale.rows[1].percent'],
    ['kpi: b, weight', 'kpi: a, weight', 'rows-equal', 14, '{kpi: a, weight: 40', 'tables.weights.rows[1]'],
    ['weight: 40%', 'weight: 30%', 'adds-up-wrong', 18, 'weights', 'checks.adds_up.weights.weight'],
    ['{weights.weight:', '{weights.wait:', 'adds-up-unknown', 18, 'weights', 'checks.adds_up.weights.wait'],
    [
      'salary_full * share\', unit: money, round: 0.01, pay: salary, clause: "1"',
      "share', unit: ratio, round: 1",
      'round-ratio',
      16,
      '1, title',
      'lines.salary.round',
    ],
    ['title: {en: Sample}', 'title: {}', 'text-empty', 2, '{}', 'title'],
    ['title: {en: Sample}', 'title: " "', 'text-empty', 2, '" "', 'title'],
    ['title: Bonus', 'title: ""', 'text-empty', 17, '""', 'lines.bonus.title'],
    ['title: Bonus', 'title: {en: "", ru: " "}', 'text-empty', 17, '{en: ""', 'lines.bonus.title'],
    ['clause: "2"', 'clause: " "', 'text-empty', 17, '" "', 'lines.bonus.clause'],
    ['values: [retail, trade]', 'values: []', 'list-empty', 9, '[]', 'inputs.segment.values'],
    [
      'values: [retail, trade]',
      'values: [retail, trade], missing: retial',
      'text-not-listed',
      9,
      'retial',
      'inputs.segment.missing',
    ],
    [
      '{attribute: segment, unit: text, values: [retail, trade]}',
      '{line: kind, unit: text, values: [retail, trade], start: other}',
      'text-not-listed',
      9,
      'other',
      'inputs.segment.start',
    ],
    [
      '{kpi: ok, unit: flag}',
      '{line: bonus, scheme: sample, take: sum, unit: money}',
      'scheme-itself',
      11,
      'ok',
      'inputs.ok.scheme',
    ],
    ...['{min: 70%, max: 50%}', '{min: 50%, hint: 40%}', '{max: 50%, hint: 60%}'].map(
      (bounds): [string, string, string, number, string, string] => [
        'checks: {',
        `checks: {pay_mix: {salary: ${bounds}}, `,
        'pay-mix-order',
        18,
        bounds,
        'checks.pay_mix.salary',
      ],
    ),
    [
      'tables:\n',
      'params: {part: {value: 5%, unit: money}}\ntables:\n',
      'percent-of-money',
      12,
      '5%',
      'params.part.value',
    ],
    ['round: 1,', 'round: 0,', 'round-step', 17, '0, pay', 'lines.bonus.round'],
    [
      'round: 1,',
      'round: {to: 1, mode: bankers},',
      'choice-unknown',
      17,
      'bankers',
      'lines.bonus.round.mode',
    ],
    ['round: 1, ', '', 'pay-needs', 17, 'pay:', 'lines.bonus'],
    ['clause: "2", ', '', 'pay-needs', 17, 'pay:', 'lines.bonus'],
    ['clause: "2", title: Bonus', 'clause: "2"', 'title-needed', 17, '{code', 'lines.bonus'],
    ['pay: bonus', 'pay: total', 'pay-kind', 17, 'total', 'lines.bonus.pay'],
    [
      "'salary * STEP(scale.percent, orders)', unit: money",
      'orders, unit: count',
      'pay-not-money',
      17,
      'pay:',
      'lines.bonus.pay',
    ],
    [
      'hired: {attribute: hired, unit: date}',
      'hired: {rate: EUR/EUR, unit: count}',
      'rate-wrong',
      10,
      'EUR',
      'inputs.hired.rate',
    ],
    [
      '{from: 0, percent: 40%}',
      '{from: 0, to: -1, percent: 40%}',
      'row-ends-early',
      13,
      '{from: 0',
      'tables.scale.rows[0]',
    ],
    ['scale: {by: count', 'scale: {by: text', 'by-not-numeric', 13, 'text', 'tables.scale.by'],
    ['match: [kpi]', 'match: [kpi, kpi]', 'match-list-wrong', 14, '[kpi', 'tables.weights.match'],
    [
      'tables:\n',
      'tables:\n  grid: {down: {by: count, keys: [0, 5]}, across: {by: text, keys: [a]}, gives: money, values: [[1]]}\n',
      'matrix-size',
      13,
      '[[1]]',
      'tables.grid.values',
    ],
    [
      'inputs:\n',
      'grade: {table: weights, by: orders}\ninputs:\n',
      'grade-table',
      4,
      'weights',
      'grade.table',
    ],
    [
      'checks:',
      '  - {code: day, formula: hired, unit: date, round: 1}\nchecks:',
      'round-not-here',
      18,
      'round',
      'lines.day.round',
    ],
    ["'salary_full * share'", "' '", 'formula-empty', 16, " ', unit: money, round", 'lines.salary.formula'],
    ['code: bonus', "code: ''", 'name-wrong', 17, "''", 'lines[1]'],
    [
      'tables:\n',
      'params: {part: {value: 111111111111111111111, unit: count}}\ntables:\n',
      'number-too-long',
      12,
      '1111',
      'params.part.value',
    ],
    ["'salary_full * share'", "'bonus'", 'circle', 16, '{code', 'lines.salary'],
  ])('%j made %j: %s on line %i at %j', (was, is, code, line, place, path) => {
    const spoilt = whole.replace(was, is);
    expect(spoilt).not.toBe(whole);
    const column = spoilt.split('\n')[line - 1]!.indexOf(place) + 1;
    expect(errorsOf(spoilt)).toContainEqual(expect.objectContaining({ code, at: { line, column }, path }));
  });

  it.each([
    ['formula-too-long', '1 + '.repeat(600), '1', 0],
    ['formula-too-deep', '('.repeat(41), `1${')'.repeat(41)}`, 40],
  ])('%s, where it grows beyond the bound', (code, head, tail, offset) => {
    const errors = errorsOf(whole.replace('salary_full * share', head + tail));
    // the formula starts at column 30
    expect(errors.map((finding) => [finding.code, finding.at])).toEqual([
      [code, { line: 16, column: 30 + offset }],
    ]);
  });

  it.each([
    ['lines', 301, (n: number) => whole.replace(/lines:\n[\s\S]*checks:.*/, `lines: [${lines(n)}]`)],
    ['tables.scale.rows', 2001, (n: number) => whole.replace('{from: 0, percent: 40%}', rows(n - 1))],
    [
      'tables.grid.down.keys',
      2001,
      (n: number) =>
        whole.replace(
          'tables:\n',
          `tables:\n  grid: {down: {by: count, keys: [${[...Array(n).keys()]}]}, across: {by: count, keys: [1]}, gives: money, values: [[1]]}\n`,
        ),
    ],
    [
      'rows.sold.inputs',
      301,
      (n: number) =>
        whole.replace(
          'lines:\n',
          `rows: {sold: {facts: orders_won, inputs: {${inputs(n)}}, lines: [{code: c, formula: amount, unit: money}]}}\nlines:\n`,
        ),
    ],
  ] as const)('too many of %s', (path, found, spoilt) => {
    const errors = errorsOf(spoilt(found)).filter(({ code }) => code === 'too-many');
    expect(errors.map((finding) => [finding.path, finding.facts.found])).toEqual([[path, String(found)]]);
  });

  it('takes bounds that touch, stand-ins that are listed, and zero percent of money', () => {
    const good = whole
      .replace('checks: {', 'checks: {pay_mix: {salary: {min: 50%, max: 50%, hint: 50%}}, ')
      .replace('[retail, trade]', '[retail, trade], missing: retail')
      .replace('tables:\n', 'params: {none: {value: 0%, unit: money}}\ntables:\n');
    expect(errorsOf(good, true)).toEqual([]);
  });

  it('asks for the title of a paid line that does not compile, too', () => {
    const spoilt = whole
      .replace('salary * STEP(', 'salry * STEP(')
      .replace('clause: "2", title: Bonus', 'clause: "2"');
    expect(errorsOf(spoilt, true).map(({ code, severity }) => [code, severity])).toEqual([
      ['name-unknown', 'error'],
      ['title-needed', 'error'],
    ]);
    const halved = whole.replace(
      'formula: \'salary * STEP(scale.percent, orders)\', unit: money, round: 1, pay: bonus, clause: "2", title: Bonus',
      'pay: bonus',
    );
    expect(errorsOf(halved, true).map(({ code }) => code)).toEqual([
      'key-needed',
      'key-needed',
      'title-needed',
    ]);
  });

  it('says what rounding to 1 makes of a ratio', () => {
    const [finding] = findingsOf(oneLiner('1', {}, 'unit: ratio, round: 1'));
    expect(finding!.severity).toBe('warning');
    expect(findingText(finding!)).toBe('Rounded to 1, a ratio of 91% becomes 100%. Did you mean 1%?');
    expect(findingText(finding!, 'ru')).toMatch(/^При округлении до 1 доля 91% станет 100%\./);
    expect(findingsOf(oneLiner('1', {}, 'unit: ratio, round: 1%'))).toEqual([]);
  });

  it('names the circle', () => {
    const circle = errorsOf(whole.replace("'salary_full * share'", "'bonus'")).find(
      ({ code }) => code === 'circle',
    );
    expect(findingText(circle!)).toContain('salary → bonus → salary');
    const own = errorsOf(oneLiner('line + 1'));
    expect(own.map(({ code, facts }) => [code, facts.circle])).toEqual([['circle', 'line → line']]);
  });

  it('finds a circle through the input a grade is proposed by', () => {
    const yaml = `code: g
title: G
period: month
grade: {table: scale, by: pay}
inputs: {grade_salary: {attribute: grade_salary, unit: money}}
tables: {scale: {by: money, gives: {grade: count, salary: money}, rows: [{from: 0, grade: 1, salary: 5}]}}
lines: [{code: pay, formula: grade_salary, unit: money}]
`;
    expect(errorsOf(yaml).map(({ code }) => code)).toEqual(['circle']);
  });

  it('asks for titles and sums as errors only at publication', () => {
    const spoilt = whole
      .replace('clause: "2", title: Bonus', 'clause: "2"')
      .replace('weight: 40%', 'weight: 30%');
    const severities = (publication: boolean) =>
      errorsOf(spoilt, publication).map(({ code, severity }) => [code, severity]);
    expect(severities(false)).toEqual([
      ['title-needed', 'warning'],
      ['adds-up-wrong', 'warning'],
    ]);
    expect(severities(true)).toEqual([
      ['title-needed', 'error'],
      ['adds-up-wrong', 'error'],
    ]);
  });
});

const names = {
  orders: 'count',
  plan: 'count',
  share: 'ratio',
  pay: 'money',
  euro: 'EUR',
  hired: 'date',
  ok: 'flag',
  kind: 'text',
};
const tables = `tables:
  scale: {by: ratio, gives: {percent: ratio, word: text}, rows: [{from: 0%, percent: 40%, word: low}]}
  weights: {match: [kpi], gives: {weight: ratio}, rows: [{kpi: plan, weight: 60%}]}
  grid: {down: {by: count, keys: [0, 5]}, across: {by: text, keys: [a]}, gives: money, values: [[1], [2]]}`;
const formulaFindings = (formula: string, unit = 'count') =>
  findingsOf(oneLiner(formula, names, `unit: ${unit}`, tables));
/** Where the formula's text starts in `oneLiner`: after the quote. */
function startOf(formula: string): { line: number; column: number } {
  const lines = oneLiner(formula, names, '', tables).split('\n');
  const line = lines.findIndex((text) => text.includes('formula: '));
  return { line: line + 1, column: lines[line]!.indexOf("'") + 2 };
}

describe('a formula with one thing wrong', () => {
  it.each<[formula: string, code: string, offset: number, unit?: string]>([
    ['orders + ', 'formula-syntax', 9],
    ['orders == 1', 'formula-dialect', 7],
    ['ordres + 1', 'name-unknown', 0],
    ['SUMM(orders, 1)', 'function-unknown', 0],
    ['SUM(orders, 1)', 'set-needed', 4],
    ['1 + RANK(orders)', 'row-function-misplaced', 4],
    ['IF(ok, 1)', 'arguments-number', 0],
    ['ROUND(orders, 0,5)', 'decimal-comma', 0],
    ['orders + pay', 'units-differ', 0],
    ['orders + share', 'units-differ', 0],
    ['pay + euro', 'units-differ', 0, 'money'],
    ['pay * pay', 'unit-product', 0, 'money'],
    ['1 / pay', 'unit-product', 0, 'money'],
    ['pay / 0%', 'zero-divisor', 6, 'money'],
    ['pay / 0', 'zero-divisor', 6, 'money'],
    ['pay', 'line-unit', 0],
    ['orders * share', 'line-unit', 0, 'money'],
    ['ok + 1', 'number-needed', 0],
    ['IF(orders, 1, 2)', 'flag-needed', 3],
    ['IF(ok, 1, "a")', 'units-differ', 10],
    ['NOT orders', 'flag-needed', 4, 'flag'],
    ['kind > "a"', 'no-order', 0, 'flag'],
    ['DAYS(orders, hired)', 'date-needed', 5, 'days'],
    ['hired > "2026-02-30"', 'units-differ', 0, 'flag'],
    ['scale', 'table-misplaced', 0],
    ['scale.percent', 'column-misplaced', 0],
    ['STEP(scal.percent, share)', 'table-unknown', 5, 'ratio'],
    ['STEP(scale.prcent, share)', 'column-unknown', 5, 'ratio'],
    ['STEP(scale, share)', 'column-needed', 5, 'ratio'],
    ['STEP(orders, share)', 'table-needed', 5, 'ratio'],
    ['STEP(weights.weight, share)', 'table-kind', 5, 'ratio'],
    ['STEP(scale.percent, orders)', 'key-unit', 20, 'ratio'],
    ['CURVE(scale.word, share)', 'column-not-numeric', 0, 'text'],
    ['MATCH(weights.weight, orders)', 'key-unit', 22, 'ratio'],
    ['MATCH(weights.weight, "plna")', 'match-key-unknown', 22, 'ratio'],
    ['MATCH(weights.weight, "plan", "plan")', 'match-keys-number', 0, 'ratio'],
    ['MATRIX(grid, kind, kind)', 'key-unit', 13, 'money'],
    ['ROUND(orders, 0)', 'step-zero', 14],
    ['999999999999999999999999', 'number-too-long', 0],
    ['(pay', 'formula-syntax', 4, 'money'],
  ])('%p: %s at %i', (formula, code, offset, unit = 'count') => {
    const found = formulaFindings(formula, unit).filter(({ severity }) => severity === 'error');
    const start = startOf(formula);
    const at = { line: start.line, column: start.column + offset };
    expect(found.map((finding) => [finding.code, finding.at, finding.path])).toEqual([
      [code, at, 'lines.line.formula'],
    ]);
  });

  it.each<[formula: string, code: string, unit: string]>([
    ['ROUND(pay, 2)', 'round-digits', 'money'],
    ['IF(share >= 107, 1, 2)', 'ratio-large', 'count'],
    ['STEP(scale.percent, 107)', 'ratio-large', 'ratio'],
  ])('%p compiles with the warning %s', (formula, code, unit) => {
    expect(formulaFindings(formula, unit).map((finding) => [finding.severity, finding.code])).toEqual([
      ['warning', code],
    ]);
  });

  it.each<[formula: string, unit: string]>([
    ['pay / pay', 'ratio'],
    ['orders * 200', 'money'],
    ['orders * share', 'score'],
    ['IF(ok AND NOT kind IN ("a", "b"), MAX(pay, 0), pay * 20%)', 'money'],
    ['STEP(scale.word, 1.07)', 'text'],
    ['MATRIX(grid, orders, "a")', 'money'],
    ['MONTHS(hired, "2026-02-28")', 'count'],
    ['DEFAULT(orders, 0) + 1', 'count'],
    ['-pay', 'money'],
  ])('%p is a good %s', (formula, unit) => {
    expect(formulaFindings(formula, unit)).toEqual([]);
  });

  it('suggests the name that was meant, in both languages', () => {
    const [finding] = formulaFindings('ordres + 1');
    expect(findingText(finding!, 'en')).toBe('Unknown name "ordres". Did you mean "orders"?');
    expect(findingText(finding!, 'ru')).toBe('Неизвестное имя «ordres». Возможно, имелось в виду «orders»?');
  });

  it('falls back to the start of a folded text', () => {
    const yaml = oneLiner('X').replace("'X'", '1').replace('formula: 1', "formula: 'a\n        b'");
    expect(findingsOf(yaml)[0]).toMatchObject({
      code: 'formula-syntax',
      at: { line: 5, column: yaml.split('\n')[4]!.indexOf("'") + 1 },
    });
  });

  it('refuses a text literal that the input does not list', () => {
    const yaml = oneLiner(
      'IF(kind = "ratail", 1, 0)',
      {},
      'unit: count',
      'inputs: {kind: {attribute: role, unit: text, values: [retail, trade]}}',
    );
    expect(findingsOf(yaml)[0]).toMatchObject({ code: 'text-not-listed', facts: { suggestion: 'retail' } });
  });
});

describe('the source reader', () => {
  it.each([
    ['code: &a x\ntitle: *a\n', 'document-feature'],
    ['a: {<<: {b: c}}\n', 'document-feature'],
    ['code: !!float 1\n', 'document-feature'],
    ['code: a\n---\ncode: b\n', 'document-feature'],
    ['code: [1, 2\n', 'document-syntax'],
    ['code: "a\n', 'document-syntax'],
    [`code: ${'['.repeat(50_000)}`, 'document-syntax'],
    [`code: ${'x'.repeat(300_000)}`, 'document-too-long'],
    [`code: ${'[a,'.repeat(30)}a${']'.repeat(30)}`, 'document-too-large'],
    ['a: 1\na: 2\n', 'key-repeated'],
    ['- a\n', 'kind-wrong'],
    ['', 'kind-wrong'],
  ])('refuses %p', (yaml, code) => {
    expect(findingsOf(yaml).map((finding) => finding.code)).toContain(code);
  });

  it('reads JSON, and scalars as the text they are written with', () => {
    const json = JSON.stringify({
      code: 'one',
      title: 'One',
      period: 'month',
      lines: [{ code: 'a', formula: '0.1 + 0.2', unit: 'count' }],
    });
    expect(findingsOf(json)).toEqual([]);
    expect(findingsOf(oneLiner('0.10000000000000000001'))).toEqual([]);
  });
});

describe('a table that could not be looked up in', () => {
  const rows = (list: string) => `{by: count, gives: {p: ratio}, rows: [${list}]}`;
  const grid = (down: string, values = '[[1], [2]]') =>
    `{down: {${down}}, across: {by: text, keys: [a]}, gives: money, values: ${values}}`;

  it.each<[table: string, code: string, path: string]>([
    [rows(''), 'list-empty', 'rows'],
    [rows('{from: 5, p: 1}, {from: 4, p: 2}'), 'rows-not-rising', 'rows[1]'],
    [rows('{from: 5, p: 1}, {after: 4, p: 2}'), 'rows-not-rising', 'rows[1]'],
    [rows('{after: 5, p: 1}, {from: 5, p: 2}'), 'rows-not-rising', 'rows[1]'],
    [rows('{after: 5, p: 1}, {after: 5, p: 2}'), 'rows-not-rising', 'rows[1]'],
    ['{by: count, gives: {}, rows: [{from: 1}]}', 'list-empty', 'gives'],
    [grid('by: count, keys: [5, 0]'), 'rows-not-rising', 'down.keys'],
    [grid('by: count, keys: [5, 5]'), 'rows-not-rising', 'down.keys'],
    [grid('by: count, keys: []', '[]'), 'list-empty', 'down.keys'],
    [grid('by: date, keys: [2026-01-01, 2026-02-01]'), 'by-not-numeric', 'down'],
  ])('is refused: %s is %s at %s', (table, code, path) => {
    const found = findingsOf(oneLiner('1', {}, 'unit: count', `tables: {t: ${table}}`));
    const errors = found.filter(({ severity }) => severity === 'error');
    expect(errors.map((each) => each.code)).toContain(code);
    expect(errors.find((each) => each.code === code)!.path).toContain(`tables.t.${path}`);
  });

  it('is accepted from a value and after it', () => {
    const table = rows('{from: 5, p: 1}, {after: 5, p: 2}');
    expect(
      findingsOf(oneLiner('1', {}, 'unit: count', `tables: {t: ${table}}`)).map(({ severity }) => severity),
    ).not.toContain('error');
  });
});
