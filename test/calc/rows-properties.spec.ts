import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  canonicalText,
  compileScheme,
  decimal,
  evaluate,
  explain,
  type GivenRow,
  type KeptRow,
  keptAfter,
  type Result,
  type Subject,
} from '../../src/calc/index.js';
import { readSchemeSource } from '../../src/platform/scheme-source.js';
import { type Fraction, fraction, isLess, minus, over, plus, roundToStep, times } from './fraction.js';
import { RUNS } from './runs.js';
import { given, lineOf, schemeOf, shippedScheme } from './support.js';

const period = '2026-03';
/** One text must never cost more than this; far above what any takes, far below a hang. */
const BOUND_MS = 2000;

const cents = (max: number, min = 1) => fc.integer({ min, max });
const amountText = (count: number | bigint) => {
  const digits = String(count < 0 ? -BigInt(count) : BigInt(count)).padStart(3, '0');
  return `${count < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const inCents = (text: string) => BigInt(decimal(text).times(100).toFixed());
const sumOf = (values: readonly bigint[]) => values.reduce((sum, value) => sum + value, 0n);
const cellsOf = (result: Result, set: string, line: string) =>
  result.rows![set]!.map(({ lines }) => lines[line]!);

/** Orders of a month: day, amount in cents, share of credit. */
const orders = fc
  .array(
    fc.record({
      day: fc.integer({ min: 1, max: 31 }),
      amount: cents(30_000_000),
      credit: fc.constantFrom('1', '0.5', '0.25'),
    }),
    {
      maxLength: 12,
    },
  )
  .map((list) =>
    list.map(({ day, amount, credit }, index): GivenRow & { amount: number; credit: string } => ({
      id: `o${index}`,
      date: `2026-03-${String(day).padStart(2, '0')}`,
      fields: { amount: amountText(amount), credit },
      amount,
      credit,
    })),
  );
const rowsOf = (list: readonly (GivenRow & { amount?: number })[]): GivenRow[] =>
  list.map(({ id, date, fields }) => ({ id, ...(date && { date }), ...(fields && { fields }) }));

const tiers = shippedScheme('schemes/marginal-tiers.yaml');

describe('facts', () => {
  it('give the same result in whatever order and batches they come', () => {
    const shuffled = orders.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, cents(40_000_000, 0), ([list, other], before) => {
        const textOf = (rows: typeof list) =>
          canonicalText(
            evaluate(tiers, {
              period,
              inputs: given({ sales_before: amountText(before) }),
              rows: { orders: rowsOf(rows), returns: [] },
            }),
          );
        expect(textOf(other)).toBe(textOf(list));
      }),
      { numRuns: RUNS },
    );
  });
});

/** Marginal bands with plain fractions: 4 % to 150 000, 6 % to 250 000, 8 % above. */
function naiveBands(end: Fraction): Fraction {
  const bounds = [0n, 150_000n, 250_000n].map((bound) => fraction(bound, 1n));
  const rates = [4n, 6n, 8n].map((rate) => fraction(rate, 100n));
  let sum = fraction(0n, 1n);
  for (const [index, start] of bounds.entries()) {
    if (!isLess(start, end)) break;
    const next = bounds[index + 1];
    const top = next && isLess(next, end) ? next : end;
    sum = plus(sum, times(minus(top, start), rates[index]!));
  }
  return sum;
}

describe('a naive second evaluator', () => {
  it('comes to the same commissions by bands, order by order', () => {
    fc.assert(
      fc.property(orders, cents(40_000_000, 0), (list, before) => {
        const subject: Subject = {
          period,
          inputs: given({ sales_before: amountText(before) }),
          rows: { orders: rowsOf(list), returns: [] },
        };
        const result = evaluate(tiers, subject);
        const ordered = list.toSorted((a, b) =>
          a.date! < b.date! ? -1 : a.date! > b.date! ? 1 : a.id < b.id ? -1 : 1,
        );
        let sum = fraction(BigInt(before), 100n);
        const expected = ordered.map(({ amount, credit }) => {
          const credited = times(fraction(BigInt(amount), 100n), fraction(BigInt(Number(credit) * 4), 4n));
          const end = plus(sum, credited);
          const commission = roundToStep(minus(naiveBands(end), naiveBands(sum)), 100n);
          sum = end;
          return commission;
        });
        expect(cellsOf(result, 'orders', 'commission')).toEqual(expected);
        const total = sumOf(expected.map(inCents));
        expect(inCents(result.totals.total!)).toBe(total);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('returns', () => {
  it('in any parts, over any runs, are the exact negation of what they reverse', () => {
    const cuts = fc.tuple(
      cents(10_000_000, 10),
      fc.array(fc.nat(), { maxLength: 6 }),
      fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
    );
    fc.assert(
      fc.property(cuts, cents(40_000_000, 0), ([amount, places, breaks], before) => {
        const bounds = [...new Set(places.map((place) => place % amount))]
          .filter(Boolean)
          .sort((a, b) => a - b);
        const parts = [...bounds, amount].map((end, index, all) => end - (index === 0 ? 0 : all[index - 1]!));
        const inputs = given({ sales_before: amountText(before) });
        const order: GivenRow = {
          id: 'o',
          date: '2026-03-01',
          fields: { amount: amountText(amount), credit: '1' },
        };
        const sold = evaluate(tiers, { period, inputs, rows: { orders: [order], returns: [] } });
        let kept: Record<string, KeptRow[]> = keptAfter(tiers, sold);
        let reversed = 0n;
        let run: GivenRow[] = [];
        for (const [index, part] of parts.entries()) {
          run.push({
            id: `r${index}`,
            date: '2026-04-01',
            order: { id: 'o' },
            fields: { amount: amountText(part) },
          });
          if (!breaks[index] && index < parts.length - 1) continue;
          const result = evaluate(tiers, {
            period: '2026-04',
            inputs,
            rows: { orders: [], returns: run },
            kept,
          });
          expect(result.complete).toBe(true);
          reversed += inCents(result.totals.total!);
          kept = keptAfter(tiers, result, kept);
          run = [];
        }
        expect(reversed).toBe(-inCents(sold.totals.total!));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('PORTION', () => {
  const scheme = schemeOf(`code: p
title: P
period: month
inputs: {total: {measure: t, unit: money}, whole: {measure: w, unit: count}}
rows:
  parts:
    facts: parts
    lines:
      - {code: done, formula: 'PRIOR(quantity)', unit: count}
      - {code: part, formula: 'PORTION(total, done, quantity, whole)', unit: money, round: 0.01}
lines:
  - {code: all, formula: 'SUM(parts, part)', unit: money, round: 0.01}
`);

  it('makes parts that add up to the whole', () => {
    fc.assert(
      fc.property(
        cents(100_000_000, -100_000_000),
        fc.array(cents(1000), { minLength: 1, maxLength: 24 }),
        (total, counts) => {
          const parts = counts.map((count, index) => ({
            id: String(index),
            date: `${period}-01`,
            fields: { quantity: String(count) },
          }));
          const whole = String(counts.reduce((sum, count) => sum + count, 0));
          const result = evaluate(scheme, {
            period,
            inputs: given({ total: amountText(total), whole }),
            rows: { parts },
          });
          expect(inCents(lineOf(result, 'all').value!)).toBe(BigInt(total));
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('a pool', () => {
  const pool = schemeOf(`code: s
title: S
subject: team
period: month
inputs: {fund: {measure: f, unit: money}}
rows:
  members:
    inputs: {weight: {attribute: participation, unit: ratio}}
    lines:
      - {code: share, formula: 'SPLIT(fund, weight)', unit: money, round: 0.01, pay: bonus, clause: "1"}
lines:
  - {code: all, formula: 'SUM(members, share)', unit: money}
`);
  const weights = fc
    .array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 12 })
    .filter((list) => list.some(Boolean));

  it('is shared to the last cent, each share less than a cent off its due; the total is what is paid', () => {
    fc.assert(
      fc.property(cents(10_000_000, -10_000_000), weights, (fund, list) => {
        const members = list.map((weight, index) => ({
          id: String(index),
          inputs: given({ weight: amountText(weight) }),
        }));
        const result = evaluate(pool, {
          period,
          inputs: given({ fund: amountText(fund) }),
          rows: { members },
        });
        const sum = BigInt(list.reduce((total, weight) => total + weight, 0));
        expect(inCents(lineOf(result, 'all').value!)).toBe(BigInt(fund));
        expect(inCents(result.totals.total!)).toBe(BigInt(fund));
        for (const { id, lines, totals } of result.rows!.members!) {
          const due = over(
            times(fraction(BigInt(fund), 1n), fraction(BigInt(list[Number(id)]!), 1n)),
            fraction(sum, 1n),
          );
          const off = minus(fraction(inCents(lines.share!), 1n), due);
          expect(isLess(off, fraction(1n, 1n)) && isLess(fraction(-1n, 1n), off)).toBe(true);
          expect(totals!.total).toBe(lines.share);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe('proration', () => {
  const scheme = shippedScheme('schemes/accelerator.yaml');

  it('over a full period is the identity', () => {
    const whole = schemeOf(`code: w
title: W
period: month
inputs: {plan: {target: p, prorate: share, unit: money}, share: {attribute: worked_share, unit: ratio}}
rows: {parts: {parts: {target: p, unit: money}, lines: [{code: part, formula: value * worked_days / norm_days, unit: money}]}}
lines: [{code: all, formula: 'SUM(parts, part)', unit: money, round: 0.01}, {code: same, formula: plan, unit: money, round: 0.01}]
`);
    fc.assert(
      fc.property(
        cents(50_000_000),
        cents(50_000_000),
        fc.integer({ min: 1, max: 23 }),
        (sales, plan, days) => {
          const inputs = given({ sales: amountText(sales), plan: amountText(plan), worked_share: '1' });
          expect(evaluate(scheme, { period, inputs }).inputs.plan!.value).toBe(
            decimal(amountText(plan)).toFixed(),
          );
          const norm = String(days);
          const part = {
            id: 'p',
            date: '2026-03-01',
            fields: { value: amountText(plan), days: '31', worked_days: norm, norm_days: norm },
          };
          const result = evaluate(whole, {
            period,
            inputs: given({ plan: amountText(plan), share: '1' }),
            rows: { parts: [part] },
          });
          expect(lineOf(result, 'all').value).toBe(lineOf(result, 'same').value);
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('explanations of rows', () => {
  it('list every row with the value the result has, and sums that are its totals', () => {
    fc.assert(
      fc.property(orders, (list) => {
        const subject: Subject = {
          period,
          inputs: given({ sales_before: '140000' }),
          rows: { orders: rowsOf(list), returns: [] },
        };
        const result = evaluate(tiers, subject);
        const [set] = explain(tiers, subject).rows!;
        expect(set!.rows.map(({ lines }) => lines.map(({ value }) => value))).toEqual(
          result.rows!.orders!.map(({ lines }) => [lines.credited, lines.commission]),
        );
        expect(set!.sums.at(-1)!.value).toBe(lineOf(result, 'commission_total').value);
      }),
      { numRuns: Math.min(RUNS, 500) },
    );
  });
});

describe('any text', () => {
  const documents = readdirSync('schemes')
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.scenarios.yaml'))
    .map((name) => readFileSync(`schemes/${name}`, 'utf8'))
    .filter((text) => text.includes('rows:'));
  const inserts = [
    'PRIOR(',
    'SUM(orders, ',
    'order.',
    'SPLIT(',
    'members',
    ')',
    '{',
    '- ',
    'RANK(',
    'kept: orders',
    'of: orders',
    '"',
    '\n  ',
  ];
  const spoilt = fc
    .tuple(
      fc.constantFrom(...documents),
      fc.nat(),
      fc.nat(40),
      fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom(...inserts)),
    )
    .map(([text, at, length, insert]) => {
      const start = at % text.length;
      return text.slice(0, start) + insert + text.slice(start + length);
    });

  it('given as a document with row sets compiles and evaluates, or is refused at a place, soon', () => {
    fc.assert(
      fc.property(spoilt, (text) => {
        const start = performance.now();
        const source = readSchemeSource(text);
        const { scheme, findings } = source.root
          ? compileScheme(source.root)
          : { ...source, scheme: undefined };
        if (scheme) {
          const rows = Object.fromEntries(
            [...scheme.rows.keys()].map((name) => [name, [{ id: '1' }]] as const),
          );
          const of = { month: '2026-03', quarter: '2026-Q1', year: '2026' }[scheme.period];
          expect(evaluate(scheme, { period: of, inputs: {}, rows }).engine).toBe('1');
        } else expect(findings.some(({ severity }) => severity === 'error')).toBe(true);
        expect(performance.now() - start).toBeLessThan(BOUND_MS);
        for (const { at } of findings) {
          expect(at.line).toBeGreaterThanOrEqual(1);
          expect(at.column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
