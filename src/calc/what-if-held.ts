import type { Decimal } from './decimal.js';
import type { CallNode, FormulaNode } from './formula/tree.js';
import type { Range } from './ranges.js';
import type { SchemeLine } from './scheme-document.js';
import type { SetRun } from './set-run.js';
import type { Table } from './tables.js';
import type { Value } from './values.js';

/** A value while an input moves through a range: numbers between two; anything else is the same everywhere. */
export type Held = Range | string | boolean;

/** What a comparison or a lookup came to: whether it is so, or which row. */
export type Choice = boolean | string;

/** Choices by the part of a formula, and the row, that made them. */
export type Choices = ReadonlyMap<string, Choice>;

/** What moves goes into a call over rows that cannot be followed through a range. */
export class Unfollowed {}

/** The line a formula is of, and the row it is worked out for. */
export interface Place {
  line: SchemeLine;
  row?: { set: SetRun; index: number };
}

/** Works formulas out over ranges. Throws `FormulaFailure`, `Undecided`, `Unfollowed`. */
export interface Walker {
  readonly tables: ReadonlyMap<string, Table>;
  walk(node: FormulaNode, place: Place): Held;
  number(node: FormulaNode, place: Place): Range;
  /** The choice every value of the range leads to, undefined when they differ; or the one that is imposed. */
  choose<C extends Choice>(at: object, place: Pick<Place, 'row'>, found: C | undefined): C;
  /** A number that must not move. */
  still(node: FormulaNode, place: Place): Decimal;
  fixed(node: FormulaNode, place: Place): Value;
  rowsOf(call: CallNode): SetRun;
}
