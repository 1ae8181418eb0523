import { DomainError, type FieldProblem } from '../problem/domain-error.js';
import type { Expectation } from './expectations.js';
import { day, whole } from './field-kinds.js';
import { fieldOf, type Noun } from './noun.js';
import type { PageQuery } from './read.js';
import { fieldProblem } from './row.js';

const LIMIT_STANDARD = 100;
const limitKind = whole(1, 1_000);

interface QueryParameter {
  description?: string;
  schema: Record<string, unknown>;
}

/** The query parameters that a list of this noun understands, as the API's document tells them. */
export function queryParameters(noun: Noun): Record<string, QueryParameter> {
  const filters = (noun.filters ?? []).map((name) => [name, { schema: fieldOf(noun, name).kind.schema }]);
  const dated = noun.fields.some((field) => field.column === 'business_date');
  return {
    limit: { description: 'How many at most.', schema: { ...limitKind.schema, default: LIMIT_STANDARD } },
    cursor: { description: '`next` of the page before.', schema: { type: 'string' } },
    ...Object.fromEntries(filters),
    ...(dated && {
      from: { description: 'First day.', schema: day.schema },
      until: { description: 'The day after the last.', schema: day.schema },
    }),
  };
}

/** Reads the query of a list: limit, cursor, and the noun's own filters; anything else is refused by name. */
export function pageQuery(noun: Noun, query: Record<string, string>): PageQuery {
  const known = Object.keys(queryParameters(noun));
  const problems: FieldProblem[] = Object.entries(query).flatMap(([name, value]) => {
    const expected = refusal(known, name, value);
    return expected ? [fieldProblem(name, value, expected)] : [];
  });
  const { limit = String(LIMIT_STANDARD), cursor, from, until, ...rest } = query;
  const checked = { limit: limitKind, ...(known.includes('from') ? { from: day, until: day } : {}) };
  for (const [name, kind] of Object.entries(checked)) {
    const value = query[name];
    const parsed = typeof value !== 'string' ? { ok: true as const } : kind.parse(value);
    if (!parsed.ok) problems.push(fieldProblem(name, value, parsed.expected));
  }
  if (problems.length) throw new DomainError('invalid-fields', {}, problems);
  return { limit: Number(limit), cursor, from, until, where: rest };
}

/** What is wrong with a parameter whatever it says: a name that is not known, a value given twice, a NUL. */
function refusal(known: readonly string[], name: string, value: unknown): Expectation | undefined {
  if (!known.includes(name)) return { code: 'unknown', facts: { known: known.join(', ') } };
  if (typeof value !== 'string') return { code: 'once' };
  return value.includes('\u0000') ? { code: 'text-characters' } : undefined;
}
