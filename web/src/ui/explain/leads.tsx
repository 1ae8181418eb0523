import type { ReactNode } from 'react';
import { useFormats, useTexts } from '../../i18n/index.js';
import type { ExplainedRow, RowsOfSet } from './tree.js';
import { useTree } from './tree-context.js';

/** Kinds of records that row sets work through, as the records themselves are called. */
const RECORDS: Readonly<Record<string, string>> = {
  orders_won: 'order',
  returns: 'return',
  payments: 'payment',
};

/** What a record of a row set is called elsewhere: `order` of `orders_won`. */
export const recordKind = (facts: string): string => RECORDS[facts] ?? facts;

/** A column that says which row it is; the first opens the row. */
export interface Lead {
  head: string;
  cell: (row: ExplainedRow) => ReactNode;
}

/** What tells the rows of a set apart: number, day and order of a record, the days of a part. */
export function useLeads({ rows, facts }: RowsOfSet): Lead[] {
  const { explain } = useTexts().common;
  const { dayShort } = useFormats();
  const lead = (head: string, cell: Lead['cell']): Lead => ({ head, cell });
  const shown = (day: string | undefined) => day && dayShort(day);
  if (rows[0]?.part)
    return [lead(explain.row.days, ({ date, part }) => `${shown(date)} – ${shown(part?.lastDay)}`)];
  const kindOf = kindIn(facts);
  const leads = [lead(explain.fact.number, ({ id }) => id)];
  if (rows[0]?.date) leads.push(lead(explain.fact.day, ({ date }) => shown(date)));
  if (facts.length > 1)
    leads.push(lead(explain.row.kind, (row) => explain.records[kindOf(row)] ?? kindOf(row)));
  if (rows.some(({ order }) => order !== undefined))
    leads.push(lead(explain.row.order, ({ order }) => order));
  return leads;
}

/** What can be done with each record of a set, where it is of records and anything can be. */
export function useAsk({ facts }: RowsOfSet): ((row: ExplainedRow) => ReactNode) | undefined {
  const { ofFact } = useTree();
  if (!ofFact || facts.length === 0) return undefined;
  const kindOf = kindIn(facts);
  return (row) => ofFact({ kind: kindOf(row), date: row.date ?? '', externalId: row.id });
}

/** Rows of a set of one kind do not say which. */
const kindIn =
  (facts: readonly string[]) =>
  ({ fact = facts[0] ?? '' }: ExplainedRow): string =>
    recordKind(fact);
