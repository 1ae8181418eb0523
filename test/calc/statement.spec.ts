import { payMix } from '../../src/calc/checks.js';
import { evaluate, type Result, statementContent } from '../../src/calc/index.js';
import { sum } from '../../src/calc/statement.js';
import { given, oneLiner, schemeOf, shippedScheme } from './support.js';

const paid = (salary: string | null | undefined, total: string | null) =>
  ({ totals: { salary, total } }) as unknown as Result;

describe('pay mix', () => {
  const ranged = schemeOf(
    oneLiner(
      '1',
      {},
      'unit: money, round: 1, pay: salary, clause: "1"',
      'checks: {pay_mix: {salary: {min: 20%, max: 40%, hint: 30%}}}',
    ),
  );

  it.each([
    // 19.99 % reads as 20 %, and is still below
    ['199.9', '20%', 'below-min'],
    ['200', '20%', 'inside'],
    ['300', '30%', 'inside'],
    ['300.1', '30%', 'above-hint'],
    ['400', '40%', 'above-hint'],
    ['400.1', '40%', 'above-max'],
    ['123.45', '12.3%', 'below-min'],
    [undefined, '0%', 'below-min'],
  ])('salary %s of 1000 is %s: %s', (salary, shareText, status) => {
    expect(payMix(ranged, paid(salary, '1000'))).toMatchObject({ shareText, status });
  });

  it('tells the range the scheme has, and no other', () => {
    expect(payMix(ranged, paid('250', '1000'))).toEqual({
      share: '0.25',
      shareText: '25%',
      status: 'inside',
      min: '20%',
      max: '40%',
      hint: '30%',
    });
    const floored = oneLiner('1', {}, 'unit: count', 'checks: {pay_mix: {salary: {min: 20%}}}');
    expect(payMix(schemeOf(floored), paid('950', '1000'))).toEqual({
      share: '0.95',
      shareText: '95%',
      status: 'inside',
      min: '20%',
    });
    // key accounts: at most 40 %, 30 % for a hint
    expect(payMix(shippedScheme('schemes/key-accounts.yaml'), paid('0', '1000'))).toEqual({
      share: '0',
      shareText: '0%',
      status: 'inside',
      max: '40%',
      hint: '30%',
    });
  });

  it('is not told without a check, a known salary and a known total', () => {
    expect(payMix(schemeOf(oneLiner('1')), paid('1', '2'))).toBeNull();
    expect(payMix(ranged, paid(null, '1000'))).toBeNull();
    expect(payMix(ranged, paid('1', null))).toBeNull();
    expect(payMix(ranged, { totals: {} } as unknown as Result)).toBeNull();
  });
});

describe('a statement', () => {
  const scheme = schemeOf(`code: pay
title: Pay
period: month
inputs: {sales: {measure: won_amount, unit: money}}
checks: {pay_mix: {salary: {max: 90%}}}
lines:
  - {code: base, title: Base, formula: '400', unit: money, round: 1, pay: salary, clause: "1"}
  - {code: rate, title: Rate, formula: 10%, unit: ratio}
  - {code: bonus, title: Bonus, formula: 'sales * rate', unit: money, round: 1, pay: bonus, clause: "2"}
`);
  const bare = schemeOf(
    oneLiner('15', {}, 'unit: money, round: 1, pay: reward, clause: "3"').replace(
      'code: one',
      'code: contest',
    ),
  );
  const of = { manager: '7', period: '2026-03', currency: 'RUB' };
  const contentOf = (sales: string | null) =>
    statementContent(of, [
      {
        scheme,
        result: evaluate(scheme, { period: '2026-03', inputs: given({ sales: [sales] }) }),
        hash: 'a',
      },
      { scheme: bare, result: evaluate(bare, { period: '2026-02', inputs: {} }), hash: 'b' },
    ]);

  it('gathers the pay lines of all results: salary, and everything else', () => {
    const place = { scheme: 'pay', period: '2026-03' };
    expect(contentOf('1000')).toEqual({
      ...of,
      lines: [
        { ...place, line: 'base', pay: 'salary', clause: '1', amount: '400' },
        { ...place, line: 'bonus', pay: 'bonus', clause: '2', amount: '100' },
        { scheme: 'contest', period: '2026-02', line: 'line', pay: 'reward', clause: '3', amount: '15' },
      ],
      // 400; 100 + 15; together
      totals: { salary: '400', bonus: '115', total: '515' },
      // 400 of 500
      payMix: [{ scheme: 'pay', share: '0.8', shareText: '80%', status: 'inside', max: '90%' }],
      results: ['a', 'b'],
    });
  });

  it('names the part of the period that a line is of', () => {
    const stretch = { from: '2026-03-01', until: '2026-03-16', days: '10', of: '22' };
    const subject = { period: '2026-03', inputs: given({ sales: '1000' }) };
    const results = [subject, { ...subject, stretch }].map((each) => ({
      scheme,
      result: evaluate(scheme, each),
      hash: 'a',
    }));
    const days = statementContent(of, results).lines.map((line) => line.stretch);
    const part = { from: '2026-03-01', until: '2026-03-16' };
    expect(days).toEqual([undefined, undefined, part, part]);
  });

  it('knows no sum over a line that could not be computed, and no pay mix', () => {
    const content = contentOf(null);
    expect(content.totals).toEqual({ salary: '400', bonus: null, total: null });
    expect(content.payMix).toEqual([]);
  });

  it('of nothing is zero', () => {
    expect(statementContent(of, []).totals).toEqual({ salary: '0', bonus: '0', total: '0' });
    expect(sum([{ amount: '0.1' }, { amount: '0.20' }, { amount: '-1' }])).toBe('-0.7');
  });
});
