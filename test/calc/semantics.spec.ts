import {
  canonicalText,
  evaluate,
  failureText,
  type GivenInput,
  type Result,
  type ResultLine,
  SubjectError,
  subjectOf,
} from '../../src/calc/index.js';
import { given, lineOf, oneLiner, schemeOf } from './support.js';

const period = '2026-03';

/** The only line of a scheme with the formula; inputs are `name: [unit, value]`, null for missing. */
function onlyLine(
  formula: string,
  inputs: Record<string, readonly [unit: string, value: string | null]> = {},
  unit = 'count',
  more = '',
): ResultLine {
  const units = Object.fromEntries(Object.entries(inputs).map(([name, [inputUnit]]) => [name, inputUnit]));
  const values = Object.fromEntries(Object.entries(inputs).map(([name, [, value]]) => [name, [value]]));
  const scheme = schemeOf(oneLiner(formula, units, `unit: ${unit}`, more));
  return lineOf(evaluate(scheme, { period, inputs: given(values) }), 'line');
}

describe('operators and functions', () => {
  // Worked by hand.
  it.each<[formula: string, expected: string, unit?: string]>([
    ['1 + 2 * 3 - 4 / 8', '6.5'],
    ['-2 - -3', '1'],
    ['30% * 700', '210'],
    ['0.1 + 0.2', '0.3'],
    ['MIN(3, 1, 2) + MAX(3, 1, 2)', '4'],
    ['ABS(-1.5)', '1.5'],
    ['ROUND(2.5, 1) + ROUND(-2.5, 1)', '0'],
    ['ROUND(7.13, 0.05)', '7.15'],
    ['FLOOR(-1.5, 1)', '-2'],
    ['CEIL(-1.5, 1)', '-1'],
    ['IF(1 < 2, 10, 20)', '10'],
    ['DIVIDE(6, 4, 0)', '1.5'],
    ['DIVIDE(6, 0, 7)', '7'],
    ['DAYS("2026-01-01", "2026-03-01")', '59', 'days'],
    ['MONTHS("2026-01-15", "2026-03-14")', '1'],
    ['NOT TRUE OR 1 = 1 AND 2 <> 3', 'true', 'flag'],
    ['TRUE', 'true', 'flag'],
    ['FALSE', 'false', 'flag'],
    ['NOT TRUE', 'false', 'flag'],
    ['NOT FALSE', 'true', 'flag'],
    ['1 = 2 OR 2 < 2', 'false', 'flag'],
    ['1 = 1 AND 2 > 2', 'false', 'flag'],
    ['2 <> 2', 'false', 'flag'],
    ['2 <= 2 AND 2 >= 2', 'true', 'flag'],
    ['3 IN (1, 2)', 'false', 'flag'],
    ['"a" IN ("b", "c")', 'false', 'flag'],
    ['"a" <> "a"', 'false', 'flag'],
    ['MIN(2, 1, 1) - MAX(1, 2, 2)', '-1'],
    // of 10, two thirds and then a third, in steps of a half: 6.5 and 3.5
    ['PORTION(10, 1, 1, 3, 0.5)', '3'],
    ['100 / 300 * 300 >= 100', 'true', 'flag'],
    ['100 / 300 * 300 IN (100)', 'true', 'flag'],
    ['FLOOR(100 / 300 * 300, 1)', '100'],
    ['"retail" IN ("trade", "retail")', 'true', 'flag'],
    ['"a" = "A"', 'false', 'flag'],
  ])('%s = %s', (formula, expected, unit = 'count') => {
    expect(onlyLine(formula, {}, unit).value).toBe(expected);
  });

  it.each([
    ['d < "2026-03-01"', 'true'],
    ['d = "2026-02-28"', 'true'],
    ['MAX(d, "2026-01-01") > "2026-02-28"', 'false'],
    ['d < "2026-01-01"', 'false'],
    ['d > "2026-01-01"', 'true'],
    ['d <= "2026-02-28"', 'true'],
  ])('compares days: %s, d = 2026-02-28, is %s', (formula, expected) => {
    expect(onlyLine(formula, { d: ['date', '2026-02-28'] }, 'flag').value).toBe(expected);
  });

  it('snaps before rounding: 335 × 125/300 × 30 % rounds as 41.875', () => {
    const scheme = schemeOf(oneLiner('335 * (125 / 300) * 30%', {}, 'unit: money, round: 0.01'));
    expect(lineOf(evaluate(scheme, { period, inputs: {} }), 'line')).toMatchObject({
      exact: '41.875',
      value: '41.88',
    });
  });

  it('carries full precision between lines that do not round', () => {
    const scheme = schemeOf(`code: thirds
title: Thirds
period: month
lines:
  - {code: whole, formula: third * 300 >= 100, unit: flag}
  - {code: third, formula: 100 / 300, unit: ratio}
`);
    const result = evaluate(scheme, { period, inputs: {} });
    expect(result.lines.map(({ value }) => value)).toEqual(['true', '0.33333333333333333333']);
  });

  it('lets other lines see the rounded value', () => {
    const scheme = schemeOf(`code: rounded
title: Rounded
period: month
lines:
  - {code: part, formula: 100 / 300, unit: ratio, round: 1%}
  - {code: amount, formula: part * 1000, unit: money}
`);
    expect(lineOf(evaluate(scheme, { period, inputs: {} }), 'amount').value).toBe('330');
  });
});

describe('what is missing', () => {
  it.each<[formula: string, value: string | null]>([
    ['DEFAULT(a, 5)', '5'],
    ['DEFAULT(a + b, 5)', '5'],
    ['IF(b > 0, b, a)', '2'],
    ['IF(b > 0 OR a > 0, 1, 0)', '1'],
    ['IF(b < 0 AND a > 0, 1, 0)', '0'],
    ['DIVIDE(a, b - 2, 9)', '9'],
    ['a + 1', null],
    ['IF(b > 0, a, b)', null],
    ['MAX(a, b)', null],
  ])('%s, a missing and b = 2, is %p', (formula, value) => {
    const line = onlyLine(formula, { a: ['count', null], b: ['count', '2'] });
    expect(line.value).toBe(value);
    if (value === null) expect(line.failure).toEqual({ code: 'input-missing', facts: { input: 'a' } });
  });

  it('treats an input nobody handed in as missing, never as zero', () => {
    const scheme = schemeOf(oneLiner('a', { a: 'count' }));
    expect(evaluate(scheme, { period, inputs: {} })).toMatchObject({
      complete: false,
      inputs: { a: { value: null } },
    });
  });

  it('fails what divides by zero, zero after snapping included', () => {
    expect(onlyLine('1 / (b - 2)', { b: ['count', '2'] }).failure).toEqual({
      code: 'zero-divide',
      facts: { divisor: 'b - 2' },
    });
    expect(onlyLine('1 / (b / 3 * 3 - 1)', { b: ['count', '1'] }).failure?.code).toBe('zero-divide');
  });

  it('takes nothing of a whole of zero as nothing, and fails anything else of it in words', () => {
    const part = (now: string) =>
      onlyLine('PORTION(100, 0, now, sold, 0.01)', { now: ['money', now], sold: ['money', '0'] }, 'money');
    expect(part('0')).toMatchObject({ value: '0' });
    const { failure } = part('5');
    expect(failureText(failure!)).toBe('there is no whole to take a part of: sold is 0');
    expect(failureText(failure!, 'ru')).toBe('не от чего брать часть: целое (sold) равно 0');
  });

  it.each<[formula: string, step: string]>([
    ['ROUND(10, s)', '0'],
    ['FLOOR(10, s)', '-1'],
    ['CEIL(10, s * 0)', '1'],
    ['PORTION(10, 1, 1, 3, s)', '0'],
    ['PORTION(10, 1, 1, 3, s)', '-0.01'],
  ])('fails a step that is not above zero: %s, s = %s', (formula, step) => {
    const { failure } = onlyLine(formula, { s: ['count', step] });
    expect(failure).toEqual({
      code: 'step-not-positive',
      facts: { step: formula.includes('0)') ? '0' : step },
    });
  });

  it.each<[before: string, now: string, done: string | null]>([
    ['0', '3', null],
    ['3', '-3', null],
    ['0', '3.01', '3.01'],
    ['4', '-2', '4'],
    ['-1', '2', '-1'],
    ['1', '-2', '-1'],
  ])('fails a part outside the whole of 3: %s before, %s now', (before, now, done) => {
    const line = onlyLine('PORTION(10, b, n, 3, 0.01)', { b: ['count', before], n: ['count', now] });
    if (done === null) expect(line.failure).toBeUndefined();
    else expect(line.failure).toEqual({ code: 'portion-beyond', facts: { done, whole: '3' } });
  });

  it('fails what outgrows twenty digits', () => {
    expect(onlyLine('b * b * b', { b: ['count', '10000000000'] }).failure?.code).toBe('number-too-large');
  });

  const chain = schemeOf(`code: chain
title: Chain
period: month
inputs: {plan: {target: p, unit: count}, sales: {measure: s, unit: money}}
lines:
  - {code: bonus, formula: 'DEFAULT(share, 0%) * sales', unit: money, round: 1, pay: bonus, clause: "1"}
  - {code: share, formula: rate * 2, unit: ratio}
  - {code: rate, formula: 10 / plan, unit: ratio}
  - {code: salary, formula: sales / 10, unit: money, round: 1, pay: salary, clause: "2"}
`);
  const result = evaluate(chain, { period, inputs: given({ plan: '0', sales: '500' }) });

  it('fails dependants with the root cause; DEFAULT does not hide a failed line', () => {
    expect(lineOf(result, 'bonus').failure).toEqual({
      code: 'line-failed',
      facts: { line: 'share' },
      cause: { code: 'zero-divide', facts: { divisor: 'plan' } },
    });
    expect(failureText(lineOf(result, 'bonus').failure!, 'en')).toBe(
      'line share has no value: division by zero: plan is 0',
    );
  });

  it('still computes the other lines, marks the result, and knows no total', () => {
    expect(lineOf(result, 'salary').value).toBe('50');
    expect(result.complete).toBe(false);
    expect(result.totals).toEqual({ bonus: null, salary: '50', total: null });
  });
});

describe('inputs', () => {
  type Observed = readonly (string | null)[];
  const settle = (declared: string, values: Observed, more: Record<string, Observed> = {}) => {
    const inputs = [
      `x: {${declared}}`,
      ...Object.keys(more).map((name) => `${name}: {attribute: worked_share, unit: ratio}`),
    ];
    const unit = /unit: ([\w/]+)/.exec(declared)![1];
    const scheme = schemeOf(
      `code: i\ntitle: I\nperiod: month\ninputs: {${inputs.join(', ')}}\nlines: [{code: line, formula: x, unit: ${unit}}]\n`,
    );
    return evaluate(scheme, { period, inputs: given({ x: values, ...more }) }).inputs.x!;
  };

  it.each<[declared: string, values: Observed, value: string | null]>([
    ['measure: m, unit: count', ['5'], '5'],
    ['measure: m, unit: count', ['5.50'], '5.5'],
    ['measure: m, unit: count', [], null],
    ['measure: m, take: sum, unit: count', [], '0'],
    ['measure: m, take: count, unit: count', [], '0'],
    ['measure: m, take: average, unit: count', [], null],
    ['measure: m, window: previous 3 months, take: average, unit: count', ['2', '4'], '3'],
    ['measure: m, window: previous 3 months, take: average, unit: count', ['2', null, '4'], '3'],
    ['measure: m, window: previous 3 months, take: max, unit: count', ['2', '10', '9'], '10'],
    ['measure: m, window: previous 3 months, take: min, unit: count', ['2', '10', '9'], '2'],
    ['measure: m, window: previous 3 months, take: min, unit: count', ['10', '2', '9'], '2'],
    ['measure: m, window: previous 3 months, take: max, unit: count', ['10', '2', '9'], '10'],
    ['measure: m, window: previous 3 months, take: last, unit: count', ['2', '10', null], '10'],
    ['measure: m, window: previous 3 months, take: count, unit: count', ['2', '10', null], '2'],
    ['target: t, window: previous 3 months, unit: money', ['2', '3'], '5'],
    ['target: t, window: previous 3 months, unit: money', ['2', null], null],
    ['target: t, unit: money', [], null],
    ['target: t, unit: money, missing: 7', [], '7'],
    ['kpi: k, unit: flag', ['true', 'false'], 'false'],
    ['kpi: k, unit: flag, missing: false', [null], 'false'],
    ['line: l, window: year so far, take: sum, unit: money', [], null],
    ['line: l, window: year so far, take: sum, unit: money, start: 0', [], '0'],
    ['line: l, window: year so far, take: sum, unit: money, start: 0', ['5', null], null],
    ['attribute: role, unit: text', ['  farmer '], 'farmer'],
  ])('%s of %j is %p', (declared, values, value) => {
    expect(settle(declared, values).value).toBe(value);
  });

  it('prorates what was taken, the stand-in for a missing value too', () => {
    expect(settle('target: t, prorate: share, unit: count', ['2300'], { share: ['0.5'] }).value).toBe('1150');
    expect(settle('target: t, prorate: share, unit: count, missing: 100', [], { share: ['0.5'] }).value).toBe(
      '50',
    );
    expect(settle('target: t, prorate: share, unit: count', ['2300'], { share: [null] })).toMatchObject({
      value: null,
      failure: { code: 'prorate-missing', facts: { input: 'x', by: 'share' } },
    });
  });

  it('fails what proration makes outgrow twenty digits', () => {
    const most = '99999999999999999999';
    expect(settle('target: t, prorate: share, unit: count', [most], { share: ['2'] })).toMatchObject({
      value: null,
      failure: { code: 'number-too-large' },
    });
  });

  it('fails a text that is none of its values', () => {
    const role = 'attribute: role, unit: text, values: [hunter, farmer]';
    expect(settle(role, ['hunted']).failure).toEqual({
      code: 'value-not-listed',
      facts: { input: 'x', value: 'hunted', expected: 'hunter, farmer' },
    });
    expect(settle(role, ['farmer']).value).toBe('farmer');
  });

  it.each<[declared: string, values: Observed, lacking: string | undefined]>([
    ['target: t, window: previous 3 months, unit: money', ['2', null, null], '2, 3'],
    ['target: t, window: previous 3 months, unit: money', [null], undefined],
    ['target: t, window: previous 3 months, unit: money', [], undefined],
    ['target: t, of: team, window: previous 3 months, unit: money', ['2', null], undefined],
    ['line: l, scheme: other, window: this period, take: sum, unit: money', [null], '1'],
    ['line: l, scheme: other, window: this period, take: sum, unit: money', [], undefined],
    ['measure: m, window: previous 3 months, take: max, unit: count', [null, null], undefined],
    ['kpi: k, unit: flag', [null, null], undefined],
  ])('names what %s lacks of %j: %p', (declared, values, lacking) => {
    expect(settle(declared, values).failure).toEqual({
      code: 'input-missing',
      facts: { input: 'x', ...(lacking !== undefined && { lacking }) },
    });
  });

  it.each<[declared: string, values: Observed, value: string]>([
    ['target: t, unit: money', ['2', '3'], '5'],
    ['attribute: role, unit: text', ['hunter', 'farmer'], 'farmer'],
    ['line: l, unit: money', ['7'], '7'],
  ])('%s of %j is %p without a rule', (declared, values, value) => {
    expect(settle(declared, values).value).toBe(value);
  });

  it.each<[inputs: Record<string, GivenInput>, code: string, facts: Record<string, string>]>([
    [given({ a: '1,5' }), 'value-wrong', { input: 'a', of: '1', found: '1,5', unit: 'count' }],
    [given({ a: 'NaN' }), 'value-wrong', { input: 'a', of: '1', found: 'NaN', unit: 'count' }],
    [given({ a: '1e3' }), 'value-wrong', { input: 'a', of: '1', found: '1e3', unit: 'count' }],
    [given({ a: '50%' }), 'value-wrong', { input: 'a', of: '1', found: '50%', unit: 'count' }],
    [
      given({ a: '100000000000000000000' }),
      'value-wrong',
      { input: 'a', of: '1', found: '100000000000000000000', unit: 'count' },
    ],
    [
      given({ a: '1', d: '2026-02-30' }),
      'value-wrong',
      { input: 'd', of: '1', found: '2026-02-30', unit: 'date' },
    ],
    [given({ a: '1', f: 'maybe' }), 'value-wrong', { input: 'f', of: '1', found: 'maybe', unit: 'flag' }],
    [given({ a: ['1', '2'] }), 'one-value-expected', { input: 'a', found: '2' }],
    [given({ a: '1', b: '2' }), 'input-unknown', { input: 'b', scheme: 'one' }],
  ])('throws for %j: %s', (inputs, code, facts) => {
    const scheme = schemeOf(oneLiner('a', { a: 'count', d: 'date', f: 'flag' }));
    expect(() => evaluate(scheme, { period, inputs })).toThrow(expect.objectContaining({ code, facts }));
  });

  it.each(['line: l, unit: money', 'rate: money/EUR, unit: money/EUR'])(
    'throws for several values of what is one: %s',
    (declared) => {
      expect(() => settle(declared, ['1', '2'])).toThrow(
        expect.objectContaining({ code: 'one-value-expected' }),
      );
    },
  );

  it('throws for a period of another kind', () => {
    const scheme = schemeOf(oneLiner('1'));
    expect(() => evaluate(scheme, { period: '2026-Q1', inputs: {} })).toThrow(SubjectError);
    expect(() => evaluate(scheme, { period: '2026-Q1', inputs: {} })).toThrow(
      'period-wrong: found 2026-Q1, expected month',
    );
    expect(() => evaluate(scheme, { period: '2026-03-and-some-more-text', inputs: {} })).toThrow(
      'period-wrong: found 2026-03-and-some-mor, expected month',
    );
  });

  it('takes individual params only where the scheme lets them be overridden', () => {
    const params =
      'params: {rate: {value: 5%, unit: ratio, override: [manager]}, cap: {value: 9, unit: count}}';
    const scheme = schemeOf(oneLiner('rate * 100', {}, 'unit: count', params));
    const line = (individual: Record<string, string>) =>
      lineOf(evaluate(scheme, { period, inputs: {}, params: individual }), 'line').value;
    expect(line({})).toBe('5');
    expect(line({ rate: '7%' })).toBe('7');
    expect(() => line({ cap: '1' })).toThrow('param-unknown: param cap');
    expect(() => line({ tax: '1' })).toThrow('param-unknown: param tax');
    expect(() => line({ rate: 'x' })).toThrow('value-wrong: param rate, found x, unit ratio');
  });
});

describe('tables', () => {
  const tables = `tables:
  rates: {by: money, gives: {rate: ratio}, rows: [{from: 0, rate: 4%}, {from: 150000, rate: 6%}, {from: 250000, rate: 8%}]}
  gaps: {by: ratio, gives: {a: count, b: count}, below: {a: -1, b: -2}, rows: [{after: 50%, to: 80%, a: 1, b: 2}, {from: 90%, a: 3}]}
  open: {by: count, gives: {a: count}, rows: [{from: 5, to: 9, a: 1}]}
  curve: {by: ratio, gives: {pay: ratio}, rows: [{from: 50%, pay: 0%}, {from: 100%, pay: 100%}, {after: 100%, pay: 120%, slope: 2}, {from: 150%, pay: 250%}]}
  products: {match: [group, segment], gives: {rate: count}, rows: [{rate: 1}, {segment: trade, rate: 2}, {group: a, rate: 3}, {group: a, segment: trade, rate: 4}, {group: b, segment: trade}]}
  grid: {down: {by: ratio, keys: [0%, 100%]}, across: {by: text, keys: [small, large]}, gives: money, values: [[1, 2], [3, 4]]}
  bounded: {by: money, gives: {rate: ratio}, below: {rate: 1%}, rows: [{from: 100, to: 200, rate: 10%}, {from: 300, rate: 20%}]}
  low: {by: ratio, gives: {pay: ratio}, below: {pay: 5%}, rows: [{from: 50%, pay: 10%}, {from: 100%, pay: 60%}]}
  falling: {match: [group, segment], gives: {rate: count}, rows: [{group: a, segment: trade, rate: 4}, {group: a, rate: 3}, {segment: trade, rate: 2}, {rate: 1}]}
  named: {match: [group, segment], gives: {rate: count}, rows: [{group: a, rate: 1}]}
  sparse: {down: {by: count, keys: [0, 5]}, across: {by: count, keys: [0, 5]}, gives: count, values: [[1, null], [3, 4]]}`;
  const ask = (
    formula: string,
    unit: string,
    inputs: Record<string, readonly [string, string | null]> = {},
  ) => onlyLine(formula, inputs, unit, tables);

  it.each<[formula: string, unit: string, value: string]>([
    ['STEP(rates.rate, 149999.99)', 'ratio', '0.04'],
    ['STEP(rates.rate, 150000)', 'ratio', '0.06'],
    ['STEP(rates.rate, 150000 / 7 * 7)', 'ratio', '0.06'],
    ['STEP(gaps.a, 50%)', 'count', '-1'],
    ['STEP(gaps.b, 50.1%)', 'count', '2'],
    ['STEP(gaps.a, 80%)', 'count', '1'],
    ['STEP(gaps.a, 85%)', 'count', '-1'],
    ['STEP(gaps.a, 90%)', 'count', '3'],
    ['DEFAULT(STEP(gaps.b, 90%), 8)', 'count', '8'],
    // 150 000 at 4 %, 100 000 at 6 %, 50 000 at 8 %
    ['BANDS(rates.rate, 300000)', 'money', '16000'],
    ['BANDS(rates.rate, 0)', 'money', '0'],
    // the 100 000 above 100 000: 50 000 at 4 %, 50 000 at 6 %
    ['BANDS(rates.rate, 100000, 100000)', 'money', '5000'],
    ['BANDS(rates.rate, -100000, 200000)', 'money', '-5000'],
    // from 0 to 100 at 1 %, then 100 at 10 %, 100 beyond 200 at 1 %, 100 at 20 %
    ['BANDS(bounded.rate, 50, 0)', 'money', '0.5'],
    ['BANDS(bounded.rate, 400, 0)', 'money', '32'],
    ['BANDS(bounded.rate, 50, 200)', 'money', '0.5'],
    ['BANDS(bounded.rate, 150, 100)', 'money', '10.5'],
    ['BANDS(open.a, 4, 5)', 'count', '4'],
    ['CURVE(low.pay, 20%)', 'ratio', '0.05'],
    // a quarter of the way from 10 % to 60 %
    ['CURVE(low.pay, 62.5%)', 'ratio', '0.225'],
    ['CURVE(curve.pay, 75%)', 'ratio', '0.5'],
    ['CURVE(curve.pay, 100%)', 'ratio', '1'],
    // at the jump beyond 100 %: 120 % and then twice the excess
    ['CURVE(curve.pay, 110%)', 'ratio', '1.4'],
    ['CURVE(curve.pay, 150%)', 'ratio', '2.5'],
    ['CURVE(curve.pay, 400%)', 'ratio', '2.5'],
    ['MATCH(products.rate, "a", "trade")', 'count', '4'],
    ['MATCH(products.rate, "a", "retail")', 'count', '3'],
    ['MATCH(products.rate, "c", "trade")', 'count', '2'],
    ['MATCH(products.rate, "c", "retail")', 'count', '1'],
    ['MATCH(falling.rate, "a", "trade")', 'count', '4'],
    ['MATCH(falling.rate, "a", "retail")', 'count', '3'],
    ['MATCH(falling.rate, "c", "trade")', 'count', '2'],
    ['MATCH(falling.rate, "c", "retail")', 'count', '1'],
    ['MATRIX(grid, 99%, "large")', 'money', '2'],
    ['MATRIX(grid, 100%, "small")', 'money', '3'],
  ])('%s is %s %s', (formula, unit, value) => {
    expect(ask(formula, unit).value).toBe(value);
  });

  it.each<[formula: string, unit: string, code: string, facts: Record<string, string>]>([
    ['STEP(rates.rate, -1)', 'ratio', 'below-table', { table: 'rates', key: '-1', first: '0' }],
    ['BANDS(rates.rate, -1)', 'money', 'below-table', { table: 'rates', key: '-1', first: '0' }],
    ['BANDS(open.a, 5, 5)', 'count', 'beyond-row', { table: 'open', key: '10', to: '9' }],
    ['STEP(open.a, 10)', 'count', 'beyond-row', { table: 'open', key: '10', to: '9' }],
    ['STEP(gaps.b, 90%)', 'count', 'cell-empty', { table: 'gaps', column: 'b', key: '0.9' }],
    ['CURVE(curve.pay, 49%)', 'ratio', 'below-table', { table: 'curve', key: '0.49', first: '0.5' }],
    [
      'MATCH(products.rate, "b", "trade")',
      'count',
      'cell-empty',
      { table: 'products', column: 'rate', key: '"b", "trade"' },
    ],
    ['MATRIX(grid, 0%, "medium")', 'money', 'no-row', { table: 'grid', key: '"medium"' }],
    ['MATRIX(grid, -1%, "small")', 'money', 'below-table', { table: 'grid', key: '-0.01', first: '0' }],
    ['MATRIX(sparse, 4, 6)', 'count', 'cell-empty', { table: 'sparse', column: '2', key: '4, 6' }],
    ['DEFAULT(STEP(open.a, 1), 8)', 'count', 'below-table', { table: 'open', key: '1', first: '5' }],
  ])('%s fails: %s (%s)', (formula, unit, code, facts) => {
    expect(ask(formula, unit).failure).toEqual({ code, facts });
  });

  // й as one letter, and as и with a breve over it.
  const [composed, decomposed] = ['Мо\u0439', 'Мо\u0438\u0306'];
  it.each([
    [composed, decomposed],
    [decomposed, composed],
  ])(
    'compares texts however their letters are put together: %j in the document, %j observed',
    (own, seen) => {
      const more = `inputs: {kind: {attribute: role, unit: text, values: [' ${own} '], missing: ${own}}}
tables:
  prizes: {match: [kind], gives: {prize: count}, rows: [{kind: '${own} ', prize: 7}]}
  grid: {down: {by: text, keys: [${own}]}, across: {by: count, keys: [0]}, gives: count, values: [[5]]}`;
      const answer = (formula: string, value: string | null) => {
        const scheme = schemeOf(oneLiner(formula, {}, 'unit: count', more));
        return lineOf(evaluate(scheme, { period, inputs: given({ kind: [value] }) }), 'line').value;
      };
      expect(answer(`IF(kind = "${own}", 1, 0)`, ` ${seen}`)).toBe('1');
      expect(answer(`IF(kind IN (" ${own} "), 1, 0)`, seen)).toBe('1');
      expect(answer('MATCH(prizes.prize, kind)', seen)).toBe('7');
      expect(answer(`MATCH(prizes.prize, "${own}")`, seen)).toBe('7');
      expect(answer('MATRIX(grid, kind, 1)', seen)).toBe('5');
      expect(answer(`IF(kind = "${seen}", 1, 0)`, null)).toBe('1');
    },
  );

  it.each<[by: string, grade: string | null, salary: string | null]>([
    ['299', null, null],
    ['300', '1', '600'],
    ['350', '1', '600'],
    ['380', null, null],
    ['400', '2', '700'],
  ])('propose the grade of the row that answers STEP: by %s %s', (by, grade, salary) => {
    const scheme = schemeOf(`code: g
title: G
period: month
grade: {table: scale, by: orders}
inputs: {orders: {measure: orders, unit: count}}
tables:
  scale: {by: count, gives: {grade: count, salary: money}, rows: [{from: 300, to: 350, grade: 1, salary: 600}, {from: 400, grade: 2, salary: 700}]}
lines: [{code: stepped, formula: 'STEP(scale.salary, orders)', unit: money}]
`);
    const result = evaluate(scheme, { period, inputs: given({ orders: by }) });
    expect(lineOf(result, 'stepped').value).toBe(salary);
    expect(result.grade).toEqual(grade === null ? null : { grade, salary, by, effective: 'proposed' });
  });

  describe('of grades', () => {
    const graded = (row: string) =>
      schemeOf(`code: g
title: G
period: month
grade: {table: scale, by: orders}
inputs: {orders: {measure: orders, unit: count}, pay: {attribute: grade_salary, unit: money}, own: {attribute: grade, unit: count}}
tables: {scale: {by: count, gives: {grade: count, salary: money}, rows: [{${row}}]}}
lines: [{code: salary, formula: pay, unit: money}, {code: at, formula: own, unit: count}]
`);
    const whole = graded('from: 300, grade: 1, salary: 600');
    const inputs = (orders: string | null) => given({ orders: [orders], pay: '500', own: '7' });

    it.each<[by: string | null, salaryAndGrade: string[]]>([
      ['300', ['600', '1']],
      ['299', ['500', '7']],
      [null, ['500', '7']],
    ])('are read in a trial as soon as they are reached: by %p %j', (by, salaryAndGrade) => {
      const trial = evaluate(whole, { period, inputs: inputs(by), trial: true });
      expect(trial.lines.map(({ value }) => value)).toEqual(salaryAndGrade);
    });

    it.each(['from: 300, grade: 1', 'from: 300, salary: 600'])('propose nothing by a row of {%s}', (row) => {
      expect(evaluate(graded(row), { period, inputs: inputs('300') }).grade).toBeNull();
      expect(evaluate(whole, { period, inputs: inputs(null) }).grade).toBeNull();
    });
  });

  it('propose no grade by what failed, and a trial of a scheme without grades is like any run', () => {
    const scheme = (grade: string) =>
      schemeOf(`code: g
title: G
period: month
${grade}inputs: {orders: {measure: orders, unit: count}, pay: {attribute: grade_salary, unit: money}}
tables: {scale: {by: count, gives: {grade: count, salary: money}, rows: [{from: 0, grade: 1, salary: 600}]}}
lines: [{code: pace, formula: 1 / orders, unit: count}, {code: line, formula: pay, unit: money}]
`);
    const subject = { period, inputs: given({ orders: '0', pay: '500' }), trial: true };
    const failed = evaluate(scheme('grade: {table: scale, by: pace}\n'), subject);
    expect([failed.grade, lineOf(failed, 'line').value]).toEqual([null, '500']);
    const without = evaluate(scheme(''), subject);
    expect([without.grade, lineOf(without, 'line').value]).toEqual([undefined, '500']);
  });

  it('matches a missing key only with rows that leave it open', () => {
    const line = ask('MATCH(products.rate, g, "trade")', 'count', { g: ['text', null] });
    expect(line.value).toBe('2');
  });

  it('matches no key that failed', () => {
    const formula = 'MATCH(products.rate, IF(1 / (b - 2) > 0, "a", "b"), "trade")';
    expect(ask(formula, 'count', { b: ['count', '3'] }).value).toBe('4');
    expect(ask(formula, 'count', { b: ['count', '2'] }).failure?.code).toBe('zero-divide');
  });

  it('fail what outgrows twenty digits', () => {
    const most = '99999999999999999999';
    const more = `tables: {huge: {by: count, gives: {a: count}, rows: [{from: 0, a: ${most}}]}}`;
    const bands = (part: string) => onlyLine('BANDS(huge.a, b)', { b: ['count', part] }, 'count', more);
    expect(bands('1').value).toBe(most);
    expect(bands('2').failure).toEqual({ code: 'number-too-large', facts: {} });
  });

  it.each([
    [null, '—, "trade"'],
    ['b', '"b", "trade"'],
  ])('names the keys %p that no row has', (seen, key) => {
    const line = ask('MATCH(named.rate, g, "trade")', 'count', { g: ['text', seen] });
    expect(line.failure).toEqual({ code: 'no-row', facts: { table: 'named', key } });
  });
});

describe('results', () => {
  const scheme = schemeOf(
    oneLiner('a * 2', { a: 'money' }, 'unit: money, round: 0.01, pay: bonus, clause: "1"'),
  );
  const subject = { period, inputs: given({ a: '10.50' }) };

  it('freeze as canonical text: sorted keys, no blanks, nothing but texts', () => {
    // Written by hand from the shape documented in result.ts.
    expect(canonicalText(evaluate(scheme, subject))).toBe(
      '{"complete":true,"engine":"1","inputs":{"a":{"given":[{"of":"1","value":"10.50"}],"value":"10.5"}},' +
        '"lines":[{"clause":"1","code":"line","exact":"21","pay":"bonus","unit":"money","value":"21"}],' +
        '"period":"2026-03","scheme":"one","totals":{"bonus":"21","total":"21"}}',
    );
  });

  it('do not depend on the order of what is handed in', () => {
    const two = schemeOf(oneLiner('a + b', { a: 'count', b: 'count' }));
    const text = (inputs: Record<string, string>) =>
      canonicalText(evaluate(two, { period, inputs: given(inputs) }));
    expect(text({ a: '1', b: '2' })).toBe(text({ b: '2', a: '1' }));
  });

  it('can be replayed from what they froze', () => {
    const result: Result = JSON.parse(JSON.stringify(evaluate(scheme, subject)));
    expect(canonicalText(evaluate(scheme, subjectOf(result)))).toBe(canonicalText(result));
  });

  it('keep individual params, so that a replay counts with them too', () => {
    const rated = schemeOf(
      oneLiner(
        'rate * 100',
        {},
        'unit: count',
        'params: {rate: {value: 5%, unit: ratio, override: [manager]}}',
      ),
    );
    const own = evaluate(rated, { period, inputs: {}, params: { rate: '7%' } });
    expect(own.params).toEqual({ rate: '7%' });
    expect(lineOf(evaluate(rated, subjectOf(own)), 'line').value).toBe('7');
    expect(evaluate(rated, { period, inputs: {}, params: {} })).not.toHaveProperty('params');
    expect(subjectOf(evaluate(rated, { period, inputs: {} }))).toStrictEqual({ period, inputs: {} });
  });

  it('tell that they are of a trial, so that a replay is one too', () => {
    const graded = schemeOf(`code: g
title: G
period: month
grade: {table: scale, by: orders}
inputs: {orders: {measure: orders, unit: count}, grade_salary: {attribute: grade_salary, unit: money}}
tables: {scale: {by: count, gives: {grade: count, salary: money}, rows: [{from: 300, grade: 1, salary: 600}]}}
lines: [{code: line, formula: grade_salary, unit: money}]
`);
    const inputs = given({ orders: '300', grade_salary: '500' });
    const trial = evaluate(graded, { period, inputs, trial: true });
    expect(trial.trial).toBe(true);
    expect(lineOf(evaluate(graded, subjectOf(trial)), 'line').value).toBe('600');
    expect(evaluate(graded, { period, inputs })).not.toHaveProperty('trial');
  });

  // By hand, from what canonical text is: no blanks, keys by code unit, lists as they stand, nothing undefined.
  it.each<[content: object, text: string]>([
    [{ b: '1', a: '2' }, '{"a":"2","b":"1"}'],
    [{ a: { d: '1', c: '2' }, b: '3' }, '{"a":{"c":"2","d":"1"},"b":"3"}'],
    [
      { a: [{ c: '1', b: '2' }, 'x', { b: '3', a: null }] },
      '{"a":[{"b":"2","c":"1"},"x",{"a":null,"b":"3"}]}',
    ],
    [{ b: ['2', '1'], a: [], c: [['y', 'x']] }, '{"a":[],"b":["2","1"],"c":[["y","x"]]}'],
    [{ a: undefined, d: false, b: null, c: true }, '{"b":null,"c":true,"d":false}'],
    [{ a: 'x', b: undefined, c: { d: undefined } }, '{"a":"x","c":{}}'],
    [
      { ab: '1', a: '2', B: '3', é: '4', '10': '5', '9': '6' },
      '{"10":"5","9":"6","B":"3","a":"2","ab":"1","é":"4"}',
    ],
  ])('write %j as %s', (content, text) => {
    expect(canonicalText(content)).toBe(text);
  });

  it.each([
    [{ amount: 1.5 }, 'number'],
    [{ a: 'x', lines: [{ amount: 1 }] }, 'number'],
    [{ b: ['1', 2], a: 'x' }, 'number'],
    [{ a: [undefined] }, 'undefined'],
    [{ a: ['x', undefined, 'y'] }, 'undefined'],
  ])('refuse in canonical text what %j holds: a %s', (content, found) => {
    expect(() => canonicalText(content)).toThrow(new TypeError(`canonical text holds no ${found}`));
  });
});
