import { type Decimal, decimal, toText } from './decimal.js';
import { evaluate } from './evaluate.js';
import { compileFormula } from './formula/compile.js';
import { SubjectError } from './inputs.js';
import type { Cause } from './reconcile-causes.js';
import type { Result, Subject } from './result.js';
import type { Rounding } from './rounding.js';
import type { RowSet, Scheme, SchemeInput, SchemeLine } from './scheme-document.js';
import type { Table } from './tables.js';
import { FLAG } from './units.js';

/** A scheme and what it is evaluated for, one thing of which may be otherwise than it was. */
export interface Situation {
  scheme: Scheme;
  subject: Subject;
}

/** Something that they may have done otherwise. `inputs` are those whose values it changes. */
export interface Hypothesis {
  cause: Cause;
  situation: Situation;
  inputs: readonly string[];
}

/** What it comes to; undefined where the subject does not fit the scheme. */
export function outcomeOf({ scheme, subject }: Situation): Result | undefined {
  try {
    return evaluate(scheme, subject);
  } catch (error) {
    if (error instanceof SubjectError) return undefined;
    throw error;
  }
}

/** A line's amount, or that of `total`; null when it failed or is not there. */
export function amountIn(result: Result | undefined, line: string): Decimal | null {
  const own = result?.lines.find(({ code }) => code === line);
  const text = own ? own.value : line === TOTAL ? result?.totals.total : undefined;
  return text === undefined || text === null ? null : decimal(text);
}

/** What the sum of all pay is called among lines. */
export const TOTAL = 'total';

/** The line's value taken as given instead of computed: its formula is the value. */
export function withLine(situation: Situation, code: string, value: Decimal): Situation {
  return withLineAs(situation, code, ({ round: _, ...line }) => ({
    ...line,
    formula: toText(value),
    run: () => value,
  }));
}

/** The line rounded by another rule, or not at all. */
export function withRounding(situation: Situation, code: string, rounding: Rounding | undefined): Situation {
  return withLineAs(situation, code, ({ round: _, ...line }) => ({
    ...line,
    ...(rounding && { round: rounding }),
  }));
}

function withLineAs(
  { scheme, subject }: Situation,
  code: string,
  change: (line: SchemeLine) => SchemeLine,
): Situation {
  const lines = new Map(scheme.lines).set(code, change(scheme.lines.get(code)!));
  return { subject, scheme: { ...scheme, lines } };
}

/** The input's value taken as given, after everything its declaration does to what was observed. */
export function withInput({ scheme, subject }: Situation, name: string, value: string): Situation {
  const { prorate: _, ...input } = scheme.inputs.get(name)!;
  // a target of this period is what nothing else, such as a trial's grade, has a say in
  const given: SchemeInput = { ...input, source: 'target', take: 'last', window: { kind: 'this period' } };
  const text = input.unit === FLAG ? String(value !== '0') : value;
  return {
    scheme: { ...scheme, inputs: new Map(scheme.inputs).set(name, given) },
    subject: {
      ...subject,
      inputs: { ...subject.inputs, [name]: { values: [{ of: subject.period, value: text }] } },
    },
  };
}

/** Another table in the place of the one of its name, in every formula. */
export function withTable({ scheme, subject }: Situation, table: Table): Situation {
  const tables = new Map(scheme.tables).set(table.name, table);
  const anew = (lines: ReadonlyMap<string, SchemeLine>) =>
    new Map([...lines].map(([code, line]) => [code, compiledWith(line, table.name, tables)] as const));
  const rows = [...scheme.rows].map(([name, set]): [string, RowSet] => [
    name,
    { ...set, lines: anew(set.lines) },
  ]);
  return { subject, scheme: { ...scheme, tables, lines: anew(scheme.lines), rows: new Map(rows) } };
}

function compiledWith(line: SchemeLine, name: string, tables: ReadonlyMap<string, Table>): SchemeLine {
  const { formula, tree, round } = line;
  return formula.includes(name) ? { ...line, run: compileFormula(tree, formula, tables, round) } : line;
}

/** The same subject as another version of the scheme reads it: without what that version takes from elsewhere. */
export function underVersion({ scheme, subject }: Situation, other: Scheme): Situation {
  const { inputs, params = {}, rows } = subject;
  const kept = <V>(given: Readonly<Record<string, V>>, isKept: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(given).filter(([name]) => isKept(name)));
  const source = (input: SchemeInput | undefined) =>
    input && JSON.stringify([input.source, input.key, input.scheme, input.window, input.take, input.of]);
  return {
    scheme: other,
    subject: {
      ...subject,
      inputs: kept(inputs, (name) => source(other.inputs.get(name)) === source(scheme.inputs.get(name))),
      params: kept(params, (name) => (other.params.get(name)?.override.length ?? 0) > 0),
      ...(rows && { rows: kept(rows, (name) => other.rows.has(name)) }),
    },
  };
}

/** Codes of the lines that a line reads, directly or through others, itself not among them; of `total`, all lines. */
export function linesBelow(scheme: Scheme, code: string): Set<string> {
  const below = new Set<string>();
  const visit = (name: string) => {
    for (const used of scheme.lines.get(name)?.uses ?? []) {
      if (!scheme.lines.has(used) || below.has(used)) continue;
      below.add(used);
      visit(used);
    }
  };
  // formulas of rows may read any line
  if (code === TOTAL || scheme.rows.size > 0)
    return new Set([...scheme.lines.keys()].filter((name) => name !== code));
  visit(code);
  return below;
}
