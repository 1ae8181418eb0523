import { toSnappedText, ZERO } from './decimal.js';
import { explainOutcome, explainUse, type LineExplanation, type Use } from './explain-line.js';
import { LineWriter } from './explain-values.js';
import { type Failure, FormulaFailure } from './failures.js';
import type { Env, Lookup, RowTotal } from './formula/compiled.js';
import { addDays, type Day } from './period.js';
import { FIELD_TITLES } from './row-fields.js';
import type { LineOutcome, Run } from './run.js';
import type { RowSet, Scheme, SchemeLine } from './scheme-document.js';
import type { SetRun } from './set-run.js';
import { isNumeric, type Unit } from './units.js';
import { isDecimal, type Title, type Value, valueText } from './values.js';

/** A row: what it is, the fact it refers to, and how each of its lines came about. */
export interface FactRowExplanation {
  id: string;
  source?: string;
  /** The kind of fact, in a set that lists several. */
  fact?: string;
  date?: string;
  order?: string;
  /** Of a dated part: its last day, and its days in all, worked and by the norm; null where they were not handed in. */
  part?: { lastDay: Day; days: string; workedDays: string | null; normDays: string | null };
  lines: LineExplanation[];
}

/** A set: how many rows it has, what its numeric lines come to (null when one failed), and the first rows. */
export interface SetExplanation {
  set: string;
  title: Title | null;
  kind: RowSet['kind'];
  facts: readonly string[];
  of?: string;
  count: number;
  sums: { code: string; title: Title | null; unit: Unit; value: string | null }[];
  rows: FactRowExplanation[];
  failures?: Record<string, Failure>;
}

/** Explains the sets of a run, the first `rowsMax` rows of each one by one. */
export function explainSets(
  scheme: Scheme,
  outcome: Run,
  top: LineWriter,
  rowsMax: number,
): SetExplanation[] {
  return [...scheme.rows.values()].map((declared) => {
    const set = outcome.sets.get(declared.name)!;
    const failures = [...set.failedColumns].map(([line, { failure }]) => [line, failure] as const);
    return {
      set: declared.name,
      title: declared.title ?? null,
      kind: declared.kind,
      facts: declared.facts,
      ...(declared.of !== undefined && { of: declared.of }),
      count: set.rows.length,
      sums: [...declared.lines.values()]
        .filter(({ unit }) => isNumeric(unit))
        .map((line) => sumOf(set, line)),
      rows: set.rows.slice(0, rowsMax).map((_, index) => explainRow(set, index, scheme, outcome, top)),
      ...(failures.length > 0 && { failures: Object.fromEntries(failures) }),
    };
  });
}

function sumOf(set: SetRun, { code, title, unit }: SchemeLine): SetExplanation['sums'][number] {
  let sum = ZERO;
  let isKnown = !set.failedColumns.has(code);
  for (const index of set.rows.keys()) {
    const cell = set.cell(code, index);
    if (cell instanceof FormulaFailure || !isDecimal(cell)) isKnown = false;
    else sum = sum.plus(cell);
  }
  return { code, title: title ?? null, unit, value: isKnown ? toSnappedText(sum) : null };
}

function explainRow(
  set: SetRun,
  index: number,
  scheme: Scheme,
  outcome: Run,
  top: LineWriter,
): FactRowExplanation {
  const { id, source, kind, date, order } = set.rows[index]!;
  const writer = new LineWriter(scheme, outcome, { set, index, top });
  const use = (name: string) =>
    set.has(name) ? useInRow(set, index, name) : explainUse(name, scheme, outcome);
  const lines = [...set.set.lines.values()].map((line) =>
    explainOutcome(line, outcomeOf(set, index, line), { tables: scheme.tables, writer, use }),
  );
  return {
    id,
    ...(source !== undefined && { source }),
    ...(kind !== undefined && { fact: kind }),
    ...(date !== undefined && { date }),
    ...(order && { order: order.id }),
    ...partOf(set, index),
    lines,
  };
}

function partOf({ set, rows }: SetRun, index: number): Pick<FactRowExplanation, 'part'> {
  const { date, fields = {} } = rows[index]!;
  const { days, worked_days: workedDays = null, norm_days: normDays = null } = fields;
  if (set.kind !== 'parts' || date === undefined || !days || !/^[1-9]\d{0,3}$/.test(days)) return {};
  return { part: { lastDay: addDays(date, Number(days) - 1), days, workedDays, normDays } };
}

/** Runs the line once more to see what it looked up: results of rows keep no such things. */
function outcomeOf(set: SetRun, index: number, line: SchemeLine): LineOutcome {
  const cell = set.cell(line.code, index);
  const lookups: Lookup[] = [];
  const totals: RowTotal[] = [];
  if (cell instanceof FormulaFailure) return { failure: cell.failure, lookups, totals };
  const own = set.envs[index]!;
  const env: Env = {
    read: (name) => own.read(name),
    readOrigin: (node) => own.readOrigin!(node),
    rows: own.rows!,
    row: own.row!,
    lookedUp: (lookup) => lookups.push(lookup),
    totalled: (total) => totals.push(total),
  };
  const exact = line.run(env);
  return { exact, value: cell, lookups, totals };
}

function useInRow(set: SetRun, index: number, name: string): Use {
  const part = set.set.lines.get(name) ?? set.set.inputs.get(name);
  const kind = set.set.lines.has(name) ? 'line' : set.set.inputs.has(name) ? 'input' : 'field';
  const value = valueIn(set, index, name);
  return {
    kind,
    name,
    title: part ? (part.title ?? null) : (FIELD_TITLES[name] ?? null),
    unit: set.unitOf(name) ?? ('count' as Unit),
    value: value === undefined ? null : valueText(value),
  };
}

function valueIn(set: SetRun, index: number, name: string): Value | undefined {
  try {
    return set.read(name, index);
  } catch (error) {
    if (error instanceof FormulaFailure) return undefined;
    throw error;
  }
}
