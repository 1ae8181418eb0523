import {
  type Decimal,
  isInRange,
  parseNumberLiteral,
  snap,
  toPercentText,
  toSnappedText,
  ZERO,
} from './decimal.js';
import type { DocumentReader } from './document.js';
import type { PayMixRule, SchemeParam } from './scheme-document.js';
import type { SourceEntry, SourceNode } from './source.js';
import type { Table } from './tables.js';
import { RATIO } from './units.js';
import { isDecimal, type Value } from './values.js';

type Parts = { params: ReadonlyMap<string, SchemeParam>; tables: ReadonlyMap<string, Table> };

/** Reads `checks:` and makes those that need no result: what must add up. `severity` of a wrong sum is the caller's. */
export function readChecks(
  reader: DocumentReader,
  node: SourceNode | undefined,
  parts: Parts,
  severity: 'error' | 'warning',
): { payMix?: PayMixRule; addsUp: readonly string[] } {
  const fields = node && reader.fields(node, 'checks', ['pay_mix', 'adds_up']);
  const payMix = readPayMix(reader, fields?.get('pay_mix')?.value);
  const sums = fields?.get('adds_up');
  const entries = sums && reader.entries(sums.value, 'checks.adds_up');
  for (const entry of entries?.values() ?? []) checkSum(reader, entry, parts, severity);
  return { ...(payMix && { payMix }), addsUp: [...(entries?.keys() ?? [])] };
}

function readPayMix(reader: DocumentReader, node: SourceNode | undefined): PayMixRule | undefined {
  const kinds = node && reader.fields(node, 'checks.pay_mix', ['salary'], ['salary']);
  const salary = kinds?.get('salary');
  const bounds = salary && reader.fields(salary.value, 'checks.pay_mix.salary', ['min', 'max', 'hint']);
  if (!bounds) return undefined;
  const rule: PayMixRule = {};
  for (const key of ['min', 'max', 'hint'] as const) {
    const value = reader.value(bounds.get(key)?.value, `checks.pay_mix.salary.${key}`, RATIO);
    if (value !== undefined && isDecimal(value)) rule[key] = value;
  }
  const { min, max, hint } = rule;
  if ((max && min?.gt(max)) || (hint && (min?.gt(hint) || max?.lt(hint)))) {
    reader.findings.error('pay-mix-order', salary.value.at, 'checks.pay_mix.salary');
  }
  return rule;
}

/** `weights.weight: 100%` or `first + second: 100%`: a column, or params, and what they must come to. */
function checkSum(
  reader: DocumentReader,
  entry: SourceEntry,
  parts: Parts,
  severity: 'error' | 'warning',
): void {
  const path = `checks.adds_up.${entry.key}`;
  const text = reader.text(entry.value, path);
  const given = text === undefined ? undefined : parseNumberLiteral(text);
  const expected = given && isInRange(given) ? given : undefined;
  const values = valuesOf(entry.key, parts);
  if (text !== undefined && !expected)
    reader.findings.error('value-wrong', entry.value.at, path, { found: text, unit: 'ratio' });
  if (!values) reader.findings.error('adds-up-unknown', entry.keyAt, path, { found: entry.key });
  if (!values || !expected) return;
  const sum = values.reduce((total: Decimal, value) => (isDecimal(value) ? total.plus(value) : total), ZERO);
  if (snap(sum).eq(expected)) return;
  const print = text!.endsWith('%') ? toPercentText : toSnappedText;
  const facts = { what: entry.key, found: print(snap(sum)), expected: print(expected) };
  reader.findings.add(severity, 'adds-up-wrong', entry.keyAt, path, facts);
}

function valuesOf(key: string, { params, tables }: Parts): readonly Value[] | undefined {
  const [tableName, column] = key.split('.');
  const table = tables.get(tableName!);
  if (column !== undefined) {
    if (!table || table.kind === 'matrix' || !table.columns.has(column)) return undefined;
    return table.rows.flatMap(({ cells }) => cells[column] ?? []);
  }
  const named = key.split(/\s*[+,]\s*/).map((name) => params.get(name)?.value);
  return named.every((value) => value !== undefined) ? named : undefined;
}
