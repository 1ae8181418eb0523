import type { Decimal } from './decimal.js';
import type { CompiledFormula } from './formula/compiled.js';
import type { FormulaNode } from './formula/tree.js';
import type { PeriodKind } from './period.js';
import type { Rounding } from './rounding.js';
import type { Position } from './source.js';
import type { Table } from './tables.js';
import type { Unit } from './units.js';
import type { Title, Value } from './values.js';

export const INPUT_SOURCES = ['measure', 'target', 'kpi', 'line', 'attribute', 'calendar', 'rate'] as const;
export type InputSource = (typeof INPUT_SOURCES)[number];

export const TAKES = ['sum', 'average', 'last', 'max', 'min', 'count'] as const;
export type Take = (typeof TAKES)[number];

const WINDOWS = [
  'this period',
  'previous',
  'previous periods',
  'quarter to date',
  'year to date',
  'quarter so far',
  'year so far',
  'same period last year',
] as const;
/** `previous periods` is `previous N months`, with `months` N; every other window is as the document writes it. */
export interface Window {
  kind: (typeof WINDOWS)[number];
  months?: number;
}

export const DIRECTIONS = ['up', 'down', 'none'] as const;
/** Whether more of something is better (`up`), worse (`down`), or neither. */
export type Direction = (typeof DIRECTIONS)[number];

/** What an input may be, before proration, and what it usually is. */
export interface InputRange {
  min: Decimal;
  max: Decimal;
  typical?: Decimal;
}

/**
 * Where a value comes from. `key` is the code of the measure, target, KPI, line, attribute or calendar fact;
 * for a rate its two currencies (`money/EUR`). Whoever evaluates hands in the observations of `window`.
 */
export interface SchemeInput {
  name: string;
  title?: Title;
  unit: Unit;
  source: InputSource;
  key: string;
  /** Lines only: the scheme the line belongs to; absent for the scheme's own earlier results. */
  scheme?: string;
  /** Rates only: which day's rate. */
  on?: 'fact date' | 'period end';
  window: Window;
  /** Absent: the source's own aggregate, so one observation is expected. */
  take?: Take;
  of?: 'members' | 'team' | 'company';
  /** Name of the input this one is multiplied by. */
  prorate?: string;
  missing?: Value;
  start?: Value;
  values?: readonly string[];
  /** What lint tries the scheme over. */
  range?: InputRange;
  /** Absent: that of the measure or KPI. */
  direction?: Direction;
  at: Position;
}

export interface SchemeParam {
  name: string;
  title?: Title;
  unit: Unit;
  value: Value;
  override: readonly ('team' | 'manager')[];
  at: Position;
}

export interface SchemeLine {
  code: string;
  title?: Title;
  unit: Unit;
  /** The formula as written. */
  formula: string;
  tree: FormulaNode;
  run: CompiledFormula;
  round?: Rounding;
  /** Kind of pay: salary, bonus, commission …; absent on lines that only help others. */
  pay?: string;
  /** Clause of the company's bonus regulation. */
  clause?: string;
  /** Names of inputs, params and lines the formula reads, in the order of their first use. */
  uses: readonly string[];
  /** The funds that SPLIT shares among rows: with a fund and no rows the column fails. */
  funds?: readonly CompiledFormula[];
  at: Position;
}

/** The table a grade is read from (columns `grade` and `salary`), and the input or line it is keyed by. */
export interface GradeRule {
  table: string;
  by: string;
  effective: 'proposed' | 'automatic';
  at: Position;
}

/** Bounds of salary's share in pay: outside min–max is a warning, above hint only a remark. */
export interface PayMixRule {
  min?: Decimal;
  max?: Decimal;
  hint?: Decimal;
}

/** The dated parts of a target or attribute that a set works through. */
export interface PartsRule {
  source: 'target' | 'attribute';
  key: string;
  unit: Unit;
}

/**
 * Rows worked through one by one. `facts` names kinds of facts; with `of` they are linked to the rows of another
 * set. `kept` are rows of set `of` from earlier results, for `months` months after theirs.
 */
export interface RowSet {
  name: string;
  title?: Title;
  kind: 'facts' | 'kept' | 'parts' | 'members';
  facts: readonly string[];
  of?: string;
  months?: number;
  /** Kept rows end with the assignment. */
  isWhileAssigned?: boolean;
  parts?: PartsRule;
  /** Names and units of what a row has before anything is computed. */
  fields: ReadonlyMap<string, Unit>;
  inputs: ReadonlyMap<string, SchemeInput>;
  lines: ReadonlyMap<string, SchemeLine>;
  at: Position;
}

/** One step of an evaluation: an input or line of the scheme, or columns of a set that go row by row. */
export type Step = string | { set: string; columns: readonly string[] };

/** A compiled scheme: checked, immutable, ready to evaluate. */
export interface Scheme {
  code: string;
  title: Title;
  period: PeriodKind;
  subject: 'manager' | 'team';
  rateOn: 'fact date' | 'period end';
  grade?: GradeRule;
  inputs: ReadonlyMap<string, SchemeInput>;
  params: ReadonlyMap<string, SchemeParam>;
  tables: ReadonlyMap<string, Table>;
  lines: ReadonlyMap<string, SchemeLine>;
  rows: ReadonlyMap<string, RowSet>;
  /** Inputs, lines and columns of rows in an order in which each comes after what it reads. */
  steps: readonly Step[];
  /** `addsUp` names the columns and params that were summed. */
  checks: { payMix?: PayMixRule; addsUp: readonly string[] };
}
