import {
  evaluate,
  type OurFigures,
  reconcile,
  reconciliationText,
  type TheirFigures,
} from '../../src/calc/index.js';
import { given, schemeOf } from './support.js';

/** The domain's month: salary 700, 2100 of 2300 orders, one remark: 2100 ÷ 2300 = 91 %, 700 × 91 % × 30 % = 191.1. */
const MASS = schemeOf(`
code: mass
title: Mass market
period: month
inputs:
  orders: {measure: orders_processed, unit: count, title: {en: Orders, ru: Заказы}}
  plan: {target: orders_processed, prorate: worked_share, unit: count, title: {en: Plan, ru: План}}
  remarks: {measure: remarks, unit: count}
  grade_salary: {attribute: grade_salary, unit: money}
  worked_share: {attribute: worked_share, unit: ratio}
tables:
  premium:
    title: {en: Premium, ru: Премия}
    by: count
    gives: {percent: ratio}
    rows: [{from: 0, percent: 40%}, {from: 1, percent: 30%}, {from: 2, percent: 15%}, {from: 3, percent: 0%}]
lines:
  - {code: salary, title: Salary, formula: grade_salary * worked_share, unit: money, round: 0.01, pay: salary, clause: "1"}
  - {code: efficiency, title: Efficiency, formula: orders / plan, unit: ratio, round: 1%}
  - {code: percent, formula: 'STEP(premium.percent, remarks)', unit: ratio}
  - {code: bonus, title: {en: Bonus, ru: Бонус}, formula: salary * efficiency * percent, unit: money, round: 1, pay: bonus, clause: "2"}
`);

const commission = (percent: string) =>
  schemeOf(`
code: shop
title: Shop
period: month
inputs: {sales: {measure: won_amount, unit: money}}
lines: [{code: commission, title: Commission, formula: sales * ${percent}, unit: money, round: 0.01, pay: commission, clause: "1"}]
`);
const SHOP = commission('5%');

const ours = (
  scheme: OurFigures['scheme'],
  inputs: Record<string, string>,
  more: Partial<OurFigures> = {},
): OurFigures => ({
  manager: 'M1',
  name: 'Anna',
  scheme,
  result: evaluate(scheme, { period: '2026-03', inputs: given(inputs) }),
  ...more,
});

const full = { orders: '2100', plan: '2300', remarks: '1', grade_salary: '700', worked_share: '1' };
const half = { ...full, orders: '1050', worked_share: '0.5' };

const theirs = (
  lines: Record<string, string>,
  inputs: Record<string, string> = {},
  manager = 'M1',
): TheirFigures => ({ manager, name: 'Anna', lines, inputs });

/** Causes of the one line that differs without following from another. */
const causesOf = (
  own: OurFigures,
  their: TheirFigures,
  versions: { number: number; scheme: OurFigures['scheme'] }[] = [],
) => {
  const { managers } = reconcile([own], [their], versions);
  const lines = managers.flatMap((manager) => manager.lines).filter(({ follows }) => follows === undefined);
  expect(lines).toHaveLength(1);
  return lines[0]!.explanations;
};

describe('reconciliation with what was paid the old way', () => {
  it('finds nothing where all is equal, zeros at the end and figures shown shorter aside', () => {
    const same = theirs({ salary: '700.00', bonus: '191', total: '891' }, { orders: '2100', plan: '2300.0' });
    expect(reconcile([ours(MASS, full)], [same])).toEqual({
      compared: 1,
      equal: 1,
      difference: '0',
      groups: [],
      managers: [],
    });
  });

  it('an input: 2200 ÷ 2300 = 96 %, 700 × 96 % × 30 % = 201.6', () => {
    expect(causesOf(ours(MASS, full), theirs({ bonus: '202' }, { orders: '2200', plan: '2300' }))).toEqual([
      [
        {
          kind: 'input',
          input: 'orders',
          title: { en: 'Orders', ru: 'Заказы' },
          unit: 'count',
          ours: '2100',
          theirs: '2200',
        },
      ],
    ]);
  });

  it('two inputs together: 2200 ÷ 2000 = 110 %, 700 × 110 % × 30 % = 231', () => {
    const [causes] = causesOf(ours(MASS, full), theirs({ bonus: '231' }, { orders: '2200', plan: '2000' }));
    expect(causes).toMatchObject([
      { kind: 'input', input: 'orders' },
      { kind: 'input', input: 'plan', ours: '2300', theirs: '2000' },
    ]);
  });

  it('rounding: 191.1 left as it is', () => {
    expect(causesOf(ours(MASS, full), theirs({ bonus: '191.1' }))).toEqual([
      [
        {
          kind: 'rounding',
          line: 'bonus',
          title: { en: 'Bonus', ru: 'Бонус' },
          unit: 'money',
          ours: { to: '1', mode: 'half-away' },
          theirs: null,
        },
      ],
    ]);
  });

  it('rounding: 91.304… % unrounded gives 191.74, and 191.1 rounded up gives 192 as well: both are told', () => {
    expect(causesOf(ours(MASS, full), theirs({ bonus: '192' }))).toMatchObject([
      [{ kind: 'rounding', line: 'efficiency', ours: { to: '0.01', mode: 'half-away' }, theirs: null }],
      [{ kind: 'rounding', line: 'bonus', theirs: { to: '1', mode: 'up' } }],
    ]);
  });

  it('a row of a table: 40 % instead of 30 %, 700 × 91 % × 40 % = 254.8', () => {
    expect(causesOf(ours(MASS, full), theirs({ bonus: '255' }))).toEqual([
      [
        {
          kind: 'table-row',
          table: 'premium',
          title: { en: 'Premium', ru: 'Премия' },
          unit: 'count',
          row: '1',
          theirs: '0',
        },
      ],
    ]);
  });

  it.each([
    // half a month: 1050 ÷ 1150 = 91 %, salary 350, bonus 95.55
    [
      'the plan not shrunk: 1050 ÷ 2300 = 46 %, 48.3',
      { bonus: '48' },
      { how: 'left-out', of: { input: 'plan' } },
    ],
    ['the salary not shrunk', { salary: '700' }, { how: 'left-out', of: 'all' }],
    ['the salary shrunk twice', { salary: '175' }, { how: 'twice', of: 'all' }],
  ])('proration: %s', (_, lines, cause) => {
    const [[first]] = causesOf(ours(MASS, half), theirs(lines)) as [[object]];
    expect(first).toMatchObject({ kind: 'proration', by: 'worked_share', ...cause });
  });

  const order = (externalId: string, amount: string) => ({
    kind: 'order',
    source: 'crm',
    externalId,
    amount,
  });
  const facts = [
    {
      input: 'sales',
      of: '1',
      by: 'sum' as const,
      facts: [order('O1', '1000'), order('O2', '250'), order('O3', '400')],
    },
  ];
  // 1 650 × 5 % = 82.50
  const shop = ours(SHOP, { sales: '1650' }, { facts });

  it.each([
    ['left out: 1 400 × 5 %', '70', 'left-out', 'O2'],
    ['counted twice: 2 050 × 5 %', '102.5', 'twice', 'O3'],
  ])('an order %s', (_, commission, how, externalId) => {
    expect(causesOf(shop, theirs({ commission }))).toEqual([
      [{ kind: 'fact', how, count: 1, facts: [{ kind: 'order', source: 'crm', externalId }] }],
    ]);
  });

  it('an order left out is no cause where they say that they had it', () => {
    expect(causesOf(shop, theirs({ commission: '70' }, { sales: '1650' }))).toEqual([
      [{ kind: 'unexplained' }],
    ]);
  });

  it('an order left out says more than the sales that lack it', () => {
    expect(causesOf(shop, theirs({ commission: '70' }, { sales: '1400' }))).toMatchObject([
      [{ kind: 'fact', how: 'left-out' }],
      [{ kind: 'input', input: 'sales' }],
    ]);
  });

  it('an old version: 1 650 × 4 % = 66', () => {
    const versions = [{ number: 1, scheme: commission('4%') }];
    expect(causesOf(shop, theirs({ commission: '66' }), versions)).toEqual([
      [{ kind: 'version', number: 1 }],
    ]);
  });

  it('two managers exchanged, in one group', () => {
    const other = ours(SHOP, { sales: '2000' }, { manager: 'M2', name: 'Boris' });
    const swapped = [theirs({ commission: '100' }), theirs({ commission: '82.5' }, {}, 'M2')];
    const { groups, difference } = reconcile([shop, other], swapped);
    expect(difference).toBe('0');
    expect(groups).toEqual([
      {
        causes: [{ kind: 'other-manager', manager: 'M2', name: 'Boris', isExchange: true }],
        lines: 2,
        difference: '0',
        managers: [
          { manager: 'M1', name: 'Anna', difference: '17.5' },
          { manager: 'M2', name: 'Boris', difference: '-17.5' },
        ],
      },
    ]);
  });

  it('the figures of another manager', () => {
    const other = ours(SHOP, { sales: '2000' }, { manager: 'M2', name: 'Boris' });
    const { managers } = reconcile(
      [shop, other],
      [theirs({ commission: '100' }), theirs({ commission: '100' }, {}, 'M2')],
    );
    expect(managers.map(({ lines }) => lines[0]!.explanations)).toEqual([
      [[{ kind: 'other-manager', manager: 'M2', name: 'Boris', isExchange: false }]],
    ]);
  });

  it('managers of one side only', () => {
    const { managers, groups, difference, compared, equal } = reconcile(
      [shop],
      [theirs({ commission: '10' }, {}, 'M9')],
    );
    expect(managers.map(({ manager, state, difference: own }) => [manager, state, own])).toEqual([
      ['M1', 'only-ours', '-82.5'],
      ['M9', 'only-theirs', '10'],
    ]);
    expect([compared, equal, difference]).toEqual([2, 0, '-72.5']);
    expect(groups.map(({ causes }) => causes)).toEqual([
      [{ kind: 'manager-absent', from: 'theirs' }],
      [{ kind: 'manager-absent', from: 'ours' }],
    ]);
  });

  it('lines of one side only', () => {
    const { managers } = reconcile(
      [shop, ours(SHOP, { sales: '100' }, { manager: 'M2', name: 'Boris' })],
      [theirs({ overtime: '20' }), theirs({ commission: '5' }, {}, 'M2')],
    );
    expect(managers).toHaveLength(1);
    expect(managers[0]).toMatchObject({
      difference: '-62.5',
      lines: [
        {
          line: 'commission',
          difference: '-82.5',
          explanations: [[{ kind: 'line-absent', from: 'theirs' }]],
        },
        { line: 'overtime', difference: '20', explanations: [[{ kind: 'line-absent', from: 'ours' }]] },
      ],
    });
  });

  it('a total that is not the sum of its lines counts for what is not in them', () => {
    const { managers, groups } = reconcile(
      [ours(MASS, full)],
      [theirs({ salary: '700', bonus: '255', total: '900' })],
    );
    // bonus 255 − 191 = 64; total 900 − 891 = 9, of which −55 is not in the lines
    expect(
      managers[0]!.lines.map(({ line, counted, explanations }) => [line, counted, explanations[0]![0]!.kind]),
    ).toEqual([
      ['bonus', '64', 'table-row'],
      ['total', '-55', 'not-the-sum'],
    ]);
    expect(groups.map(({ difference }) => difference)).toEqual(['64', '-55']);
  });

  it('what follows from another line is no cause of its own, and sums add up to the whole', () => {
    // salary 800 for 700: bonus 800 × 91 % × 30 % = 218.4
    const { managers, groups, difference } = reconcile(
      [ours(MASS, full)],
      [theirs({ salary: '800', bonus: '218', total: '1018' }, { grade_salary: '800' })],
    );
    expect(managers[0]!.lines.map(({ line, follows, counted }) => [line, follows, counted])).toEqual([
      ['salary', undefined, '100'],
      ['bonus', 'salary', '27'],
      ['total', 'salary', '0'],
    ]);
    expect(groups.map((group) => [group.causes[0]!.kind, group.lines, group.difference])).toEqual([
      ['input', 3, '127'],
    ]);
    expect(difference).toBe('127');
  });

  it('two things at once: 2200 ÷ 2300 = 95.65… % unrounded, 200.87', () => {
    expect(causesOf(ours(MASS, full), theirs({ bonus: '200.87' }, { orders: '2200' }))[0]).toMatchObject([
      { kind: 'input', input: 'orders' },
      { kind: 'rounded-late' },
    ]);
  });

  it('ours that could not be computed', () => {
    const { plan: _, ...withoutPlan } = full;
    expect(causesOf(ours(MASS, withoutPlan), theirs({ bonus: '191' }))).toEqual([[{ kind: 'not-computed' }]]);
    // with their plan it can be, and comes to theirs
    expect(causesOf(ours(MASS, withoutPlan), theirs({ bonus: '191' }, { plan: '2300' }))).toMatchObject([
      [{ kind: 'input', input: 'plan', ours: null, theirs: '2300' }],
    ]);
  });

  it('says it in English and Russian', () => {
    const found = reconcile([ours(MASS, full)], [theirs({ bonus: '202', total: '902' }, { orders: '2200' })]);
    expect(reconciliationText(found)).toBe(
      [
        'Managers compared: 1, equal: 0',
        'Paid the old way less ours: +11',
        '',
        '  another value of “Orders”: managers: 1, in all +11',
        '',
        'Anna (M1): +11',
        '  Bonus: ours 191, old 202: “Orders”: 2,200 instead of 2,100',
        '  In all: ours 891, old 902: follows from “Bonus”',
      ].join('\n'),
    );
    expect(reconciliationText(found, 'ru')).toContain(
      '  Бонус: у нас 191, по-старому 202: «Заказы»: 2\u00a0200 вместо 2\u00a0100',
    );
  });
});
