import type { Field, Noun } from '../../platform/records/noun.js';
import type { Encoding } from './csv-text.js';

/** How the rows of a file become records: read from YAML by `readProfile`, checked against the nouns. */
export interface Profile {
  code: string;
  title?: string;
  /** Sender of the facts, for nouns that have one. */
  source?: string;
  format: FileFormat;
  rows: RowFilter;
  /** In the order they are merged: what a record refers to comes before it. */
  emits: readonly Emit[];
}

export interface FileFormat {
  /** Of text without a byte order mark. */
  encoding: Encoding;
  separator: string;
  /** Form of days, such as `M/D/YYYY`. */
  dates: string;
  decimal: '.' | ',';
  /** Sign between groups of three digits; empty where there is none. */
  thousands: string;
}

/** By column, the values among which its cell must be; every column named must fit. */
export type RowFilter = ReadonlyMap<string, ReadonlySet<string>>;

/** Most records from one row. */
export const EMITS_MAX = 20;

/** One record from a row. */
export interface Emit {
  noun: Noun;
  rows: RowFilter;
  fields: readonly FieldSource[];
}

/** Where a field's value comes from. What the profile itself says (constants, results of maps) is written as in the API. */
export type FieldSource = { field: Field; constant: string } | CellSource;

export interface CellSource {
  field: Field;
  /** One column, or several parts joined. */
  parts: readonly Part[];
  with: string;
  map: ReadonlyMap<string, string>;
  /** Form of this field's days or months, instead of the file's. */
  dates?: string;
  /** Taken when the cell is empty. */
  default?: string;
}

export type Part = { column: string } | { constant: string };

/** Names of the columns a field is read from, for messages; undefined for a constant. */
export function columnsOf(source: FieldSource): string | undefined {
  if ('constant' in source) return undefined;
  return source.parts.flatMap((part) => ('column' in part ? [part.column] : [])).join(', ');
}
