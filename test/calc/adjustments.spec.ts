import fc from 'fast-check';
import {
  type Adjustment,
  canonicalText,
  Decimal,
  decimal,
  evaluate,
  statementContent,
} from '../../src/calc/index.js';
import { adjusted, adjustmentsIn } from '../../src/calc/statement.js';
import { RUNS } from './runs.js';
import { schemeOf } from './support.js';

const scheme = schemeOf(`code: pay
title: Pay
period: month
inputs: {base: {attribute: salary_monthly, unit: money}, sales: {measure: won_amount, unit: money}}
lines:
  - {code: salary, title: Salary, formula: base, unit: money, round: 0.01, pay: salary, clause: "1"}
  - {code: bonus, title: Bonus, formula: sales, unit: money, round: 0.01, pay: bonus, clause: "2"}
`);
const given = (value: string | null) => ({ values: value === null ? [] : [{ of: '2026-03', value }] });
const statementOf = (salary: string, bonus: string | null) =>
  statementContent({ manager: '7', period: '2026-03', currency: 'RUB' }, [
    {
      scheme,
      result: evaluate(scheme, { period: '2026-03', inputs: { base: given(salary), sales: given(bonus) } }),
      hash: 'a',
    },
  ]);
const adjustment = (id: string, kind: Adjustment['kind'], asked: string): Adjustment => ({
  id,
  kind,
  asked,
  reason: 'because',
  clause: '5',
  author: '1',
  at: '2026-04-02T09:00:00.000000Z',
});
const RULES = { reductionShareMax: '0.2', correctionsLowerSalary: false };
const amounts = (adjustments: readonly Adjustment[], rules = RULES, statement = statementOf('700', '191')) =>
  adjusted(statement, { adjustments, rules }).lines.flatMap((line) => (line.adjustment ? [line.amount] : []));

describe('adjustments of a statement', () => {
  it('leave it byte for byte as it was when there are none, or none any longer', () => {
    const bare = statementOf('700', '191');
    const text = canonicalText(bare);
    expect(canonicalText(adjusted(bare, { adjustments: [], rules: RULES }))).toBe(text);
    const one = adjusted(bare, { adjustments: [adjustment('1', 'prize', '9')], rules: RULES });
    expect(canonicalText(one)).not.toBe(text);
    expect(canonicalText(adjusted(one, { adjustments: [], rules: RULES }))).toBe(text);
  });

  it('tells what it was made with, and by which rules and limits', () => {
    const bare = statementOf('700', '191');
    const adjustments = [adjustment('1', 'reduction', '-500'), adjustment('2', 'prize', '100')];
    const content = adjusted(bare, { adjustments, rules: RULES });
    // 891 and the prize are 991; 20 % of it are taken: −198.2 + 100
    expect(content.adjusting).toEqual({
      ...RULES,
      reductionBase: '991',
      reductionMax: '198.2',
      total: '-98.2',
    });
    const given = adjustmentsIn(content)!;
    expect(given.adjustments).toEqual(adjustments);
    expect(given.rules).toMatchObject(RULES);
    expect(canonicalText(adjusted(bare, given))).toBe(canonicalText(content));
    expect(adjustmentsIn(bare)).toBeUndefined();
  });

  it.each<[string, Adjustment[], (string | null)[]]>([
    ['a reduction within 20 % of 891', [adjustment('1', 'reduction', '-100')], ['-100']],
    // 891 × 20 % = 178.2
    ['a reduction cut at 20 % of 891', [adjustment('1', 'reduction', '-500')], ['-178.2']],
    // 991 × 20 % = 198.2: what is added counts, wherever it stands
    [
      'a reduction with a prize after it',
      [adjustment('1', 'reduction', '-500'), adjustment('2', 'prize', '100')],
      ['-198.2', '100'],
    ],
    // 891 − 150 = 741, × 20 % = 148.2, but only 41 is above the salary
    [
      'a reduction that would reach the salary',
      [adjustment('1', 'correction', '-150'), adjustment('2', 'reduction', '-500')],
      ['-150', '-41'],
    ],
    // 178.2 for all of them together: 100, and 78.2 of the second
    [
      'two reductions',
      [adjustment('1', 'reduction', '-100'), adjustment('2', 'reduction', '-100')],
      ['-100', '-78.2'],
    ],
    // 191 above the salary
    ['a correction that would reach the salary', [adjustment('1', 'correction', '-200')], ['-191']],
    [
      'a correction after an agreed sum',
      [adjustment('1', 'correction', '-200'), adjustment('2', 'agreed', '5')],
      ['-196', '5'],
    ],
  ])('%s', (_, adjustments, expected) => {
    expect(amounts(adjustments)).toEqual(expected);
  });

  it('takes of the salary, and never more than there is, where corrections may', () => {
    const rules = { ...RULES, correctionsLowerSalary: true };
    expect(amounts([adjustment('1', 'correction', '-200')], rules)).toEqual(['-200']);
    expect(amounts([adjustment('1', 'correction', '-1000')], rules)).toEqual(['-891']);
  });

  it('rounds the most that reductions take down to the cent: 20 % of 891.04 is 178.208', () => {
    expect(amounts([adjustment('1', 'reduction', '-500')], RULES, statementOf('700', '191.04'))).toEqual([
      '-178.2',
    ]);
  });

  it('rounds what is above the salary down to the cent too: 741.006 − 700 is 41.006, below 20 % of it, 148.2', () => {
    const adjustments = [adjustment('1', 'correction', '-149.994'), adjustment('2', 'reduction', '-500')];
    expect(amounts(adjustments)).toEqual(['-149.994', '-41']);
  });

  it('is unknown while pay by results is', () => {
    const content = adjusted(statementOf('700', null), {
      adjustments: [adjustment('1', 'prize', '9')],
      rules: RULES,
    });
    expect(content.totals).toEqual({ salary: '700', bonus: null, total: null });
    expect(content.lines.at(-1)).toMatchObject({ line: 'adjustment-1', pay: 'prize', amount: null });
    expect(content.adjusting).toEqual({ ...RULES, reductionBase: null, reductionMax: null, total: null });
  });

  it('adds up, and never takes more than the rules let it', () => {
    const cents = (max: number) =>
      fc.integer({ min: 1, max }).map((count) => new Decimal(count).div(100).toFixed());
    const any = fc.oneof(
      fc.tuple(fc.constantFrom('agreed' as const, 'prize' as const, 'correction' as const), cents(50_000)),
      fc.tuple(
        fc.constantFrom('correction' as const, 'reduction' as const),
        cents(200_000).map((text) => `-${text}`),
      ),
    );
    fc.assert(
      fc.property(
        cents(100_000),
        cents(100_000),
        fc.array(any, { maxLength: 6 }),
        fc.constantFrom('0', '0.2', '0.5', '1'),
        fc.boolean(),
        (salary, bonus, kinds, reductionShareMax, correctionsLowerSalary) => {
          const adjustments = kinds.map(([kind, asked], place) => adjustment(String(place + 1), kind, asked));
          const rules = { reductionShareMax, correctionsLowerSalary };
          const { lines, totals } = adjusted(statementOf(salary, bonus), { adjustments, rules });
          const of = (isMeant: (kind: string) => boolean) =>
            lines
              .filter(({ adjustment: one }) => one && isMeant(one.kind))
              .reduce((sum, { amount }) => sum.plus(amount!), decimal('0'));
          const [pay, all] = [decimal(salary).plus(bonus), of(() => true)];
          const before = pay.plus(of((kind) => kind !== 'reduction'));
          const reduced = of((kind) => kind === 'reduction').abs();
          expect(pay.plus(all).equals(totals.total!)).toBe(true);
          expect(decimal(totals.salary!).plus(totals.bonus!).equals(totals.total!)).toBe(true);
          expect(reduced.lte(Decimal.max(0, before.times(reductionShareMax)))).toBe(true);
          expect(decimal(totals.total!).gte(correctionsLowerSalary ? '0' : salary)).toBe(true);
          for (const { adjustment: one, amount } of lines)
            if (one) expect(decimal(amount!).abs().lte(decimal(one.asked).abs())).toBe(true);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
