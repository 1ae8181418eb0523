import { parse } from 'yaml';
import type { Titled } from '../../ui/explain/tree.js';

type Text = string | Titled;

export interface Input {
  title?: Text;
  unit: string;
  window?: string;
  take?: string;
  of?: string;
  scheme?: string;
  prorate?: string;
  missing?: string;
  measure?: string;
  target?: string;
  kpi?: string;
  line?: string;
  attribute?: string;
  calendar?: string;
  rate?: string;
}

export interface Line {
  code: string;
  title?: Text;
  formula: string;
  unit: string;
  round?: string | Record<string, string>;
  pay?: string;
  clause?: string;
}

export interface Steps {
  title?: Text;
  by?: string;
  match?: string[];
  gives: Record<string, string>;
  below?: string | Record<string, string>;
  rows: Record<string, string | null>[];
}

export interface Matrix {
  title?: Text;
  down: { by: string; keys: string[] };
  across: { by: string; keys: string[] };
  values: (string | null)[][];
}

interface RowSet {
  title?: Text;
  facts?: string | string[];
  of?: string;
  inputs?: Record<string, Input>;
  lines: Line[];
}

/** A scheme document as it was published, every scalar as it was written. */
export interface SchemeText {
  code: string;
  title?: Text;
  period: string;
  subject?: string;
  inputs?: Record<string, Input>;
  params?: Record<string, { title?: Text; value: string; unit: string }>;
  tables?: Record<string, Steps | Matrix>;
  rows?: Record<string, RowSet>;
  lines: Line[];
  grade?: { table: string; by: string };
  checks?: { pay_mix?: { salary?: { min?: string; max?: string; hint?: string } } };
}

/** Reads a document; numbers stay the texts they are, so that `0.10` and `1.0%` are shown as they stand there. */
export const schemeText = (document: string): SchemeText =>
  parse(document, { schema: 'failsafe' }) as SchemeText;

export const isMatrix = (table: Steps | Matrix): table is Matrix => 'down' in table;

/** A title by languages, where the document gives one text for both too. */
export const titled = (title: Text | undefined): Titled | null =>
  title === undefined ? null : typeof title === 'string' ? { en: title, ru: title } : title;
