import fc from 'fast-check';
import { decimal, evaluate, failureText, round, toText } from '../../src/calc/index.js';
import { type Fraction, fraction, over, plus, roundToStep, times } from './fraction.js';
import {
  Failed,
  type Formula,
  lineValue,
  lookupsOf,
  Missing,
  makers,
  type Steps,
  whole,
  ZERO,
} from './naive.js';
import { RUNS } from './runs.js';
import { given, schemeOf } from './support.js';

/** Numbers as a document writes them, beside their fractions. */
const number = fc
  .integer({ min: -5_000, max: 20_000 })
  .map((hundredths) => ({ text: (hundredths / 100).toFixed(2), value: fraction(BigInt(hundredths), 100n) }));

const TAKES = ['sum', 'average', 'last', 'max', 'min', 'count'] as const;
const input = fc.record({
  take: fc.constantFrom(...TAKES),
  values: fc.array(number, { maxLength: 4 }),
  isProrated: fc.boolean(),
});
const table = fc
  .uniqueArray(fc.integer({ min: -20, max: 150 }), { minLength: 1, maxLength: 5 })
  .chain((starts) =>
    fc.tuple(...starts.toSorted((a, b) => a - b).map((start) => number.map((value) => ({ start, value })))),
  );

/** A tree of choices, made into a formula once it is known which names and which table there are. */
interface Shape {
  pick: number;
  parts: readonly Shape[];
}
const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.record({
    pick: fc.nat({ max: 1_000_000 }),
    parts: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.constant([]),
      fc.tuple(tie('shape'), tie('shape'), tie('shape')),
    ),
  }),
}));
const line = fc.record({ shape, parts: fc.constantFrom(undefined, 1n, 10n, 100n) });

function formulaOf({ pick, parts }: Shape, names: readonly string[], steps: Steps): Formula {
  const [a, b, c] = parts.map((part) => formulaOf(part, names, steps));
  if (!a || !b || !c) {
    const name = names[pick % (names.length + 2)];
    const count = 1 + (pick % 97);
    return name ? { text: name, of: (read) => read(name) } : { text: String(count), of: () => whole(count) };
  }
  const ways = [...makers, ...lookupsOf(steps)];
  return ways[pick % ways.length]!(a, b, c);
}

/** What an input comes to, by the page on inputs. */
function taken(take: (typeof TAKES)[number], values: readonly Fraction[]): Fraction {
  if (take === 'count') return whole(values.length);
  const sum = values.reduce(plus, ZERO);
  if (take === 'sum') return sum;
  if (values.length === 0) throw new Missing();
  if (take === 'average') return over(sum, whole(values.length));
  if (take === 'last') return values.at(-1)!;
  const sorted = values.toSorted((a, b) => (a.over * b.under < b.over * a.under ? -1 : 1));
  return take === 'max' ? sorted.at(-1)! : sorted[0]!;
}

const PLACES = 15;
const places = { to: decimal(`0.${'0'.repeat(PLACES - 1)}1`), mode: 'half-away' } as const;

describe('a whole scheme', () => {
  it('comes to the same lines as a second, naive evaluator with exact fractions', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        fc.array(input, { minLength: 1, maxLength: 3 }),
        number,
        table,
        fc.array(line, { minLength: 1, maxLength: 5 }),
        (inputs, share, rows, lines) => {
          const steps = rows.map(({ start, value }) => ({ start: whole(start), value: value.value }));
          const known = new Map<string, () => Fraction>([['share', () => share.value]]);
          for (const [index, { take, values, isProrated }] of inputs.entries()) {
            known.set(`i${index}`, () => {
              const value = taken(
                take,
                values.map((one) => one.value),
              );
              return isProrated ? times(value, share.value) : value;
            });
          }
          const formulas = lines.map(({ shape: tree }, index) =>
            formulaOf(tree, [...known.keys(), ...lines.slice(0, index).map((_, at) => `l${at}`)], steps),
          );
          const scheme = schemeOf(`code: random
title: Random
period: month
inputs:
  share: {attribute: worked_share, unit: count}
${inputs.map(({ take, isProrated }, index) => `  i${index}: {measure: m, window: previous 4 months, take: ${take},${isProrated ? ' prorate: share,' : ''} unit: count}`).join('\n')}
tables: {t: {by: count, gives: {c: count}, rows: [${rows.map(({ start, value }) => `{from: ${start}, c: ${value.text}}`).join(', ')}]}}
lines:
${formulas.map(({ text }, index) => `  - {code: l${index}, formula: '${text}', unit: count${roundOf(lines[index]!.parts)}}`).join('\n')}
`);
          const result = evaluate(scheme, {
            period: '2026-03',
            inputs: given({
              share: share.text,
              ...Object.fromEntries(
                inputs.map(({ values }, index) => [`i${index}`, values.map(({ text }) => text)]),
              ),
            }),
          });
          for (const [index, { code, value, failure }] of result.lines.entries()) {
            const root = failure?.cause ?? failure;
            // Both keep to twenty digits before the point; the naive one could go on.
            if (root?.code === 'number-too-large') return;
            const expected = naive(formulas[index]!, lines[index]!.parts, known);
            known.set(code, () => {
              if (expected === null) throw new Failed();
              return expected;
            });
            const shown = value === null ? null : toText(round(decimal(value), places));
            expect([code, shown, failure && failureText(failure)]).toEqual([
              code,
              expected && roundToStep(expected, 10n ** BigInt(PLACES)),
              expected ? undefined : expect.any(String),
            ]);
            compared++;
          }
        },
      ),
      { numRuns: RUNS },
    );
    expect(compared).toBeGreaterThan(RUNS);
  });
});

const roundOf = (parts: bigint | undefined) =>
  parts === undefined ? '' : `, round: ${toText(decimal('1').div(String(parts)))}`;

function naive(formula: Formula, parts: bigint | undefined, known: ReadonlyMap<string, () => Fraction>) {
  try {
    return lineValue(
      formula.of((name) => known.get(name)!()),
      parts,
    );
  } catch (error) {
    if (error instanceof Missing || error instanceof Failed) return null;
    throw error;
  }
}
