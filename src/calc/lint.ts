import { payMix } from './checks.js';
import { resultOf } from './evaluate.js';
import type { FindingCode } from './findings.js';
import { Cliffs } from './lint-cliffs.js';
import { Failures } from './lint-failures.js';
import { type LintFinding, lintFinding } from './lint-finding.js';
import { Probe } from './lint-probe.js';
import { tableFindings } from './lint-tables.js';
import { sweepsOf } from './lint-trials.js';
import { unusedFindings } from './lint-unused.js';
import { BUILT_IN_DIRECTIONS, type Directions, variablesOf } from './lint-variables.js';
import { othersFacts, payReads, payText, witnessOf } from './lint-witness.js';
import type { Scheme } from './scheme-document.js';

export type { LintFinding } from './lint-finding.js';

interface LintOptions {
  /** By code of measures and KPIs; without it those of the built-in measures. */
  directions?: Directions;
}

/**
 * What is wrong with a scheme before anybody is paid by it, found by trying it over the values its inputs may have:
 * errors in the order found, then warnings, then hints. Always the same for the same scheme and directions. Source:
 * docs/lint.md.
 */
export function lint(scheme: Scheme, { directions = BUILT_IN_DIRECTIONS }: LintOptions = {}): LintFinding[] {
  const probe = new Probe(scheme, variablesOf(scheme, directions));
  const cliffs = new Cliffs(probe);
  const failures = new Failures(probe);
  for (const sweep of sweepsOf(probe)) {
    cliffs.look(sweep);
    failures.look(sweep);
  }
  for (const variable of probe.variables) if (variable.kind === 'word') cliffs.lookAtFlag(variable);
  failures.lookAtNewcomer();
  const found = [
    ...cliffs.findings,
    ...failures.findings,
    ...tableFindings(probe),
    ...mixFindings(probe),
    ...unusedFindings(scheme),
  ];
  const once = [...new Map(found.map((finding) => [finding.id, finding])).values()];
  return (['error', 'warning', 'hint'] as const).flatMap((severity) =>
    once.filter((one) => one.severity === severity),
  );
}

const MIX_CODES = {
  'below-min': 'mix-below',
  'above-max': 'mix-above',
  'above-hint': 'mix-above-hint',
} as const;

/** The salary's share where every input that pay depends on is as usual; told only where the document says what is. */
function mixFindings(probe: Probe): LintFinding[] {
  const { scheme, variables, usual } = probe;
  const reads = payReads(scheme);
  const isKnown = variables.every(
    (one) => !reads.has(one.key) || one.kind === 'word' || one.isTypicalDeclared,
  );
  if (!isKnown || !scheme.checks.payMix) return [];
  const outcome = probe.outcome(usual);
  const mix = payMix(scheme, resultOf(scheme, probe.subjectOf(usual), outcome.run));
  if (!mix || mix.status === 'inside') return [];
  const code: FindingCode = MIX_CODES[mix.status];
  const { at } =
    [...scheme.lines.values()].find(({ pay }) => pay === 'salary') ?? [...scheme.lines.values()][0]!;
  const facts = {
    ...othersFacts(scheme, variables, usual),
    share: mix.shareText,
    min: mix.min ?? '',
    max: mix.max ?? '',
    hint: mix.hint ?? '',
  };
  const severity = mix.status === 'above-hint' ? 'hint' : 'warning';
  const witness = witnessOf(usual, { payAfter: payText(outcome) });
  return [lintFinding({ code, severity, path: 'checks.pay_mix', at, facts }, witness)];
}
