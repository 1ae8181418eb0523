import type { Cause } from './reconcile-causes.js';
import type { Unit } from './units.js';
import type { Title } from './values.js';

/**
 * A line that differs. `difference` is theirs less ours, null when one is not known; `counted` what of it counts for pay:
 * nothing of a line that is not paid, and of the total what is not in the lines. `follows` names a line of theirs from
 * which this one follows by our formulas. Each explanation alone gives their figure; several causes in one act together.
 */
export interface ReconciledLine {
  line: string;
  title: Title | null;
  ours: string | null;
  theirs: string | null;
  difference: string | null;
  counted: string | null;
  follows?: string;
  explanations: Cause[][];
}

/** An input that differs. */
export interface ReconciledInput {
  input: string;
  title: Title | null;
  unit: Unit;
  ours: string | null;
  theirs: string;
}

/** A manager with a difference; `difference` of the total, or of what they give of it. */
export interface ReconciledManager {
  manager: string;
  name: string;
  state: 'differs' | 'only-ours' | 'only-theirs';
  difference: string | null;
  inputs: ReconciledInput[];
  lines: ReconciledLine[];
}
