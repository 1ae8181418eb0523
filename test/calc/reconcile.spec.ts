import { type OurFigures, reconcile, reconciliationText, type TheirFigures } from '../../src/calc/index.js';
import { commission, full, half, MASS, ours, SHOP, theirs } from './reconcile-figures.js';
import { schemeOf } from './support.js';

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

  it('a column of a matrix and a row of texts', () => {
    const grid = schemeOf(`
code: grid
title: Grid
period: month
inputs:
  won: {measure: deals_won, unit: count}
  groups: {measure: won_groups, unit: count}
  segment: {attribute: segment, unit: text}
tables:
  prize: {down: {by: count, keys: [0, 10]}, across: {by: count, keys: [1, 2]}, gives: money, values: [[5, 7], [20, 31]]}
  extra: {match: [segment], gives: {money: money}, rows: [{segment: retail, money: 3}, {segment: public, money: 11}]}
lines:
  - {code: pay, title: Pay, formula: 'MATRIX(prize, won, groups) + MATCH(extra.money, segment)', unit: money, round: 1, pay: bonus, clause: "1"}
`);
    // 20 + 3 = 23; one column on 31 + 3 = 34; the other text 20 + 11 = 31; the row above 5 + 3 = 8
    const own = ours(grid, { won: '12', groups: '1', segment: 'retail' });
    const cause = (pay: string) => causesOf(own, theirs({ pay }));
    expect(cause('34')).toMatchObject([
      [{ kind: 'table-row', table: 'prize', row: '10, 1', theirs: '10, 2' }],
    ]);
    expect(cause('8')).toMatchObject([[{ kind: 'table-row', table: 'prize', theirs: '0, 1' }]]);
    expect(cause('31')).toMatchObject([
      [{ kind: 'table-row', table: 'extra', row: 'retail', theirs: 'public' }],
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
    const other = ours(SHOP, { sales: '2130' }, { manager: 'M2', name: 'Boris' });
    const { managers } = reconcile(
      [ours(SHOP, { sales: '1650' }), other],
      [theirs({ commission: '106.5' }), theirs({ commission: '106.5' }, {}, 'M2')],
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
      { kind: 'rounded-late', last: { to: '0.01', mode: 'half-away' } },
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
