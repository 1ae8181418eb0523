import {
  decimal,
  type Explanation,
  explain,
  explanationText,
  type LineExplanation,
  round,
  toText,
} from '../../src/calc/index.js';
import { given, oneLiner, schemeOf, shippedScheme } from './support.js';

const massMarket = shippedScheme('schemes/mass-market.yaml');
const keyAccounts = shippedScheme('schemes/key-accounts.yaml');
const subjectA = {
  period: '2026-03',
  inputs: given({
    orders: '2100',
    average_orders: ['400', '401', '401'],
    plan: '2300',
    remarks: '1',
    grade_salary: '700',
    worked_share: '1',
  }),
};
const lineOf = (explanation: Explanation, code: string): LineExplanation => {
  return explanation.lines.find((line) => line.code === code)!;
};

describe('the explanation of the 191', () => {
  const explanation = explain(massMarket, subjectA);

  it('writes the formula with its values, exact, rounding and value', () => {
    expect(lineOf(explanation, 'bonus')).toMatchObject({
      clause: '3.1',
      formula: 'salary * efficiency * premium',
      withValues: '700 * 91% * 30%',
      exact: '191.1',
      round: { to: '1', mode: 'half-away' },
      value: '191',
    });
  });

  it('names what the line used, with values', () => {
    const uses = lineOf(explanation, 'bonus').uses.map(({ kind, name, value }) => [kind, name, value]);
    expect(uses).toEqual([
      ['line', 'salary', '700'],
      ['line', 'efficiency', '0.91'],
      ['line', 'premium', '0.3'],
    ]);
  });

  it('shows the table with the row that answered', () => {
    expect(lineOf(explanation, 'premium').tables).toEqual([
      expect.objectContaining({
        table: 'premium_scale',
        column: 'percent',
        keys: ['1'],
        rows: [
          { by: ['from 0'], cells: ['40%'] },
          { by: ['from 1'], cells: ['30%'] },
          { by: ['from 2'], cells: ['15%'] },
          { by: ['from 3'], cells: ['0%'] },
        ],
        answered: 1,
        answer: '30%',
      }),
    ]);
  });

  it('describes inputs: source, window, take, observations', () => {
    const average = explanation.inputs.find(({ name }) => name === 'average_orders');
    expect(average).toMatchObject({
      source: { kind: 'measure', key: 'orders_processed', window: 'previous 3 months', take: 'average' },
      given: [{ value: '400' }, { value: '401' }, { value: '401' }],
      withValues: '(400 + 401 + 401) / 3',
    });
    expect(explanation.inputs.find(({ name }) => name === 'plan')?.withValues).toBe('2300 * 100%');
  });

  it.each<[declared: string, values: (string | null)[], told: [withValues: string | null, standIn?: string]]>(
    [
      ['target: t, window: previous 3 months, unit: money', ['2', '3', '4'], ['2 + 3 + 4']],
      ['target: t, window: previous 3 months, unit: money', ['2'], [null]],
      ['measure: m, window: previous 3 months, take: max, unit: money', ['2', '3'], [null]],
      ['target: t, unit: money, missing: 7', [null], [null, 'missing']],
      ['line: l, window: year so far, take: sum, unit: money, start: 0', [], [null, 'start']],
      ['line: l, window: year so far, take: sum, unit: money, start: 0', ['2', '3'], ['2 + 3']],
    ],
  )('tells how an input came about: {%s} of %j is %j', (declared, values, [withValues, standIn]) => {
    const scheme = schemeOf(
      `code: i\ntitle: I\nperiod: month\ninputs: {x: {${declared}}}\nlines: [{code: line, formula: x, unit: money}]\n`,
    );
    const [input] = explain(scheme, { period: '2026-03', inputs: given({ x: values }) }).inputs;
    expect([input!.withValues, input!.standIn]).toEqual([withValues, standIn]);
  });

  it('reads as text in both languages', () => {
    const nbsp = '\u00a0';
    const russian = explanationText(explanation, 'ru');
    expect(russian).toContain(`= 700 × 91${nbsp}% × 30${nbsp}%`);
    expect(russian).toContain('Премия (пункт 3.1): 191');
    expect(russian).toContain(`→ от 1: percent 30${nbsp}%`);
    expect(russian).toContain('округлено до 0,01');
    const english = explanationText(explanation, 'en');
    expect(english).toContain('= “Salary for time worked” × “Efficiency coefficient” × “Premium percent”');
    expect(english).toContain('= 2100 ÷ 2300\n');
  });
});

describe('what was not needed', () => {
  const withValues = (formula: string, inputs: Record<string, [string, string | null]>, unit = 'count') => {
    const units = Object.fromEntries(Object.entries(inputs).map(([name, [inputUnit]]) => [name, inputUnit]));
    const values = Object.fromEntries(Object.entries(inputs).map(([name, [, value]]) => [name, [value]]));
    const scheme = schemeOf(oneLiner(formula, units, `unit: ${unit}`));
    return lineOf(explain(scheme, { period: '2026-03', inputs: given(values) }), 'line').withValues;
  };

  it.each<[formula: string, text: string | null]>([
    ['IF(b > 1, b, c)', 'IF(2 > 1, 2, 3)'],
    ['IF(b > 1, b, a)', '2'],
    ['IF(b > 1 OR a > 1, b, c)', 'IF(2 > 1, 2, 3)'],
    ['DEFAULT(a, b) * c', '2 * 3'],
    ['DEFAULT(b, a)', '2'],
    ['DIVIDE(b, c, a)', '2 / 3'],
    ['DIVIDE(b + c, -c, a) * b', '(2 + 3) / (-3) * 2'],
    ['DIVIDE(b, c - 3, 7)', 'DIVIDE(2, 3 - 3, 7)'],
    ['DIVIDE(a, b - 2, c)', '3'],
    ['b - (c - b)', '2 - (3 - 2)'],
    ['b * (c + b)', '2 * (3 + 2)'],
    ['b * c + b', '2 * 3 + 2'],
    ['-b - -c', '-2 - (-3)'],
    ['a + b', null],
  ])('%s, a missing, b = 2, c = 3, reads %p', (formula, text) => {
    expect(withValues(formula, { a: ['count', null], b: ['count', '2'], c: ['count', '3'] })).toBe(text);
  });

  it('shields negative values and quotes texts', () => {
    expect(withValues('a - b', { a: ['count', '1'], b: ['count', '-5'] })).toBe('1 - (-5)');
    expect(withValues('IF(k = "x", 1, 2)', { k: ['text', 'y'] })).toBe('IF("y" = "x", 1, 2)');
    expect(withValues('IF(k = "x", 1, 2)', { k: ['text', 'say "y"'] })).toBe('IF(FALSE, 1, 2)');
  });
});

describe('values that never end', () => {
  it('are written as the expression they come from', () => {
    const scheme = schemeOf(`code: endless
title: Endless
period: month
inputs: {deals: {measure: d, window: previous 3 months, take: average, unit: count}}
lines:
  - {code: rate, formula: 34 / 36, unit: ratio}
  - {code: points, formula: rate * 900 + deals, unit: count, round: 1}
`);
    const explanation = explain(scheme, { period: '2026-03', inputs: given({ deals: ['20', '21', '21'] }) });
    expect(lineOf(explanation, 'points').withValues).toBe('34 / 36 * 900 + (20 + 21 + 21) / 3');
  });
});

describe('a failed line', () => {
  it('says why, and has no arithmetic', () => {
    const { complaints: _, ...inputs } = given({
      complexity: '1680',
      sales: '86000',
      plan_sales: '80374',
      groups: '1',
      won: '3',
      closed: '4',
      complaints: '0',
      worked_share: '1',
    });
    const explanation = explain(keyAccounts, { period: '2026-03', inputs });
    expect(lineOf(explanation, 'bonus')).toMatchObject({
      withValues: null,
      exact: null,
      value: null,
      failure: { facts: { line: 'limit' }, cause: { code: 'input-missing', facts: { input: 'complaints' } } },
    });
    expect(explanationText(explanation, 'en')).toContain(
      'line limit has no value: input complaints is missing',
    );
    expect(explanation.totals.total).toBeNull();
  });
});

describe('an outsider', () => {
  /** Multiplies and rounds with nothing but the explanation: `700 * 91% * 30%`. */
  const product = (text: string) =>
    text
      .split(' * ')
      .map((factor) => (factor.endsWith('%') ? decimal(factor.slice(0, -1)).div(100) : decimal(factor)))
      .reduce((a, b) => a.times(b));

  it('comes from the substituted formula to exact, and by the rounding to the value', () => {
    for (const code of ['salary', 'bonus']) {
      const line = lineOf(explain(massMarket, subjectA), code);
      const exact = product(line.withValues!);
      expect(toText(exact)).toBe(line.exact);
      expect(toText(round(exact, { to: decimal(line.round!.to), mode: line.round!.mode }))).toBe(line.value);
    }
  });
});
