import fc from 'fast-check';
import { type OurFigures, reconcile } from '../../src/calc/index.js';
import { MASS, ours, theirs } from './reconcile-figures.js';
import { RUNS } from './runs.js';

describe('reconciliations', () => {
  const month = fc.record({
    orders: fc.integer({ min: 0, max: 4000 }),
    plan: fc.integer({ min: 1, max: 4000 }),
    remarks: fc.integer({ min: 0, max: 3 }),
    grade_salary: fc.integer({ min: 300, max: 2000 }),
    worked_share: fc.constantFrom('1', '0.5', '0.95'),
  });
  const texts = (inputs: object) =>
    Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]));
  const linesOf = ({ result }: OurFigures) =>
    Object.fromEntries([
      ...result.lines.filter(({ pay }) => pay).map(({ code, value }) => [code, value!]),
      ['total', result.totals.total!],
    ]);

  it('find every input that was typed otherwise and made a difference', () => {
    fc.assert(
      fc.property(month, month, fc.constantFrom('orders', 'remarks', 'grade_salary'), (one, two, input) => {
        const [own, other] = [texts(one), texts({ ...one, [input]: two[input as 'orders'] })];
        const [mine, mistaken] = [ours(MASS, own), ours(MASS, other)];
        fc.pre(mine.result.totals.total !== mistaken.result.totals.total);
        const { managers } = reconcile([mine], [theirs(linesOf(mistaken), { [input]: other[input]! })]);
        const roots = managers[0]!.lines.filter(({ follows }) => follows === undefined);
        for (const { explanations } of roots)
          expect(explanations[0]).toMatchObject([{ kind: 'input', input }]);
      }),
      { numRuns: RUNS },
    );
  });

  it('have groups that add up to the difference, whatever they paid', () => {
    const amount = fc.integer({ min: 0, max: 300_000 }).map((cents) => String(cents / 100));
    const paid = fc.record({ salary: amount, bonus: amount, total: amount }, { requiredKeys: ['total'] });
    fc.assert(
      fc.property(fc.array(fc.tuple(month, paid), { minLength: 1, maxLength: 2 }), (company) => {
        const own = company.map(([inputs], index) => ours(MASS, texts(inputs), { manager: `M${index}` }));
        const old = company.map(([, lines], index) =>
          theirs(lines as Record<string, string>, {}, `M${index}`),
        );
        const { groups, difference } = reconcile(own, old);
        const cents = (text: string) => Math.round(Number(text) * 100);
        const whole = own.reduce(
          (sum, { result }, index) => sum + cents(old[index]!.lines.total!) - cents(result.totals.total!),
          0,
        );
        expect(groups.reduce((sum, group) => sum + cents(group.difference), 0)).toBe(whole);
        expect(cents(difference)).toBe(whole);
      }),
      { numRuns: RUNS },
    );
  });
});
