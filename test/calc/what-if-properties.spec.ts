import fc from 'fast-check';
import { decimal, evaluate, type Scheme, type Subject, toText } from '../../src/calc/index.js';
import { Undecided } from '../../src/calc/ranges.js';
import { run } from '../../src/calc/run.js';
import { InputModel } from '../../src/calc/what-if-model.js';
import { nextJump } from '../../src/calc/what-if-search.js';
import { RUNS } from './runs.js';
import { given, schemeOf } from './support.js';

/** Whole values of the input that every scheme is tried at one by one. */
const LAST = 40;

/** Sizes of jumps: any sum of some of them, with either sign, is far above what bends and rounding do. */
const SIZES = [100, 210, 430, 870, 1750];
const JUMP = 60;

const whole = (min: number, max: number) => fc.integer({ min, max });

/** Numbers made of `a` that a table or a comparison may be asked with; some rise, some fall, some turn back. */
const key = fc.oneof(
  fc.constantFrom(
    'a',
    'a / p',
    'share',
    'a * b',
    'a - p',
    'p - a',
    'a * a',
    'b / (a + 1)',
    'FLOOR(a, 5)',
    'soft',
  ),
  whole(1, 40).map((at) => `ABS(a - ${at})`),
  whole(1, 40).map((at) => `(a - ${at}) * (a - p)`),
  whole(1, 40).map((at) => `MIN(a, ${at})`),
  whole(1, 40).map((at) => `ROUND(a / 3, 1) + DIVIDE(p, a - ${at}, 0)`),
);

/** A part of pay that jumps by `size` where its key passes some value. */
const jumping = fc.record({
  key,
  at: fc.oneof(
    whole(-20, 60),
    whole(1, 300).map((n) => n / 10),
  ),
  sign: fc.constantFrom('>=', '>', '<', '='),
});

/** Parts of pay that only bend, or step by rounding: less than 10 from one whole value of `a` to the next. */
const bending = fc.constantFrom(
  'a * 0.7',
  'MAX(0, a - 12) * 2',
  'IF(a > 15, a, 15)',
  'IF(a >= 9.5, 2 * a - 9.5, a)',
  'BANDS(bands.rate, a)',
  'CURVE(curve.pay, a)',
  'FLOOR(a, 4)',
  'IF(share > 100%, 1, share) * 100',
  '-soft',
);

interface Made {
  scheme: Scheme;
  subject(a: number): Subject;
  from: number;
}

const made: fc.Arbitrary<Made> = fc
  .record({
    jumps: fc.array(jumping, { maxLength: SIZES.length }),
    bends: fc.array(bending, { maxLength: 3 }),
    table: fc.uniqueArray(whole(0, 50), { minLength: 1, maxLength: 3 }),
    isAfter: fc.boolean(),
    round: fc.constantFrom('0.01', '1', '{to: 1, mode: up}'),
    from: whole(0, LAST),
    b: whole(1, 20),
    p: whole(10, 30),
  })
  .map(({ jumps, bends, table, isAfter, round, from, b, p }) => {
    const parts = jumps.map(
      ({ key: asked, at, sign }, index) => `IF(${asked} ${sign} ${at}, ${SIZES[index]}, 0)`,
    );
    const starts = [...table].sort((x, y) => x - y);
    const rows = starts.map(
      (start, index) => `{${isAfter ? 'after' : 'from'}: ${start}, pay: ${(index + 1) * 4000}}`,
    );
    const text = `code: made
title: Made
period: month
inputs:
  a: {measure: a, unit: count}
  b: {measure: b, unit: count}
  p: {target: a, unit: count}
params: {one: {value: 1, unit: money}}
tables:
  steps: {by: count, gives: {pay: count}, below: {pay: 0}, rows: [${rows.join(', ')}]}
  bands: {by: count, gives: {rate: count}, rows: [{from: 0, rate: 1}, {from: 10, rate: 3}, {from: 20, rate: 0.5}]}
  curve: {by: count, gives: {pay: count}, rows: [{from: 0, pay: 0}, {from: 10, pay: 30}, {from: 25, pay: 30}]}
lines:
  - {code: share, formula: a / p, unit: ratio, round: 1%}
  - {code: soft, formula: 'a * 1.3 + b', unit: count, round: 1}
  - {code: parts, formula: '${[...parts, ...bends, '0'].join(' + ')}', unit: count}
  - {code: pay, formula: '(parts + STEP(steps.pay, a)) * one', unit: money, round: ${round}, pay: bonus, clause: "1"}
`;
    const scheme = schemeOf(text);
    const subject = (a: number) => ({
      period: '2026-03',
      inputs: given({ a: String(a), b: String(b), p: String(p) }),
    });
    return { scheme, subject, from, [fc.toStringMethod]: () => `${text} a ${from}, b ${b}, p ${p}` };
  });

const paid = ({ scheme, subject }: Made, a: number) => Number(evaluate(scheme, subject(a)).totals.total);

/** The first whole value on the way whose pay is further from the pay before it than bends and rounding go. */
function firstJump(tried: Made, direction: 1 | -1): number | undefined {
  for (let a = tried.from; a >= 0 && a <= LAST; a += direction) {
    const next = a + direction;
    if (next >= 0 && next <= LAST && Math.abs(paid(tried, next) - paid(tried, a)) > JUMP) return next;
  }
  return undefined;
}

const modelOf = ({ scheme, subject, from }: Made): InputModel => {
  const given = subject(from);
  return new InputModel(scheme, given, scheme.inputs.get('a')!, run(scheme, given, { isTraced: false }));
};

/** The next jump that is found, as far as whole values are tried. */
function foundJump(tried: Made, direction: 1 | -1): { at: number; before: number } | undefined {
  const course = { from: decimal(String(tried.from)), step: decimal('1'), direction, least: decimal('0') };
  const search = nextJump(modelOf(tried), course);
  if (search.found !== 'jump' || search.at.gt(LAST)) return undefined;
  return { at: search.at.toNumber(), before: search.before.toNumber() };
}

describe('jumps of pay', () => {
  it('are where pay jumps, and none is missed', () => {
    let met = 0;
    fc.assert(
      fc.property(made, fc.constantFrom(1 as const, -1 as const), (tried, direction) => {
        const found = foundJump(tried, direction);
        expect(found?.at).toBe(firstJump(tried, direction));
        if (!found) return;
        met++;
        expect(found.before).toBe(found.at - direction);
        expect(Math.abs(paid(tried, found.at) - paid(tried, found.before))).toBeGreaterThan(JUMP);
      }),
      { numRuns: RUNS },
    );
    expect(met).toBeGreaterThan(RUNS / 4);
  });

  it('are looked for in ranges that hold every pay inside them', () => {
    let decided = 0;
    const part = fc.record({
      lo: whole(0, LAST),
      width: whole(0, 12),
      inside: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(made, part, (tried, { lo, width, inside }) => {
        const { scheme } = tried;
        const subject = tried.subject(tried.from);
        const at = decimal((lo + Math.round(inside * width * 1000) / 1000).toFixed(3));
        const pays = paidBetween(modelOf(tried), lo, lo + width);
        if (!pays) return;
        decided++;
        const there = evaluate(scheme, {
          ...subject,
          inputs: { ...subject.inputs, ...given({ a: toText(at) }) },
        });
        const pay = there.lines.find(({ code }) => code === 'pay')!.value;
        expect(pay === null ? null : Number(pay)).toEqual(pays.lo === null ? null : expect.any(Number));
        if (pay === null || pays.lo === null) return;
        expect(Number(pay)).toBeGreaterThanOrEqual(pays.lo);
        expect(Number(pay)).toBeLessThanOrEqual(pays.hi);
        if (width === 0) expect([Number(pay), Number(pay)]).toEqual([pays.lo, pays.hi]);
      }),
      { numRuns: RUNS },
    );
    expect(decided).toBeGreaterThan(RUNS / 10);
  });
});

/** The bounds of pay while the input is in a range; undefined where a choice is not the same in all of it. */
function paidBetween(
  model: InputModel,
  lo: number,
  hi: number,
): { lo: number | null; hi: number } | undefined {
  try {
    const { pay } = model.move({ lo: decimal(String(lo)), hi: decimal(String(hi)) });
    const held = pay.get('pay') as { lo: ReturnType<typeof decimal>; hi: ReturnType<typeof decimal> } | null;
    return held ? { lo: Number(held.lo), hi: Number(held.hi) } : { lo: null, hi: 0 };
  } catch (error) {
    if (error instanceof Undecided) return undefined;
    throw error;
  }
}
