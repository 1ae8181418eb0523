import type { Failure } from './failures.js';
import type { Unit } from './units.js';

/** The engine's version, stored with every result; grows when a result may come out differently. */
export const ENGINE = '1';

/** One raw observation: `of` says of what (a period, a day); `value` null means there is none. */
export interface Observation {
  of: string;
  value: string | null;
}

/** Raw observations in time order, one for each sub-period of the input's window, or a single one. */
export interface GivenInput {
  values: readonly Observation[];
}

/**
 * Whom a scheme is evaluated for: no ids, no names, only what was observed. Numbers, dates, texts and flags
 * (`true`, `false`) are text. An input that is not named is missing. `params` are the individual values.
 */
export interface Subject {
  period: string;
  inputs: Readonly<Record<string, GivenInput>>;
  params?: Readonly<Record<string, string>>;
  /** A run without assignment: a proposed grade takes effect in the period computed. */
  trial?: boolean;
}

export interface ResultInput {
  /** As handed in: what a replay needs. */
  given: readonly Observation[];
  /** After take, missing, start and prorate; null when missing. */
  value: string | null;
  failure?: Failure;
}

export interface ResultLine {
  code: string;
  unit: Unit;
  /** After rounding; null when the line failed. */
  value: string | null;
  /** Before rounding, snapped to 20 decimals; only on lines that round. */
  exact?: string;
  pay?: string;
  clause?: string;
  failure?: Failure;
}

/** A grade the table proposes, keyed by `by`. */
export interface GradeProposal {
  grade: string;
  salary: string;
  /** The value of the input or line the grade was found by. */
  by: string;
  effective: 'proposed' | 'automatic';
}

/**
 * One scheme version × subject × period. Lines stand in the document's order; `totals` has one entry for each
 * kind of pay and `total`, null where a line it needs failed; `complete` says that no line failed.
 */
export interface Result {
  engine: typeof ENGINE;
  scheme: string;
  period: string;
  trial?: true;
  inputs: Record<string, ResultInput>;
  params?: Record<string, string>;
  lines: ResultLine[];
  totals: Record<string, string | null>;
  complete: boolean;
  grade?: GradeProposal | null;
}

/** The subject a result was computed for, rebuilt from what the result froze: for replays and verification. */
export function subjectOf(result: Result): Subject {
  const given = Object.entries(result.inputs).map(
    ([name, input]) => [name, { values: input.given }] as const,
  );
  return {
    period: result.period,
    inputs: Object.fromEntries(given),
    ...(result.params && { params: result.params }),
    ...(result.trial && { trial: true }),
  };
}

/** What canonical text can hold. Numbers are refused on purpose: amounts are texts. */
export type Canonical =
  | string
  | boolean
  | null
  | undefined
  | readonly Canonical[]
  | { readonly [key: string]: Canonical };

/**
 * JSON without blanks, keys of every object sorted by UTF-16 code units, undefined entries left out, lists in
 * their order: the same content gives the same bytes for ever. Throws TypeError for a JavaScript number.
 */
export function canonicalText(content: object): string {
  return canonical(content as Canonical);
}

function canonical(content: Canonical): string {
  if (content === null || typeof content === 'string' || typeof content === 'boolean')
    return JSON.stringify(content);
  if (typeof content !== 'object') throw new TypeError(`canonical text holds no ${typeof content}`);
  if (Array.isArray(content)) return `[${content.map(canonical).join(',')}]`;
  const entries = Object.entries(content as Record<string, Canonical>)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`).join(',')}}`;
}
