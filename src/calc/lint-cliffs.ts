import { type Sample, turningPoint } from './change-points.js';
import { type Decimal, toText, ZERO } from './decimal.js';
import type { FindingCode } from './findings.js';
import { type LintFinding, lintFinding } from './lint-finding.js';
import { type Place, Places } from './lint-places.js';
import { MADE_UP_ROWS, type Outcome, type Probe } from './lint-probe.js';
import type { Sweep } from './lint-trials.js';
import type { Variable, WordVariable } from './lint-variables.js';
import { othersFacts, payText, titleFacts, type Witness, witnessOf } from './lint-witness.js';
import type { Direction, Scheme } from './scheme-document.js';
import { MONEY } from './units.js';

/** A value of a variable and what it came to. */
interface Point {
  text: string;
  found: Outcome;
}

/** Gathers where pay goes the wrong way: each place once, by the first case that shows it. */
export class Cliffs {
  private readonly found = new Map<string, LintFinding>();
  private readonly places: Places;
  private readonly noise: Decimal;

  constructor(private readonly probe: Probe) {
    this.places = new Places(probe.scheme);
    this.noise = roundingNoise(probe.scheme);
  }

  get findings(): LintFinding[] {
    return [...this.found.values()];
  }

  /** Neighbours between which pay falls: a step at which a formula turns is a cliff; without a turn it is a slope. */
  look({ variable, others, samples }: Sweep): void {
    if (variable.direction === 'none') return;
    let slope: Sample<Outcome> | undefined;
    for (const [index, after] of samples.entries()) {
      const before = samples[index - 1];
      if (!before) continue;
      const isWrong = this.isWrong(variable.direction, before.found, after.found);
      const turn = turningPoint(before.found, after.found);
      const isStep = after.index - before.index === 1;
      if (isWrong && turn && isStep)
        this.add('cliff', variable, others, [before, after], this.places.of(turn));
      if (isWrong && !turn) slope ??= before;
      else if (slope) slope = this.addSlope(variable, others, slope, before);
    }
    if (slope) this.addSlope(variable, others, slope, samples.at(-1)!);
  }

  /** A flag whose better side pays less. */
  lookAtFlag(variable: WordVariable): void {
    const [better, worse] = variable.options;
    if (variable.direction === 'none' || better === undefined || worse === undefined) return;
    const at = (text: string) => ({
      text,
      found: this.probe.outcome(new Map(this.probe.usual).set(variable.key, text)),
    });
    const [before, after] = [at(worse), at(better)];
    if (!this.isWrong('up', before.found, after.found)) return;
    this.addAt('flag-pays-less', variable, this.probe.usual, [before, after], placeOf(variable));
  }

  /** Whether pay moved against the direction, and by more than rounding on the way can do. */
  private isWrong(direction: Direction, before: Outcome, after: Outcome): boolean {
    if (!before.pay || !after.pay || !before.exact || !after.exact) return false;
    const sign = direction === 'down' ? -1 : 1;
    const fall = before.pay.minus(after.pay).times(sign);
    const exactFall = before.exact.minus(after.exact).times(sign);
    // what members are paid has no figure before rounding here
    return fall.gt(this.noise) && (exactFall.gt(this.noise) || exactFall.isZero());
  }

  private addSlope(
    variable: Variable,
    others: Sweep['others'],
    before: Sample<Outcome>,
    after: Sample<Outcome>,
  ): undefined {
    this.add('slope', variable, others, [before, after], placeOf(variable));
  }

  private add(
    code: 'cliff' | 'slope',
    variable: Variable,
    others: Sweep['others'],
    samples: readonly [Sample<Outcome>, Sample<Outcome>],
    place: Place,
  ): void {
    const points = samples.map(({ x, found }): Point => ({ text: toText(x), found })) as [Point, Point];
    this.addAt(variable.direction === 'down' ? `${code}-down` : code, variable, others, points, place);
  }

  private addAt(
    code: FindingCode,
    variable: Variable,
    others: Sweep['others'],
    [before, after]: readonly [Point, Point],
    place: Place,
  ): void {
    const witness: Witness = witnessOf(others, {
      input: variable.key,
      before: before.text,
      after: after.text,
      payBefore: payText(before.found),
      payAfter: payText(after.found),
    });
    const { scheme, variables } = this.probe;
    const facts = {
      ...titleFacts(variable, 'input'),
      ...othersFacts(scheme, variables, others, variable.key),
      ...place.facts,
      before: before.text,
      after: after.text,
      payBefore: witness.payBefore!,
      payAfter: witness.payAfter!,
      size: toText(before.found.pay!.minus(after.found.pay!).abs()),
    };
    const finding = lintFinding(
      { code, severity: 'error', at: place.at, path: place.path, facts },
      witness,
      place.part,
    );
    if (!this.found.has(finding.id)) this.found.set(finding.id, finding);
  }
}

const placeOf = ({ key, at }: Variable): Place => ({
  path: key.includes('.') ? `rows.${key}` : `inputs.${key}`,
  at,
  facts: {},
});

/** What the rounding of amounts on the way to pay can do to it; pay lines themselves are compared unrounded too. */
function roundingNoise({ lines, rows }: Scheme): Decimal {
  let noise = ZERO;
  for (const { unit, round, pay } of lines.values()) {
    if (unit === MONEY && round && pay === undefined) noise = noise.plus(round.to);
  }
  for (const set of rows.values()) {
    for (const { unit, round } of set.lines.values()) {
      if (unit === MONEY && round) noise = noise.plus(round.to.times(MADE_UP_ROWS));
    }
  }
  return noise;
}
