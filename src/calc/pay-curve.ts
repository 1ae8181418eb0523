import { samplesOf } from './change-points.js';
import { type Decimal, decimal, toSnappedText, toText } from './decimal.js';
import { Probe } from './lint-probe.js';
import { BUILT_IN_DIRECTIONS, type Directions, type NumberVariable, variablesOf } from './lint-variables.js';
import { payReads } from './lint-witness.js';
import { run } from './run.js';
import type { Direction, Scheme } from './scheme-document.js';
import type { Unit } from './units.js';
import type { Title } from './values.js';
import { difference } from './what-if.js';
import { InputModel } from './what-if-model.js';
import { nextJump } from './what-if-search.js';

/** A numeric input that pay follows from, with the values it is looked at over. */
export interface CurveInput {
  name: string;
  title: Title | null;
  unit: Unit;
  /** Whether more of it should pay more (`up`), less (`down`), or neither is said. */
  direction: Direction;
  from: string;
  to: string;
  typical: string;
  /** Whether the document declares the range, or it was assumed. */
  isDeclared: boolean;
}

interface CurvePoint {
  x: string;
  /** Null where pay cannot be computed. */
  pay: string | null;
}

/** Pay one step before a value at which a comparison or a table's row turns it, and there. */
interface CurveJump {
  before: string;
  at: string;
  payBefore: string | null;
  pay: string | null;
  change: string | null;
  /** Whether it goes against the input's direction: more pays less. */
  isCliff: boolean;
}

export interface PayCurve {
  input: CurveInput;
  /** What the other inputs are meanwhile: what is usual. Null: missing. */
  others: { name: string; title: Title | null; unit: Unit; value: string | null }[];
  /** In rising order; between two of them pay has no jump, and runs straight but for rounding. */
  points: CurvePoint[];
  jumps: CurveJump[];
  /** False where the formulas could not be followed everywhere: then there may be more jumps. */
  areJumpsKnown: boolean;
}

const SPREAD = 24;
const PROBES_MAX = 500;
const JUMPS_MAX = 100;

/** Pay against one input over its range, the others being usual; `choices` are the inputs that may be asked for. */
export class PayCurves {
  private readonly probe: Probe;
  private readonly variables: ReadonlyMap<string, NumberVariable>;

  constructor(
    private readonly scheme: Scheme,
    directions: Directions = BUILT_IN_DIRECTIONS,
  ) {
    this.probe = new Probe(scheme, variablesOf(scheme, directions));
    const reads = payReads(scheme);
    const numbers = this.probe.variables.filter((variable) => variable.kind === 'number');
    const asked = numbers.filter(({ key }) => scheme.inputs.has(key) && reads.has(key));
    this.variables = new Map(asked.map((variable) => [variable.key, variable]));
  }

  /** Those of which more should pay more before the others, each in the document's order. */
  get choices(): CurveInput[] {
    const all = [...this.variables.values()].map(inputOf);
    const isUp = ({ direction }: CurveInput) => direction === 'up';
    return [...all.filter(isUp), ...all.filter((input) => !isUp(input))];
  }

  /** Undefined for a name that is none of the choices. */
  of(name: string): PayCurve | undefined {
    const variable = this.variables.get(name);
    if (!variable) return undefined;
    const { grid, mentioned, direction } = variable;
    const { found, isWhole } = this.jumpsOf(variable);
    const seeds = [...mentioned, ...found.map(({ at }) => at)];
    const samples = samplesOf((x) => this.at(name, x), grid, {
      spread: SPREAD,
      probesMax: PROBES_MAX,
      seeds,
    });
    return {
      input: inputOf(variable),
      others: this.probe.variables.flatMap(({ key, title, unit }) =>
        key === name || !this.scheme.inputs.has(key)
          ? []
          : [{ name: key, title: title ?? null, unit, value: this.probe.usual.get(key) ?? null }],
      ),
      points: samples.map(({ x }) => this.point(name, x)),
      jumps: found.map(({ before, at }) => this.jump(name, direction, before, at)),
      areJumpsKnown: isWhole,
    };
  }

  private at(name: string, x: Decimal) {
    return this.probe.outcome(new Map(this.probe.usual).set(name, toText(x)));
  }

  private point(name: string, x: Decimal): CurvePoint {
    const { pay } = this.at(name, x);
    return { x: toText(x), pay: pay && toSnappedText(pay) };
  }

  private jump(name: string, direction: Direction, before: Decimal, at: Decimal): CurveJump {
    const [old, now] = [this.point(name, before), this.point(name, at)];
    const change = difference(old.pay, now.pay);
    const sign = change === null || direction === 'none' ? 0 : decimal(change).cmp(0);
    const isCliff = direction === 'down' ? sign > 0 : sign < 0;
    return { before: old.x, at: now.x, payBefore: old.pay, pay: now.pay, change, isCliff };
  }

  /** Every jump from the start of the range to its end, as what-if finds them. */
  private jumpsOf({ key, grid }: NumberVariable) {
    const found: { before: Decimal; at: Decimal }[] = [];
    const subject = this.probe.subjectOf(new Map(this.probe.usual).set(key, toText(grid.from)));
    const outcome = run(this.scheme, subject, { isTraced: false });
    const model = new InputModel(this.scheme, subject, this.scheme.inputs.get(key)!, outcome);
    const stepsMax = grid.to.minus(grid.from).div(grid.step).floor().toNumber();
    for (let from = grid.from; found.length < JUMPS_MAX; ) {
      const search = nextJump(model, { from, step: grid.step, direction: 1, stepsMax });
      if (search.found === 'unknown') return { found, isWhole: false };
      if (search.found === 'none') return { found, isWhole: search.until.gte(grid.to) };
      if (search.at.gt(grid.to)) return { found, isWhole: true };
      found.push(search);
      from = search.at;
    }
    return { found, isWhole: false };
  }
}

const inputOf = ({ key, title, unit, direction, grid, typical, isDeclared }: NumberVariable): CurveInput => ({
  name: key,
  title: title ?? null,
  unit,
  direction,
  from: toText(grid.from),
  to: toText(grid.to),
  typical: toText(typical),
  isDeclared,
});
