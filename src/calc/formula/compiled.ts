import type { Table } from '../tables.js';
import type { Value } from '../values.js';
import type { CallNode, FormulaNode } from './tree.js';

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

/** What a formula reads while it runs. `read` throws `FormulaFailure` for what is missing or failed. */
export interface Env {
  read(name: string): Value;
  /** Told of every lookup, for explanations. */
  lookedUp?(lookup: Lookup): void;
}

/** Throws `FormulaFailure` when there is no value. */
export type CompiledFormula = (env: Env) => Value;

export interface CompileContext {
  text: string;
  tables: ReadonlyMap<string, Table>;
  compile(node: FormulaNode): CompiledFormula;
}
