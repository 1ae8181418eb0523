import type { FormulaNode } from './formula/tree.js';
import type { Scheme, SchemeInput, SchemeLine } from './scheme-document.js';
import { RATIO } from './units.js';

/** How far a plan is met: the line that tells, the plan, and what is measured against it where that is an input. */
export interface Attainment {
  line: SchemeLine;
  plan: SchemeInput;
  done: SchemeInput | undefined;
}

/** The first ratio in the document that is something divided by a target. Undefined for a scheme without a plan. */
export const attainmentOf = (scheme: Scheme): Attainment | undefined => attainmentsOf(scheme)[0];

/** All of them. */
export function attainmentsOf({ inputs, lines }: Scheme): Attainment[] {
  return [...lines.values()].flatMap((line) => {
    const [over, under] = line.unit === RATIO ? quotientOf(line.tree) : [];
    const plan = under?.kind === 'name' ? inputs.get(under.name) : undefined;
    const done = over?.kind === 'name' ? inputs.get(over.name) : undefined;
    return plan?.source === 'target' ? [{ line, plan, done }] : [];
  });
}

function quotientOf(tree: FormulaNode): readonly FormulaNode[] {
  if (tree.kind === 'arithmetic' && tree.sign === '/') return [tree.left, tree.right];
  return tree.kind === 'call' && tree.name === 'DIVIDE' ? tree.args : [];
}
