import { type Decimal, decimal } from './decimal.js';
import type { FormulaNode } from './formula/tree.js';
import type { Subject } from './result.js';
import { type Run, run } from './run.js';
import type { Scheme } from './scheme-document.js';

/** One turn a run took: at which node of which formula, and which way. */
export interface Turn {
  node: FormulaNode;
  way: number | string;
}

/** A run with the turns it took. `signature` is equal as long as all formulas went the same ways. */
export interface TurnedRun {
  run: Run;
  turns: readonly Turn[];
  signature: string;
}

/** Runs a scheme and notes the turns. */
export function turnedRun(scheme: Scheme, subject: Subject): TurnedRun {
  const turns: Turn[] = [];
  const branched = (node: FormulaNode, way: number | string) => turns.push({ node, way });
  const outcome = run(scheme, subject, { isTraced: false, branched });
  const ways = turns.map(({ node, way }) => `${node.at.start}:${way}`);
  const failed = [...outcome.lines].map(([code, { failure }]) => (failure ? `${code}!` : ''));
  return { run: outcome, turns, signature: `${ways.join(' ')} ${failed.join('')}` };
}

/** Functions that bend where they turn, and do not jump. */
const BENDING: ReadonlySet<string> = new Set(['BANDS', 'MIN', 'MAX', 'ABS']);

/** The turn by which a run left the way of one before it, rather one that jumps; undefined when it did not leave it. */
export function turningPoint(before: TurnedRun, after: TurnedRun): Turn | undefined {
  const changed: Turn[] = [];
  for (const [index, turn] of after.turns.entries()) {
    const other = before.turns[index];
    if (turn.node !== other?.node || turn.way !== other.way) changed.push(turn);
    if (turn.node !== other?.node) break;
  }
  return changed.find(({ node }) => node.kind !== 'call' || !BENDING.has(node.name)) ?? changed[0];
}

/** Values an input may have: `from`, `from` + `step`, … up to `to`. `step` is above zero. */
export interface Grid {
  from: Decimal;
  to: Decimal;
  step: Decimal;
}

export interface Sample<T> {
  /** Number of steps from the start of the grid. */
  index: number;
  x: Decimal;
  found: T;
}

export interface SamplingOptions {
  /** Values of interest: they are looked at with both their neighbours. */
  seeds?: readonly Decimal[];
  /** How many parts the whole range is looked at in besides. */
  spread: number;
  probesMax: number;
}

/**
 * Samples of a grid in rising order, such that between two neighbours with different signatures lies nothing: a
 * value of the input at which a formula takes another turn is found exactly, to the step. A turn is missed only where
 * it is taken and taken back between two neighbours of `seeds` and the even spread, which no formula does that rises
 * or falls between them. Stops looking closer after `probesMax` probes.
 */
export function samplesOf<T extends { signature: string }>(
  probe: (x: Decimal) => T,
  wanted: Grid,
  { seeds = [], spread, probesMax }: SamplingOptions,
): Sample<T>[] {
  const grid = countable(wanted);
  const last = stepsTo(grid, grid.to);
  const found = new Map<number, Sample<T>>();
  const sample = (index: number): Sample<T> => {
    let known = found.get(index);
    if (!known) {
      const x = grid.from.plus(grid.step.times(decimal(String(index))));
      known = { index, x, found: probe(x) };
      found.set(index, known);
    }
    return known;
  };
  for (const index of startingPlaces(grid, last, seeds, spread)) sample(index);
  const stretches = neighbours(found).reverse();
  while (stretches.length > 0 && found.size < probesMax) {
    const [low, high] = stretches.pop()!;
    if (high.index - low.index <= 1 || low.found.signature === high.found.signature) continue;
    const middle = sample(Math.floor((low.index + high.index) / 2));
    stretches.push([middle, high], [low, middle]);
  }
  return inOrder(found);
}

/** A grid of no more steps than whole numbers count exactly. */
function countable(grid: Grid): Grid {
  return stepsTo(grid, grid.to) <= STEPS_MAX ? grid : countable({ ...grid, step: grid.step.times(1000) });
}

const STEPS_MAX = 2 ** 50;

/** Ends of the grid, an even spread between them, and the seeds with both their neighbours. */
function startingPlaces(grid: Grid, last: number, seeds: readonly Decimal[], spread: number): Set<number> {
  const places = new Set<number>();
  for (let part = 0; part <= spread; part++) places.add(Math.floor((last * part) / spread));
  for (const seed of seeds) {
    const index = stepsTo(grid, seed);
    for (const place of [index - 1, index, index + 1]) if (place >= 0 && place <= last) places.add(place);
  }
  return places;
}

function stepsTo({ from, step }: Grid, x: Decimal): number {
  return x.minus(from).div(step).floor().toNumber();
}

function inOrder<T>(found: ReadonlyMap<number, Sample<T>>): Sample<T>[] {
  return [...found.values()].sort((a, b) => a.index - b.index);
}

function neighbours<T>(found: ReadonlyMap<number, Sample<T>>): [Sample<T>, Sample<T>][] {
  const ordered = inOrder(found);
  return ordered.slice(1).map((high, index) => [ordered[index]!, high]);
}
