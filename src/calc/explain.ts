import { resultOf } from './evaluate.js';
import { explainOutcome, explainUse, type LineExplanation } from './explain-line.js';
import { explainSets, type SetExplanation } from './explain-rows.js';
import { LineWriter } from './explain-values.js';
import type { Failure } from './failures.js';
import { ENGINE, type GradeProposal, type Observation, type Stretch, type Subject } from './result.js';
import { type Run, run } from './run.js';
import type { Scheme, SchemeInput, SchemeLine, Window } from './scheme-document.js';
import type { Unit } from './units.js';
import { type Title, valueText } from './values.js';

/** Where an input comes from, as the document says. */
interface SourceExplanation {
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

interface ParamExplanation {
  name: string;
  title: Title | null;
  unit: Unit;
  value: string;
  isIndividual: boolean;
}

export interface Explanation {
  engine: typeof ENGINE;
  scheme: string;
  title: Title;
  period: string;
  /** The part of the period that it is of. */
  stretch?: Stretch;
  trial?: true;
  inputs: InputExplanation[];
  params: ParamExplanation[];
  lines: LineExplanation[];
  totals: Record<string, string | null>;
  complete: boolean;
  grade?: GradeProposal | null;
  /** Row sets; absent where the scheme has none. */
  rows?: SetExplanation[];
}

/** Rows of a set that are explained one by one unless the caller says otherwise. */
const ROWS_MAX = 50;

/**
 * Replays a scheme for frozen inputs and tells how each figure came about, the first `rowsMax` rows of each set
 * one by one. Throws as `evaluate` does.
 */
export function explain(scheme: Scheme, subject: Subject, { rowsMax = ROWS_MAX } = {}): Explanation {
  const outcome = run(scheme, subject);
  const result = resultOf(scheme, subject, outcome);
  const writer = new LineWriter(scheme, outcome);
  return {
    engine: ENGINE,
    scheme: scheme.code,
    title: scheme.title,
    period: subject.period,
    ...(subject.stretch && { stretch: subject.stretch }),
    ...(subject.trial && { trial: true }),
    inputs: [...scheme.inputs.values()].map((input) => explainInput(input, outcome, writer)),
    params: explainParams(scheme, subject, outcome),
    lines: [...scheme.lines.values()].map((line) => explainLine(line, scheme, outcome, writer)),
    totals: result.totals,
    complete: result.complete,
    ...(result.grade !== undefined && { grade: result.grade }),
    ...(scheme.rows.size > 0 && { rows: explainSets(scheme, outcome, writer, rowsMax) }),
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
  return explainOutcome(line, outcome.lines.get(line.code)!, {
    tables: scheme.tables,
    writer,
    use: (name) => explainUse(name, scheme, outcome),
  });
}
