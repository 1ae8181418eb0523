import { readFileSync } from 'node:fs';
import {
  atPace,
  compare,
  comparisonText,
  evaluate,
  type Subject,
  valueOfFacts,
  type WhatIf,
  whatIf,
  whatIfText,
  withoutRow,
  withRowReturned,
} from '../../src/calc/index.js';
import { readSchemeSource } from '../../src/platform/scheme-source.js';
import { given, schemeOf, shippedScheme } from './support.js';

const keyAccounts = shippedScheme('schemes/key-accounts.yaml');
const massMarket = shippedScheme('schemes/mass-market.yaml');
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
const subject: Subject = { period: '2026-03', inputs: given(month) };
const orders: Subject = {
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
const inputOf = (answer: WhatIf, name: string) => answer.inputs.find((input) => input.name === name)!;

describe('what if, of the 191', () => {
  it('asks ten orders more where one is lost in the rounding of the coefficient', () => {
    // 2 101 ÷ 2 300 = 91.35 % is 91 % still; 2 110 ÷ 2 300 = 91.74 % is 92 %: 700 × 92 % × 30 % = 193.20, printed 193
    const answer = whatIf(massMarket, orders);
    expect(inputOf(answer, 'orders')).toMatchObject({
      unitStep: '10',
      more: { value: '2110', change: '2', total: '893' },
      less: { value: '2090', change: '0' }, // 90.87 % is 91 %
    });
    expect(whatIfText(answer)).toContain('  Orders processed, 10 more (2,100 → 2,110): +2, in all 893\n');
  });

  it('asks one where no number of them changes pay', () => {
    expect(inputOf(whatIf(massMarket, orders), 'average_orders')).toMatchObject({ unitStep: '1' });
  });
});

describe('what if, of the 1183', () => {
  const answer = whatIf(keyAccounts, subject);

  it('one more unit of an input', () => {
    // two groups: the norm of 30 % is met, 1118 × 100 % = 1118 instead of 783
    expect(inputOf(answer, 'groups').more).toEqual({
      value: '2',
      total: '1518',
      change: '335',
      lines: [
        { code: 'bonus', title: { en: 'Bonus', ru: 'Премия' }, value: '1118', change: '335', exact: '335.4' },
      ],
    });
    // of 86 000 one speaks in thousands: 87 000 × 1.3 % × 70 % = 791.70, printed 792
    expect(inputOf(answer, 'sales')).toMatchObject({
      unitStep: '1000',
      more: { change: '9' },
      less: { change: '-9' },
    });
    expect(inputOf(answer, 'sales').more!.lines[0]!.exact).toBe('9.1');
    expect(inputOf(answer, 'complaints').less).toBeUndefined();
  });

  it('the next jump in each direction, to the cent', () => {
    // 80 374 × 119.5 % = 96 046.93 is the first that rounds to 120 %, 1.5 %: 1440.70 × 70 % = 1008.49;
    // a cent before it 96 046.92 × 1.3 % = 1248.61 × 70 % = 874.03
    expect(inputOf(answer, 'sales').up).toMatchObject({
      found: 'jump',
      value: '96046.93',
      distance: '10046.93',
      step: '0.01',
      jump: '134',
      total: '1408',
      change: '225',
    });
    // 80 374 × 104.5 % = 83 990.83 still rounds to 105 %
    expect(inputOf(answer, 'sales').down).toMatchObject({ value: '83990.82', jump: '-58' });
    expect(inputOf(answer, 'complexity').up).toMatchObject({ value: '2500', distance: '820', jump: '100' });
    expect(inputOf(answer, 'complexity').down).toMatchObject({ value: '1499', jump: '-50' });
    expect(inputOf(answer, 'complaints').up).toMatchObject({ value: '2', change: '-157' });
    // won of 4 closed: 2 are 50 %, under the norm of 60 %
    expect(inputOf(answer, 'won').down).toMatchObject({ value: '2', jump: '-336' });
  });

  it('none, as far as it was looked for', () => {
    expect(inputOf(answer, 'groups').down).toEqual({ found: 'none', until: '0' });
    expect(inputOf(answer, 'won').up).toMatchObject({ found: 'none' });
  });

  it('reads as text', () => {
    expect(whatIfText(answer).split('\n')).toEqual(
      expect.arrayContaining([
        'Key accounts, month, 2026-03: in all 1,183',
        '  Product groups sold, 1 more (1 → 2): +335, in all 1,518; pay jumps there',
        '  Sales, 10,046.93 more (86,000 → 96,046.93): +225, in all 1,408; pay jumps there',
        '  Sales, 1,000 more (86,000 → 87,000): +9, in all 1,192',
        '  Client complaints, 2 more (0 → 2): \u2212157, in all 1,026; pay jumps there',
      ]),
    );
    expect(whatIfText(answer, 'ru')).toContain(
      '  Продано товарных групп: на 1 больше (1 → 2): +335, всего 1\u00a0518; здесь',
    );
  });
});

describe('what if', () => {
  it('leaves out the steps of rounding: 91 % for 92 % is no jump', () => {
    const answer = whatIf(massMarket, orders);
    // 700 × 91 % × 30 % = 191.10; with no remark × 40 % = 254.80
    expect(inputOf(answer, 'orders').up).toMatchObject({ found: 'none' });
    expect(inputOf(answer, 'remarks').less).toMatchObject({ value: '0', change: '64', total: '955' });
  });

  it('asks flags and listed texts for every other value, missing ones too', () => {
    const scheme = schemeOf(`code: flags
title: Flags
period: month
inputs:
  calls: {kpi: calls, unit: flag}
  region: {attribute: segment, unit: text, values: [north, south]}
params: {base: {value: 100, unit: money}}
lines:
  - {code: pay, formula: 'base * (DEFAULT(IF(calls, 3, 2), 1) + IF(region = "north", 1, 0))', unit: money, round: 1, pay: bonus, clause: "1"}
`);
    const answer = whatIf(scheme, { period: '2026-03', inputs: given({ calls: [null], region: 'north' }) });
    expect(inputOf(answer, 'calls').others!.map(({ value, change }) => [value, change])).toEqual([
      ['true', '200'],
      ['false', '100'],
    ]);
    expect(inputOf(answer, 'region').others!.map(({ value, change }) => [value, change])).toEqual([
      ['south', '-100'],
    ]);
  });

  it('follows a rate into the rows it is applied to', () => {
    const scheme = schemeOf(`code: retro
title: Retroactive
period: month
inputs: {quota: {target: won_amount, unit: money}}
tables: {rates: {by: ratio, gives: {rate: ratio}, rows: [{from: 0%, rate: 1%}, {from: 100%, rate: 2%}]}}
rows:
  won: {facts: orders_won, lines: [{code: commission, formula: amount * rate, unit: money, round: 0.01}]}
lines:
  - {code: rate, formula: 'STEP(rates.rate, SUM(won, amount) / quota)', unit: ratio}
  - {code: pay, formula: 'SUM(won, commission)', unit: money, round: 0.01, pay: commission, clause: "1"}
`);
    const rows = {
      won: ['100', '200.50'].map((amount, index) => ({
        id: `O${index}`,
        date: '2026-03-02',
        fields: { amount },
      })),
    };
    const answer = whatIf(scheme, { period: '2026-03', inputs: given({ quota: '400' }), rows });
    // 300.50 sold: a quota of 300.50 would be met; 2.00 + 4.01 instead of 1.00 + 2.01 (2.005 rounded)
    expect(inputOf(answer, 'quota').down).toMatchObject({
      value: '300.5',
      distance: '99.5',
      change: '3',
      total: '6.01',
    });
  });

  it('says that it cannot tell where a running total over rows depends on the input', () => {
    const scheme = schemeOf(`code: capped
title: Capped
period: month
inputs: {rate: {attribute: participation, unit: ratio}}
params: {cap: {value: 10, unit: money}}
rows:
  won:
    facts: orders_won
    lines: [{code: paid, formula: 'MIN(amount * rate, MAX(cap - PRIOR(paid), cap * 0))', unit: money, round: 0.01}]
lines:
  - {code: pay, formula: 'SUM(won, paid)', unit: money, round: 0.01, pay: commission, clause: "1"}
`);
    const rows = { won: [{ id: 'O1', date: '2026-03-02', fields: { amount: '100' } }] };
    const answer = whatIf(scheme, { period: '2026-03', inputs: given({ rate: '0.05' }), rows });
    expect(inputOf(answer, 'rate').up).toEqual({ found: 'unknown' });
    expect(inputOf(answer, 'rate').more).toMatchObject({ value: '0.06', change: '1' });
  });

  describe('at a division by zero', () => {
    const jumpOf = (formula: string) => {
      const scheme = schemeOf(`code: pole
title: Pole
period: month
inputs: {a: {measure: a, unit: count}}
params: {one: {value: 1, unit: money}}
lines:
  - code: pay
    formula: (${formula}) * one
    unit: money
    round: {to: 1, mode: up}
    pay: bonus
    clause: "1"
`);
      return inputOf(whatIf(scheme, { period: '2026-03', inputs: given({ a: '0' }) }), 'a').up;
    };

    it('passes a jump up and down between two whole values, and a bend that is rounded up', () => {
      // just over 15 the quotient is beyond all bounds, at 16 it is 10; 47 / 3 rounds to 16: 100 + 47 instead of 15
      expect(
        jumpOf('IF(ROUND(a / 3, 1) + DIVIDE(10, a - 15, 0) >= 16, 100, 0) + IF(a > 15, a, 15)'),
      ).toMatchObject({ value: '47', change: '132', jump: '101' });
    });

    it('passes a bend there that is rounded up, where the quotient decides nothing', () => {
      // in whole values the sum is never 0.1; pay bends after 15, at 15.00…01 rounding up makes 1 of nearly nothing
      expect(jumpOf('IF(ROUND(a / 3, 1) + DIVIDE(10, a - 15, 0) = 0.1, 100, 0) + IF(a > 15, a, 15)')).toEqual(
        { found: 'none', until: `${2 ** 40}` },
      );
    });

    it('tells the jump of the quotient itself, however small', () => {
      expect(jumpOf('DIVIDE(a, a, 0)')).toMatchObject({ value: '1', change: '1', jump: '1' });
    });
  });

  it('counts observations where the input is how many there are', () => {
    const scheme = schemeOf(`code: counted
title: Counted
period: month
inputs: {months: {measure: m, window: previous 3 months, take: count, unit: count}}
params: {base: {value: 100, unit: money}}
lines: [{code: pay, formula: 'IF(months >= 5, base, base * 0)', unit: money, round: 1, pay: bonus, clause: "1"}]
`);
    const answer = whatIf(scheme, { period: '2026-03', inputs: given({ months: ['7', null, '9'] }) });
    expect(inputOf(answer, 'months')).toMatchObject({
      value: '2',
      up: { value: '5', distance: '3', change: '100' },
    });
    expect(inputOf(answer, 'months').farther).toBeUndefined();
  });

  it('lets the grade of a trial follow from what it is found by', () => {
    const trial = {
      ...orders,
      trial: true,
      inputs: { ...orders.inputs, ...given({ average_orders: '399' }) },
    };
    // from 400 on grade 2, salary 700 for 600: 600 × 91 % × 30 % = 163.80, 700 × 91 % × 30 % = 191.10
    expect(inputOf(whatIf(massMarket, trial), 'average_orders').up).toMatchObject({
      value: '400',
      change: '127',
    });
    expect(inputOf(whatIf(massMarket, trial), 'grade_salary')).not.toHaveProperty('up');
  });
});

describe('at the current pace', () => {
  it('2 100 orders in 19 of 21 days become 2 321, and 891 becomes 912', () => {
    const expected = atPace(massMarket, orders, { daysElapsed: 19, days: 21, accruing: ['orders'] });
    expect(expected.inputs.orders!.values.map(({ value }) => value)).toEqual(['2100']);
    const here = {
      ...orders,
      inputs: { ...orders.inputs, orders: { values: [{ of: '2026-03', value: '2100' }] } },
    };
    const atEnd = atPace(massMarket, here, { daysElapsed: 19, days: 21, accruing: ['orders'] });
    // 2100 × 21 / 19 = 2321.05…; 2321 of 2300 are 101 %: 700 + 700 × 101 % × 30 % = 912.10
    expect(atEnd.inputs.orders!.values).toEqual([{ of: '2026-03', value: '2321' }]);
    expect(evaluate(massMarket, atEnd).totals.total).toBe('912');
  });

  it('nothing is expected before the first day', () => {
    expect(atPace(massMarket, orders, { daysElapsed: 0, days: 21, accruing: ['orders'] })).toBe(orders);
  });
});

describe('the value of a measure from its facts', () => {
  const facts = [
    { amount: '10', distinct: 'a' },
    { amount: '4.5', distinct: 'b' },
    { amount: '6.5', distinct: 'a' },
  ];
  it.each([
    ['count', '3', '0'],
    ['sum', '21', '0'],
    ['average', '7', null],
    ['distinct', '2', '0'],
    ['last', '6.5', null],
    ['max', '10', null],
    ['min', '4.5', null],
  ] as const)('%s is %s, and %s of nothing', (by, value, ofNothing) => {
    expect([valueOfFacts(by, facts), valueOfFacts(by, [])]).toEqual([value, ofNothing]);
  });
});

describe('a comparison as text', () => {
  it('names what changed, and what it did', () => {
    const document = readSchemeSource(readFileSync('schemes/key-accounts.yaml', 'utf8')).root!;
    const before = { period: '2026-02', inputs: given({ ...month, groups: '2', complaints: '1' }) };
    const compared = compare({ document, subject: before }, { document, subject });
    expect(comparisonText(compared)).toBe(`2026-02 → 2026-03: from 1,518 to 1,183: \u2212335
  Bonus: from 1,118 to 783: \u2212335

  Product groups sold 2 → 1: \u2212335

Changed without effect on pay: Client complaints 1 → 0`);
    expect(comparisonText(compared, 'ru')).toContain('  Продано товарных групп 2 → 1: \u2212335');
  });
});

describe('rows gone or returned', () => {
  const scheme = shippedScheme('schemes/commission-month.yaml');
  const amounts = (rows: Record<string, { id: string; fields: { amount: string } }[]>): Subject => ({
    period: '2026-03',
    inputs: {},
    rows,
  });

  it('takes the row and what refers to it', () => {
    const sold = amounts({
      won: [
        { id: 'O1', fields: { amount: '5' } },
        { id: 'O2', fields: { amount: '7' } },
      ],
    });
    const back = { ...sold, rows: { ...sold.rows, back: [{ id: 'R1', order: { id: 'O1' } }] } };
    expect(withoutRow(back, 'O1')!.rows).toEqual({ won: [{ id: 'O2', fields: { amount: '7' } }], back: [] });
    expect(withoutRow(back, 'O9')).toBeUndefined();
  });

  it('adds a return of the whole to a list as negative sales, to a linked set as it is', () => {
    const listed = schemeOf(`code: listed
title: Listed
period: month
rows:
  sales: {facts: [orders_won, returns], lines: [{code: pay, formula: amount * 10%, unit: money, round: 0.01}]}
lines: [{code: total, formula: 'SUM(sales, pay)', unit: money, round: 0.01, pay: commission, clause: "1"}]
`);
    const sold = amounts({
      sales: [
        { id: 'O1', fields: { amount: '500' } },
        { id: 'O2', fields: { amount: '70' } },
      ],
    });
    const dated = {
      ...sold,
      rows: { sales: sold.rows!.sales!.map((row) => ({ ...row, kind: 'orders_won', date: '2026-03-02' })) },
    };
    expect(evaluate(listed, dated).totals.total).toBe('57');
    // 10 % of 570 − 500
    expect(evaluate(listed, withRowReturned(listed, dated, 'O1')!).totals.total).toBe('7');
    expect(withRowReturned(scheme, dated, 'O9')).toBeUndefined();
  });
});
