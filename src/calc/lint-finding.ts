import type { Finding } from './findings.js';
import type { Witness } from './lint-witness.js';

/** A finding of lint. `id` stays the same as long as the finding does, so that it can be acknowledged by it. */
export interface LintFinding extends Finding {
  id: string;
  witness?: Witness;
}

/** The id of a finding: its code, its place, and the input it is about. */
export function lintFinding(finding: Finding, witness?: Witness, part = ''): LintFinding {
  const { code, path } = finding;
  const input = witness?.input;
  const about = input !== undefined && !path.endsWith(`.${input}`) ? [input] : [];
  const id = [code, `${path}${part}`, ...about].join(' ');
  return { id, ...finding, ...(witness && { witness }) };
}
