import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  compileScheme,
  decimal,
  evaluate,
  findingText,
  type LintFinding,
  lint,
  type Scheme,
  toText,
} from '../../src/calc/index.js';
import { readSchemeSource } from '../../src/platform/scheme-source.js';
import { RUNS } from './runs.js';
import { given, schemeOf } from './support.js';

/** One lint tries a scheme some hundred times. */
const TIMEOUT_MS = Math.max(120_000, RUNS * 400);

/** What a made-up scheme pays for: by tables whose rows go the right way, each more of sales, or less for complaints. */
const KINDS = ['amount', 'rate', 'attainment', 'bands', 'curve', 'factor'] as const;
type Kind = (typeof KINDS)[number];

interface Part {
  kind: Kind;
  /** Starts of the rows after the first, which starts at 0, and the cells of all rows, in the right order. */
  starts: number[];
  cells: number[];
}

const SALES_MAX = 300_000;

/** Starts in rising order and cells in rising order, in the units of the kind; of complaints falling cells. */
const partOf = (kind: Kind) =>
  fc.integer({ min: 1, max: 4 }).chain((size): fc.Arbitrary<Part> => {
    const top = { factor: 9, attainment: 180 }[kind as string] ?? 290;
    const cell = kind === 'factor' ? { min: 2, max: 100 } : { min: 1, max: 60 };
    return fc
      .record({
        starts: fc.uniqueArray(fc.integer({ min: 1, max: top }), { minLength: size, maxLength: size }),
        cells: fc.array(fc.integer(cell), { minLength: size + 1, maxLength: size + 1 }),
      })
      .map(({ starts, cells }) => {
        const scale = kind === 'factor' || kind === 'attainment' ? 1 : 1000;
        const rising = cells.toSorted((a, b) => (kind === 'factor' ? b - a : a - b));
        return {
          kind,
          starts: starts.toSorted((a, b) => a - b).map((start) => start * scale),
          cells: rising,
        };
      });
  });

const parts = fc
  .uniqueArray(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 3 })
  // something must be paid for a factor to change
  .map((kinds) => (kinds.every((kind) => kind === 'factor') ? [...kinds, 'amount' as const] : kinds))
  .chain((kinds) => fc.tuple(...kinds.map(partOf)));

interface MadeUp {
  parts: Part[];
  plan: number;
  isRounded: boolean;
  isBehindFlag: boolean;
}

const schemes: fc.Arbitrary<MadeUp> = fc.record({
  parts,
  plan: fc.integer({ min: 500, max: 1500 }).map((hundreds) => hundreds * 100),
  isRounded: fc.boolean(),
  isBehindFlag: fc.boolean(),
});

const KEYS: Record<Kind, string> = {
  amount: 'money',
  rate: 'money',
  attainment: 'ratio',
  bands: 'money',
  curve: 'money',
  factor: 'count',
};
const CELLS: Record<Kind, (cell: number) => string> = {
  amount: (cell) => `${cell * 10}`,
  rate: (cell) => `0.${String(cell).padStart(3, '0')}`,
  attainment: (cell) => `${cell * 10}`,
  bands: (cell) => `0.${String(cell).padStart(3, '0')}`,
  curve: (cell) => `${cell * 10}`,
  factor: (cell) => `${cell}%`,
};
const FORMULAS: Record<Kind, string> = {
  amount: 'STEP(amount.x, sales)',
  rate: 'sales * STEP(rate.x, sales)',
  attainment: 'STEP(attainment.x, done)',
  bands: 'BANDS(bands.x, sales)',
  curve: 'CURVE(curve.x, sales)',
  factor: 'STEP(factor.x, complaints)',
};
const isPaid = ({ kind }: Part) => kind !== 'factor';

function documentOf({ parts: list, plan, isRounded, isBehindFlag }: MadeUp): string {
  const tables = list.map(({ kind, starts, cells }) => {
    const percent = kind === 'attainment' ? '%' : '';
    const rows = [0, ...starts].map(
      (start, row) => `{from: ${start}${percent}, x: ${CELLS[kind](cells[row]!)}}`,
    );
    const unit = ['rate', 'bands', 'factor'].includes(kind) ? 'ratio' : 'money';
    return `  ${kind}: {by: ${KEYS[kind]}, gives: {x: ${unit}}, rows: [${rows.join(', ')}]}`;
  });
  const sum = list
    .filter(isPaid)
    .map(({ kind }) => FORMULAS[kind])
    .join(' + ');
  const factor = list.some(({ kind }) => kind === 'factor') ? ` * ${FORMULAS.factor}` : '';
  const formula = isBehindFlag ? `IF(passed, 50, (${sum})${factor})` : `(${sum})${factor}`;
  return `code: made-up
title: Made up
period: month
inputs:
  sales: {measure: won_amount, unit: money, range: {min: 0, max: ${SALES_MAX}}}
  plan: {target: won_amount, unit: money, range: {min: ${plan}, max: ${plan + 10000}, typical: ${plan}}}
  complaints: {measure: complaints, unit: count, range: {min: 0, max: 10, typical: 0}}
  passed: {kpi: passed, unit: flag}
tables:
${tables.join('\n')}
lines:
  - {code: done, formula: sales / plan, unit: ratio${isRounded ? ', round: 1%' : ''}, clause: "1"}
  - {code: bonus, title: Bonus, formula: '${formula}', unit: money, round: 0.01, pay: bonus, clause: "2"}
`;
}

/** Findings of pay that goes the wrong way. */
const wrongWays = (findings: readonly LintFinding[]) =>
  findings.filter(({ code }) => /^(cliff|slope)/.test(code));

/** Pay of the case a finding names, by the evaluator. */
function payAt(scheme: Scheme, { witness }: LintFinding, value: string): string | null {
  const inputs = { ...witness!.others, [witness!.input!]: value } as Record<string, string>;
  return evaluate(scheme, { period: '2026-03', inputs: given(inputs) }).totals.total!;
}

/** A scheme with one row of one table the wrong way, and which. */
const planted = schemes
  .chain((madeUp) => {
    // a bend of a curve or a band going down is a slope, not a cliff
    const can = madeUp.parts.filter(({ kind }) => kind !== 'bands' && kind !== 'curve');
    return fc.record({
      madeUp: fc.constant(madeUp),
      part: can.length > 0 ? fc.constantFrom(...can) : fc.constant(undefined),
      row: fc.nat(),
      drop: fc.integer({ min: 1, max: 30 }),
    });
  })
  .filter(({ part }) => part !== undefined)
  .map(({ madeUp, part, row, drop }) => {
    const at = 1 + (row % part!.starts.length);
    const last = part!.cells[at - 1]!;
    // rows before the planted one stay above it; of complaints those from it on come above the one before
    const cells = part!.cells.map((cell, index) => {
      if (part!.kind === 'factor') return index < at ? cell : last + drop;
      return index < at ? cell + part!.cells[at]! + drop : cell;
    });
    const changed = { ...part!, cells };
    return {
      madeUp: { ...madeUp, parts: madeUp.parts.map((one) => (one === part ? changed : one)) },
      kind: part!.kind,
      at,
      start: part!.starts[at - 1]!,
    };
  });

/** Sales at which a part turns, with a plan. */
const pointsOf = ({ kind, starts }: Part, plan: number, isRounded: boolean) =>
  kind === 'attainment' ? starts.map((start) => ((start - (isRounded ? 0.5 : 0)) * plan) / 100) : starts;

/** Whether another part turns where the planted one falls: then pay need not fall, or the other one is named. */
function isCovered({
  madeUp: { parts: list, plan, isRounded },
  kind,
}: {
  madeUp: MadeUp;
  kind: Kind;
}): boolean {
  if (kind === 'factor') return false;
  const others = list.filter((part) => part.kind !== kind && part.kind !== 'factor');
  return [plan, plan + 10_000].some((one) => {
    const own = pointsOf(list.find((part) => part.kind === kind)!, one, isRounded);
    return others.some((part) => pointsOf(part, one, isRounded).some((point) => own.includes(point)));
  });
}

const gallery = readdirSync('schemes')
  .filter((name) => name.endsWith('.yaml') && !name.includes('.scenarios.'))
  .map((name) => readFileSync(`schemes/${name}`, 'utf8'));
const ODD = ['0', '-1', '1%', '0.000001', '99999999999999999999', '-0.5', '1000000', '~', '50'];

describe('lint', () => {
  it(
    'finds nothing wrong in schemes that pay more for more',
    () => {
      fc.assert(
        fc.property(schemes, (madeUp) => {
          expect(wrongWays(lint(schemeOf(documentOf(madeUp)))).map(({ id }) => id)).toEqual([]);
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT_MS,
  );

  it(
    'finds every cliff planted in a scheme, at its point, and nothing else',
    () => {
      fc.assert(
        fc.property(
          planted.filter((one) => !isCovered(one)),
          ({ madeUp, kind, at, start }) => {
            const scheme = schemeOf(documentOf(madeUp));
            const found = wrongWays(lint(scheme));
            const input = kind === 'factor' ? 'complaints' : 'sales';
            const code = kind === 'factor' ? 'cliff-down' : 'cliff';
            expect(found.map(({ id }) => id)).toEqual([`${code} tables.${kind}.rows[${at}] ${input}`]);
            const { before, after, payBefore, payAfter, others } = found[0]!.witness!;
            const share = decimal(String(madeUp.isRounded ? start - 0.5 : start)).div(100);
            const point = kind === 'attainment' ? share.times(decimal(others.plan!)) : decimal(String(start));
            expect(after).toBe(toText(point));
            // the figures of the witness are those of the evaluator
            expect([payAt(scheme, found[0]!, before!), payAt(scheme, found[0]!, after!)]).toEqual([
              payBefore,
              payAfter,
            ]);
            const fall = decimal(payBefore!).minus(decimal(payAfter!));
            expect(kind === 'factor' ? fall.negated().gt(0) : fall.gt(0)).toBe(true);
          },
        ),
        { numRuns: RUNS },
      );
    },
    TIMEOUT_MS,
  );

  it(
    'ends with findings that can be read, whatever figures a scheme has',
    () => {
      const changed = fc
        .record({ document: fc.constantFrom(...gallery), place: fc.nat(), odd: fc.constantFrom(...ODD) })
        .map(({ document, place, odd }) => {
          const numbers = [...document.matchAll(/(?<=[:[(<=*/ -])\d+(\.\d+)?%?/g)];
          const { index, 0: was } = numbers[place % numbers.length]!;
          return `${document.slice(0, index)}${odd}${document.slice(index + was.length)}`;
        });
      fc.assert(
        fc.property(changed, (document) => {
          const { root } = readSchemeSource(document);
          const scheme = root && compileScheme(root).scheme;
          for (const finding of scheme ? lint(scheme) : []) {
            for (const language of ['en', 'ru'] as const) {
              expect(findingText(finding, language)).not.toMatch(/undefined|NaN/);
            }
          }
        }),
        { numRuns: Math.ceil(RUNS / 10) },
      );
    },
    TIMEOUT_MS,
  );
});
