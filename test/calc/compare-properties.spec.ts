import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type Comparison, compare, decimal, type GivenInput, type SourceNode } from '../../src/calc/index.js';
import { readSchemeSource } from '../../src/platform/scheme-source.js';
import { RUNS } from './runs.js';
import { given } from './support.js';

const text = readFileSync('schemes/key-accounts.yaml', 'utf8');
const documentOf = (yaml: string): SourceNode => readSchemeSource(yaml).root!;
const of = (values: Record<string, string>, root: SourceNode, period: string) => ({
  document: root,
  subject: { period, inputs: given(values) as Record<string, GivenInput> },
});
describe('contributions', () => {
  const whole = (max: number) => fc.integer({ min: 0, max }).map(String);
  const values = fc.record({
    complexity: whole(4000),
    sales: fc.integer({ min: 0, max: 20_000_000 }).map((cents) => (cents / 100).toFixed(2)),
    plan_sales: whole(150_000),
    groups: whole(4),
    won: whole(30),
    closed: whole(60),
    complaints: whole(4),
    worked_share: fc.constantFrom('1', '0.5', '0.47619047619047619048', '0'),
  });
  const edits: readonly [string, string][] = [
    ['rate: 1.3%', 'rate: 1.7%'],
    ['{from: 2, factor: 80%}', '{from: 1, factor: 95%}'],
    ['fund * (kpi_plan + kpi_range + kpi_wins) * limit', 'MIN(fund, 800) * (kpi_range + kpi_wins)'],
    [
      'STEP(pay_scale.salary, complexity) * worked_share',
      'MAX(350, STEP(pay_scale.salary, complexity)) * worked_share',
    ],
    [
      'rows:\n      - {from: 0, salary: 300}',
      'below: {salary: 0}\n    rows:\n      - {from: 100, salary: 310}',
    ],
    ['DIVIDE(won, closed, 0%) >= 60%', 'won >= norm'],
    ['round: 1\n', 'round: 0.01\n'],
    ['round: 1%', 'round: {to: 1%, mode: down}'],
    ['\ntables:', '\nparams: {norm: {value: 3, unit: count}}\ntables:'],
    [
      'checks:',
      '  - {code: extra, title: Extra, formula: sales * 0.1%, unit: money, round: 0.01, pay: commission, clause: "9"}\nchecks:',
    ],
  ];
  const version = fc.subarray(edits.map((_, index) => index)).map((chosen) => {
    const needed = chosen.includes(5) ? [...chosen, 8] : chosen;
    return documentOf([...new Set(needed)].reduce((yaml, index) => yaml.replace(...edits[index]!), text));
  });

  it('add up to the difference, of the total and of every pay line, exactly', () => {
    fc.assert(
      fc.property(values, values, version, version, (before, after, old, now) => {
        const compared = compare(of(before, old, '2026-02'), of(after, now, '2026-03'));
        expect(sumOf(compared, ({ change }) => change!)).toBe(compared.difference);
        for (const { code, difference } of compared.lines) {
          const changeOf = ({ lines }: Comparison['contributions'][number]) =>
            lines.find((line) => line.code === code)?.change ?? '0';
          expect([code, sumOf(compared, changeOf)]).toEqual([code, difference]);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

function sumOf(
  { contributions }: Comparison,
  amountOf: (contribution: Comparison['contributions'][number]) => string,
): string {
  return contributions.reduce((sum, each) => sum.plus(decimal(amountOf(each))), decimal('0')).toFixed();
}
