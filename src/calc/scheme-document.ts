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

export const WINDOWS = [
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

/** A compiled scheme: checked, immutable, ready to evaluate. */
export interface Scheme {
  code: string;
  title: Title;
  period: PeriodKind;
  subject: 'manager';
  rateOn: 'fact date' | 'period end';
  grade?: GradeRule;
  inputs: ReadonlyMap<string, SchemeInput>;
  params: ReadonlyMap<string, SchemeParam>;
  tables: ReadonlyMap<string, Table>;
  lines: ReadonlyMap<string, SchemeLine>;
  /** Inputs and lines in an order in which each comes after what it reads. */
  order: readonly string[];
  checks: { payMix?: PayMixRule };
}
