import { type Fraction, fraction, isLess, isZero, minus, over, plus, times } from './fraction.js';

/** An input without observation was read: DEFAULT catches it. */
export class Missing extends Error {}
/** The line has no value: divided by zero, below its table, or reads a line that has none. */
export class Failed extends Error {}

/** What names stand for while a line is worked out; throws `Missing` or `Failed`. */
type Names = (name: string) => Fraction;

/** A formula of the language as text, beside what it means, worked out with fractions of whole numbers. */
export interface Formula {
  text: string;
  of(names: Names): Fraction;
}

export const ZERO = fraction(0n, 1n);
export const whole = (count: number): Fraction => fraction(BigInt(count), 1n);
const negated = (a: Fraction) => minus(ZERO, a);
const isAtMost = (a: Fraction, b: Fraction) => !isLess(b, a);

const quotient = (a: Fraction, b: Fraction): Fraction => {
  if (isZero(b)) throw new Failed();
  return over(a, b);
};

/** `FLOOR(x, step)` for steps of 1/parts: towards minus infinity. */
const floored = (a: Fraction, parts: bigint): Fraction => {
  const scaled = a.over * parts;
  const below = scaled / a.under - (scaled % a.under < 0n ? 1n : 0n);
  return fraction(below, parts);
};
const rounded = (a: Fraction, parts: bigint): Fraction => {
  const size = a.over < 0n ? -a.over : a.over;
  const count = (size * parts * 2n + a.under) / (a.under * 2n);
  return fraction(a.over < 0n ? -count : count, parts);
};

type Maker = (a: Formula, b: Formula, c: Formula) => Formula;
const strict =
  (text: (a: string, b: string) => string, of: (a: Fraction, b: Fraction) => Fraction): Maker =>
  (a, b) => ({ text: text(a.text, b.text), of: (names) => of(a.of(names), b.of(names)) });

/** Ways to make a formula of others. The conditions, DEFAULT and DIVIDE ask only for what they need. */
export const makers: readonly Maker[] = [
  strict((a, b) => `(${a} + ${b})`, plus),
  strict((a, b) => `(${a} - ${b})`, minus),
  strict((a, b) => `(${a} * ${b})`, times),
  strict((a, b) => `(${a} / ${b})`, quotient),
  strict(
    (a, b) => `MIN(${a}, ${b})`,
    (a, b) => (isLess(b, a) ? b : a),
  ),
  strict(
    (a, b) => `MAX(${a}, ${b})`,
    (a, b) => (isLess(a, b) ? b : a),
  ),
  (a) => ({ text: `ABS(${a.text})`, of: (names) => absolute(a.of(names)) }),
  (a) => ({ text: `(-${a.text})`, of: (names) => negated(a.of(names)) }),
  (a) => ({ text: `ROUND(${a.text}, 0.1)`, of: (names) => rounded(a.of(names), 10n) }),
  (a) => ({ text: `FLOOR(${a.text}, 1)`, of: (names) => floored(a.of(names), 1n) }),
  (a) => ({ text: `CEIL(${a.text}, 0.01)`, of: (names) => negated(floored(negated(a.of(names)), 100n)) }),
  (a, b, c) => ({
    text: `IF(${a.text} <= ${b.text} OR ${b.text} > 5, ${b.text}, ${c.text})`,
    of: (names) => {
      const isTaken = isAtMost(a.of(names), b.of(names)) || isLess(whole(5), b.of(names));
      return isTaken ? b.of(names) : c.of(names);
    },
  }),
  (a, b, c) => ({
    text: `IF(${a.text} < ${b.text} AND NOT ${c.text} = 0, ${a.text}, ${c.text})`,
    of: (names) => {
      const isTaken = isLess(a.of(names), b.of(names)) && !isZero(c.of(names));
      return isTaken ? a.of(names) : c.of(names);
    },
  }),
  (a, b, c) => ({
    text: `DIVIDE(${a.text}, ${b.text}, ${c.text})`,
    of: (names) => {
      const by = b.of(names);
      return isZero(by) ? c.of(names) : over(a.of(names), by);
    },
  }),
  (a, b) => ({
    text: `DEFAULT(${a.text}, ${b.text})`,
    of: (names) => {
      try {
        return a.of(names);
      } catch (error) {
        if (error instanceof Missing) return b.of(names);
        throw error;
      }
    },
  }),
];

const absolute = (a: Fraction): Fraction => (a.over < 0n ? negated(a) : a);

/** A table of steps with rising starts; nothing below the first. */
export type Steps = readonly { start: Fraction; value: Fraction }[];

/** The lookups of a table called `t` with a column `c`. */
export function lookupsOf(steps: Steps): readonly ((a: Formula, b: Formula) => Formula)[] {
  const bands = (end: Fraction): Fraction => {
    if (isLess(end, steps[0]!.start)) throw new Failed();
    return steps.reduce((sum, { start, value }, index) => {
      const next = steps[index + 1]?.start;
      const top = next && isLess(next, end) ? next : end;
      return isLess(start, top) ? plus(sum, times(minus(top, start), value)) : sum;
    }, ZERO);
  };
  return [
    (a) => ({ text: `STEP(t.c, ${a.text})`, of: (names) => reached(steps, a.of(names)).value }),
    (a) => ({ text: `CURVE(t.c, ${a.text})`, of: (names) => onCurve(steps, a.of(names)) }),
    (a) => ({ text: `BANDS(t.c, ${a.text})`, of: (names) => minus(bands(a.of(names)), bands(ZERO)) }),
    (a, b) => ({
      text: `BANDS(t.c, ${a.text}, ${b.text})`,
      of: (names) => {
        const x = a.of(names);
        const start = b.of(names);
        return minus(bands(plus(start, x)), bands(start));
      },
    }),
  ];
}

function reached(steps: Steps, x: Fraction): Steps[number] {
  const found = steps.findLast(({ start }) => isAtMost(start, x));
  if (!found) throw new Failed();
  return found;
}

function onCurve(steps: Steps, x: Fraction): Fraction {
  const from = reached(steps, x);
  const to = steps[steps.indexOf(from) + 1];
  if (!to) return from.value;
  const share = over(minus(x, from.start), minus(to.start, from.start));
  return plus(from.value, times(minus(to.value, from.value), share));
}

/** How a line rounds: to 1/parts, half away from zero; undefined does not. */
export function lineValue(value: Fraction, parts: bigint | undefined): Fraction {
  return parts === undefined ? value : rounded(value, parts);
}
