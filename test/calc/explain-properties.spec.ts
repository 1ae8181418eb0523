import fc from 'fast-check';
import { compileFormula } from '../../src/calc/formula/compile.js';
import { parseFormula } from '../../src/calc/formula/parse.js';
import {
  canonicalText,
  decimal,
  type Explanation,
  evaluate,
  explain,
  parseNumberLiteral,
  round,
  toSnappedText,
} from '../../src/calc/index.js';
import { RUNS } from './runs.js';
import { given, shippedScheme } from './support.js';

const keyAccounts = shippedScheme('schemes/key-accounts.yaml');
const whole = (max: number) => fc.integer({ min: 0, max }).map(String);
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

/** Pay by somebody who has the explanation and nothing else: each pay line's formula with values, rounded, added up. */
function totalOf({ lines }: Explanation): string {
  const paid = lines.filter(({ pay }) => pay !== undefined);
  const amounts = paid.map(({ withValues, round: rule }) => {
    const parsed = parseFormula(withValues!);
    if ('problem' in parsed) throw new Error(withValues!);
    const exact = compileFormula(parsed.tree, withValues!, new Map())({ read: () => '' });
    return round(exact as ReturnType<typeof decimal>, {
      to: parseNumberLiteral(rule!.to)!,
      mode: rule!.mode,
    });
  });
  return toSnappedText(amounts.reduce((sum, amount) => sum.plus(amount), decimal('0')));
}

describe('explanations of results', () => {
  it('replayed, give the result: its bytes from the observations, its total from the formulas', () => {
    fc.assert(
      fc.property(month, (values) => {
        const result = evaluate(keyAccounts, { period: '2026-03', inputs: given(values) });
        const explanation: Explanation = JSON.parse(
          JSON.stringify(explain(keyAccounts, { period: '2026-03', inputs: given(values) })),
        );
        const inputs = explanation.inputs.map(({ name, given: values }) => [name, { values }] as const);
        const again = evaluate(keyAccounts, {
          period: explanation.period,
          inputs: Object.fromEntries(inputs),
        });
        expect(canonicalText(again)).toBe(canonicalText(result));
        expect(totalOf(explanation)).toBe(result.totals.total);
      }),
      { numRuns: RUNS },
    );
  });
});
