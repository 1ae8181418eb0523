import { type Sample, type SamplingOptions, samplesOf } from './change-points.js';
import { type Decimal, toText } from './decimal.js';
import type { Case, Outcome, Probe } from './lint-probe.js';
import type { NumberVariable } from './lint-variables.js';

/** One variable moved over its range while the others stand still: `others` are the values of the others. */
export interface Sweep {
  variable: NumberVariable;
  others: Case;
  samples: readonly Sample<Outcome>[];
}

/** Evaluations in all, so that linting ends soon whatever the scheme. */
const PROBES_MAX = 5_000;
const SINGLES_MAX = 40;
const MIXES = 8;

/**
 * Sweeps of every number over its range: first with everything else usual, then, for numbers with a direction, at the
 * corners, with each other value changed by itself, and with values mixed, so that a fall that another value hides
 * comes out too. Always the same ones for the same scheme.
 */
export function* sweepsOf(probe: Probe): Generator<Sweep> {
  const numbers = probe.variables.filter((variable) => variable.kind === 'number');
  const levels = new Map<string, string[]>();
  const turns = new Map<string, Decimal[]>();
  for (const variable of probe.variables)
    if (variable.kind === 'word') levels.set(variable.key, [...variable.options]);
  for (const variable of numbers) {
    const sweep = sweepOver(probe, variable, probe.usual, USUAL_SWEEP);
    turns.set(
      variable.key,
      turnsOf(sweep).map(({ x }) => x),
    );
    levels.set(variable.key, levelsOf(sweep));
    yield sweep;
  }
  const directed = numbers.filter(({ direction }) => direction !== 'none');
  // without any, one number is moved all the same, for the sake of the trials themselves
  const moved = directed.length > 0 ? directed : numbers.slice(0, 1);
  for (const others of trialsOf(probe, levels)) {
    for (const variable of moved) {
      if (probe.count > PROBES_MAX) return;
      // where formulas turn usually is where most of them turn
      yield sweepOver(probe, variable, others, { ...TRIAL_SWEEP, seeds: turns.get(variable.key)! });
    }
  }
}

const USUAL_SWEEP: SamplingOptions = { spread: 16, probesMax: 800 };
const TRIAL_SWEEP: SamplingOptions = { spread: 4, probesMax: 250 };

function sweepOver(probe: Probe, variable: NumberVariable, others: Case, options: SamplingOptions): Sweep {
  const probed = (x: Decimal) => probe.outcome(new Map(others).set(variable.key, toText(x)));
  const seeds = [...variable.mentioned, ...(options.seeds ?? [])];
  return { variable, others, samples: samplesOf(probed, variable.grid, { ...options, seeds }) };
}

/** The first samples after a turn. */
function turnsOf({ samples }: Sweep): Sample<Outcome>[] {
  return samples.filter(({ found }, index) => found.signature !== samples[index - 1]?.found.signature);
}

const LEVELS_MAX = 5;

/** Values of a variable with different outcomes: its ends, and where formulas turn. */
function levelsOf(sweep: Sweep): string[] {
  const chosen = [...turnsOf(sweep).slice(0, LEVELS_MAX), sweep.samples.at(-1)!];
  return [...new Set(chosen.map(({ x }) => toText(x)))];
}

function* trialsOf(probe: Probe, levels: ReadonlyMap<string, readonly string[]>): Generator<Case> {
  yield corner(probe, 'best');
  yield corner(probe, 'max');
  yield corner(probe, 'min');
  let singles = 0;
  for (const [key, values] of levels) {
    for (const value of values) {
      if (value !== probe.usual.get(key) && singles++ < SINGLES_MAX)
        yield new Map(probe.usual).set(key, value);
    }
  }
  const draw = draws();
  for (let mix = 0; mix < MIXES; mix++) {
    const values = new Map(probe.usual);
    for (const [key, known] of levels) values.set(key, known[draw(known.length)]!);
    yield values;
  }
}

/** Every number at an end of its range. */
function corner({ variables, usual }: Probe, which: 'best' | 'max' | 'min'): Case {
  const values = new Map(usual);
  for (const variable of variables) {
    if (variable.kind === 'word') continue;
    const { grid, direction, key } = variable;
    if (which === 'best' && direction === 'none') continue;
    const isHigh = which === 'max' || (which === 'best' && direction === 'up');
    values.set(key, toText(isHigh ? grid.to : grid.from));
  }
  return values;
}

/** A number below `count`, seemingly at random, the same ones at every lint. */
function draws(): (count: number) => number {
  let state = 1;
  return (count) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % count;
  };
}
