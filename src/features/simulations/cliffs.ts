import {
  decimal,
  type LintFinding,
  type Result,
  type Scheme,
  subjectOf,
  toText,
  whatIf,
} from '../../calc/index.js';
import type { MetCliff } from './simulation.entity.js';

const CLIFFS: ReadonlySet<string> = new Set(['cliff', 'cliff-down']);

/** The points lint found at which more of what is good, or less of what is bad, pays less. */
export const cliffsOf = (findings: readonly LintFinding[]): LintFinding[] =>
  findings.filter(({ code }) => CLIFFS.has(code));

/**
 * The cliffs that a result lies beyond: for each input of which lint found one, the jump back from the actual value, among
 * the nearest three, to where most is paid, if that is more than is paid now. Where the point lies follows from the other
 * inputs as they are (a cliff at 100 % of a plan is another amount for everybody), so it is searched, not taken from lint.
 */
export function cliffsMet(scheme: Scheme, result: Result, cliffs: readonly LintFinding[]): MetCliff[] {
  const { total } = result.totals;
  const backwards = new Map(
    cliffs.flatMap(({ code, witness }) =>
      witness?.input !== undefined && scheme.inputs.has(witness.input)
        ? [[witness.input, code === 'cliff' ? -1 : 1] as const]
        : [],
    ),
  );
  if (backwards.size === 0 || total === undefined || total === null) return [];
  const { inputs } = whatIf(scheme, subjectOf(result), [...backwards.keys()]);
  return inputs.flatMap(({ name, value, up, down, farther = [] }): MetCliff[] => {
    const side = backwards.get(name)!;
    const jumps = [side === 1 ? up : down, ...farther].flatMap((jump) =>
      jump?.found === 'jump' && jump.total !== null ? [{ ...jump, total: decimal(jump.total) }] : [],
    );
    const [best] = jumps
      .filter((jump) => decimal(jump.value).minus(value!).times(side).gt(0) && jump.total.gt(total))
      .sort((a, b) => b.total.comparedTo(a.total));
    if (!best) return [];
    return [
      {
        input: name,
        value: value!,
        point: toText(decimal(best.value).minus(decimal(best.step).times(side))),
        before: best.value,
        paidBefore: toText(best.total),
        lost: toText(best.total.minus(total)),
      },
    ];
  });
}
