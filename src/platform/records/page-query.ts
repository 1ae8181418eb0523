import { DomainError, type FieldProblem } from '../problem/domain-error.js';
import { day, whole } from './field-kinds.js';
import type { Noun } from './noun.js';
import { filtersOf } from './noun-routes.js';
import type { PageQuery } from './read.js';
import { fieldProblem } from './row.js';

const LIMIT_STANDARD = 100;
export const limitKind = whole(1, 1_000);

/** Reads the query of a list: limit, cursor, and the noun's own filters; anything else is refused by name. */
export function pageQuery(noun: Noun, query: Record<string, string>): PageQuery {
  const known = filtersOf(noun);
  const problems: FieldProblem[] = Object.entries(query)
    .filter(([name, value]) => !known.includes(name) || typeof value !== 'string' || value.includes('\u0000'))
    .map(([name, value]) => fieldProblem(name, value, { code: 'unknown', facts: { known: known.join(', ') } }));
  const { limit = String(LIMIT_STANDARD), cursor, from, until, ...rest } = query;
  const checked = { limit: limitKind, ...(known.includes('from') ? { from: day, until: day } : {}) };
  for (const [name, kind] of Object.entries(checked)) {
    const value = query[name];
    const parsed = value === undefined ? { ok: true as const } : kind.parse(value);
    if (!parsed.ok) problems.push(fieldProblem(name, value, parsed.expected));
  }
  if (problems.length) throw new DomainError('invalid-fields', {}, problems);
  return { limit: Number(limit), cursor, from, until, where: rest };
}
