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
 * One row of a set: a fact, a member (`id` is the personnel number), a dated part. `id` is unique with `source`
 * and `kind` in its set. `kind` is the kind of fact in a set that lists several (its first, where it is absent).
 * `fields` are the published fields but the date; `order` names the fact a linked row refers to.
 */
export interface GivenRow {
  id: string;
  source?: string;
  kind?: string;
  date?: string;
  fields?: Readonly<Record<string, string | null>>;
  inputs?: Readonly<Record<string, GivenInput>>;
  order?: { id: string; source?: string; kind?: string };
}

/**
 * A row of an earlier result with what came of it since: by linked set the amount `taken` from it, and the sums
 * of that set's lines. `fields` hold its inputs too; `units` are those of its lines then: a line that has another
 * unit now cannot be read.
 */
export interface KeptRow {
  id: string;
  source?: string;
  kind?: string;
  date?: string;
  period: string;
  fields: Readonly<Record<string, string | null>>;
  lines: Readonly<Record<string, string | null>>;
  units?: Readonly<Record<string, string>>;
  taken?: Readonly<Record<string, string>>;
  sums?: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
}

/**
 * A part of a period that is evaluated by itself: the days on which one version was in force and assigned, where these
 * are not all the days employed. `until` is the first day no longer; `days` are the norm days of the part, `of` those of
 * the period, both null where the production calendar does not tell.
 */
export interface Stretch {
  from: string;
  until: string;
  days: string | null;
  of: string | null;
  /** The scheme's last part of the period: rows kept from earlier and the proposal of a grade go with it. */
  last?: true;
  /** Names of the inputs that cannot be told for a part of a period. */
  untold?: readonly string[];
}

/**
 * Whom a scheme is evaluated for: no ids, no names, only what was observed. Numbers, dates, texts and flags
 * (`true`, `false`) are text. An input that is not named is missing. `params` are the individual values.
 */
export interface Subject {
  period: string;
  /** Absent where the evaluation is of all days employed in the period. */
  stretch?: Stretch;
  inputs: Readonly<Record<string, GivenInput>>;
  params?: Readonly<Record<string, string>>;
  /** A run without assignment: a proposed grade takes effect in the period computed. */
  trial?: boolean;
  /** Rows by set, in any order; sets of kept rows are not named here. */
  rows?: Readonly<Record<string, readonly GivenRow[]>>;
  /** Rows of earlier results by set: origins of linked rows, and what sets of kept rows work through. */
  kept?: Readonly<Record<string, readonly KeptRow[]>>;
  /** False when the assignment has ended: sets of rows kept `while: assigned` are empty then. */
  assigned?: boolean;
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

/** A row as handed in, with the values of its lines and why some have none; `totals` on members who are paid. */
export interface ResultRow extends GivenRow {
  lines: Record<string, string | null>;
  failures?: Record<string, Failure>;
  totals?: Record<string, string | null>;
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
  stretch?: Stretch;
  trial?: true;
  inputs: Record<string, ResultInput>;
  params?: Record<string, string>;
  lines: ResultLine[];
  totals: Record<string, string | null>;
  complete: boolean;
  grade?: GradeProposal | null;
  /** By set, in the order they were worked through; only where the scheme has sets. */
  rows?: Record<string, ResultRow[]>;
  /** Rows of earlier results that were read. */
  kept?: Record<string, KeptRow[]>;
  /** By `set.line`: why a line has no value although there is no row, as a fund that nobody shares. */
  rowFailures?: Record<string, Failure>;
  assigned?: false;
}

/** The subject a result was computed for, rebuilt from what the result froze: for replays and verification. */
export function subjectOf(result: Result): Subject {
  const given = Object.entries(result.inputs).map(
    ([name, input]) => [name, { values: input.given }] as const,
  );
  return {
    period: result.period,
    ...(result.stretch && { stretch: result.stretch }),
    inputs: Object.fromEntries(given),
    ...(result.params && { params: result.params }),
    ...(result.trial && { trial: true }),
    ...(result.rows && { rows: Object.fromEntries(Object.entries(result.rows).map(givenRows)) }),
    ...(result.kept && { kept: result.kept }),
    ...(result.assigned === false && { assigned: false }),
  };
}

function givenRows([set, rows]: [string, readonly ResultRow[]]): [string, GivenRow[]] {
  return [set, rows.map(({ lines: _, failures: __, totals: ___, ...given }) => given)];
}

/** What canonical text can hold. Numbers are refused on purpose: amounts are texts. */
type Canonical = string | boolean | null | undefined | readonly Canonical[] | Entries;

interface Entries {
  readonly [key: string]: Canonical;
}

/**
 * JSON without blanks, keys of every object sorted by UTF-16 code units, undefined entries left out, lists in
 * their order: the same content gives the same bytes for ever. Throws TypeError for a JavaScript number.
 */
export function canonicalText(content: object): string {
  return canonical(content as Canonical);
}

/** What stands in its order already is left to JSON.stringify, which is quicker: most of a result is made in it. */
function canonical(content: Canonical): string {
  if (typeof content === 'string' || isInOrder(content)) return JSON.stringify(content);
  if (typeof content !== 'object') throw new TypeError(`canonical text holds no ${typeof content}`);
  let text = '';
  if (Array.isArray(content)) {
    for (const item of content) text += `${text && ','}${canonical(item)}`;
    return `[${text}]`;
  }
  const entries = content as Entries;
  for (const key of Object.keys(entries).sort()) {
    const value = entries[key];
    if (value !== undefined) text += `${text && ','}${JSON.stringify(key)}:${canonical(value)}`;
  }
  return `{${text}}`;
}

/** Whether JSON.stringify writes the content canonically: keys in order throughout, and nothing that is refused. */
function isInOrder(content: Canonical): boolean {
  if (content === null || typeof content === 'boolean') return true;
  if (typeof content !== 'object') return typeof content === 'string';
  if (Array.isArray(content)) return content.every((item) => item !== undefined && isInOrder(item));
  const entries = content as Entries;
  let before: string | undefined;
  for (const key in entries) {
    if (before !== undefined && key < before) return false;
    before = key;
  }
  for (const key in entries) {
    const value = entries[key];
    if (value !== undefined && !isInOrder(value)) return false;
  }
  return true;
}
