import { type Decimal, decimal, snap, toSnappedText, ZERO } from './decimal.js';
import { entryOf } from './entry-of.js';
import { FormulaFailure, fail } from './failures.js';
import { bounded } from './formula/arithmetic.js';
import type { CompiledFormula, Env, RowFunctions, SplitArgs } from './formula/compiled.js';
import { type CallNode, walk } from './formula/tree.js';
import type { SetRun } from './set-run.js';
import { splitFund } from './split.js';
import { type Value, valueText } from './values.js';

/** The running sum of one PRIOR: what each row found, and how far rows have been added. */
interface PriorSums {
  found: (Decimal | FormulaFailure)[];
  added: number;
  sums: Map<string, Decimal | FormulaFailure>;
  /** A row whose key has no value could belong to any sum. */
  broken?: FormulaFailure;
}

interface Shares {
  shares: Decimal[];
  weights: Decimal[];
  fund: Decimal;
  sum: Decimal;
}

/** SUM, COUNT, PRIOR, RANK and SPLIT over the rows of one run; each call is worked out once. */
export class RowTotals implements RowFunctions {
  private readonly done = new Map<CallNode, unknown>();

  constructor(private readonly setOf: (name: string) => SetRun) {}

  sum(call: CallNode, setName: string, each: CompiledFormula, env: Env): Decimal {
    const set = this.setOf(setName);
    const value = this.once(call, () => {
      refuseFailedColumns(set, call);
      let sum = ZERO;
      for (const [index, row] of set.envs.entries()) {
        sum = bounded(sum.plus(inRow(set, index, () => each(row)) as Decimal));
      }
      return sum;
    });
    env.totalled?.({ call, set: setName, count: set.rows.length, value });
    return value;
  }

  count(call: CallNode, setName: string, condition: CompiledFormula | undefined, env: Env): Decimal {
    const set = this.setOf(setName);
    const value = this.once(call, () => {
      refuseFailedColumns(set, call);
      const isCounted = (row: Env, index: number) => !condition || inRow(set, index, () => condition(row));
      return decimal(String(set.envs.filter(isCounted).length));
    });
    env.totalled?.({ call, set: setName, count: set.rows.length, value });
    return value;
  }

  /** Adds rows as they are passed, so that all running sums of a set cost one walk over it. */
  prior(call: CallNode, each: CompiledFormula, key: CompiledFormula | undefined, env: Env): Decimal {
    const { set: setName, index } = env.row!;
    const set = this.setOf(setName);
    const state = entryOf(this.done, call, newPriorSums) as PriorSums;
    while (state.added <= index) {
      const place = state.added;
      const keyText = key ? keyIn(set, place, key, state) : '';
      state.found[place] ??= state.broken ?? state.sums.get(keyText) ?? ZERO;
      if (place === index) break;
      addRow(set, place, each, keyText, state);
      state.added++;
    }
    const value = state.found[index]!;
    if (value instanceof FormulaFailure) throw value;
    env.totalled?.({ call, set: setName, count: index, value });
    return value;
  }

  /** Largest first; equals share the place. Source: language, RANK. */
  rank(call: CallNode, each: CompiledFormula, env: Env): Decimal {
    const { set: setName, index } = env.row!;
    const set = this.setOf(setName);
    const places = this.once(call, () => {
      const values = set.envs.map((row, at) => snap(inRow(set, at, () => each(row)) as Decimal));
      const sorted = values.toSorted((a, b) => b.cmp(a));
      const firsts = new Map<string, number>();
      for (const [at, value] of sorted.entries()) {
        const text = toSnappedText(value);
        if (!firsts.has(text)) firsts.set(text, at + 1);
      }
      return values.map((value) => decimal(String(firsts.get(toSnappedText(value)))));
    });
    const value = places[index]!;
    env.totalled?.({ call, set: setName, count: places.length, value });
    return value;
  }

  split(call: CallNode, args: SplitArgs, env: Env): Decimal {
    const { set: setName, index } = env.row!;
    const set = this.setOf(setName);
    const { shares, weights, fund, sum } = this.once(call, () => sharesOf(set, args, env));
    const value = shares[index]!;
    env.totalled?.({
      call,
      set: setName,
      count: shares.length,
      value,
      fund,
      weight: weights[index]!,
      weights: sum,
    });
    return value;
  }

  /** The value of a call, or its failure, worked out when first asked for. */
  private once<T>(call: CallNode, work: () => T): T {
    if (!this.done.has(call)) {
      try {
        this.done.set(call, work());
      } catch (error) {
        if (!(error instanceof FormulaFailure)) throw error;
        this.done.set(call, error);
      }
    }
    const done = this.done.get(call);
    if (done instanceof FormulaFailure) throw done;
    return done as T;
  }
}

/** Names the row in which a failure arose. */
function inRow<T>(set: SetRun, index: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FormulaFailure)) throw error;
    const facts = { set: set.set.name, row: set.rows[index]!.id };
    throw new FormulaFailure({ code: 'row-failed', facts, cause: error.failure });
  }
}

/** A total over no rows fails all the same when nobody handed them in, or a column of it failed as a whole. */
function refuseFailedColumns(set: SetRun, call: CallNode): void {
  if (set.isMissing) fail('rows-missing', { set: set.set.name });
  if (set.failedColumns.size === 0) return;
  walk(call, (node) => {
    const failed = node.kind === 'name' ? set.failedColumns.get(node.name) : undefined;
    if (failed) throw failed;
  });
}

function keyIn(set: SetRun, index: number, key: CompiledFormula, state: PriorSums): string {
  try {
    return keyText(inRow(set, index, () => key(set.envs[index]!)));
  } catch (error) {
    if (!(error instanceof FormulaFailure)) throw error;
    state.found[index] = error;
    state.broken ??= error;
    return '';
  }
}

const newPriorSums = (): PriorSums => ({ found: [], added: 0, sums: new Map() });

const keyText = (value: Value): string => `${typeof value} ${valueText(value)}`;

function addRow(set: SetRun, index: number, each: CompiledFormula, key: string, state: PriorSums): void {
  const before = state.sums.get(key) ?? ZERO;
  if (before instanceof FormulaFailure) return;
  try {
    const value = inRow(set, index, () => each(set.envs[index]!)) as Decimal;
    state.sums.set(key, bounded(before.plus(value)));
  } catch (error) {
    if (!(error instanceof FormulaFailure)) throw error;
    state.sums.set(key, error);
  }
}

function sharesOf(set: SetRun, { fund: fundOf, weight, step }: SplitArgs, env: Env): Shares {
  const fund = fundOf(env) as Decimal;
  const weights = set.envs.map((row, index) => {
    const value = inRow(set, index, () => weight(row)) as Decimal;
    if (!snap(value).isNegative() || snap(value).isZero()) return value;
    return fail('weight-negative', { row: set.rows[index]!.id, weight: toSnappedText(value) });
  });
  const sum = weights.reduce((total, value) => total.plus(value), ZERO);
  const names = set.rows.map(({ id }) => id);
  return { shares: splitFund(fund, weights, names, step(env).to), weights, fund, sum };
}
