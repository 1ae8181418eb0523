import type { EntityManager } from 'typeorm';
import { DomainError } from '../problem/domain-error.js';
import { isId } from './id.js';
import { referenceColumn } from './merge-sql.js';
import { allNouns, type Field, fieldOf, keyFields, type Noun, nounOf } from './noun.js';
import { fieldProblem, type Row } from './row.js';

export interface PageQuery {
  limit: number;
  cursor?: string | undefined;
  /** Property and the value it must have; only the noun's own filters. */
  where: Record<string, string>;
  /** Facts: first day, and first day no longer. */
  from?: string | undefined;
  until?: string | undefined;
}

export interface PageOf<T> {
  items: T[];
  /** Sent as `cursor`, gives the next page; null on the last. */
  next: string | null;
}

/** SELECT list and joins that give a noun's records as they were sent, references as keys. */
function selection(noun: Noun): string {
  const columns = noun.fields.map((field) => `${expression(field)} as "${field.property}"`);
  const joins = noun.fields
    .filter((field) => field.ref)
    .map(
      (field) =>
        `left join ${nounOf(field.ref!).table} ${alias(field)} on ${alias(field)}.id = t.${field.column}`,
    );
  return `select t.id, nullif(t.withdrawn, false) as withdrawn, ${columns.join(', ')} from ${noun.table} t ${joins.join(' ')}`;
}

const alias = (field: Field): string => `r_${field.column}`;

function expression(field: Field): string {
  if (field.ref) return `${alias(field)}.${referenceColumn(nounOf(field.ref))}`;
  if (field.kind.sqlType.startsWith('numeric')) return `trim_scale(t.${field.column})`;
  return `t.${field.column}`;
}

export async function listRecords(
  tx: EntityManager,
  noun: Noun,
  query: PageQuery,
): Promise<PageOf<Record<string, unknown>>> {
  const values: unknown[] = [query.limit + 1, decodeCursor(query.cursor)];
  const conditions = ['not t.withdrawn', 't.id > $2'];
  const bind = (value: unknown) => `$${values.push(value)}`;
  for (const [property, value] of Object.entries(query.where)) {
    conditions.push(`${expression(fieldOf(noun, property))}::text = ${bind(value)}`);
  }
  if (query.from) conditions.push(`t.business_date >= ${bind(query.from)}`);
  if (query.until) conditions.push(`t.business_date < ${bind(query.until)}`);
  const rows: Record<string, unknown>[] = await tx.query(
    `${selection(noun)} where ${conditions.join(' and ')} order by t.id limit $1`,
    values,
  );
  const { items, next } = pageOf(rows, query.limit, ({ id }) => String(id));
  return { items: items.map(withoutNulls), next };
}

/** The first `limit` of the rows, of which one more was asked for to know whether there are more. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => string,
): PageOf<Row> {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? encodeCursor(cursorOf(items.at(-1)!)) : null };
}

/** One record by id, or by the key of a row just taken. Throws `not-found`. */
export async function readRecord(
  tx: EntityManager,
  noun: Noun,
  by: { id: string } | { key: Row },
): Promise<Record<string, unknown>> {
  if ('id' in by) {
    const found = isId(by.id)
      ? await tx.query(`${selection(noun)} where t.id = $1 and not t.withdrawn`, [by.id])
      : [];
    if (found.length === 0) throw new DomainError('not-found', { what: noun.name, id: by.id });
    return withoutNulls(found[0]);
  }
  const fields = keyFields(noun);
  const values = fields.map((field) => by.key[noun.fields.indexOf(field)]);
  const conditions = fields.map(
    (field, place) => `${expression(field)}::text is not distinct from $${place + 1}::text`,
  );
  const [row] = await tx.query(`${selection(noun)} where ${conditions.join(' and ')}`, values);
  return withoutNulls(row);
}

/** Names of what refers to this record: nouns with living records, and what the noun itself declares. */
export async function referrersOf(tx: EntityManager, noun: Noun, id: string): Promise<string[]> {
  const references = allNouns().flatMap(({ name, table, fields }) =>
    fields
      .filter((field) => field.ref === noun.name)
      .map((field) => ({
        by: name,
        sql: `select from ${table} where ${field.column} = $1 and not withdrawn`,
      })),
  );
  const asks = [...references, ...(noun.namedBy ?? [])].map(
    ({ by, sql }) => `select '${by}' as by where exists (${sql})`,
  );
  if (asks.length === 0) return [];
  const rows: { by: string }[] = await tx.query(`${asks.join(' union ')} order by 1`, [id]);
  return rows.map((row) => row.by);
}

/** Absent fields are left out of answers, as they are in requests. */
function withoutNulls(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

export const encodeCursor = (id: string): string => Buffer.from(id).toString('base64url');

export function decodeCursor(cursor: string | undefined): string {
  if (cursor === undefined) return '0';
  const id = Buffer.from(cursor, 'base64url').toString();
  if (isId(id) && encodeCursor(id) === cursor) return id;
  throw new DomainError('invalid-fields', {}, [fieldProblem('cursor', cursor, { code: 'cursor' })]);
}
