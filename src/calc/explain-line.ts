import { snap, toPercentText, toSnappedText, toText } from './decimal.js';
import { explainLookup, type LookupExplanation } from './explain-lookup.js';
import type { LineWriter } from './explain-values.js';
import type { Failure } from './failures.js';
import type { RowTotal } from './formula/compiled.js';
import type { RoundingMode } from './rounding.js';
import type { LineOutcome, Run } from './run.js';
import type { Scheme, SchemeLine } from './scheme-document.js';
import { RATIO, type Unit } from './units.js';
import { type Title, valueText } from './values.js';

/** A name the formula reads, with the value it had; a `field` is one of a row. */
export interface Use {
  kind: 'line' | 'input' | 'param' | 'field';
  name: string;
  title: Title | null;
  unit: Unit;
  value: string | null;
}

/**
 * How a line came about. `withValues` is the formula with values for names and lookups: an expression of the
 * scheme language without names, whose value is `exact`; rounded by `round` that is `value`. Null when failed.
 */
export interface LineExplanation {
  code: string;
  title: Title | null;
  clause?: string;
  unit: Unit;
  formula: string;
  withValues: string | null;
  exact: string | null;
  round: { to: string; mode: RoundingMode } | null;
  value: string | null;
  pay?: string;
  uses: Use[];
  tables: LookupExplanation[];
  /** Calls over rows; absent where there are none. */
  totals?: TotalExplanation[];
  failure?: Failure;
}

/** A call over rows: the rows it took, and for SPLIT the fund, the own weight and the sum of weights. */
export interface TotalExplanation {
  text: string;
  function: string;
  set: string;
  count: number;
  value: string;
  fund?: string;
  weight?: string;
  weights?: string;
}

/** What a line is explained with: tables, the writer of its formula, and what its names stood for. */
export interface LineContext {
  tables: Scheme['tables'];
  writer: LineWriter;
  use(name: string): Use;
}

/** How a line, of the scheme or of a row, came by its outcome. */
export function explainOutcome(
  line: SchemeLine,
  outcome: LineOutcome,
  context: LineContext,
): LineExplanation {
  const { exact, value, failure, lookups, totals } = outcome;
  const { code, title, clause, unit, formula, round, pay } = line;
  return {
    code,
    title: title ?? null,
    ...(clause !== undefined && { clause }),
    unit,
    formula,
    withValues: failure ? null : context.writer.lineText(line),
    exact: exact === undefined ? null : valueText(exact),
    round: round
      ? { to: unit === RATIO ? toPercentText(round.to) : toText(round.to), mode: round.mode }
      : null,
    value: value === undefined ? null : valueText(value),
    ...(pay !== undefined && { pay }),
    uses: line.uses.map((name) => context.use(name)),
    tables: lookups.map((lookup) => explainLookup(lookup, context.tables.get(lookup.table)!, formula)),
    ...(totals.length > 0 && { totals: totals.map((total) => explainTotal(total, formula)) }),
    ...(failure && { failure }),
  };
}

function explainTotal({ call, set, count, value, ...split }: RowTotal, formula: string): TotalExplanation {
  const texts = Object.entries(split).map(([name, amount]) => [name, toSnappedText(amount)] as const);
  return {
    text: formula.slice(call.at.start, call.at.end),
    function: call.name,
    set,
    count,
    value: toText(snap(value)),
    ...Object.fromEntries(texts),
  };
}

/** A name of the top level, with the value it had. */
export function explainUse(name: string, scheme: Scheme, outcome: Run): Use {
  const kind = scheme.lines.has(name) ? 'line' : scheme.inputs.has(name) ? 'input' : 'param';
  const part = (scheme.lines.get(name) ?? scheme.inputs.get(name) ?? scheme.params.get(name))!;
  const value = outcome.params.get(name) ?? (outcome.inputs.get(name) ?? outcome.lines.get(name))?.value;
  return {
    kind,
    name,
    title: part.title ?? null,
    unit: part.unit,
    value: value === undefined ? null : valueText(value),
  };
}
