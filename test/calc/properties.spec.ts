import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { FormulaFailure } from '../../src/calc/failures.js';
import { compileFormula } from '../../src/calc/formula/compile.js';
import { FORMULA_LENGTH_MAX, parseFormula } from '../../src/calc/formula/parse.js';
import {
  compileScheme,
  decimal,
  evaluate,
  explain,
  findingText,
  round,
  toSnappedText,
  toText,
} from '../../src/calc/index.js';
import { readSchemeSource } from '../../src/platform/scheme-source.js';
import {
  type Fraction,
  fraction,
  isLess,
  isZero,
  minus,
  over,
  plus,
  roundToStep,
  times,
} from './fraction.js';
import { RUNS } from './runs.js';
import { findingsOf, given, oneLiner, schemeOf, shippedScheme } from './support.js';

/** One text must never cost more than this; far above what any takes, far below a hang. */
const BOUND_MS = 2000;

/** An expression as text beside its exact value (null: divides by zero), worked out with fractions of integers. */
interface Expression {
  text: string;
  value: Fraction | null;
}

const literal: fc.Arbitrary<Expression> = fc.integer({ min: 0, max: 20_000 }).chain((hundredths) => {
  const text = (hundredths / 100).toFixed(2);
  return fc.constantFrom(
    { text, value: fraction(BigInt(hundredths), 100n) },
    { text: `${text}%`, value: fraction(BigInt(hundredths), 10_000n) },
  );
});

/** Without percents (a ratio may not be added to a count) and without zero (a divisor that is always zero is refused). */
const bareLiteral = literal.filter(({ text }) => !text.endsWith('%') && text !== '0.00');

const both = (
  a: Fraction | null,
  b: Fraction | null,
  combine: (a: Fraction, b: Fraction) => Fraction | null,
) => (a && b ? combine(a, b) : null);

const operators: ((a: Expression, b: Expression, c: Expression) => Expression)[] = [
  (a, b) => ({ text: `(${a.text} + ${b.text})`, value: both(a.value, b.value, plus) }),
  (a, b) => ({ text: `(${a.text} - ${b.text})`, value: both(a.value, b.value, minus) }),
  (a, b) => ({ text: `${a.text} * ${b.text}`, value: both(a.value, b.value, times) }),
  (a, b) => ({
    text: `(${a.text}) / (${b.text})`,
    value: both(a.value, b.value, (x, y) => (isZero(y) ? null : over(x, y))),
  }),
  (a) => ({ text: `-(${a.text})`, value: a.value && minus(fraction(0n, 1n), a.value) }),
  (a, b) => ({
    text: `MIN(${a.text}, ${b.text})`,
    value: both(a.value, b.value, (x, y) => (isLess(y, x) ? y : x)),
  }),
  (a, b) => ({
    text: `MAX(${a.text}, ${b.text})`,
    value: both(a.value, b.value, (x, y) => (isLess(x, y) ? y : x)),
  }),
  (a, b, c) => ({
    text: `IF(${a.text} < ${b.text}, ${b.text}, ${c.text})`,
    value: a.value && b.value ? (isLess(a.value, b.value) ? b.value : c.value) : null,
  }),
  (a, b, c) => ({
    text: `DIVIDE(${a.text}, ${b.text}, ${c.text})`,
    value: b.value && (isZero(b.value) ? c.value : a.value && over(a.value, b.value)),
  }),
];

/** `a * b` is written without parentheses, so its operands must bind as tightly. */
const shielded = ({ text, value }: Expression): Expression => ({ text: `(${text})`, value });

function expressionOf(depth: number, leaf: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  if (depth === 0) return leaf;
  const part = expressionOf(depth - 1, leaf).map(shielded);
  return fc.oneof(
    leaf,
    fc.tuple(fc.constantFrom(...operators), part, part, part).map(([operator, a, b, c]) => operator(a, b, c)),
  );
}

function computed(text: string) {
  const parsed = parseFormula(text);
  if ('problem' in parsed) throw new Error(`${text}: ${JSON.stringify(parsed.problem)}`);
  return compileFormula(parsed.tree, text, new Map())({ read: () => '' });
}

const step = { to: decimal('0.0001'), mode: 'half-away' } as const;

describe('arithmetic', () => {
  it('rounds like exact fractions of integers', () => {
    fc.assert(
      fc.property(expressionOf(3, literal), ({ text, value }) => {
        try {
          const ours = round(computed(text) as ReturnType<typeof decimal>, step);
          expect(value).not.toBeNull();
          expect(toText(ours)).toBe(roundToStep(value!, 10_000n));
        } catch (error) {
          if (!(error instanceof FormulaFailure)) throw error;
          expect(error.failure.code).toBe('zero-divide');
          expect(value).toBeNull();
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe('explanations', () => {
  const names: fc.Arbitrary<Expression> = fc
    .constantFrom('a', 'b', 'average', 'part', 'loose')
    .map((text) => ({ text, value: null }));
  const amount = fc.integer({ min: -100_000, max: 100_000 }).map((cents) => (cents / 100).toFixed(2));

  it('substitute values into a formula that comes to the same exact value', () => {
    let written = 0;
    fc.assert(
      fc.property(
        expressionOf(3, fc.oneof(names, bareLiteral)),
        fc.record({
          a: amount,
          b: amount,
          average: fc.array(amount, { minLength: 1, maxLength: 7 }),
          share: fc.constantFrom('0.5', '1', '0.33'),
        }),
        ({ text }, values) => {
          const scheme = schemeOf(`code: p
title: P
period: month
inputs:
  a: {measure: a, unit: count}
  b: {measure: b, unit: count}
  average: {measure: c, window: previous 3 months, take: average, unit: count, prorate: share}
  share: {attribute: worked_share, unit: ratio}
lines:
  - {code: loose, formula: 'DIVIDE(a, b, average)', unit: count}
  - {code: part, formula: average * 30%, unit: count, round: 0.01}
  - {code: line, formula: '${text}', unit: count, round: 0.01}
`);
          for (const line of explain(scheme, { period: '2026-03', inputs: given(values) }).lines) {
            if (line.failure) continue;
            written++;
            const exact = computed(line.withValues!) as ReturnType<typeof decimal>;
            expect(toSnappedText(exact)).toBe(line.exact);
            const rounded = line.round
              ? round(exact, { to: decimal(line.round.to), mode: line.round.mode })
              : exact;
            expect(toSnappedText(rounded)).toBe(line.value);
          }
        },
      ),
      { numRuns: RUNS },
    );
    expect(written).toBeGreaterThan(RUNS);
  });
});

describe('totals', () => {
  const scheme = shippedScheme('schemes/key-accounts.yaml');
  const whole = (max: number) => fc.integer({ min: 0, max }).map(String);

  it('are the sums of the rounded pay lines', () => {
    const month = fc.record({
      complexity: whole(4000),
      sales: fc.integer({ min: 0, max: 20_000_000 }).map((cents) => (cents / 100).toFixed(2)),
      plan_sales: whole(150_000),
      groups: whole(4),
      won: whole(30),
      closed: whole(60),
      complaints: whole(4),
      worked_share: fc.constantFrom('1', '0.5', '0.47619047619047619048', '0'),
    });
    fc.assert(
      fc.property(month, (values) => {
        const result = evaluate(scheme, { period: '2026-03', inputs: given(values) });
        const cents = result.lines
          .filter(({ pay }) => pay)
          .map(({ value }) => BigInt(decimal(value!).times(100).toFixed()));
        const total = cents.reduce((sum, amount) => sum + amount, 0n);
        expect(result.complete).toBe(true);
        expect(BigInt(decimal(result.totals.total!).times(100).toFixed())).toBe(total);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('any text', () => {
  const word = fc.constantFrom(
    ...[
      '(',
      ')',
      ',',
      '+',
      '-',
      '*',
      '/',
      '=',
      '<>',
      '<=',
      '"',
      '"x"',
      '1',
      '2.5',
      '30%',
      'a',
      'b',
      't.c',
      'IF(',
      'MIN(',
    ],
    ...[
      'NOT ',
      ' AND ',
      ' OR ',
      ' IN ',
      'STEP(',
      ';',
      '.',
      '==',
      '!',
      'TRUE',
      '\n',
      '\u00a0',
      '«',
      'ы',
      '😀',
      '9'.repeat(50),
    ],
  );
  const anyFormula = fc.oneof(
    fc.array(word, { maxLength: 60 }).map((words) => words.join('')),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.tuple(word, fc.integer({ min: 1, max: 3000 })).map(([text, count]) => text.repeat(count)),
  );

  it('given as a formula is parsed or refused inside the text, soon', () => {
    fc.assert(
      fc.property(anyFormula, (text) => {
        const start = performance.now();
        const parsed = parseFormula(text);
        expect(performance.now() - start).toBeLessThan(BOUND_MS);
        if (!('problem' in parsed)) return expect(text.length).toBeLessThanOrEqual(FORMULA_LENGTH_MAX);
        expect(parsed.problem.offset).toBeGreaterThanOrEqual(0);
        expect(parsed.problem.offset).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: RUNS },
    );
  });

  it('given as a formula of a scheme compiles, or has findings that can be read', () => {
    fc.assert(
      fc.property(anyFormula, (text) => {
        const yaml = oneLiner('X', { a: 'count', b: 'count' }).replace("'X'", JSON.stringify(text));
        for (const finding of findingsOf(yaml)) {
          expect(finding.at.line).toBeGreaterThan(0);
          expect(findingText(finding, 'en').length).toBeGreaterThan(10);
          expect(findingText(finding, 'ru').length).toBeGreaterThan(10);
          expect(findingText(finding, 'en') + findingText(finding, 'ru')).not.toContain('undefined');
        }
      }),
      { numRuns: RUNS },
    );
  });

  const documents = ['mass-market', 'key-accounts', 'key-accounts-quarter'].map((name) =>
    readFileSync(`schemes/${name}.yaml`, 'utf8'),
  );
  const spoilt = fc
    .tuple(
      fc.constantFrom(...documents),
      fc.nat(),
      fc.nat(40),
      fc.oneof(
        fc.string({ maxLength: 20 }),
        fc.constantFrom('{', '[', '- ', '&a ', '*a', '!!int ', '\t', '"', '? '),
      ),
    )
    .map(([text, at, length, insert]) => {
      const start = at % text.length;
      return text.slice(0, start) + insert + text.slice(start + length);
    });

  it('given as a document compiles or is refused at a place, soon', () => {
    let compiled = 0;
    fc.assert(
      fc.property(
        fc.oneof({ weight: 4, arbitrary: spoilt }, { weight: 1, arbitrary: fc.string({ maxLength: 300 }) }),
        (text) => {
          const start = performance.now();
          const source = readSchemeSource(text);
          const { scheme, findings } = source.root
            ? compileScheme(source.root)
            : { ...source, scheme: undefined };
          expect(performance.now() - start).toBeLessThan(BOUND_MS);
          if (scheme) compiled++;
          else expect(findings.some(({ severity }) => severity === 'error')).toBe(true);
          for (const { at } of findings) {
            expect(at.line).toBeGreaterThanOrEqual(1);
            expect(at.column).toBeGreaterThanOrEqual(1);
            expect(at.line).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length + 1);
          }
        },
      ),
      { numRuns: RUNS },
    );
    expect(compiled).toBeGreaterThan(0);
  });
});
