import { type Decimal, decimal, toText, ZERO } from './decimal.js';
import type { Cause } from './reconcile-causes.js';
import {
  inputIn,
  isSameAmount,
  isSameInput,
  type OtherVersion,
  type OurFigures,
  type TheirFigures,
} from './reconcile-figures.js';
import { type Explained, LineExplainer } from './reconcile-line.js';
import type { OtherManagers } from './reconcile-others.js';
import type { ReconciledInput, ReconciledLine, ReconciledManager } from './reconcile-parts.js';
import { amountIn, linesBelow, TOTAL } from './reconcile-situation.js';

/** A line before its causes are known. */
interface Difference {
  line: string;
  ours: Decimal | null;
  theirs: string | undefined;
}

/** One manager's figures of both sides. `compared` are the lines that anybody of theirs has. */
export class ManagerReconciler {
  private readonly inputs: ReconciledInput[];
  private readonly differences: Difference[];

  constructor(
    private readonly own: OurFigures,
    private readonly their: TheirFigures,
    compared: ReadonlySet<string>,
    private readonly versions: readonly OtherVersion[],
    private readonly others: OtherManagers,
  ) {
    this.inputs = this.differingInputs();
    this.differences = this.differingLines(compared);
  }

  /** Undefined when nothing differs. */
  reconcile(): ReconciledManager | undefined {
    if (this.differences.length === 0) return undefined;
    const { manager, name } = this.own;
    const causes = this.others.causesOf(this.own, this.their);
    const lines = this.withTotal(this.differences.map((difference) => this.lineOf(difference, causes)));
    return {
      manager,
      name,
      state: 'differs',
      difference: this.wholeDifference(lines),
      inputs: this.inputs,
      lines: inOrder(lines),
    };
  }

  private differingInputs(): ReconciledInput[] {
    const { scheme, result } = this.own;
    return Object.entries(this.their.inputs).flatMap(([input, theirs]) => {
      const declared = scheme.inputs.get(input);
      const ours = inputIn(scheme, result, input);
      if (!declared || isSameInput(ours, theirs)) return [];
      const { title = null, unit } = declared;
      return [{ input, title, unit, ours: ours && toText(ours), theirs }];
    });
  }

  private differingLines(compared: ReadonlySet<string>): Difference[] {
    const { scheme, result } = this.own;
    const unknown = Object.keys(this.their.lines).filter((code) => code !== TOTAL && !scheme.lines.has(code));
    const codes = [...scheme.lines.keys(), TOTAL].filter((code) => compared.has(code));
    return [...codes, ...unknown].flatMap((line) => {
      const ours = amountIn(result, line);
      const theirs = this.their.lines[line];
      const isEqual =
        theirs === undefined
          ? scheme.lines.get(line)?.pay === undefined || ours?.isZero()
          : isSameAmount(scheme.lines.get(line), ours, theirs);
      return isEqual ? [] : [{ line, ours, theirs }];
    });
  }

  private lineOf(difference: Difference, others: readonly Cause[]): ReconciledLine {
    const { line, ours, theirs } = difference;
    const declared = this.own.scheme.lines.get(line);
    const amount = ours && toText(ours);
    const isOfScheme = declared !== undefined || line === TOTAL;
    const less = differenceOf(difference, isOfScheme);
    return {
      line,
      title: declared?.title ?? null,
      ours: amount,
      theirs: theirs ?? null,
      difference: less && toText(less),
      counted: !isOfScheme || declared?.pay !== undefined ? less && toText(less) : '0',
      ...this.explained(difference, isOfScheme, others),
    };
  }

  private explained({ line, theirs }: Difference, isOfScheme: boolean, others: readonly Cause[]): Explained {
    if (!isOfScheme) return { explanations: [[{ kind: 'line-absent', from: 'ours', line }]] };
    if (theirs === undefined) return { explanations: [[{ kind: 'line-absent', from: 'theirs', line }]] };
    const below = linesBelow(this.own.scheme, line);
    const upstream = this.differences.filter((other) => below.has(other.line) && other.theirs !== undefined);
    return new LineExplainer({
      own: this.own,
      their: this.their,
      inputs: this.inputs,
      versions: this.versions,
      line,
      theirs,
      upstream: upstream.map((other) => other.line),
    }).explain(others);
  }

  /** Of the total counts what is not in the lines; where that is something although the total is ours, it has an entry. */
  private withTotal(lines: ReconciledLine[]): ReconciledLine[] {
    const theirs = this.their.lines[TOTAL];
    const ours = amountIn(this.own.result, TOTAL);
    const known = lines.find(({ line }) => line === TOTAL);
    if (theirs === undefined || ours === null)
      return lines.map((line) => (line === known ? { ...line, counted: null } : line));
    const others = lines.filter((line) => line !== known);
    const rest = decimal(theirs).minus(ours).minus(sumOf(others));
    const entry: ReconciledLine = known ?? {
      line: TOTAL,
      title: null,
      ours: toText(ours),
      theirs,
      difference: '0',
      counted: '0',
      explanations: [[{ kind: 'not-the-sum' }]],
    };
    return !known && rest.isZero() ? lines : [...others, { ...entry, counted: toText(rest) }];
  }

  private wholeDifference(lines: readonly ReconciledLine[]): string | null {
    return lines.some(({ counted }) => counted === null) ? null : toText(sumOf(lines));
  }
}

function differenceOf({ ours, theirs }: Difference, isOfScheme: boolean): Decimal | null {
  if (!isOfScheme) return decimal(theirs!);
  return ours && decimal(theirs ?? '0').minus(ours);
}

const sumOf = (lines: readonly ReconciledLine[]): Decimal =>
  lines.reduce((sum, { counted }) => sum.plus(decimal(counted ?? '0')), ZERO);

/**
 * The likeliest explanation of each line first: an exchange of rows, then one of fewer causes, then one that explains
 * more of the manager's lines; else they stay as they were tried.
 */
function inOrder(lines: readonly ReconciledLine[]): ReconciledLine[] {
  const times = new Map<string, number>();
  for (const { explanations } of lines)
    for (const causes of explanations)
      times.set(JSON.stringify(causes), (times.get(JSON.stringify(causes)) ?? 0) + 1);
  const isExchange = ([cause]: Cause[]) => Number(cause?.kind === 'other-manager' && cause.isExchange);
  const byLikelihood = (a: Cause[], b: Cause[]) =>
    isExchange(b) - isExchange(a) ||
    a.length - b.length ||
    times.get(JSON.stringify(b))! - times.get(JSON.stringify(a))!;
  return lines.map((line) => ({ ...line, explanations: line.explanations.toSorted(byLikelihood) }));
}
