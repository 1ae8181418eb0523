import { toPercentText, toText } from './decimal.js';
import { resultOf } from './evaluate.js';
import { explainLookup, type LookupExplanation } from './explain-lookup.js';
import { LineWriter } from './explain-values.js';
import type { Failure } from './failures.js';
import { ENGINE, type GradeProposal, type Observation, type Subject } from './result.js';
import type { RoundingMode } from './rounding.js';
import { type Run, run } from './run.js';
import type { Scheme, SchemeInput, SchemeLine, Window } from './scheme-document.js';
import { RATIO, type Unit } from './units.js';
import { type Title, valueText } from './values.js';

/** Where an input comes from, as the document says. */
export interface SourceExplanation {
  kind: SchemeInput['source'];
  key: string;
  window: string;
  scheme?: string;
  take?: string;
  of?: string;
  on?: string;
  prorate?: string;
}

/** `withValues` is the arithmetic that leads from observations to the value, where there is any. */
export interface InputExplanation {
  name: string;
  title: Title | null;
  unit: Unit;
  source: SourceExplanation;
  given: readonly Observation[];
  standIn?: 'missing' | 'start' | 'grade';
  withValues: string | null;
  value: string | null;
  failure?: Failure;
}

export interface ParamExplanation {
  name: string;
  title: Title | null;
  unit: Unit;
  value: string;
  isIndividual: boolean;
}

/** A name the formula reads, with the value it had. */
export interface Use {
  kind: 'line' | 'input' | 'param';
  name: string;
  title: Title | null;
  unit: Unit;
  value: string | null;
}

/**
 * How a line came about. `withValues` is the formula with values for names and lookups: an expression of the
 * scheme language without names, whose value is `exact`; rounded by `round` that is `value`. Null when failed.
 */
export interface LineExplanation {
  code: string;
  title: Title | null;
  clause?: string;
  unit: Unit;
  formula: string;
  withValues: string | null;
  exact: string | null;
  round: { to: string; mode: RoundingMode } | null;
  value: string | null;
  pay?: string;
  uses: Use[];
  tables: LookupExplanation[];
  failure?: Failure;
}

export interface Explanation {
  engine: typeof ENGINE;
  scheme: string;
  title: Title;
  period: string;
  trial?: true;
  inputs: InputExplanation[];
  params: ParamExplanation[];
  lines: LineExplanation[];
  totals: Record<string, string | null>;
  complete: boolean;
  grade?: GradeProposal | null;
}

/** Replays a scheme for frozen inputs and tells how each figure came about. Throws as `evaluate` does. */
export function explain(scheme: Scheme, subject: Subject): Explanation {
  const outcome = run(scheme, subject);
  const result = resultOf(scheme, subject, outcome);
  const writer = new LineWriter(scheme, outcome);
  return {
    engine: ENGINE,
    scheme: scheme.code,
    title: scheme.title,
    period: subject.period,
    ...(subject.trial && { trial: true }),
    inputs: [...scheme.inputs.values()].map((input) => explainInput(input, outcome, writer)),
    params: explainParams(scheme, subject, outcome),
    lines: [...scheme.lines.values()].map((line) => explainLine(line, scheme, outcome, writer)),
    totals: result.totals,
    complete: result.complete,
    ...(result.grade !== undefined && { grade: result.grade }),
  };
}

function explainInput(input: SchemeInput, outcome: Run, writer: LineWriter): InputExplanation {
  const { given, value, failure, standIn } = outcome.inputs.get(input.name)!;
  return {
    name: input.name,
    title: input.title ?? null,
    unit: input.unit,
    source: explainSource(input),
    given,
    ...(standIn && { standIn }),
    withValues: writer.inputText(input),
    value: value === undefined ? null : valueText(value),
    ...(failure && { failure }),
  };
}

function explainSource({
  source,
  key,
  window,
  scheme,
  take,
  of,
  on,
  prorate,
}: SchemeInput): SourceExplanation {
  return {
    kind: source,
    key,
    window: windowText(window),
    ...(scheme !== undefined && { scheme }),
    ...(take && { take }),
    ...(of && { of }),
    ...(on && { on }),
    ...(prorate !== undefined && { prorate }),
  };
}

/** A window as the document writes it. */
function windowText({ kind, months }: Window): string {
  return kind === 'previous periods' ? `previous ${months} months` : kind;
}

function explainParams(scheme: Scheme, subject: Subject, outcome: Run): ParamExplanation[] {
  return [...scheme.params.values()].map(({ name, title, unit }) => ({
    name,
    title: title ?? null,
    unit,
    value: valueText(outcome.params.get(name)!),
    isIndividual: Object.hasOwn(subject.params ?? {}, name),
  }));
}

function explainLine(line: SchemeLine, scheme: Scheme, outcome: Run, writer: LineWriter): LineExplanation {
  const { exact, value, failure, lookups } = outcome.lines.get(line.code)!;
  const { code, title, clause, unit, formula, round, pay } = line;
  return {
    code,
    title: title ?? null,
    ...(clause !== undefined && { clause }),
    unit,
    formula,
    withValues: failure ? null : writer.lineText(line),
    exact: exact === undefined ? null : valueText(exact),
    round: round
      ? { to: unit === RATIO ? toPercentText(round.to) : toText(round.to), mode: round.mode }
      : null,
    value: value === undefined ? null : valueText(value),
    ...(pay !== undefined && { pay }),
    uses: line.uses.map((name) => explainUse(name, scheme, outcome)),
    tables: lookups.map((lookup) => explainLookup(lookup, scheme.tables.get(lookup.table)!, formula)),
    ...(failure && { failure }),
  };
}

function explainUse(name: string, scheme: Scheme, outcome: Run): Use {
  const kind = scheme.lines.has(name) ? 'line' : scheme.inputs.has(name) ? 'input' : 'param';
  const part = (scheme.lines.get(name) ?? scheme.inputs.get(name) ?? scheme.params.get(name))!;
  const value = outcome.params.get(name) ?? (outcome.inputs.get(name) ?? outcome.lines.get(name))?.value;
  return {
    kind,
    name,
    title: part.title ?? null,
    unit: part.unit,
    value: value === undefined ? null : valueText(value),
  };
}
