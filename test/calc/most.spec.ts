import { attainmentOf, mostOf } from '../../src/calc/index.js';
import { schemeOf, shippedScheme } from './support.js';

describe('the most a line can come to', () => {
  // what the documents say: tables of percents, weights of KPIs that make 40 % together; a plan may be exceeded
  it.each([
    ['mass-market', { efficiency: null, premium: '0.4', bonus: null }],
    ['key-accounts', { attainment: null, kpi_plan: '0.4', kpi_range: '0.3', limit: '1', fund: null }],
    ['mass-market-kpi', { kpi_no_remarks: '0.1', kpi_calls_answered: '0.05', premium: '0.4' }],
  ])('follows from the tables of %s', (code, expected) => {
    const scheme = shippedScheme(`schemes/${code}.yaml`);
    const most = [...scheme.lines].map(([name, line]) => [name, mostOf(scheme, line)]);
    expect(Object.fromEntries(most)).toMatchObject(expected);
  });

  it.each([
    ['10% - 4% * 2', '0.02'],
    ['0 - IF(sales > 1, 5%, -20%)', '0.2'],
    ['MAX(10%, 1 - 75%)', '0.25'],
    ['MIN(sales / 10, 1)', null],
    ['fixed * 3', '1.5'],
    ['own', null],
    ['fixed / 2', null],
    ['DEFAULT(10%, 20%)', '0.2'],
    ['STEP(steps.p, sales)', '0.3'],
    ['CURVE(steps.p, sales)', '0.3'],
    ['CURVE(sloped.p, sales)', null],
    // the row of a and the one that leaves it open; of b only the latter
    ['MATCH(groups.p, "a")', '0.2'],
    ['MATCH(groups.p, "b")', '0.05'],
    ['IF(sales > 5, BANDS(steps.p, sales), 0)', null],
  ])('of %s is %s', (formula, expected) => {
    const scheme = schemeOf(`code: most
title: {en: Most}
period: month
inputs: {sales: {measure: deals_won, unit: count}}
params:
  fixed: {title: {en: Fixed}, unit: ratio, value: 50%}
  own: {title: {en: Own}, unit: ratio, value: 50%, override: [manager]}
tables:
  steps: {by: count, title: {en: Steps}, gives: {p: ratio}, rows: [{from: 0, p: 10%}, {from: 5, p: 30%}, {from: 9}]}
  sloped: {by: count, title: {en: Sloped}, gives: {p: ratio}, rows: [{from: 0, p: 10%}, {from: 5, p: 30%, slope: 0.1}]}
  groups: {match: [g], title: {en: Groups}, gives: {p: ratio}, rows: [{g: a, p: 20%}, {p: 5%}]}
lines:
  - {code: share, title: {en: Share}, formula: '${formula}', unit: ratio}
  - {code: bonus, title: {en: Bonus}, formula: 'sales * share', unit: count}
  - {code: pay, title: {en: Pay}, formula: '5', unit: money, round: 1, pay: bonus, clause: "1"}
`);
    expect(mostOf(scheme, scheme.lines.get('share')!)).toBe(expected);
  });
});

describe('the attainment of a scheme', () => {
  it.each([
    ['mass-market', 'efficiency', 'plan', 'orders'],
    ['key-accounts', 'attainment', 'plan_sales', 'sales'],
  ])('of %s is %s, of %s and %s', (code, line, plan, done) => {
    const found = attainmentOf(shippedScheme(`schemes/${code}.yaml`));
    expect([found?.line.code, found?.plan.name, found?.done?.name]).toEqual([line, plan, done]);
  });

  it.each<[formula: string, line: string, found: (string | undefined)[]]>([
    ['sales / plan', 'unit: ratio', ['plan', 'sales']],
    ['DIVIDE(sales, plan, 0)', 'unit: ratio', ['plan', 'sales']],
    ['(sales + 1) / plan', 'unit: ratio', ['plan', undefined]],
    ['plan / sales', 'unit: ratio', []],
    ['sales * plan', 'unit: ratio', []],
    ['MIN(sales, plan) / 2', 'unit: ratio', []],
    ['MAX(sales, plan)', 'unit: ratio', []],
    ['sales / plan', 'unit: count', []],
  ])('by the line %s, %s, is of %j', (formula, line, expected) => {
    const scheme = schemeOf(
      `code: a\ntitle: A\nperiod: month\ninputs: {sales: {measure: s, unit: ratio}, plan: {target: s, unit: ratio}}\nlines: [{code: line, formula: '${formula}', ${line}}]\n`,
    );
    const found = attainmentOf(scheme);
    expect(found ? [found.plan.name, found.done?.name] : []).toEqual(expected);
  });

  it('is none without a plan', () => {
    expect(attainmentOf(shippedScheme('schemes/commission-month.yaml'))).toBeUndefined();
  });
});
