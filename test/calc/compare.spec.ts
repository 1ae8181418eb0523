import { readFileSync } from 'node:fs';
import { type Comparison, compare, type GivenInput, type SourceNode } from '../../src/calc/index.js';
import { readSchemeSource } from '../../src/features/schemes/scheme-source.js';
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

  it('has one contribution without an amount where pay of one is not known', () => {
    const { complaints: _, ...without } = month;
    const compared = compare(of(without), of({ ...month, sales: '90000' }));
    expect(compared.difference).toBeNull();
    expect(told(compared)).toEqual([['sales + complaints', null]]);
  });
});
