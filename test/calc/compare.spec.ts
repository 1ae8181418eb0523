import { readFileSync } from 'node:fs';
import { type Comparison, compare, type GivenInput, type SourceNode } from '../../src/calc/index.js';
import { readSchemeSource } from '../../src/platform/scheme-source.js';
import { given } from './support.js';

const text = readFileSync('schemes/key-accounts.yaml', 'utf8');
const documentOf = (yaml: string): SourceNode => readSchemeSource(yaml).root!;
const document = documentOf(text);
const month = {
  complexity: '1680',
  sales: '86000',
  plan_sales: '80374',
  groups: '1',
  won: '3',
  closed: '4',
  complaints: '0',
  worked_share: '1',
};
const of = (values: Record<string, string>, root = document, period = '2026-03') => ({
  document: root,
  subject: { period, inputs: given(values) as Record<string, GivenInput> },
});
const told = ({ contributions }: Comparison) =>
  contributions.map(({ parts, change }) => [parts.map(({ name }) => name).join(' + '), change]);

describe('the comparison of two results', () => {
  it('tells what each changed input did, in declared order', () => {
    // 400 + 783 now. February: 80 374 sold, 100 % → 1.2 %, 964.49 × 100 % (two groups) = 964, complexity 1400 → 350
    const february = { ...month, complexity: '1400', sales: '80374', groups: '2' };
    const compared = compare(of(february, document, '2026-02'), of(month));
    expect([compared.before.total, compared.after.total, compared.difference]).toEqual([
      '1314',
      '1183',
      '-131',
    ]);
    // salary 350 → 400; then 86 000 × 1.3 % × 100 % = 1118 instead of 964; then 1118 × 70 % = 783 instead of 1118
    expect(told(compared)).toEqual([
      ['complexity', '50'],
      ['sales', '154'],
      ['groups', '-335'],
    ]);
    expect(compared.contributions[0]!.lines).toEqual([{ code: 'salary', change: '50' }]);
    expect(compared.contributions[2]!.parts[0]).toEqual({
      kind: 'input',
      name: 'groups',
      title: { en: 'Product groups sold', ru: 'Продано товарных групп' },
      unit: 'count',
      how: 'value',
      before: '2',
      after: '1',
    });
  });

  it('tells what a changed table and a changed formula did', () => {
    const changed = documentOf(
      text.replace('rate: 1.3%', 'rate: 2%').replace('fund * (kpi_plan', '2 * fund * (kpi_plan'),
    );
    const compared = compare(of(month), of(month, changed));
    // 86 000 × 2 % = 1720 × 70 % = 1204; twice that is 2408
    expect(told(compared)).toEqual([
      ['progress', '421'],
      ['bonus', '1204'],
    ]);
    expect(compared.contributions[1]!.parts[0]).toMatchObject({
      kind: 'line',
      how: 'definition',
      before: 'fund * (kpi_plan + kpi_range + kpi_wins) * limit',
    });
  });

  it('takes parts together that need each other', () => {
    const renamed = documentOf(
      text.replace(/\brate: /g, 'percent: ').replace('progress.rate', 'progress.percent'),
    );
    expect(told(compare(of(month), of(month, renamed)))).toEqual([['progress + fund', '0']]);
    const doubled = documentOf(
      text
        .replace(/\brate: /g, 'percent: ')
        .replace('progress.rate', 'progress.percent')
        .replace('fund * (kpi_plan', '2 * fund * (kpi_plan'),
    );
    // 86 000 × 1.3 % × 2 × 70 % = 1565.2, and 783 before
    expect(told(compare(of(month), of(month, doubled)))).toEqual([
      ['progress + fund', '0'],
      ['bonus', '782'],
    ]);
  });

  it('says nothing of titles and of other months with the same values', () => {
    const titled = documentOf(text.replace('Prize fund', 'Fund of prizes'));
    expect(told(compare(of(month), of(month, titled, '2026-04')))).toEqual([]);
  });

  it('compares results of two schemes', () => {
    const other = documentOf(readFileSync('schemes/mass-market.yaml', 'utf8'));
    const values = {
      orders: '2100',
      average_orders: '401',
      plan: '2300',
      remarks: '1',
      grade_salary: '700',
      worked_share: '1',
    };
    const compared = compare(of(values, other), of(month));
    expect([compared.before.total, compared.after.total, compared.difference]).toEqual([
      '891',
      '1183',
      '292',
    ]);
  });

  describe('with params and rows', () => {
    const yaml = `code: c
title: C
period: month
inputs: {sales: {measure: s, unit: money}}
params: {rate: {value: 5%, title: {en: Rate}, unit: ratio, override: [manager]}}
rows:
  orders: {facts: orders_won, title: {en: Orders}, lines: [{code: own, formula: amount * 10%, unit: money}]}
lines:
  - {code: bonus, title: {en: Bonus}, formula: 'sales * rate + SUM(orders, own)', unit: money, round: 0.01, pay: bonus, clause: "1"}
`;
    const side = (text: string, amounts: string[], params = {}) => ({
      document: documentOf(text),
      subject: {
        period: '2026-03',
        inputs: given({ sales: '1000' }),
        params,
        ...(text.includes('rows:') && {
          rows: { orders: amounts.map((amount, index) => ({ id: String(index), fields: { amount } })) },
        }),
      },
    });

    it('tells what an individual figure and more rows did', () => {
      const compared = compare(side(yaml, ['100']), side(yaml, ['100', '300'], { rate: '7%' }));
      // 1000 × 5 % and 10; 1000 × 7 % and 40
      expect([compared.before, compared.after]).toEqual([
        { scheme: 'c', period: '2026-03', total: '60' },
        { scheme: 'c', period: '2026-03', total: '110' },
      ]);
      expect(compared.contributions.map(({ parts, change }) => [parts, change])).toEqual([
        [
          [
            {
              kind: 'param',
              name: 'rate',
              title: { en: 'Rate' },
              unit: 'ratio',
              how: 'value',
              before: '0.05',
              after: '0.07',
            },
          ],
          '20',
        ],
        [
          [
            {
              kind: 'rows',
              name: 'orders',
              title: { en: 'Orders' },
              unit: null,
              how: 'value',
              before: '1',
              after: '2',
            },
          ],
          '30',
        ],
      ]);
    });

    it('tells what was taken out and what was put in', () => {
      const later = yaml
        .replace(/rows:\n.*\n/, '')
        .replace(' + SUM(orders, own)', '')
        .concat(
          '  - {code: extra, title: {en: Extra}, formula: 5, unit: money, round: 1, pay: bonus, clause: "2"}\n',
        );
      const compared = compare(side(yaml, ['100']), side(later, []));
      // the 10 of the orders go with the formula that read them; 5 come; orders that nothing reads pay nothing
      expect(told(compared)).toEqual([
        ['bonus', '-10'],
        ['extra', '5'],
        ['orders', '0'],
      ]);
      expect(compared.contributions.flatMap(({ parts }) => parts)).toMatchObject([
        { kind: 'line', how: 'definition', before: 'sales * rate + SUM(orders, own)', after: 'sales * rate' },
        { kind: 'line', title: { en: 'Extra' }, how: 'added', before: null, after: '5' },
        { kind: 'rows', title: { en: 'Orders' }, how: 'removed', before: '1', after: null },
      ]);
      expect(compared.lines).toEqual([
        { code: 'bonus', title: { en: 'Bonus' }, before: '60', after: '50', difference: '-10' },
        { code: 'extra', title: { en: 'Extra' }, before: '0', after: '5', difference: '5' },
      ]);
      const back = compare(side(later, []), side(yaml, ['100']));
      expect(back.lines[1]).toEqual({
        ...{ code: 'extra', title: { en: 'Extra' }, before: '5', after: '0', difference: '-5' },
      });
    });
  });

  it('has one contribution without an amount where pay of one is not known', () => {
    const { complaints: _, ...without } = month;
    const compared = compare(of(without), of({ ...month, sales: '90000' }));
    expect(compared.difference).toBeNull();
    expect(told(compared)).toEqual([['sales + complaints', null]]);
  });
});
