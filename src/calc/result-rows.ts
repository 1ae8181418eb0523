import { type Decimal, toSnappedText, ZERO } from './decimal.js';
import { type Failure, FormulaFailure } from './failures.js';
import type { KeptRow, Result, ResultRow, Subject } from './result.js';
import { keyOfRow } from './row-order.js';
import type { Run } from './run.js';
import type { Scheme, SchemeLine } from './scheme-document.js';
import type { SetRun } from './set-run.js';
import { isDecimal, type Value, valueText } from './values.js';

/** A pay line of the scheme or of one row, with its value; null when it failed. */
export interface Paid {
  pay: string;
  amount: Decimal | null;
}

/** What a result holds of its row sets; nothing at all where the scheme has none. */
export function resultRows(
  scheme: Scheme,
  subject: Subject,
  outcome: Run,
): Pick<Result, 'rows' | 'kept' | 'rowFailures' | 'assigned'> {
  if (scheme.rows.size === 0) return {};
  const sets = [...scheme.rows.keys()].map((name) => outcome.sets.get(name)!);
  const kept = keptRead(sets, subject);
  const failures = sets.flatMap(({ set, failedColumns }) =>
    [...failedColumns].map(([line, { failure }]) => [`${set.name}.${line}`, failure] as const),
  );
  return {
    rows: Object.fromEntries(
      sets.filter(({ isMissing }) => !isMissing).map((set) => [set.set.name, rowsOf(set)]),
    ),
    ...(Object.keys(kept).length > 0 && { kept }),
    ...(failures.length > 0 && { rowFailures: Object.fromEntries(failures) }),
    ...(subject.assigned === false && { assigned: false as const }),
  };
}

function rowsOf(set: SetRun): ResultRow[] {
  const paid = [...set.set.lines.values()].filter(({ pay }) => pay !== undefined);
  return set.rows.map((row, index) => {
    const { lines, failures } = linesOf(set, index);
    return {
      ...row,
      lines,
      ...(Object.keys(failures).length > 0 && { failures }),
      ...(paid.length > 0 && { totals: totalsOf(paid.map((line) => paidOf(set, line, index))) }),
    };
  });
}

function linesOf(
  set: SetRun,
  index: number,
): Pick<ResultRow, 'lines'> & { failures: Record<string, Failure> } {
  const lines: Record<string, string | null> = {};
  const failures: Record<string, Failure> = {};
  for (const code of set.set.lines.keys()) {
    const cell = set.cell(code, index);
    lines[code] = cell instanceof FormulaFailure ? null : valueText(cell);
    if (cell instanceof FormulaFailure) failures[code] = cell.failure;
  }
  return { lines, failures };
}

function paidOf(set: SetRun, { code, pay }: SchemeLine, index: number): Paid {
  const cell = set.cell(code, index);
  return { pay: pay!, amount: cell instanceof FormulaFailure ? null : amountOf(cell) };
}

const amountOf = (value: Value | undefined): Decimal | null =>
  value !== undefined && isDecimal(value) ? value : null;

/** Pay lines of the scheme and of its members' rows; one that failed for want of rows is among them. */
export function paidLines(scheme: Scheme, outcome: Run): Paid[] {
  const own: Paid[] = [];
  for (const { code, pay } of scheme.lines.values()) {
    if (pay !== undefined) own.push({ pay, amount: amountOf(outcome.lines.get(code)!.value) });
  }
  if (outcome.sets.size === 0) return own;
  const ofRows = [...outcome.sets.values()].flatMap((set) =>
    [...set.set.lines.values()].flatMap((line) => {
      if (line.pay === undefined) return [];
      if (set.failedColumns.has(line.code)) return { pay: line.pay, amount: null };
      if (set.rows.length === 0) return { pay: line.pay, amount: ZERO };
      return set.rows.map((_, index) => paidOf(set, line, index));
    }),
  );
  return [...own, ...ofRows];
}

/** Sums by kind of pay and in all. A failed line leaves its sums null: silently low is worse than none. */
export function totalsOf(paid: readonly Paid[]): Record<string, string | null> {
  const sums = new Map<string, Decimal | null>();
  let total: Decimal | null = ZERO;
  for (const { pay, amount } of paid) {
    const before = sums.has(pay) ? sums.get(pay)! : ZERO;
    sums.set(pay, before && amount ? before.plus(amount) : null);
    total = total && amount ? total.plus(amount) : null;
  }
  const texts = [...sums, ['total', total] as const].map(([kind, sum]) => [kind, sum && toSnappedText(sum)]);
  return Object.fromEntries(texts);
}

/** Whether every cell of every row has a value. */
export function areRowsComplete(outcome: Run): boolean {
  return [...outcome.sets.values()].every((set) => {
    if (set.failedColumns.size > 0) return false;
    return [...set.set.lines.keys()].every((code) =>
      set.rows.every((_, index) => !(set.cell(code, index) instanceof FormulaFailure)),
    );
  });
}

/** Rows of earlier results that this one read, by set, each once. */
function keptRead(sets: readonly SetRun[], { kept = {} }: Subject): Record<string, KeptRow[]> {
  const read: Record<string, KeptRow[]> = {};
  for (const [name, rows] of Object.entries(kept)) {
    const origin = sets.find(({ set }) => set.name === name)?.set;
    if (!origin) continue;
    const keys = new Set<string>();
    for (const set of sets) {
      if (set.set.of !== name) continue;
      for (const index of set.rows.keys()) {
        const row = set.links!.keptOf(index);
        if (row) keys.add(keyOfRow(row, origin));
      }
    }
    const found = rows.filter((row) => keys.has(keyOfRow(row, origin)));
    if (found.length > 0) read[name] = found;
  }
  return read;
}
