import { type Decimal, decimal, toText } from './decimal.js';
import type { FactsOfInput } from './reconcile-facts.js';
import type { Result } from './result.js';
import { round } from './rounding.js';
import type { Scheme, SchemeLine } from './scheme-document.js';
import { FLAG, isNumeric } from './units.js';

/** A manager's result with the scheme it was computed by, and the facts behind its measures where they are known. */
export interface OurFigures {
  manager: string;
  name: string;
  scheme: Scheme;
  result: Result;
  facts?: readonly FactsOfInput[];
}

/** What was paid the old way: amounts by code of line or `total`, and the inputs known of it by name. */
export interface TheirFigures {
  manager: string;
  name: string;
  lines: Readonly<Record<string, string>>;
  inputs: Readonly<Record<string, string>>;
}

export interface OtherVersion {
  number: number;
  scheme: Scheme;
}

/** What their amounts are kept to. */
const KEPT_TO = decimal('0.0001');

/** Whether a line is theirs: as far as amounts are kept, and where it does not round, as far as theirs is shown. */
export function isSameAmount(line: SchemeLine | undefined, ours: Decimal | null, theirs: string): boolean {
  if (ours === null) return false;
  const to = line && !line.round ? shownTo(theirs) : KEPT_TO;
  return round(ours, { to, mode: 'half-away' }).eq(theirs);
}

/** Whether an input is theirs as far as theirs is shown. */
export function isSameInput(ours: Decimal | null, theirs: string): boolean {
  return ours !== null && round(ours, { to: shownTo(theirs), mode: 'half-away' }).eq(theirs);
}

/** Two decimals at least, since zeros at the end are not kept. */
function shownTo(text: string): Decimal {
  const places = text.split('.')[1]?.length ?? 0;
  return decimal(places > 2 ? `0.${'0'.repeat(places - 1)}1` : '0.01');
}

/** An input as a number, 1 and 0 for a flag; null when it is missing or a text. */
export function inputIn(scheme: Scheme, result: Result, name: string): Decimal | null {
  const unit = scheme.inputs.get(name)?.unit;
  const value = result.inputs[name]?.value ?? null;
  if (unit === undefined || value === null) return null;
  if (unit === FLAG) return decimal(value === 'true' ? '1' : '0');
  return isNumeric(unit) ? decimal(value) : null;
}

/** Amounts by code as one text, equal for equal amounts. */
export function figuresOf(codes: readonly string[], amount: (code: string) => Decimal | null): string {
  const texts = codes.map((code) => {
    const own = amount(code);
    return `${code} ${own ? toText(round(own, { to: KEPT_TO, mode: 'half-away' })) : '?'}`;
  });
  return texts.join(';');
}
