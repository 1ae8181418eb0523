import type { Decimal } from '../decimal.js';
import type { Rounding } from '../rounding.js';
import type { Table } from '../tables.js';
import type { Value } from '../values.js';
import type { CallNode, ColumnNode, FormulaNode } from './tree.js';

/** One lookup as it went: the keys asked for, the row that answered (-1: the table's `below`), the answer. */
export interface Lookup {
  call: CallNode;
  table: string;
  column: string | null;
  keys: readonly (Value | null)[];
  row: number;
  answer: Value;
  /** Matrices only. */
  columnIndex?: number;
}

/** One call over rows as it went: how many rows it took, and for SPLIT the fund, own weight and sum of weights. */
export interface RowTotal {
  call: CallNode;
  set: string;
  count: number;
  value: Decimal;
  fund?: Decimal;
  weight?: Decimal;
  weights?: Decimal;
}

/** `way` is equal as long as the node goes the same way. */
export type Branched = (node: FormulaNode, way: number | string) => void;

/** What a formula reads while it runs. `read` throws `FormulaFailure` for what is missing or failed. */
export interface Env {
  read(name: string): Value;
  /** Told of every lookup, for explanations. */
  lookedUp?(lookup: Lookup): void;
  /** Told of every call over rows, for explanations. */
  totalled?(total: RowTotal): void;
  /** Told which way the formula went at a node: the row that answered, the order of a comparison, the larger of two. */
  branched?: Branched;
  /** Functions over rows; where a scheme has no row sets no formula asks for them. */
  rows?: RowFunctions;
  /** The row the formula is evaluated for; absent at the top level. */
  row?: { set: string; index: number };
  /** In a linked set: a field or line of the fact the row refers to. */
  readOrigin?(node: ColumnNode): Value;
}

/** Functions over the rows of a run. A call is worked out once, whatever row asks. */
export interface RowFunctions {
  sum(call: CallNode, set: string, each: CompiledFormula, env: Env): Decimal;
  count(call: CallNode, set: string, condition: CompiledFormula | undefined, env: Env): Decimal;
  prior(call: CallNode, each: CompiledFormula, key: CompiledFormula | undefined, env: Env): Decimal;
  rank(call: CallNode, each: CompiledFormula, env: Env): Decimal;
  split(call: CallNode, args: SplitArgs, env: Env): Decimal;
}

export interface SplitArgs {
  fund: CompiledFormula;
  weight: CompiledFormula;
  step: (env: Env) => Rounding;
}

/** Throws `FormulaFailure` when there is no value. */
export type CompiledFormula = (env: Env) => Value;

export interface CompileContext {
  text: string;
  tables: ReadonlyMap<string, Table>;
  /** What the line rounds to: the step of PORTION and SPLIT that name none. */
  round?: Rounding;
  compile(node: FormulaNode): CompiledFormula;
}
