import {
  canonicalText,
  decimal,
  evaluate,
  explain,
  explanationText,
  failureText,
  type GivenRow,
  keptAfter,
  type Result,
  type Scheme,
  type Subject,
  SubjectError,
  subjectOf,
  toText,
} from '../../src/calc/index.js';
import { splitFund } from '../../src/calc/split.js';
import { given, lineOf, schemeOf } from './support.js';

const period = '2026-03';

/** A scheme with the row sets and lines given as YAML. */
function withRows(rows: string, lines = "- {code: one, formula: '1', unit: count}", more = ''): Scheme {
  const indented = (text: string) => text.trimEnd().replace(/^/gm, '  ');
  return schemeOf(
    `code: r\ntitle: R\nperiod: month\n${more}rows:\n${indented(rows)}\nlines:\n${indented(lines)}\n`,
  );
}

const order = (id: string, amount: string | null, more: Partial<GivenRow> = {}): GivenRow => ({
  id,
  date: '2026-03-10',
  ...more,
  fields: { amount, credit: '1', ...more.fields },
});

/** Values of a line down the rows of a set, in the order they were worked through. */
const down = (result: Result, set: string, line: string) =>
  result.rows![set]!.map(({ id, lines }) => `${id} ${lines[line]}`);

describe('the order of rows', () => {
  const scheme = withRows(
    "orders: {facts: orders_won, lines: [{code: before, formula: 'PRIOR(amount)', unit: money}]}",
  );

  it('is by business date, source, and external id by code point; never by arrival', () => {
    const rows = [
      order('1', '64', { date: '2026-03-11' }),
      order('b', '1', { source: 'erp' }),
      order('\u{1F600}', '2', { source: 'crm' }),
      order('\uFFFD', '4', { source: 'crm' }),
      order('10', '8', { date: '2026-03-11' }),
      order('9', '16', { date: '2026-03-11' }),
      order('z', '32', { date: '2026-03-09' }),
    ];
    const expected = ['z 0', '\uFFFD 32', '\u{1F600} 36', 'b 38', '1 39', '10 103', '9 111'];
    expect(
      down(evaluate(scheme, { period, inputs: {}, rows: { orders: rows } }), 'orders', 'before'),
    ).toEqual(expected);
    expect(
      down(evaluate(scheme, { period, inputs: {}, rows: { orders: rows.toReversed() } }), 'orders', 'before'),
    ).toEqual(expected);
  });
});

describe('the order of external ids', () => {
  const scheme = withRows('orders: {facts: orders_won, lines: [{code: own, formula: amount, unit: money}]}');

  it('is by code point where UTF-16 would put signs beyond the first plane earlier', () => {
    const ids = ['', 'a', 'a\uD7FF', 'a\uE000', 'a\uFFFD', 'a\u{10000}', 'a\u{103FF}', 'a\u{1F600}', 'aa'];
    const sorted = ['', 'a', 'aa', ...ids.slice(2, -1)];
    for (const given of [ids, ids.toReversed()]) {
      const rows = { orders: given.map((id) => order(id, '1')) };
      expect(evaluate(scheme, { period, inputs: {}, rows }).rows!.orders!.map(({ id }) => id)).toEqual(
        sorted,
      );
    }
  });
});

describe('inputs of rows', () => {
  it('are prorated by an input of the row, or of the top level', () => {
    const scheme = withRows(
      `orders:
  facts: orders_won
  inputs:
    margin: {attribute: margin, prorate: part, unit: ratio}
    part: {attribute: credit_share, unit: ratio}
    bonus: {attribute: margin, prorate: worked, unit: ratio}
  lines: [{code: own, formula: amount * margin, unit: money}, {code: more, formula: amount * bonus, unit: money}]`,
      undefined,
      'inputs: {worked: {attribute: worked_share, unit: ratio}}\n',
    );
    const inputs = given({ margin: '0.5', part: '0.4', bonus: '0.5' });
    const rows = { orders: [order('o', '100', { inputs })] };
    const result = evaluate(scheme, { period, inputs: given({ worked: '0.8' }), rows });
    // 100 × (0.5 × 0.4), 100 × (0.5 × 0.8)
    expect(result.rows!.orders![0]!.lines).toEqual({ own: '20', more: '40' });
    const explained = explain(scheme, { period, inputs: given({ worked: '0.8' }), rows }).rows![0]!.rows[0]!;
    expect(explained.lines.map(({ withValues }) => withValues)).toEqual(['100 * 20%', '100 * 40%']);
    // what a later month reads of them is what this one read
    expect(keptAfter(scheme, result).orders![0]!.fields).toEqual({
      ...{ amount: '100', credit: '1', margin: '0.2', part: '0.4', bonus: '0.4' },
    });
    const unknown = evaluate(scheme, { period, inputs: {}, rows });
    expect(keptAfter(scheme, unknown).orders![0]!.fields).toMatchObject({ margin: '0.2', bonus: null });
  });
});

describe('fields of rows', () => {
  const scheme = withRows(`orders:
  facts: orders_won
  lines:
    - {code: own, formula: amount, unit: money}
    - {code: since, formula: 'DAYS("2026-03-01", date)', unit: days}`);
  const rowsOf = (orders: GivenRow[]) =>
    evaluate(scheme, { period, inputs: {}, rows: { orders } }).rows!.orders!;

  it('may be empty or absent, which fails what reads them and nothing else', () => {
    const rows = rowsOf([
      order('1', null),
      { id: '2', date: '2026-03-10' },
      { id: '3', fields: { amount: '5' } },
    ]);
    // what has no day comes first; nine days from the 1st to the 10th
    expect(rows.map(({ id, lines }) => [id, lines])).toEqual([
      ['3', { own: '5', since: null }],
      ['1', { own: null, since: '9' }],
      ['2', { own: null, since: '9' }],
    ]);
    const missing = (field: string, row: string) => ({ code: 'field-missing', facts: { field, row } });
    expect(rows.map(({ failures }) => failures)).toEqual([
      { since: missing('date', '3') },
      { own: missing('amount', '1') },
      { own: missing('amount', '2') },
    ]);
  });

  it('without a source come before any that has one', () => {
    const rows = rowsOf([order('1', '1', { source: 'ERP' }), order('2', '1')]);
    expect(rows.map(({ id }) => id)).toEqual(['2', '1']);
  });
});

describe('amounts in the currency of the fact', () => {
  it('are bare numbers: they go with any unit', () => {
    const scheme = withRows(
      'orders: {facts: orders_won, lines: [{code: own, formula: original_amount + amount, unit: money}, {code: many, formula: original_amount + quantity, unit: count}]}',
    );
    const fields = { original_amount: '7', amount: '5', quantity: '2' };
    const rows = { orders: [order('o', '5', { fields })] };
    expect(evaluate(scheme, { period, inputs: {}, rows }).rows!.orders![0]!.lines).toEqual({
      own: '12',
      many: '9',
    });
  });
});

describe('running sums', () => {
  it('cap within the period: a column may read its own earlier rows', () => {
    const scheme = withRows(
      "orders: {facts: orders_won, lines: [{code: paid, formula: 'MIN(amount * 10%, 15 - PRIOR(paid))', unit: money, round: 0.01}]}",
    );
    const rows = [order('1', '100'), order('2', '100'), order('3', '100')];
    expect(down(evaluate(scheme, { period, inputs: {}, rows: { orders: rows } }), 'orders', 'paid')).toEqual([
      '1 10',
      '2 5',
      '3 0',
    ]);
  });

  it('by key keep each client apart', () => {
    const scheme = withRows(
      "orders: {facts: orders_won, lines: [{code: before, formula: 'PRIOR(amount, client)', unit: money}]}",
    );
    const rows = ['a', 'b', 'a', 'b', 'a'].map((client, index) =>
      order(String(index), String(2 ** index), { fields: { client } }),
    );
    expect(
      down(evaluate(scheme, { period, inputs: {}, rows: { orders: rows } }), 'orders', 'before'),
    ).toEqual(['0 0', '1 0', '2 1', '3 2', '4 5']);
  });

  it('fail after a row that failed: of its own key, or of all keys where its key is not known', () => {
    const scheme = withRows(
      "orders: {facts: orders_won, lines: [{code: before, formula: 'PRIOR(amount, client) + 0', unit: money}]}",
    );
    const failuresOf = (rows: [amount: string | null, client: string | null][]) => {
      const orders = rows.map(([amount, client], index) =>
        order(String(index), amount, { fields: { client } }),
      );
      const result = evaluate(scheme, { period, inputs: {}, rows: { orders } });
      return result.rows!.orders!.map(({ lines, failures }) => lines.before ?? failures!.before);
    };
    const failed = (row: string, field: string) => ({
      code: 'row-failed',
      facts: { set: 'orders', row },
      cause: { code: 'field-missing', facts: { field, row } },
    });
    // what the row itself reads is earlier rows only: the first of a client reads none
    expect(
      failuresOf([
        ['1', 'a'],
        [null, 'a'],
        ['4', 'b'],
        ['8', 'a'],
        ['16', 'b'],
        ['32', 'a'],
      ]),
    ).toEqual(['0', '1', '0', failed('1', 'amount'), '4', failed('1', 'amount')]);
    expect(
      failuresOf([
        ['1', 'a'],
        ['2', null],
        ['4', 'a'],
        ['8', 'b'],
        ['16', null],
      ]),
    ).toEqual(['0', ...Array.from({ length: 3 }, () => failed('1', 'client')), failed('4', 'client')]);
  });

  it('tie columns that read each other’s earlier rows', () => {
    // balance: what is owed after each row; repaid: at most what was owed before it
    const scheme = withRows(`orders:
  facts: orders_won
  lines:
    - {code: repaid, formula: 'MAX(0, MIN(owed, amount))', unit: money}
    - {code: owed, formula: '100 - PRIOR(repaid)', unit: money}`);
    const rows = [order('1', '60'), order('2', '30'), order('3', '50'), order('4', '1')];
    const result = evaluate(scheme, { period, inputs: {}, rows: { orders: rows } });
    expect(down(result, 'orders', 'owed')).toEqual(['1 100', '2 40', '3 10', '4 0']);
    expect(down(result, 'orders', 'repaid')).toEqual(['1 60', '2 30', '3 10', '4 0']);
  });

  it('cost one walk, however many rows', () => {
    const scheme = withRows(
      "orders: {facts: orders_won, lines: [{code: paid, formula: 'amount + PRIOR(amount, client) + PRIOR(paid) * 0', unit: money}]}",
      "- {code: total_paid, formula: 'SUM(orders, paid)', unit: money}",
    );
    let reads = 0;
    const rows = Array.from({ length: 5_000 }, (_, index) => {
      const fields = {
        client: String(index % 100),
        get amount() {
          reads++;
          return '1';
        },
      };
      return { id: String(index), date: '2026-03-10', fields };
    });
    evaluate(scheme, { period, inputs: {}, rows: { orders: rows } });
    // were each sum of earlier rows walked anew, they would be read 25 000 000 times
    expect(reads).toBeGreaterThanOrEqual(rows.length);
    expect(reads).toBeLessThan(10 * rows.length);
  });
});

describe('totals', () => {
  it('of no rows are zero; of rows nobody handed in they are missing', () => {
    const scheme = withRows(
      'orders: {facts: orders_won, lines: [{code: own, formula: amount, unit: money}]}',
      "- {code: paid, formula: 'SUM(orders, own)', unit: money, round: 1, pay: bonus, clause: '1'}\n- {code: many, formula: 'COUNT(orders)', unit: count}",
    );
    const empty = evaluate(scheme, { period, inputs: {}, rows: { orders: [] } });
    expect(empty).toMatchObject({ complete: true, totals: { total: '0' }, rows: { orders: [] } });
    const absent = evaluate(scheme, { period, inputs: {} });
    expect(absent).toMatchObject({ complete: false, totals: { total: null } });
    for (const line of ['paid', 'many'])
      expect(failureText(lineOf(absent, line).failure!)).toBe('nobody handed in the rows of orders');
    expect(canonicalText(evaluate(scheme, subjectOf(absent)))).toBe(canonicalText(absent));
  });

  it('count rows that meet a condition, and rank with shared places', () => {
    const scheme = withRows(
      "orders: {facts: orders_won, lines: [{code: place, formula: 'RANK(amount)', unit: count}]}",
      "- {code: large, formula: 'COUNT(orders, amount >= 20 AND place <= 3)', unit: count}",
    );
    const rows = ['20', '10', '30', '20'].map((amount, index) => order(String(index), amount));
    const subject = { period, inputs: {}, rows: { orders: rows } };
    const result = evaluate(scheme, subject);
    expect(down(result, 'orders', 'place')).toEqual(['0 2', '1 4', '2 1', '3 2']);
    expect(lineOf(result, 'large').value).toBe('3');
    const { lines, rows: sets } = explain(scheme, subject);
    const of = { set: 'orders', count: 4 };
    expect(lines[0]!.totals).toEqual([
      { ...of, text: 'COUNT(orders, amount >= 20 AND place <= 3)', function: 'COUNT', value: '3' },
    ]);
    expect(sets![0]!.rows[0]!.lines[0]!.totals).toEqual([
      { ...of, text: 'RANK(amount)', function: 'RANK', value: '2' },
    ]);
  });

  it('give no place to any row where the place of one is not known', () => {
    const scheme = withRows(
      "orders: {facts: orders_won, lines: [{code: place, formula: 'RANK(amount)', unit: count}]}",
    );
    const rows = { orders: [order('1', '20'), order('2', null)] };
    const result = evaluate(scheme, { period, inputs: {}, rows });
    expect(result.complete).toBe(false);
    for (const { failures } of result.rows!.orders!)
      expect(failures!.place).toMatchObject({ code: 'row-failed', facts: { row: '2' } });
  });

  it('are incomplete where a cell failed that no line reads', () => {
    const scheme = withRows(
      'orders: {facts: orders_won, lines: [{code: own, formula: amount, unit: money}, {code: flat, formula: 5, unit: money}]}',
    );
    const complete = (amounts: (string | null)[]) =>
      evaluate(scheme, {
        period,
        inputs: {},
        rows: { orders: amounts.map((amount, index) => order(String(index), amount)) },
      }).complete;
    expect([complete(['1', '2']), complete(['1', null])]).toEqual([true, false]);
  });

  it('name the row that failed, and the cause; rows that do not read it are computed', () => {
    const scheme = withRows(
      "orders: {facts: orders_won, lines: [{code: own, formula: 'amount * quantity', unit: money}, {code: flat, formula: '5', unit: money}]}",
      "- {code: sum, formula: 'SUM(orders, own)', unit: money}\n- {code: next, formula: sum * 2, unit: money}\n- {code: flats, formula: 'SUM(orders, flat)', unit: money}",
    );
    const rows = [order('o1', '1', { fields: { quantity: '2' } }), order('o2', '1')];
    const result = evaluate(scheme, { period, inputs: {}, rows: { orders: rows } });
    expect(down(result, 'orders', 'own')).toEqual(['o1 2', 'o2 null']);
    expect(failureText(lineOf(result, 'next').failure!)).toBe(
      'line sum has no value: o2 in orders could not be computed: line own has no value: quantity of o2 is missing',
    );
    expect(lineOf(result, 'flats').value).toBe('10');
    expect(result.complete).toBe(false);
  });

  it('take DEFAULT inside them for a missing field', () => {
    const scheme = withRows(
      'orders: {facts: orders_won, lines: [{code: own, formula: amount, unit: money}]}',
      "- {code: units, formula: 'SUM(orders, DEFAULT(quantity, 1))', unit: count}",
    );
    const rows = [order('1', '1', { fields: { quantity: '4' } }), order('2', '1')];
    expect(lineOf(evaluate(scheme, { period, inputs: {}, rows: { orders: rows } }), 'units').value).toBe('5');
  });
});

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

describe('parts and lists', () => {
  it('work through dated parts in the order of their days', () => {
    const scheme = withRows(
      "quota: {parts: {target: won_amount, unit: money}, lines: [{code: part, formula: 'value * worked_days / norm_days', unit: money}, {code: at_rate, formula: value * part_share, unit: money}]}",
      "- {code: plan, formula: 'SUM(quota, part)', unit: money, round: 0.01}\n- {code: by_share, formula: 'SUM(quota, at_rate)', unit: money, round: 0.01}",
    );
    const quota: GivenRow[] = [
      {
        id: 'b',
        date: '2026-03-16',
        fields: { value: '3000', days: '16', worked_days: '6', norm_days: '22', part_share: '0.25' },
      },
      {
        id: 'a',
        date: '2026-03-01',
        fields: { value: '2200', days: '15', worked_days: '10', norm_days: '22', part_share: '0.5' },
      },
    ];
    const result = evaluate(scheme, { period, inputs: {}, rows: { quota } });
    // 1000 + 818.1818…
    expect(lineOf(result, 'plan').value).toBe('1818.18');
    // 1100 + 750
    expect(lineOf(result, 'by_share').value).toBe('1850');
    expect(result.rows!.quota!.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('keep one running total over orders and returns, which are negative there', () => {
    const scheme = withRows(
      "sales: {facts: [orders_won, returns], lines: [{code: before, formula: 'PRIOR(amount)', unit: money}]}",
    );
    const rows = [
      order('o1', '100'),
      order('r1', '-30', { date: '2026-03-11' }),
      order('o2', '5', { date: '2026-03-12' }),
    ];
    expect(down(evaluate(scheme, { period, inputs: {}, rows: { sales: rows } }), 'sales', 'before')).toEqual([
      'o1 0',
      'r1 100',
      'o2 70',
    ]);
  });

  describe('of an order and a return with one number', () => {
    const scheme =
      withRows(`sales: {facts: [orders_won, returns], lines: [{code: net, formula: amount, unit: money}]}
later: {kept: sales, months: 1, lines: [{code: again, formula: net, unit: money}]}
payments: {facts: payments, of: sales, lines: [{code: was, formula: order.net, unit: money}]}
`);
    const sales = [order('1', '-30', { kind: 'returns' }), order('1', '100', { kind: 'orders_won' })];
    const evaluated = (rows: GivenRow[], more: Partial<Subject> = {}) =>
      evaluate(scheme, { period, inputs: {}, rows: { sales: rows, payments: [] }, ...more });

    it('both count, the kind of fact deciding their order at last', () => {
      const result = evaluated(sales);
      expect(down(result, 'sales', 'net')).toEqual(['1 100', '1 -30']);
      expect(canonicalText(evaluated(sales.toReversed()))).toBe(canonicalText(result));
      expect(canonicalText(evaluate(scheme, subjectOf(result)))).toBe(canonicalText(result));
    });

    it('are kept and referred to apart', () => {
      const kept = keptAfter(scheme, evaluated(sales));
      expect(kept.sales!.map(({ kind, lines }) => [kind, lines.net])).toEqual([
        ['orders_won', '100'],
        ['returns', '-30'],
      ]);
      const payments = [
        { ...order('p1', '1'), order: { id: '1' } },
        { ...order('p2', '1'), order: { id: '1', kind: 'returns' } },
      ];
      const result = evaluated([], { period: '2026-04', kept, rows: { sales: [], payments } });
      expect(down(result, 'later', 'again')).toEqual(['1 100', '1 -30']);
      // What names no kind refers to the first one of the list.
      expect(down(result, 'payments', 'was')).toEqual(['p1 100', 'p2 -30']);
    });

    it('one of them twice, or of a kind the set does not have, is refused', () => {
      const [returned, won] = sales as [GivenRow, GivenRow];
      const problemOf = (rows: GivenRow[]) => {
        try {
          return void evaluated(rows);
        } catch (error) {
          return (error as SubjectError).code;
        }
      };
      expect(problemOf([won, returned, { ...returned }])).toBe('row-repeated');
      expect(problemOf([order('1', '1'), won])).toBe('row-repeated');
      expect(problemOf([{ ...won, kind: 'payments' }])).toBe('value-wrong');
    });
  });
});

describe('members', () => {
  const pool = withRows(
    "members: {inputs: {weight: {attribute: participation, unit: ratio}}, lines: [{code: share, formula: 'SPLIT(fund, weight)', unit: money, round: 0.01, pay: bonus, clause: '1'}]}",
    '- {code: fund, formula: given_fund, unit: money}',
    'subject: team\ninputs: {given_fund: {measure: f, unit: money}}\n',
  );
  const shared = (fund: string, weights: Record<string, string | null>) =>
    evaluate(pool, {
      period,
      inputs: given({ given_fund: fund }),
      rows: {
        members: Object.entries(weights).map(([id, weight]) => ({ id, inputs: given({ weight: [weight] }) })),
      },
    });
  const shares = (result: Result) => down(result, 'members', 'share');

  it('share to the last step: larger remainders first, then the smaller personnel number', () => {
    expect(shares(shared('0.02', { b: '1', a: '1', c: '1' }))).toEqual(['a 0.01', 'b 0.01', 'c 0']);
    expect(shares(shared('-0.02', { b: '1', a: '1', c: '1' }))).toEqual(['a -0.01', 'b -0.01', 'c 0']);
    const result = shared('100', { a: '1', b: '2' });
    expect(shares(result)).toEqual(['a 33.33', 'b 66.67']);
    expect(result.rows!.members![0]!.totals).toEqual({ bonus: '33.33', total: '33.33' });
    expect(result.totals).toEqual({ bonus: '100', total: '100' });
  });

  it('total what is paid to them alone, and nothing at all where nobody is there', () => {
    const scheme = withRows(
      "members: {inputs: {sold: {measure: s, unit: money}}, lines: [{code: base, formula: sold * 10%, unit: money}, {code: extra, formula: base + 1, unit: money, round: 0.01, pay: bonus, clause: '1'}]}",
      undefined,
      'subject: team\n',
    );
    const paid = (members?: GivenRow[]) =>
      evaluate(scheme, { period, inputs: {}, ...(members && { rows: { members } }) });
    const result = paid([{ id: 'a', inputs: given({ sold: '90' }) }]);
    expect(result.rows!.members![0]!.totals).toEqual({ bonus: '10', total: '10' });
    expect(paid([])).toMatchObject({ complete: true, totals: { bonus: '0', total: '0' } });
    // members whom nobody handed in are not nobody
    const absent = paid();
    expect(absent).toMatchObject({ complete: false, totals: { bonus: null, total: null } });
    const failure = { code: 'rows-missing', facts: { set: 'members' } };
    expect(absent.rowFailures).toMatchObject({ 'members.base': failure, 'members.extra': failure });
    const failed = paid([{ id: 'a', inputs: given({ sold: [null] }) }]);
    expect(failed).toMatchObject({ totals: { bonus: null, total: null } });
  });

  it('break ties by the smaller name in whatever order they stand, of one name by their order', () => {
    const shareOf = (fund: string, names: string[]) =>
      splitFund(
        decimal(fund),
        names.map(() => decimal('1')),
        names,
        decimal('0.01'),
      ).map(toText);
    expect(shareOf('0.02', ['c', 'a', 'b'])).toEqual(['0', '0.01', '0.01']);
    expect(shareOf('-0.01', ['b', 'a', 'c'])).toEqual(['0', '-0.01', '0']);
    expect(shareOf('0.02', ['a', 'a', 'a'])).toEqual(['0.01', '0.01', '0']);
  });

  it('are given nothing of nothing, and are not kept', () => {
    const result = shared('0', { a: '0', b: '0' });
    expect(shares(result)).toEqual(['a 0', 'b 0']);
    expect(keptAfter(pool, result)).toEqual({});
  });

  it.each<[fund: string, weights: Record<string, string | null>, failure: object]>([
    ['0.005', { a: '1' }, { code: 'fund-not-multiple', facts: { fund: '0.005', step: '0.01' } }],
    ['1', { a: '0', b: '0' }, { code: 'weights-zero', facts: { fund: '1' } }],
    ['1', { a: '2', b: '-1' }, { code: 'weight-negative', facts: { row: 'b', weight: '-1' } }],
    ['1', { a: '1', b: null }, { code: 'row-failed' }],
  ])('fail the whole pool: fund %s, weights %j (%j)', (fund, weights, failure) => {
    const result = shared(fund, weights);
    expect(result.totals.total).toBeNull();
    for (const { failures } of result.rows!.members!) expect(failures!.share).toMatchObject(failure);
  });

  it('fail a fund that nobody is there to share', () => {
    expect(shared('1', {})).toMatchObject({
      complete: false,
      totals: { total: null },
      rowFailures: { 'members.share': { code: 'fund-without-members', facts: { fund: '1' } } },
    });
    expect(shared('0', {})).toMatchObject({ complete: true, totals: { total: '0' } });
  });

  it('fail what sums up a fund that nobody is there to share', () => {
    const scheme = withRows(
      "members: {inputs: {weight: {attribute: participation, unit: ratio}}, lines: [{code: share, formula: 'SPLIT(fund, weight)', unit: money, round: 0.01}]}",
      "- {code: fund, formula: '1', unit: money}\n- {code: all, formula: 'SUM(members, share * 2)', unit: money}\n- {code: many, formula: 'COUNT(members)', unit: count}",
      'subject: team\n',
    );
    const result = evaluate(scheme, { period, inputs: {}, rows: { members: [] } });
    expect(lineOf(result, 'all').failure).toEqual({ code: 'fund-without-members', facts: { fund: '1' } });
    expect(lineOf(result, 'many').value).toBe('0');
  });

  it('see the fund, the own weight and the sum of weights in the explanation', () => {
    const members = ['a', 'b', 'c'].map((id) => ({ id, inputs: given({ weight: '1' }) }));
    const explanation = explain(
      pool,
      { period, inputs: given({ given_fund: '0.02' }), rows: { members } },
      { rowsMax: 2 },
    );
    const [set] = explanation.rows!;
    expect(set).toMatchObject({ count: 3, sums: [{ code: 'share', value: '0.02' }] });
    expect(set!.rows).toHaveLength(2);
    expect(set!.rows[0]!.lines[0]!.totals).toEqual([
      {
        text: 'SPLIT(fund, weight)',
        function: 'SPLIT',
        set: 'members',
        count: 3,
        value: '0.01',
        fund: '0.02',
        weight: '1',
        weights: '3',
      },
    ]);
    expect(explanationText(explanation, 'ru')).toContain('… и ещё 1');
  });
});

describe('a subject that does not fit', () => {
  const scheme = withRows('orders: {facts: orders_won, lines: [{code: own, formula: amount, unit: money}]}');

  const place = { set: 'orders', row: '1' };
  const wrongAmount = { ...place, field: 'amount', unit: 'money' };

  it.each<[rows: Record<string, GivenRow[]>, code: string, facts: Record<string, string>]>([
    [{ sales: [] }, 'rows-unknown', { set: 'sales', scheme: 'r' }],
    [{ orders: [order('1', '1'), order('1', '2')] }, 'row-repeated', place],
    [
      { orders: [order('1', '1', { fields: { colour: 'red' } })] },
      'field-unknown',
      { ...place, field: 'colour' },
    ],
    [{ orders: [order('1', '1,5')] }, 'value-wrong', { ...wrongAmount, found: '1,5' }],
    [{ orders: [order('1', '5%')] }, 'value-wrong', { ...wrongAmount, found: '5%' }],
    [
      { orders: [order('1', '100000000000000000000')] },
      'value-wrong',
      { ...wrongAmount, found: '100000000000000000000' },
    ],
    [{ orders: [order('1', '7'.repeat(101))] }, 'value-wrong', { ...wrongAmount, found: '7'.repeat(100) }],
    [
      { orders: [order('1', '1', { kind: 'k'.repeat(101) })] },
      'value-wrong',
      { ...place, field: 'kind', found: 'k'.repeat(100) },
    ],
    [{ orders: [order('1', '1', { date: '2026-02-30' })] }, 'value-wrong', { ...place, found: '2026-02-30' }],
    [
      { orders: [order('1', '1', { inputs: given({ margin: '1' }) })] },
      'input-unknown',
      { ...place, input: 'margin' },
    ],
  ])('throws for %j: %s', (rows, code, facts) => {
    expect(() => evaluate(scheme, { period, inputs: {}, rows })).toThrow(SubjectError);
    expect(() => evaluate(scheme, { period, inputs: {}, rows })).toThrow(
      expect.objectContaining({ code, facts }),
    );
  });

  it('is told in words, and by its number of rows before any is read', () => {
    const evaluated = (orders: GivenRow[]) => evaluate(scheme, { period, inputs: {}, rows: { orders } });
    expect(() => evaluated([order('1', '1'), order('1', '2')])).toThrow('row-repeated: set orders, row 1');
    expect(() => evaluated(new Array(1_000_001))).toThrow(
      expect.objectContaining({ code: 'rows-too-many', facts: { set: 'orders', max: '1000000' } }),
    );
  });
});
