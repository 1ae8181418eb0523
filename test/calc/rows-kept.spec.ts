import { evaluate, keptAfter, type Result, type Subject, subjectOf } from '../../src/calc/index.js';
import { down, order, period, withRows } from './row-sets.js';
import { given } from './support.js';

describe('kept rows', () => {
  const paidOff = withRows(`orders:
  facts: orders_won
  inputs: {margin: {attribute: margin, unit: ratio}}
  lines: [{code: own, formula: amount * margin, unit: money}]
payments:
  facts: payments
  of: orders
  lines: [{code: released, formula: amount * 10%, unit: money}]`);
  const known = order('o', '100', { source: 'crm', inputs: given({ margin: '0.5' }) });
  const rows = { orders: [known, order('p', '1')], payments: [] };
  const keptFirst = () => keptAfter(paidOff, evaluate(paidOff, { period, inputs: {}, rows }));
  const [o, p] = [
    { fields: { amount: '100', credit: '1', margin: '0.5' }, lines: { own: '50' } },
    { fields: { amount: '1', credit: '1', margin: null }, lines: { own: null } },
  ].map((row) => ({ ...row, date: '2026-03-10', period, units: { own: 'money' } }));

  it('are what a row was: its place, fields and inputs, and its lines with their units', () => {
    expect(keptFirst()).toStrictEqual({
      orders: [
        { id: 'p', ...p },
        { id: 'o', source: 'crm', ...o },
      ],
    });
  });

  it('add up what was taken and the lines that are numbers; what once had no value never has', () => {
    const first = keptFirst();
    const afterPayment = (
      before: typeof first,
      amount: string | null,
      lines: Record<string, string | null>,
      id = 'o',
    ) => {
      const payment = { id: 'x', order: { id, source: 'crm' }, fields: { amount }, lines };
      return keptAfter(
        paidOff,
        { period: '2026-04', rows: { payments: [payment] } } as unknown as Result,
        before,
      );
    };
    const once = afterPayment(first, '40', { released: '14', said: '2026-04-01', lost: null });
    expect(once.orders![1]).toStrictEqual({
      ...first.orders![1],
      taken: { payments: '40' },
      sums: { payments: { released: '14', lost: null } },
    });
    const twice = afterPayment(once, null, { released: '-1.55', said: '5 days', lost: '3' });
    expect(twice.orders![1]).toMatchObject({
      taken: { payments: '40' },
      sums: { payments: { released: '12.45', lost: null } },
    });
    expect(afterPayment(first, '40', { released: '4' }, 'lost')).toEqual(first);
    expect(afterPayment({}, '40', { released: '4' })).toEqual({ orders: [] });
    expect(keptAfter(paidOff, { period: '2026-04' } as Result, first)).toEqual(first);
  });

  const scheme = withRows(`orders:
  facts: orders_won
  lines: [{code: commission, formula: amount * 10%, unit: money, round: 0.01}]
parts:
  kept: orders
  months: 3
  while: assigned
  lines: [{code: part, formula: 'PORTION(order.commission, age - 1, 1, 3)', unit: money, round: 0.01}, {code: whole, formula: commission + amount * 0, unit: money}]`);
  const months = (assigned = true) => {
    let kept: Subject['kept'] = {};
    const parts = ['2025-11', '2025-12', '2026-01', '2026-02', '2026-03'].map((month, index) => {
      const orders = index === 0 ? [order('o', '100', { date: '2025-11-03' })] : [];
      const subject: Subject = { period: month, inputs: {}, rows: { orders }, kept, assigned };
      const result = evaluate(scheme, subject);
      kept = keptAfter(scheme, result, kept);
      return down(result, 'parts', 'part').join();
    });
    return { parts, sums: kept?.orders?.[0]?.sums };
  };

  it('come again for their months, over the turn of the year, in parts that add up', () => {
    expect(months()).toEqual({
      parts: ['', 'o 3.33', 'o 3.34', 'o 3.33', ''],
      // the whole commission of 10 was read three times
      sums: { parts: { part: '10', whole: '30' } },
    });
  });

  it('are told apart by set, and stand as what they were: source, kind and day', () => {
    const two =
      withRows(`orders: {facts: [orders_won, returns], lines: [{code: own, formula: amount, unit: money}]}
visits: {facts: visits, lines: [{code: fee, formula: amount, unit: money}]}
later: {kept: orders, months: 3, lines: [{code: again, formula: own, unit: money}]}
fees: {kept: visits, months: 3, lines: [{code: again, formula: fee, unit: money}]}`);
    const was = (id: string, line: string, more = {}) => ({
      ...{
        id,
        ...more,
        period: '2026-02',
        fields: { amount: '5' },
        lines: { [line]: '5' },
        units: { [line]: 'money' },
      },
    });
    const sent = { source: 'crm', kind: 'returns', date: '2026-02-10' };
    const read = { orders: [was('o1', 'own', sent), was('o2', 'own')], visits: [was('v', 'fee')] };
    const old = { ...was('old', 'own'), period: '2025-01' };
    const subject = { period, inputs: {}, rows: { orders: [], visits: [] } };
    const result = evaluate(two, {
      ...subject,
      kept: { ...read, orders: [...read.orders, old], other: [old] },
    });
    const lines = { again: '5' };
    expect(result.rows).toStrictEqual({
      orders: [],
      visits: [],
      later: [
        { id: 'o2', lines },
        { id: 'o1', ...sent, lines },
      ],
      fees: [{ id: 'v', lines }],
    });
    expect(result.kept).toEqual(read);
    expect(evaluate(two, { ...subject, kept: { orders: read.orders, visits: [] } }).kept).toStrictEqual({
      orders: read.orders,
    });
  });

  it('see what was taken from them in this period, whatever their own day', () => {
    const scheme = withRows(`orders: {facts: orders_won, lines: [{code: own, formula: amount, unit: money}]}
payments: {facts: payments, of: orders, lines: [{code: released, formula: amount * 10%, unit: money}]}
later: {kept: orders, months: 3, lines: [{code: out, formula: own - order.payments.released, unit: money}]}`);
    const was = (id: string) => ({
      ...{ id, date: '2026-02-10', period: '2026-02', fields: { amount: '100' }, lines: { own: '100' } },
    });
    const payments = ['o', 'o', 'p'].map((id, index) => ({
      ...{ id: `p${index}`, date: '2026-03-05', order: { id }, fields: { amount: '50' } },
    }));
    const rows = { orders: [], payments };
    const result = evaluate(scheme, {
      period,
      inputs: {},
      rows,
      kept: { orders: [was('o'), was('p'), was('q')] },
    });
    expect(down(result, 'later', 'out')).toEqual(['o 90', 'p 95', 'q 100']);
  });

  it('are not read in their own month', () => {
    const own = { id: 'o', date: '2025-11-03', period: '2025-11', fields: {}, lines: { commission: '10' } };
    const subject = { period: '2025-11', inputs: {}, rows: { orders: [] }, kept: { orders: [own] } };
    expect(evaluate(scheme, subject).rows!.parts).toEqual([]);
  });

  it('end with the assignment where the scheme says so', () => {
    expect(months(false)).toEqual({ parts: ['', '', '', '', ''], sums: undefined });
    const own = { id: 'o', period: '2026-02', fields: {}, lines: { commission: '10' } };
    const subject = { period, inputs: {}, rows: { orders: [] }, kept: { orders: [own] } };
    const ended = evaluate(scheme, { ...subject, assigned: false });
    expect(ended.assigned).toBe(false);
    expect(subjectOf(ended)).toMatchObject({ assigned: false });
    const assigned = evaluate(scheme, { ...subject, assigned: true });
    expect(assigned).not.toHaveProperty('assigned');
    expect(subjectOf(assigned)).not.toHaveProperty('assigned');
  });
});
