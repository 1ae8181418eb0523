import { toSnappedText } from './decimal.js';
import { type Failure, failureText } from './failures.js';
import type { FindingCode } from './findings.js';
import { type LintFinding, lintFinding } from './lint-finding.js';
import { type Case, failuresIn, type Outcome, type Probe } from './lint-probe.js';
import type { Sweep } from './lint-trials.js';
import { addReads, othersFacts, payText, titleFacts, witnessOf } from './lint-witness.js';
import type { SchemeInput } from './scheme-document.js';
import type { Position } from './source.js';
import { isDecimal } from './values.js';

/** What fails a line although nothing is missing, by the finding it makes. */
const CODES: Partial<Record<Failure['code'], FindingCode>> = {
  'below-table': 'gap',
  'beyond-row': 'gap',
  'no-row': 'gap',
  'cell-empty': 'gap',
  'zero-divide': 'divisor-zero',
};

/** Gathers lines that have no value, or pay less than nothing, for values that inputs may have. */
export class Failures {
  private readonly found = new Map<string, LintFinding>();

  constructor(private readonly probe: Probe) {}

  get findings(): LintFinding[] {
    return [...this.found.values()];
  }

  look({ variable, others, samples }: Sweep): void {
    for (const { found, x } of samples) {
      const values = new Map(others).set(variable.key, toSnappedText(x));
      for (const [path, failure] of failuresIn(found)) this.addFailure(path, failure, values, found);
      this.lookAtSigns(found, values);
    }
  }

  /** Somebody's first month: nothing of earlier periods is there. */
  lookAtNewcomer(): void {
    const { scheme, usual } = this.probe;
    const usually = failuresIn(this.probe.outcome(usual));
    for (const input of [...scheme.inputs.values()].filter(isEarlier)) {
      const values = new Map(usual).set(input.name, null);
      const outcome = this.probe.outcome(values);
      const failed = [...failuresIn(outcome).keys()].find((path) => !usually.has(path));
      if (failed === undefined) continue;
      const facts = {
        ...titleFacts({ key: input.name, title: input.title }, 'input'),
        line: failed.split('.').at(-1)!,
      };
      const isOwnLine = input.source === 'line' && input.scheme === undefined;
      const code = isOwnLine ? 'start-needed' : 'newcomer-fails';
      this.add(code, 'warning', `inputs.${input.name}`, input.at, facts, values, outcome);
    }
  }

  private lookAtSigns(outcome: Outcome, values: Case): void {
    for (const { code, pay, at } of this.probe.scheme.lines.values()) {
      const value = outcome.run.lines.get(code)!.value;
      if (
        pay === undefined ||
        value === undefined ||
        !isDecimal(value) ||
        !value.isNegative() ||
        value.isZero()
      )
        continue;
      const severity = this.isDeclared(`lines.${code}`) ? 'error' : 'warning';
      const facts = { line: code, value: toSnappedText(value) };
      this.add('pay-negative', severity, `lines.${code}`, at, facts, values, outcome);
    }
  }

  private addFailure(path: string, failure: Failure, values: Case, outcome: Outcome): void {
    const code = CODES[failure.code] ?? 'line-fails';
    const severity = this.isDeclared(path) ? 'error' : 'warning';
    const facts = {
      line: path.split('.').at(-1)!,
      whyEn: failureText(failure, 'en'),
      whyRu: failureText(failure, 'ru'),
    };
    this.add(code, severity, path, this.positionOf(path), facts, values, outcome);
  }

  private add(
    code: FindingCode,
    severity: 'error' | 'warning',
    path: string,
    at: Position,
    own: Record<string, string>,
    values: Case,
    outcome: Outcome,
  ): void {
    const { scheme, variables } = this.probe;
    const facts = { ...othersFacts(scheme, variables, values), ...own };
    const finding = lintFinding(
      { code, severity, path, at, facts },
      witnessOf(values, { payAfter: payText(outcome) }),
    );
    if (!this.found.has(finding.id)) this.found.set(finding.id, finding);
  }

  /** Whether the document itself says what the line's numbers may be: only then is a failure beyond doubt. */
  private isDeclared(path: string): boolean {
    const reads = new Set<string>();
    addReads(this.probe.scheme, keyOfPath(path), reads);
    return this.probe.variables.every(
      (variable) => !reads.has(variable.key) || variable.kind === 'word' || variable.isDeclared,
    );
  }

  private positionOf(path: string): Position {
    const { scheme } = this.probe;
    const [first, name, , column] = path.split('.');
    const line = first === 'rows' ? scheme.rows.get(name!)!.lines.get(column!) : scheme.lines.get(name!);
    return line!.at;
  }
}

/** `sales` of `lines.sales`, `orders.commission` of `rows.orders.lines.commission`. */
function keyOfPath(path: string): string {
  const [first, name, , column] = path.split('.');
  return first === 'rows' ? `${name}.${column}` : name!;
}

const EARLIER: ReadonlySet<string> = new Set([
  'previous',
  'previous periods',
  'quarter so far',
  'year so far',
  'same period last year',
]);

/** Whether an input has no value in somebody's first period, and nothing stands in for it. */
function isEarlier({ source, window, take, missing, start }: SchemeInput): boolean {
  if (!EARLIER.has(window.kind) || missing !== undefined || start !== undefined) return false;
  return source === 'line' ? take !== 'count' : take !== undefined && take !== 'sum' && take !== 'count';
}
