import type { FieldProblem } from '../problem/domain-error.js';
import type { Expectation } from './expectations.js';
import { type Field, fieldsOf, type Noun } from './noun.js';

/** One record in the order of the noun's fields, each value as the text that the database reads. */
export type Row = (string | null)[];

/** Reads one record, from JSON or from cells; refused values are added to `problems` under `path`. */
export function readRow(
  noun: Noun,
  given: Record<string, unknown>,
  path: string,
  problems: FieldProblem[],
): Row {
  return noun.fields.map((field) => {
    const raw = given[field.property];
    if (raw === undefined || raw === null) {
      if (field.required) problems.push(fieldProblem(path + field.property, null, { code: 'required' }));
      return field.fallback ?? null;
    }
    const parsed = field.kind.parse(raw);
    if (parsed.ok) return parsed.value;
    problems.push(fieldProblem(path + field.property, raw, parsed.expected));
    return null;
  });
}

/** What a record has beside the noun's fields; refused one by one. */
export function unknownFields({ fields }: Noun, given: Record<string, unknown>): FieldProblem[] {
  return Object.keys(given)
    .filter((name) => !fields.some(({ property }) => property === name))
    .map((name) =>
      fieldProblem(name, given[name], { code: 'unknown', facts: { known: knownNames(fields) } }),
    );
}

/** What a field of a request class expected of a value that it refused. */
export function expectationOf(dto: object, property: string, value: unknown): Expectation {
  const field = fieldsOf(dto).find((candidate) => candidate.property === property);
  if (!field) return { code: 'unknown', facts: { known: knownNames(fieldsOf(dto)) } };
  if (value === undefined || value === null) return { code: 'required' };
  const parsed = field.kind.parse(value);
  return parsed.ok ? { code: 'required' } : parsed.expected;
}

export function knownNames(fields: readonly Field[]): string {
  return fields.map((field) => field.property).join(', ');
}

const SHOWN_CHARACTERS_MAX = 100;
const FIELD_CHARACTERS_MAX = 200;

/** One refused value under its path; both are cut so that an answer stays small. */
export function fieldProblem(field: string, value: unknown, expected: Expectation): FieldProblem {
  return { field: cut(field, FIELD_CHARACTERS_MAX), value: shown(value), expected };
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return cut(text, SHOWN_CHARACTERS_MAX);
}

const cut = (text: string, max: number): string =>
  text.length > max ? `${text.slice(0, max)}… (${text.length})` : text;
