import {
  canonicalText,
  evaluate,
  failureText,
  type GivenRow,
  keptAfter,
  subjectOf,
} from '../../src/calc/index.js';
import { down, order, period, withRows } from './row-sets.js';
import { given, lineOf } from './support.js';

const linked = withRows(
  `orders:
  facts: orders_won
  inputs: {margin: {attribute: margin, unit: ratio, missing: 50%}}
  lines: [{code: commission, formula: 'amount * margin * 20%', unit: money, round: 0.01}]
returns:
  facts: returns
  of: orders
  lines: [{code: back, formula: 'PORTION(order.commission, done_before, amount, order.amount)', unit: money, round: 0.01}]`,
  "- {code: net, formula: 'SUM(orders, commission) - SUM(returns, back)', unit: money}",
);

describe('linked sets', () => {
  const sold = evaluate(linked, {
    period,
    inputs: {},
    rows: { orders: [order('o', '100.05')], returns: [] },
  });
  const kept = keptAfter(linked, sold);
  const back = (id: string, amount: string, to = 'o', month = '2026-04'): GivenRow => ({
    id,
    date: `${month}-01`,
    order: { id: to },
    fields: { amount },
  });
  const april = (returns: GivenRow[], before = kept) =>
    evaluate(linked, { period: '2026-04', inputs: {}, rows: { orders: [], returns }, kept: before });

  it('reverse the kept result to the last cent, over several runs', () => {
    // 100.05 × 50 % × 20 % = 10.005
    expect(down(sold, 'orders', 'commission')).toEqual(['o 10.01']);
    const first = april([back('r1', '33.35'), back('r2', '33.35')]);
    // 10.01 / 3 = 3.3367, 6.6733
    expect(down(first, 'returns', 'back')).toEqual(['r1 3.34', 'r2 3.33']);
    const second = april([back('r3', '33.35')], keptAfter(linked, first, kept));
    expect(down(second, 'returns', 'back')).toEqual(['r3 3.34']);
  });

  it('fail what returns more than was sold, over all runs', () => {
    const after = keptAfter(linked, april([back('r1', '60')]), kept);
    const result = april([back('r2', '40.06')], after);
    expect(lineOf(result, 'net').value).toBeNull();
    expect(result.rows!.returns![0]!.failures!.back).toMatchObject({
      code: 'returned-more',
      facts: { row: 'r2', order: 'o', returned: '100.06', sold: '100.05' },
    });
  });

  it('fail what follows a row whose amount is not known', () => {
    const unknown = { ...back('r1', '1'), fields: { amount: null } };
    const { fields: _, ...bare } = unknown;
    for (const first of [unknown, bare, { ...bare, fields: {} }])
      expect(april([first, back('r2', '1')]).rows!.returns![1]!.failures!.back).toEqual({
        code: 'field-missing',
        facts: { field: 'amount', row: 'r1' },
      });
  });

  describe('of two orders', () => {
    const scheme = withRows(`orders:
  facts: orders_won
  lines: [{code: own, formula: amount, unit: money}]
payments:
  facts: payments
  of: orders
  lines: [{code: released, formula: amount * 10%, unit: money}, {code: fee, formula: amount * 1%, unit: money}]
returns:
  facts: returns
  of: orders
  lines: [{code: all, formula: order.payments.released + order.payments.fee, unit: money}, {code: before, formula: done_before, unit: money}]`);
    const on = (id: string, to: string, amount: string | null, day?: string): GivenRow => ({
      id,
      ...(day !== undefined && { date: `2026-03-${day}` }),
      order: { id: to },
      fields: { amount },
    });
    const returnsOf = (payments: GivenRow[]) =>
      evaluate(scheme, {
        period,
        inputs: {},
        rows: {
          orders: [order('o', '100'), order('q', '200')],
          payments,
          returns: [on('r1', 'o', '3', '12'), on('r2', 'q', '4', '13'), on('r3', 'o', '1')],
        },
      });
    const payments = [on('p1', 'o', '50', '11'), on('p2', 'o', '50', '20'), on('p3', 'q', '100', '11')];

    it('see each order and line apart; a row without a day sees all days', () => {
      const result = returnsOf(payments);
      // of o 5 + 0.5 by the 12th and 10 + 1 in all, of q 10 + 1
      expect(down(result, 'returns', 'all')).toEqual(['r3 11', 'r1 5.5', 'r2 11']);
      expect(down(result, 'returns', 'before')).toEqual(['r3 0', 'r1 1', 'r2 0']);
    });

    it('see all of them without a day, and up to its end on the day itself', () => {
      const all = down(returnsOf([...payments, on('p4', 'o', '100', '12')]), 'returns', 'all');
      // of o 5 + 10 and a tenth of it by the 12th, 5 more and its tenth in all
      expect(all).toEqual(['r3 22', 'r1 16.5', 'r2 11']);
    });

    it('see what came without a day from the beginning', () => {
      // 10 and a tenth of it
      expect(down(returnsOf([on('p4', 'o', '100')]), 'returns', 'all')).toEqual(['r3 11', 'r1 11', 'r2 0']);
      const all = down(returnsOf([...payments, on('p4', 'o', '100')]), 'returns', 'all');
      expect(all).toEqual(['r3 22', 'r1 16.5', 'r2 11']);
    });

    it('fail after a row of their own that failed', () => {
      const own = withRows(`orders: {facts: orders_won, lines: [{code: own, formula: amount, unit: money}]}
payments: {facts: payments, of: orders, lines: [{code: taken, formula: amount + order.payments.taken, unit: money}]}`);
      const linkedRows = [on('r1', 'o', '2'), on('r2', 'q', null), on('r3', 'q', '1'), on('r4', 'o', '3')];
      const rows = { orders: [order('o', '100'), order('q', '200')], payments: linkedRows };
      const taken = evaluate(own, { period, inputs: {}, rows }).rows!.payments!;
      expect(taken.map(({ lines }) => lines.taken)).toEqual(['2', null, null, '5']);
      expect(taken[2]!.failures!.taken).toMatchObject({
        code: 'row-failed',
        facts: { set: 'payments', row: 'r2' },
      });
    });

    it('fail what names no order, by name', () => {
      const { order: _, ...lost } = on('r4', 'o', '1', '13');
      const rows = { orders: [order('o', '100')], returns: [lost] };
      const [row] = evaluate(linked, { period, inputs: {}, rows }).rows!.returns!;
      expect(row!.failures!.back).toEqual({ code: 'origin-unknown', facts: { row: 'r4', order: '—' } });
    });

    const kept = (released: string | null) => ({
      orders: [
        {
          id: 'o',
          date: '2026-02-10',
          period: '2026-02',
          fields: { amount: '100' },
          lines: {},
          sums: { payments: { released, fee: '1' } },
        },
      ],
    });
    const later = (payments: GivenRow[], released: string | null) =>
      evaluate(scheme, {
        period,
        inputs: {},
        rows: { orders: [], payments, returns: [on('r1', 'o', '3', '12')] },
        kept: kept(released),
      }).rows!.returns![0]!;

    it('go on from what earlier results came to, and fail where that is not known', () => {
      // 20 released and 1 of fees before; 5 and 0.5 on the 11th
      expect(later([], '20').lines.all).toBe('21');
      expect(later([payments[0]!], '20').lines.all).toBe('26.5');
      const failure = { code: 'field-missing', facts: { field: 'payments.released', row: 'o' } };
      expect(later([], null).failures!.all).toEqual(failure);
      expect(later([payments[0]!], null).failures!.all).toEqual(failure);
    });

    it('fail by the row that failed, for its own order only', () => {
      const result = returnsOf([...payments, on('p0', 'o', null, '11')]);
      expect(result.rows!.returns!.map(({ id, failures }) => [id, failures?.all?.code])).toEqual([
        ['r3', 'row-failed'],
        ['r1', 'row-failed'],
        ['r2', undefined],
      ]);
      expect(result.rows!.returns![0]!.failures!.all).toMatchObject({
        facts: { set: 'payments', row: 'p0' },
      });
    });
  });

  it('fail by name what refers to nothing known', () => {
    const result = april([back('r', '1', 'lost')]);
    expect(failureText(result.rows!.returns![0]!.failures!.back!)).toBe(
      'r refers to lost, of which nothing is known',
    );
  });

  it('read the day of an origin of this run and of an earlier one', () => {
    const scheme = withRows(`orders: {facts: orders_won, lines: [{code: own, formula: amount, unit: money}]}
returns: {facts: returns, of: orders, lines: [{code: after, formula: 'DAYS(order.date, date)', unit: days}]}`);
    const rows = {
      orders: [order('new', '1')],
      returns: [back('r1', '1', 'new', '2026-03'), back('r2', '1', 'o')],
    };
    const result = evaluate(scheme, { period, inputs: {}, rows, kept });
    // from 10 March to the 1st of March and of April
    expect(down(result, 'returns', 'after')).toEqual(['r1 -9', 'r2 22']);
  });

  it('read no line that had another unit then, unless DEFAULT says what instead', () => {
    const then = { orders: [{ ...kept.orders![0]!, units: { commission: 'count' } }] };
    expect(failureText(april([back('r', '1')], then).rows!.returns![0]!.failures!.back!)).toBe(
      'commission of o is missing',
    );
  });

  it('freeze what they read of earlier results, so that a replay gives the same bytes', () => {
    const result = april([back('r1', '60')], {
      orders: [...kept.orders!, { ...kept.orders![0]!, id: 'other' }],
    });
    expect(result.kept!.orders!.map(({ id }) => id)).toEqual(['o']);
    for (const quiet of [april([]), april([back('r1', '1', 'lost')])])
      expect(quiet).not.toHaveProperty('kept');
    expect(april([back('r1', '1')])).not.toHaveProperty('rowFailures');
    const replayed = evaluate(linked, subjectOf(JSON.parse(JSON.stringify(result))));
    expect(canonicalText(replayed)).toBe(canonicalText(result));
  });

  it('read the fields, inputs and lines of an origin of the same run', () => {
    const scheme = withRows(`orders:
  facts: orders_won
  inputs: {margin: {attribute: margin, unit: ratio}}
  lines: [{code: own, formula: amount * margin, unit: money}]
payments:
  facts: payments
  of: orders
  lines: [{code: all, formula: 'order.amount + order.own + order.margin * 0 + done_before', unit: money}]`);
    const rows = {
      orders: [order('o', '100', { inputs: given({ margin: '0.5' }) })],
      payments: [back('p1', '1', 'o', '2026-03'), back('p2', '2', 'o', '2026-03')],
    };
    expect(down(evaluate(scheme, { period, inputs: {}, rows }), 'payments', 'all')).toEqual([
      'p1 150',
      'p2 151',
    ]);
  });

  it('see what other sets took from the origin up to their own day, and themselves before', () => {
    const scheme = withRows(`orders:
  facts: orders_won
  lines: [{code: own, formula: amount, unit: money}]
payments:
  facts: payments
  of: orders
  lines: [{code: released, formula: amount * 10%, unit: money}]
returns:
  facts: returns
  of: orders
  lines: [{code: taken, formula: 'MIN(amount, order.payments.released - order.returns.taken)', unit: money}]`);
    const on = (id: string, day: string, amount: string): GivenRow => ({
      id,
      date: `2026-03-${day}`,
      order: { id: 'o' },
      fields: { amount },
    });
    const rows = {
      orders: [order('o', '100')],
      payments: [on('p1', '11', '50'), on('p2', '20', '50')],
      returns: [on('r1', '11', '3'), on('r2', '12', '9'), on('r3', '25', '9')],
    };
    const result = evaluate(scheme, { period, inputs: {}, rows });
    // 5 released by the 11th: 3, then the 2 left; 10 by the 25th: the 5 left
    expect(down(result, 'returns', 'taken')).toEqual(['r1 3', 'r2 2', 'r3 5']);
    const kept = keptAfter(scheme, result);
    expect(kept.orders).toEqual([
      {
        id: 'o',
        date: '2026-03-10',
        period,
        fields: { amount: '100', credit: '1' },
        lines: { own: '100' },
        units: { own: 'money' },
        taken: { payments: '100', returns: '21' },
        sums: { payments: { released: '10' }, returns: { taken: '10' } },
      },
    ]);
    const april = { order: { id: 'o' }, date: '2026-04-01' };
    const later = evaluate(scheme, {
      period: '2026-04',
      inputs: {},
      rows: {
        orders: [],
        payments: [{ ...april, id: 'p3', fields: { amount: '40' } }],
        returns: [{ ...april, id: 'r4', fields: { amount: '9' } }],
      },
      kept,
    });
    // 10 + 4 released, 10 of it taken
    expect(down(later, 'returns', 'taken')).toEqual(['r4 4']);
  });
});
