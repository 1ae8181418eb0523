import {
  canonicalText,
  decimal,
  evaluate,
  explain,
  explanationText,
  type GivenRow,
  keptAfter,
  type Result,
  type Subject,
  SubjectError,
  subjectOf,
  toText,
} from '../../src/calc/index.js';
import { splitFund } from '../../src/calc/split.js';
import { down, order, period, withRows } from './row-sets.js';
import { given, lineOf } from './support.js';

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
