import { type Decimal, decimal, toSnappedText, toText } from './decimal.js';
import type { Cause, RoundingText } from './reconcile-causes.js';
import { type FactsOfInput, withFactOtherwise } from './reconcile-facts.js';
import {
  type Hypothesis,
  linesBelow,
  type Situation,
  underVersion,
  withInput,
  withLine,
  withRounding,
} from './reconcile-situation.js';
import { neighbouringRows } from './reconcile-tables.js';
import type { Result } from './result.js';
import { ROUNDING_MODES, type Rounding, round } from './rounding.js';
import { run } from './run.js';
import type { Scheme, SchemeLine } from './scheme-document.js';
import { isNumeric } from './units.js';
import { isDecimal } from './values.js';

/** What beside the result itself is known of a manager's pay. */
export interface Evidence {
  versions: readonly { number: number; scheme: Scheme }[];
  facts: readonly FactsOfInput[];
}

/** Everything that is tried, the simplest first; `result` is what the situation comes to, `line` the one in question. */
export function* hypotheses(
  situation: Situation,
  result: Result,
  line: string,
  { versions, facts }: Evidence,
): Generator<Hypothesis> {
  yield* roundings(situation, result, line);
  yield* prorations(situation, result);
  yield* neighbouringRows(situation);
  yield* withFactOtherwise(situation, facts);
  for (const { number, scheme } of versions)
    yield { cause: { kind: 'version', number }, situation: underVersion(situation, scheme), inputs: [] };
}

const HUNDREDTH = decimal('0.01');
const STEPS = [HUNDREDTH, ...['1', '0.1', '0.001', '0.0001', '10', '100'].map(decimal)];
const STEPS_OF_RATIOS = STEPS.filter((step) => step.lt(1));

/** Each line that goes into the one in question, and that itself, rounded otherwise; one hypothesis a value. */
function* roundings(situation: Situation, result: Result, asked: string): Generator<Hypothesis> {
  const { scheme } = situation;
  const below = linesBelow(scheme, asked);
  const lines = [...scheme.lines.values()].filter(({ code }) => code === asked || below.has(code));
  for (const line of lines) {
    const found = result.lines.find(({ code }) => code === line.code)!;
    if (found.value === null || !isNumeric(line.unit)) continue;
    const exact = decimal(found.exact ?? found.value);
    const tried = new Set([found.value]);
    for (const theirs of otherRoundings(line)) {
      const value = theirs ? round(exact, theirs) : exact;
      if (tried.size === tried.add(toSnappedText(value)).size) continue;
      const cause: Cause = {
        kind: 'rounding',
        line: line.code,
        title: line.title ?? null,
        unit: line.unit,
        ours: textOf(line.round),
        theirs: textOf(theirs),
      };
      yield { cause, situation: withLine(situation, line.code, value), inputs: [] };
    }
  }
  yield* roundedLate(situation, asked, lines);
}

/** No line before the last rounded, and that as ours, not at all, or to hundredths. */
function* roundedLate(
  situation: Situation,
  asked: string,
  lines: readonly SchemeLine[],
): Generator<Hypothesis> {
  const before = lines.filter((line) => line.round && line.code !== asked);
  const own = lines.find(({ code }) => code === asked)?.round;
  const late = before.reduce((changed, { code }) => withRounding(changed, code, undefined), situation);
  const cause = (last: RoundingText): Cause => ({ kind: 'rounded-late', last });
  if (before.length > 1) yield { cause: cause(textOf(own)), situation: late, inputs: [] };
  if (before.length === 0 || !own) return;
  for (const last of [undefined, { to: HUNDREDTH, mode: own.mode }])
    yield { cause: cause(textOf(last)), situation: withRounding(late, asked, last), inputs: [] };
}

/** Not at all, by another step, in another mode, by both. */
function otherRoundings({ round: own, unit }: SchemeLine): (Rounding | undefined)[] {
  const steps = unit === 'ratio' ? STEPS_OF_RATIOS : STEPS;
  const mode = own?.mode ?? 'half-away';
  const modes = ROUNDING_MODES.filter((other) => other !== mode);
  return [
    undefined,
    ...steps.map((to) => ({ to, mode })),
    ...(own ? modes.map((other) => ({ to: own.to, mode: other })) : []),
    ...modes.flatMap((other) => steps.map((to) => ({ to, mode: other }))),
  ];
}

const textOf = (rounding: Rounding | undefined): RoundingText =>
  rounding ? { to: toText(rounding.to), mode: rounding.mode } : null;

const SHARES = new Set(['worked_share', 'employed_share', 'part_time_rate']);

/** Shares of time other than 1 taken as 1, or taken twice: everywhere, in the formulas alone, for one input alone. */
function* prorations(situation: Situation, result: Result): Generator<Hypothesis> {
  const inputs = [...situation.scheme.inputs.values()];
  const shares = inputs.filter(
    ({ name, source, key }) =>
      (source === 'attribute' && SHARES.has(key)) || inputs.some(({ prorate }) => prorate === name),
  );
  for (const { name: by } of shares) {
    const value = result.inputs[by]?.value ?? '1';
    if (value === '1') continue;
    const share = decimal(value);
    const prorated = inputs.filter(({ prorate }) => prorate === by);
    const names = prorated.map(({ name }) => name);
    for (const [how, factor] of [
      ['left-out', decimal('1')],
      ['twice', share.times(share)],
    ] as const) {
      const all = withInput(situation, by, toSnappedText(factor));
      yield { cause: { kind: 'proration', how, by, of: 'all' }, situation: all, inputs: names };
      if (prorated.length === 0) continue;
      const pinned = names.reduce((changed, name) => {
        const own = result.inputs[name]?.value;
        return own ? withInput(changed, name, own) : changed;
      }, all);
      yield { cause: { kind: 'proration', how, by, of: 'formulas' }, situation: pinned, inputs: [] };
      for (const { name, title } of prorated) {
        const whole = wholeOf(situation, name);
        if (!whole) continue;
        const changed = withInput(situation, name, toSnappedText(whole.times(factor)));
        const of = { input: name, title: title ?? null };
        yield { cause: { kind: 'proration', how, by, of }, situation: changed, inputs: [name] };
      }
    }
  }
}

function wholeOf({ scheme, subject }: Situation, input: string): Decimal | undefined {
  const whole = run(scheme, subject, { isTraced: false }).inputs.get(input)?.whole;
  return whole !== undefined && isDecimal(whole) ? whole : undefined;
}
