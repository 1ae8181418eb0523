import { isInRange } from './decimal.js';
import { fail } from './failures.js';
import { SubjectError } from './inputs.js';
import { isDay, monthsBetween, type Period, periodRange } from './period.js';
import type { GivenRow, KeptRow, Subject } from './result.js';
import type { RowSet } from './scheme-document.js';
import type { Unit } from './units.js';
import { isDecimal, parseValue, type Value } from './values.js';

/** More rows of one set than any month has; a bound, so that an evaluation ends. */
const ROWS_MAX = 1_000_000;

type Place = Pick<GivenRow, 'id' | 'source' | 'kind' | 'date'>;

/**
 * What tells a row of a set over `facts` from the others. Senders number each kind of fact for itself, so an order
 * and a return may share an id; a row or reference that names no kind is of the first.
 */
export function keyOfRow(
  { source = '', id, kind }: Pick<GivenRow, 'id' | 'source' | 'kind'>,
  { facts }: Pick<RowSet, 'facts'>,
): string {
  return `${source}\u0000${id}\u0000${facts.length > 1 ? (kind ?? facts[0]) : ''}`;
}

/**
 * Order of rows: business date, source, external id by code point, at last the kind of fact; never by arrival.
 * Source: Semantics 3.
 */
function compareRows(a: Place, b: Place): number {
  return (
    compareCodePoints(a.date ?? '', b.date ?? '') ||
    compareCodePoints(a.source ?? '', b.source ?? '') ||
    compareCodePoints(a.id, b.id) ||
    compareCodePoints(a.kind ?? '', b.kind ?? '')
  );
}

/** UTF-16 puts signs beyond the first plane before some of the first plane; code points do not. */
function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a[at] === b[at]) at++;
  if (at === length) return a.length - b.length;
  const isHalf = (code: number) => code >= 0xd800 && code <= 0xdfff;
  const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
  if (isHalf(left) !== isHalf(right)) return isHalf(left) ? 1 : -1;
  return left - right;
}

/** The rows handed in for a set, in their order. Throws `SubjectError` for rows that do not fit. */
export function givenRows(set: RowSet, { rows = {} }: Subject): readonly GivenRow[] {
  const given = Object.hasOwn(rows, set.name) ? rows[set.name]! : [];
  if (given.length > ROWS_MAX)
    throw new SubjectError('rows-too-many', { set: set.name, max: String(ROWS_MAX) });
  const sorted = given.toSorted(compareRows);
  const seen = new Set<string>();
  for (const row of sorted) {
    const key = keyOfRow(row, set);
    if (seen.has(key)) throw new SubjectError('row-repeated', { set: set.name, row: row.id });
    seen.add(key);
    refuseUnfit(set, row);
  }
  return sorted;
}

function refuseUnfit(set: RowSet, { id, kind, date, fields = {}, inputs = {} }: GivenRow): void {
  const place = { set: set.name, row: id };
  if (kind !== undefined && !set.facts.includes(kind)) {
    throw new SubjectError('value-wrong', { ...place, field: 'kind', found: kind.slice(0, 100) });
  }
  if (date !== undefined && !isDay(date)) throw new SubjectError('value-wrong', { ...place, found: date });
  for (const name of Object.keys(inputs)) {
    if (!set.inputs.has(name)) throw new SubjectError('input-unknown', { ...place, input: name });
  }
  for (const [name, text] of Object.entries(fields)) {
    const unit = set.fields.get(name);
    if (!unit) throw new SubjectError('field-unknown', { ...place, field: name });
    if (text !== null && parseField(text, unit) === undefined) {
      throw new SubjectError('value-wrong', { ...place, field: name, found: text.slice(0, 100), unit });
    }
  }
}

function parseField(text: string, unit: Unit): Value | undefined {
  const value = parseValue(text, unit);
  const isFit = value !== undefined && (!isDecimal(value) || (isInRange(value) && !text.endsWith('%')));
  return isFit ? value : undefined;
}

/** A field of a row; fails when the row has none. */
export function fieldValue(row: GivenRow, name: string, unit: Unit): Value {
  const text = name === 'date' ? row.date : row.fields?.[name];
  const value = text === undefined || text === null ? undefined : parseField(text, unit);
  return value ?? fail('field-missing', { field: name, row: row.id });
}

/** Rows of earlier results whose months are not over, in their order. */
export function keptRows(set: RowSet, { kept = {}, period, assigned, stretch }: Subject): readonly KeptRow[] {
  const given = Object.hasOwn(kept, set.of!) ? kept[set.of!]! : [];
  if ((set.isWhileAssigned && assigned === false) || (stretch && !stretch.last)) return [];
  const isDue = (row: KeptRow) => {
    const age = ageOf(row, period);
    return age >= 1 && age <= set.months!;
  };
  return given.filter(isDue).toSorted(compareRows);
}

/** Months from a kept row's period to this one: 1 in the month after. */
export function ageOf(row: KeptRow, period: Period): number {
  return monthsBetween(periodRange(row.period).end, periodRange(period).end);
}
