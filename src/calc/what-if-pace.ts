import { decimal, toText } from './decimal.js';
import type { Observation, Subject } from './result.js';
import { round } from './rounding.js';
import type { Scheme, SchemeInput } from './scheme-document.js';
import { COUNT, MONEY } from './units.js';

/** Days of work gone, and of the whole period; `accruing` names the inputs that grow with every day. */
export interface Pace {
  daysElapsed: number;
  days: number;
  accruing: readonly string[];
}

const STEPS: Readonly<Record<string, string>> = { [COUNT]: '1', [MONEY]: '0.01' };

/**
 * The subject as it will be at the period's end if it goes on as it began: what accrues × days ÷ days gone, counts
 * rounded to whole ones, money to cents. Before the first day of work nothing is expected: the subject as it is.
 */
export function atPace(scheme: Scheme, subject: Subject, { daysElapsed, days, accruing }: Pace): Subject {
  if (daysElapsed === 0) return subject;
  const expected =
    (input: SchemeInput) =>
    ({ of, value }: Observation): Observation => {
      if (value === null || of !== subject.period) return { of, value };
      const scaled = decimal(value).times(days).div(daysElapsed);
      const step = STEPS[input.unit];
      return { of, value: toText(step ? round(scaled, { to: decimal(step), mode: 'half-away' }) : scaled) };
    };
  const inputs = accruing.map((name) => {
    const values = subject.inputs[name]?.values ?? [];
    return [name, { values: values.map(expected(scheme.inputs.get(name)!)) }] as const;
  });
  return { ...subject, inputs: { ...subject.inputs, ...Object.fromEntries(inputs) } };
}
