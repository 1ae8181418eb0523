import { decimal, toText, ZERO } from './decimal.js';
import type { GivenRow, Subject } from './result.js';
import { RETURNS } from './row-fields.js';
import type { Scheme } from './scheme-document.js';

/** How facts come to the value of a measure. */
type MadeBy = 'count' | 'sum' | 'average' | 'distinct' | 'last' | 'max' | 'min';

/** What a fact adds to a measure, and what is told apart. */
interface CountedFact {
  amount?: string;
  distinct?: string;
}

/**
 * A measure's value by its own definition, from the facts behind it in their order. Null for the average, last,
 * largest or smallest of nothing. Source: language, Semantics 5.
 */
export function valueOfFacts(by: MadeBy, facts: readonly CountedFact[]): string | null {
  if (by === 'count') return String(facts.length);
  if (by === 'distinct') {
    const told = facts.map(({ distinct }) => distinct).filter((name) => name !== undefined);
    return String(new Set(told).size);
  }
  const amounts = facts.flatMap(({ amount }) => (amount === undefined ? [] : decimal(amount)));
  const sum = amounts.reduce((total, amount) => total.plus(amount), ZERO);
  if (by === 'sum') return toText(sum);
  if (amounts.length === 0) return null;
  if (by === 'average') return toText(sum.div(amounts.length));
  if (by === 'last') return toText(amounts.at(-1)!);
  return toText(
    amounts.reduce((best, amount) => (amount.cmp(best) * (by === 'max' ? 1 : -1) > 0 ? amount : best)),
  );
}

/** The subject without the rows of an id, and without what refers to them; undefined where there are none. */
export function withoutRow(subject: Subject, id: string): Subject | undefined {
  const sets = Object.entries(subject.rows ?? {});
  if (!sets.some(([, rows]) => rows.some((row) => row.id === id))) return undefined;
  const kept = sets.map(
    ([set, rows]) => [set, rows.filter((row) => row.id !== id && row.order?.id !== id)] as const,
  );
  return { ...subject, rows: Object.fromEntries(kept) };
}

/**
 * The subject with a row returned whole on its own day: in a list with returns as negative sales, in a set linked to
 * it as a return. Undefined where no set has the row; the same subject where none takes returns of it.
 */
export function withRowReturned(scheme: Scheme, subject: Subject, id: string): Subject | undefined {
  const sold = Object.entries(subject.rows ?? {}).flatMap(([set, rows]) =>
    rows.filter((row) => row.id === id && row.kind !== RETURNS).map((row) => ({ set, row })),
  );
  if (sold.length === 0) return undefined;
  const added = [...scheme.rows.values()].map(({ name, facts, of }) => {
    const returned = sold
      .filter(({ set }) => facts.includes(RETURNS) && set === (of ?? name))
      .map(({ row }) => returnOf(row, of !== undefined));
    return [name, [...(subject.rows?.[name] ?? []), ...returned]] as const;
  });
  const handed = added.filter(([name, rows]) => subject.rows?.[name] !== undefined || rows.length > 0);
  return { ...subject, rows: Object.fromEntries(handed) };
}

function returnOf({ id, source, date, fields = {} }: GivenRow, isLinked: boolean): GivenRow {
  const place = { id, ...(source !== undefined && { source }) };
  const negative = ['amount', 'original_amount', 'quantity'].flatMap((name) => {
    const value = fields[name];
    return isLinked || value === undefined || value === null
      ? []
      : [[name, toText(decimal(value).negated())] as const];
  });
  return {
    ...place,
    kind: RETURNS,
    ...(date !== undefined && { date }),
    fields: { ...fields, ...Object.fromEntries(negative) },
    ...(isLinked && { order: place }),
  };
}
