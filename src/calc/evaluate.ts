import { ENGINE, type Result, type ResultInput, type ResultLine, type Subject } from './result.js';
import { areRowsComplete, paidLines, resultRows, totalsOf } from './result-rows.js';
import { type Run, run } from './run.js';
import type { Scheme, SchemeLine } from './scheme-document.js';
import { valueText } from './values.js';

/**
 * Evaluates a scheme for a subject. Pure: the same scheme and subject give the same result for ever. Failed
 * lines carry their cause and the others are still computed; throws `SubjectError` only for a subject that does
 * not fit the scheme.
 */
export function evaluate(scheme: Scheme, subject: Subject): Result {
  return evaluatePay(scheme, subject).result();
}

/** What is paid, and the result for whoever wants more: writing it down takes a quarter of the time. */
export interface EvaluatedPay {
  totals: Result['totals'];
  result(): Result;
}

/** As `evaluate`, where most that is asked is what is paid. */
export function evaluatePay(scheme: Scheme, subject: Subject): EvaluatedPay {
  const outcome = run(scheme, subject, { isTraced: false });
  const totals = totalsOf(paidLines(scheme, outcome));
  return { totals, result: () => resultOf(scheme, subject, outcome, totals) };
}

/** Writes a run down as a result. */
export function resultOf(
  scheme: Scheme,
  subject: Subject,
  outcome: Run,
  totals = totalsOf(paidLines(scheme, outcome)),
): Result {
  const lines = [...scheme.lines.values()].map((line) => resultLine(line, outcome));
  const params = Object.keys(subject.params ?? {}).length > 0 ? { params: { ...subject.params } } : {};
  return {
    engine: ENGINE,
    scheme: scheme.code,
    period: subject.period,
    ...(subject.stretch && { stretch: subject.stretch }),
    ...(subject.trial && { trial: true }),
    inputs: resultInputs(scheme, outcome),
    ...params,
    lines,
    totals,
    complete: lines.every(({ failure }) => failure === undefined) && areRowsComplete(outcome),
    ...(outcome.grade !== undefined && { grade: outcome.grade }),
    ...resultRows(scheme, subject, outcome),
  };
}

/** Keys of inputs and lines are set in the order of canonical text, which is written quicker then. */
function resultInputs(scheme: Scheme, outcome: Run): Record<string, ResultInput> {
  const inputs: Record<string, ResultInput> = {};
  for (const name of inputNames(scheme)) {
    const { given, value, failure } = outcome.inputs.get(name)!;
    const text = value === undefined ? null : valueText(value);
    inputs[name] = failure ? { failure, given, value: text } : { given, value: text };
  }
  return inputs;
}

const namesOf = new WeakMap<Scheme, readonly string[]>();

function inputNames(scheme: Scheme): readonly string[] {
  const names = namesOf.get(scheme) ?? [...scheme.inputs.keys()].sort();
  namesOf.set(scheme, names);
  return names;
}

function resultLine({ code, unit, round, pay, clause }: SchemeLine, outcome: Run): ResultLine {
  const { value, exact, failure } = outcome.lines.get(code)!;
  const result = {} as ResultLine;
  if (clause !== undefined) result.clause = clause;
  result.code = code;
  if (round && exact !== undefined) result.exact = valueText(exact);
  if (failure) result.failure = failure;
  if (pay !== undefined) result.pay = pay;
  result.unit = unit;
  result.value = value === undefined ? null : valueText(value);
  return result;
}
