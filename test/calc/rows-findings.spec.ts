import { findingText } from '../../src/calc/index.js';
import { findingsOf } from './support.js';

/** A document of which each case spoils one place. */
const whole = `code: sample
title: {en: Sample}
subject: team
period: month
inputs:
  fund: {attribute: grade_salary, unit: money}
  before: {measure: won_amount, window: year so far, unit: money}
tables:
  tiers: {by: money, gives: {rate: ratio}, rows: [{from: 0, rate: 4%}]}
rows:
  orders:
    facts: orders_won
    inputs: {rate: {attribute: segment, unit: ratio}}
    lines:
      - {code: credited, formula: amount * credit, unit: money}
      - {code: commission, formula: 'BANDS(tiers.rate, credited, before + PRIOR(credited))', unit: money, round: 0.01}
  returns:
    facts: returns
    of: orders
    lines:
      - {code: reversal, formula: '-PORTION(order.commission, done_before, amount, order.amount, 0.01)', unit: money}
  later:
    kept: orders
    months: 12
    lines:
      - {code: instalment, formula: 'PORTION(commission, age - 1, 1, 12)', unit: money, round: 0.01}
  members:
    inputs: {weight: {attribute: participation, unit: ratio}}
    lines:
      - {code: share, formula: 'SPLIT(fund, weight, 0.01)', unit: money, round: 0.01, pay: bonus, clause: "1", title: Share}
lines:
  - {code: total_commission, formula: 'SUM(orders, commission) + SUM(returns, reversal)', unit: money}
`;

describe('a document with row sets', () => {
  it('compiles', () => {
    expect(findingsOf(whole, true)).toEqual([]);
  });

  it.each<[was: string, is: string, code: string, place: string, path: string]>([
    ['facts: orders_won', 'facts: orders_won\n    kep: 3', 'key-unknown', 'kep:', 'rows.orders'],
    ['facts: orders_won', 'facts: orders_wno', 'facts-unknown', 'orders_wno', 'rows.orders.facts'],
    [
      'facts: orders_won',
      'facts: [orders_won, orders_won]',
      'facts-repeated',
      'orders_won]',
      'rows.orders.facts',
    ],
    ['    facts: orders_won\n', '', 'set-source', 'orders:', 'rows.orders'],
    ['of: orders', 'of: ordres', 'set-unknown', 'ordres', 'rows.returns.of'],
    ['kept: orders', 'kept: returns', 'set-unknown', 'returns\n    months', 'rows.later.kept'],
    ['    months: 12\n', '', 'key-needed', 'kept:', 'rows.later'],
    ['months: 12', 'months: 0', 'months-wrong', '0\n', 'rows.later.months'],
    ['of: orders', 'of: orders\n    while: assigned', 'set-option', 'while', 'rows.returns.while'],
    ['subject: team\n', '', 'members-not-here', 'members', 'rows.members'],
    ['credited', 'before', 'name-taken', 'before, formula', 'rows.orders.lines.before'],
    ['credited', 'amount', 'name-taken', 'amount, formula', 'rows.orders.lines.amount'],
    ['before', 'amount', 'field-name-taken', 'amount: {meas', 'rows.orders'],
    [
      'unit: money}\n      - {code: commission',
      'unit: money, round: 1, pay: bonus, clause: "1"}\n      - {code: commission',
      'pay-in-rows',
      '{code: credited',
      'rows.orders.lines.credited',
    ],
    ['amount * credit', 'amuont * credit', 'name-unknown', 'amuont', 'rows.orders.lines.credited.formula'],
    [
      'PRIOR(credited)',
      'PRIOR(PRIOR(credited))',
      'row-function-nested',
      'PRIOR(credited))',
      'rows.orders.lines.commission.formula',
    ],
    [
      'order.amount, 0.01',
      'order.amuont, 0.01',
      'origin-unknown',
      'order.amuont',
      'rows.returns.lines.reversal.formula',
    ],
    [
      'done_before, amount',
      'order.later.reversal, amount',
      'origin-unknown',
      'order.later',
      'rows.returns.lines.reversal.formula',
    ],
    [
      'order.amount, 0.01)',
      'order.amount)',
      'step-needed',
      'PORTION(order',
      'rows.returns.lines.reversal.formula',
    ],
    ['order.amount, 0.01)', 'age, 0.01)', 'name-unknown', 'age, 0.01', 'rows.returns.lines.reversal.formula'],
    [
      'order.amount, 0.01)',
      '12 * weeks, 0.01)',
      'name-unknown',
      'weeks',
      'rows.returns.lines.reversal.formula',
    ],
    [
      'amount * credit',
      'order.amount * credit',
      'column-misplaced',
      'order.amount * credit',
      'rows.orders.lines.credited.formula',
    ],
    [
      'SPLIT(fund, weight',
      'SPLIT(fund * weight, weight',
      'fund-of-row',
      'weight, weight',
      'rows.members.lines.share.formula',
    ],
    [
      'SUM(returns, reversal)',
      'SUM(retruns, reversal)',
      'set-needed',
      'retruns',
      'lines.total_commission.formula',
    ],
    [
      'SUM(returns, reversal)',
      'returns',
      'rows-misplaced',
      "returns', unit",
      'lines.total_commission.formula',
    ],
    [
      'SUM(returns, reversal)',
      'PRIOR(fund)',
      'row-function-misplaced',
      'PRIOR(fund)',
      'lines.total_commission.formula',
    ],
    [
      'SUM(returns, reversal)',
      'SUM(returns, credited)',
      'name-unknown',
      "credited)', unit: money}\n",
      'lines.total_commission.formula',
    ],
    [
      'SUM(returns, reversal)',
      'COUNT(returns)',
      'units-differ',
      'SUM(orders, commission) + COUNT',
      'lines.total_commission.formula',
    ],
    [
      'before + PRIOR',
      'total_commission + PRIOR',
      'circle',
      '{code: total_commission',
      'lines.total_commission',
    ],
    [
      'before + PRIOR(credited)',
      'SUM(orders, commission)',
      'circle',
      '{code: commission',
      'rows.orders.lines.commission',
    ],
  ])('%s → %s: %s', (was, is, code, place, path) => {
    const text = /^\w+$/.test(was)
      ? whole.replace(new RegExp(`\\b${was}\\b`, 'g'), is)
      : whole.replace(was, is);
    expect(text).not.toBe(whole);
    const [finding, ...more] = findingsOf(text, true);
    expect([finding?.code, finding?.path, more]).toEqual([code, path, []]);
    const before = text.slice(0, text.indexOf(place)).split('\n');
    expect(finding?.at).toEqual({ line: before.length, column: before.at(-1)!.length + 1 });
    const texts = [findingText(finding!, 'en'), findingText(finding!, 'ru')];
    expect(texts.join()).not.toContain('undefined');
    expect(texts[0]).not.toBe(texts[1]);
  });

  it('asks lines without unit or formula for what they are paid by, and reports their readers no more', () => {
    const member = whole.replace(
      'formula: \'SPLIT(fund, weight, 0.01)\', unit: money, round: 0.01, pay: bonus, clause: "1", title: Share',
      'unit: money, pay: bonus',
    );
    expect(findingsOf(member, true).map(({ code, path }) => [code, path])).toEqual([
      ['key-needed', 'rows.members.lines[0]'],
      ['title-needed', 'rows.members.lines[0]'],
    ]);
    const fact = whole.replace('formula: amount * credit, unit: money', 'unit: money, pay: bonus');
    expect(findingsOf(fact, true).map(({ code, facts }) => [code, facts.line ?? facts.key])).toEqual([
      ['key-needed', 'formula'],
      ['pay-in-rows', 'credited'],
    ]);
  });

  it('suggests the name meant', () => {
    expect(findingText(findingsOf(whole.replace('order.amount, 0.01', 'order.amuont, 0.01'))[0]!)).toContain(
      'Did you mean "amount"?',
    );
    expect(findingText(findingsOf(whole.replace('SUM(returns', 'SUM(retruns'))[0]!, 'ru')).toContain(
      'Возможно, имелось в виду «returns»?',
    );
  });

  it('names a circle that goes round through a total', () => {
    const text = whole.replace('before + PRIOR', 'total_commission + PRIOR');
    expect(findingsOf(text)[0]!.facts.circle).toContain('total_commission');
  });
});
