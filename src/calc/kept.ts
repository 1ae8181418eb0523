import { decimal } from './decimal.js';
import { type InputOutcome, inputOutcome } from './inputs.js';
import type { KeptRow, Result, ResultRow } from './result.js';
import { keyOfRow } from './row-order.js';
import type { RowSet, Scheme } from './scheme-document.js';
import { valueText } from './values.js';

/**
 * Rows kept by set after a result: what was kept before it, its own rows of facts, and what its linked sets took
 * from either. Hand the outcome to the next period's subject as `kept`.
 */
export function keptAfter(
  scheme: Scheme,
  result: Result,
  before: Readonly<Record<string, readonly KeptRow[]>> = {},
): Record<string, KeptRow[]> {
  const kept = new Map<string, Map<string, KeptRow>>();
  for (const set of scheme.rows.values()) {
    if (set.kind !== 'facts' || set.of !== undefined) continue;
    const rows = new Map((before[set.name] ?? []).map((row) => [keyOfRow(row, set), row] as const));
    for (const row of result.rows?.[set.name] ?? []) rows.set(keyOfRow(row, set), keptOf(set, row, result));
    kept.set(set.name, rows);
  }
  for (const set of scheme.rows.values()) {
    if (set.of === undefined) continue;
    const origins = kept.get(set.of)!;
    const origin = scheme.rows.get(set.of)!;
    for (const row of result.rows?.[set.name] ?? []) {
      const place = set.kind === 'kept' ? row : row.order;
      const key = place && keyOfRow(place, origin);
      const known = key === undefined ? undefined : origins.get(key);
      if (known) origins.set(key!, withTaken(known, set.name, row));
    }
  }
  return Object.fromEntries([...kept].map(([name, rows]) => [name, [...rows.values()]]));
}

function keptOf(set: RowSet, row: ResultRow, { period, inputs: top }: Result): KeptRow {
  const { id, source, kind, date, fields, lines } = row;
  const values = [...set.inputs.keys()].map((name) => {
    const { value } = outcomeIn(set, row, name, top);
    return [name, value === undefined ? null : valueText(value)] as const;
  });
  return {
    id,
    ...(source !== undefined && { source }),
    ...(kind !== undefined && { kind }),
    ...(date !== undefined && { date }),
    period,
    fields: { ...fields, ...Object.fromEntries(values) },
    lines,
    units: Object.fromEntries([...set.lines.values()].map(({ code, unit }) => [code, unit])),
  };
}

/** What an input of the row came to, prorated by another one of it or of the result. */
function outcomeIn(set: RowSet, row: ResultRow, name: string, top: Result['inputs']): InputOutcome {
  const input = set.inputs.get(name);
  if (!input) {
    const value = top[name]?.value;
    return { given: [], ...(typeof value === 'string' && { value: decimal(value) }) };
  }
  const by = input.prorate;
  return inputOutcome(input, row.inputs?.[name], by === undefined ? by : outcomeIn(set, row, by, top));
}

/** The origin after one more row of a linked set: its amount is taken, its lines add to the set's sums. */
function withTaken(origin: KeptRow, set: string, { fields, lines }: ResultRow): KeptRow {
  const amount = fields?.amount;
  const before = origin.taken?.[set] ?? '0';
  const taken = typeof amount === 'string' ? decimal(before).plus(decimal(amount)).toFixed() : before;
  const sums = Object.entries(lines).flatMap(([code, value]) => {
    const sum = added(origin.sums?.[set]?.[code], value);
    return sum === undefined ? [] : [[code, sum] as const];
  });
  return {
    ...origin,
    taken: { ...origin.taken, [set]: taken },
    sums: { ...origin.sums, [set]: Object.fromEntries(sums) },
  };
}

/** Null once a line had no value; undefined for values that are no numbers. */
function added(before: string | null | undefined, value: string | null): string | null | undefined {
  if (value === null || before === null) return null;
  if (!/^-?\d+(\.\d+)?$/.test(value)) return undefined;
  return decimal(before ?? '0')
    .plus(decimal(value))
    .toFixed();
}
