import {
  canonicalText,
  evaluate,
  explain,
  failureText,
  type GivenRow,
  keptAfter,
  SubjectError,
  subjectOf,
} from '../../src/calc/index.js';
import { down, order, period, withRows } from './row-sets.js';
import { given, lineOf } from './support.js';

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
