import { decimal } from './decimal.js';
import type { Cause } from './reconcile-causes.js';
import {
  inputIn,
  isSameAmount,
  isSameInput,
  type OtherVersion,
  type OurFigures,
  type TheirFigures,
} from './reconcile-figures.js';
import { type Evidence, hypotheses } from './reconcile-hypotheses.js';
import type { ReconciledInput } from './reconcile-parts.js';
import {
  amountIn,
  type Hypothesis,
  outcomeOf,
  type Situation,
  TOTAL,
  withInput,
  withLine,
} from './reconcile-situation.js';
import { type Result, subjectOf } from './result.js';

/** The line in question, and which lines it reads are otherwise with them: those are taken as theirs. */
interface LineInQuestion {
  own: OurFigures;
  their: TheirFigures;
  inputs: readonly ReconciledInput[];
  versions: readonly OtherVersion[];
  line: string;
  theirs: string;
  upstream: readonly string[];
}

export interface Explained {
  follows?: string;
  explanations: Cause[][];
}

/** Looks for what gives exactly their figure of a line. */
export class LineExplainer {
  private readonly plain: Situation;
  private readonly base: Result | undefined;
  private readonly found: Cause[][] = [];

  constructor(private readonly asked: LineInQuestion) {
    const { scheme, result } = asked.own;
    this.plain = this.settled({ scheme, subject: subjectOf(result) });
    this.base = outcomeOf(this.plain);
  }

  /** `others` are causes by other managers' figures, known already. */
  explain(others: readonly Cause[]): Explained {
    const exchange = others.find((cause) => cause.kind === 'other-manager' && cause.isExchange);
    const [from] = this.asked.upstream;
    if (from !== undefined && this.isTheirs(this.base))
      return exchange ? { explanations: [[exchange]] } : { follows: from, explanations: [] };
    this.tryInputs();
    this.found.push(...others.map((cause) => [cause]));
    return { explanations: this.found.length > 0 ? this.found : [[this.lastResort()]] };
  }

  private tryInputs(): void {
    const { own, inputs, versions } = this.asked;
    const facts = own.facts ?? [];
    const mattering = inputs.filter((input) => this.matters(input));
    const all = mattering.reduce(
      (changed, { input, theirs }) => withInput(changed, input, theirs),
      this.plain,
    );
    const together = mattering.map(causeOf);
    // a fact that explains what they have for an input says more than the input
    if (mattering.length > 0) this.tryAll(this.plain, [], { versions: [], facts }, mattering);
    for (const { cause, situation } of mattering.map((input) => this.withTheirs(input)))
      if (this.isTheirs(outcomeOf(situation))) this.found.push([cause]);
    if (mattering.length > 1 && this.isTheirs(outcomeOf(all))) this.found.push(together);
    // what leaves their inputs out of it would speak against them
    if (this.found.length === 0 && mattering.length > 0)
      this.tryAll(all, together, { versions: [], facts: [] });
    if (this.found.length === 0) this.tryAll(this.plain, [], { versions, facts });
  }

  private matters(input: ReconciledInput): boolean {
    const [before, after] = [this.base, outcomeOf(this.withTheirs(input).situation)];
    const { line } = this.asked;
    return String(amountIn(before, line)) !== String(amountIn(after, line));
  }

  private withTheirs(input: ReconciledInput): { cause: Cause; situation: Situation } {
    return { cause: causeOf(input), situation: withInput(this.plain, input.input, input.theirs) };
  }

  /** `confirmed`: only facts that explain one of these inputs of theirs. */
  private tryAll(
    situation: Situation,
    together: readonly Cause[],
    evidence: Evidence,
    confirmed?: readonly ReconciledInput[],
  ): void {
    const result = outcomeOf(situation);
    if (!result) return;
    for (const hypothesis of hypotheses(situation, result, this.asked.line, evidence)) {
      const { cause, inputs } = hypothesis;
      if (confirmed && !(cause.kind === 'fact' && confirmed.some(({ input }) => inputs.includes(input))))
        continue;
      const causes = [...together, cause];
      if (!this.isKnown(causes) && this.holds(hypothesis)) this.found.push(causes);
    }
  }

  /** One rounding of a line is enough, and nothing rounded where one line unrounded will do; else what is there yet. */
  private isKnown(causes: readonly Cause[]): boolean {
    const last = causes.at(-1)!;
    return this.found.some((known) => {
      const own = known.at(-1)!;
      if (own.kind === 'rounding' && last.kind === 'rounding')
        return own.line === last.line && known.length === causes.length;
      if (last.kind === 'rounded-late' && own.kind === 'rounding' && own.theirs === null) return true;
      if (last.kind === 'rounded-late' && own.kind === 'rounded-late') return true;
      return JSON.stringify(known) === JSON.stringify(causes);
    });
  }

  /** It gives their figure, and none of the inputs it changes is known to be otherwise with them. */
  private holds({ situation, inputs }: Hypothesis): boolean {
    const settled = this.settled(situation);
    const result = outcomeOf(settled);
    if (!result || !this.isTheirs(result)) return false;
    return inputs.every((name) => {
      const theirs = this.asked.their.inputs[name];
      return theirs === undefined || isSameInput(inputIn(settled.scheme, result, name), theirs);
    });
  }

  private settled(situation: Situation): Situation {
    const { upstream, their } = this.asked;
    return upstream
      .filter((code) => situation.scheme.lines.has(code))
      .reduce((changed, code) => withLine(changed, code, decimal(their.lines[code]!)), situation);
  }

  private isTheirs(result: Result | undefined): boolean {
    const { line, theirs, own } = this.asked;
    return isSameAmount(own.scheme.lines.get(line), amountIn(result, line), theirs);
  }

  private lastResort(): Cause {
    const { line, own, their } = this.asked;
    if (amountIn(own.result, line) === null) return { kind: 'not-computed' };
    const paid = [...own.scheme.lines.values()].filter(({ pay }) => pay !== undefined);
    const isSumKnown = line === TOTAL && paid.every(({ code }) => their.lines[code] !== undefined);
    return { kind: isSumKnown ? 'not-the-sum' : 'unexplained' };
  }
}

const causeOf = (input: ReconciledInput): Cause => ({ kind: 'input', ...input });
