import { Decimal, decimal, toSnappedText, toText, ZERO } from './decimal.js';
import { resultOf } from './evaluate.js';
import { ENGINE, type GivenInput, type Result, type Stretch, type Subject } from './result.js';
import { type Run, run } from './run.js';
import type { InputSource, Scheme, SchemeInput } from './scheme-document.js';
import { isNumeric, RATIO, type Unit } from './units.js';
import { isDecimal, type Title, valueText } from './values.js';
import { InputModel } from './what-if-model.js';
import { type Course, nextJump, type Search } from './what-if-search.js';

/** A pay line under a what-if: its value there, and the change from now, rounded as paid and before rounding. */
interface LineChange {
  code: string;
  title: Title | null;
  value: string | null;
  change: string | null;
  exact: string | null;
}

/** What pay is when one thing is otherwise; null where it cannot be computed. `lines` are those that change. */
export interface PayChange {
  total: string | null;
  change: string | null;
  lines: LineChange[];
}

/** Pay with another value of an input, everything else as it is. */
export interface Effect extends PayChange {
  value: string;
}

/**
 * The next value at which pay jumps: `distance` away (without sign); pay there; `jump` against the value one `step`
 * before it. Without one: up to where there is none (`none`), or that the formulas could not be followed (`unknown`).
 */
type Jump =
  | ({ found: 'jump'; distance: string; step: string; jump: string | null } & Effect)
  | { found: 'none'; until: string }
  | { found: 'unknown' };

/** What one input does to pay. Values are those before proration. */
export interface InputWhatIf {
  name: string;
  title: Title | null;
  unit: Unit;
  source: InputSource;
  /** Null when the input is missing. */
  value: string | null;
  /** One unit more and less: `unitStep` of them, since a single rouble of sales, or order under a rounded coefficient, says nothing. */
  unitStep?: string;
  more?: Effect;
  /** Absent where less than nothing would be asked. */
  less?: Effect;
  up?: Jump;
  down?: Jump;
  /** The jumps after those, at most two each way: a plan is met after its first steps. Measures and readings only. */
  farther?: Extract<Jump, { found: 'jump' }>[];
  /** Flags, and texts with listed values: every other value. */
  others?: Effect[];
}

export interface WhatIf {
  engine: typeof ENGINE;
  scheme: string;
  title: Title;
  period: string;
  stretch?: Stretch;
  total: string | null;
  inputs: InputWhatIf[];
}

/**
 * What every input (or those asked for) does to pay: one unit more and less, the next jump either way. Pure; every
 * pay named is one the evaluator comes to. Throws `SubjectError` as `evaluate` does.
 */
export function whatIf(scheme: Scheme, subject: Subject, only?: readonly string[]): WhatIf {
  const outcome = run(scheme, subject, { isTraced: false });
  const now = resultOf(scheme, subject, outcome);
  const asked = [...scheme.inputs.values()].filter(({ name }) => only?.includes(name) ?? true);
  const inputs = asked.map((input) => new InputQuestion(scheme, subject, input, { outcome, now }).answer());
  return {
    engine: ENGINE,
    scheme: scheme.code,
    title: scheme.title,
    period: subject.period,
    ...(subject.stretch && { stretch: subject.stretch }),
    total: now.totals.total ?? null,
    inputs,
  };
}

/** An input with the next value above the present one at which pay jumps. */
export interface JumpAbove extends Pick<InputWhatIf, 'name' | 'title'> {
  value: string;
  up: Extract<Jump, { found: 'jump' }>;
}

/** Of the numeric inputs asked for the next jump upwards, where there is one: what `whatIf` says of it, for less work. */
export function jumpsAbove(scheme: Scheme, subject: Subject, only: readonly string[]): JumpAbove[] {
  const outcome = run(scheme, subject, { isTraced: false });
  const base = { outcome, now: resultOf(scheme, subject, outcome) };
  const asked = [...scheme.inputs.values()].filter(({ name }) => only.includes(name));
  return asked.flatMap((input) => new InputQuestion(scheme, subject, input, base).above() ?? []);
}

/** Pay of another subject of the scheme against what it is now. */
export function payChange(scheme: Scheme, now: Result, there: Result): PayChange {
  const lines = [...scheme.lines.values()].flatMap(({ code, title, pay }): LineChange[] => {
    const [before, after] = [now, there].map((result) => result.lines.find((line) => line.code === code)!);
    if (pay === undefined || (before!.value === after!.value && before!.exact === after!.exact)) return [];
    const exact = difference(before!.exact ?? before!.value, after!.exact ?? after!.value);
    return [
      {
        code,
        title: title ?? null,
        value: after!.value,
        change: difference(before!.value, after!.value),
        exact,
      },
    ];
  });
  const total = there.totals.total ?? null;
  return { total, change: difference(now.totals.total ?? null, total), lines };
}

/** `after` less `before`; null when one of them is not known. */
export function difference(before: string | null, after: string | null): string | null {
  return before === null || after === null ? null : toSnappedText(decimal(after).minus(decimal(before)));
}

class InputQuestion {
  constructor(
    private readonly scheme: Scheme,
    private readonly subject: Subject,
    private readonly input: SchemeInput,
    private readonly base: { outcome: Run; now: Result },
  ) {}

  answer(): InputWhatIf {
    const { name, title, unit, source } = this.input;
    const { whole, standIn } = this.base.outcome.inputs.get(name)!;
    const head = {
      name,
      title: title ?? null,
      unit,
      source,
      value: whole === undefined ? null : valueText(whole),
    };
    if (standIn === 'grade') return head;
    if (whole !== undefined && isDecimal(whole)) return { ...head, ...this.numeric(whole) };
    const others = otherValues(this.input, head.value);
    return others.length === 0 ? head : { ...head, others: others.map((value) => this.effect(value)) };
  }

  above(): JumpAbove | undefined {
    const { name, title } = this.input;
    const { whole } = this.base.outcome.inputs.get(name)!;
    if (whole === undefined || !isDecimal(whole)) return undefined;
    const model = new InputModel(this.scheme, this.subject, this.input, this.base.outcome);
    const course = this.course(whole, 1);
    const up = this.jump(nextJump(model, course), whole, course.step);
    return up.found === 'jump' ? { name, title: title ?? null, value: valueText(whole), up } : undefined;
  }

  private course(value: Decimal, direction: 1 | -1): Course {
    return {
      from: value,
      step: stepOf(value, this.input),
      direction,
      ...(!value.isNegative() && { least: ZERO }),
      ...(this.input.take === 'count' && { stepsMax: OBSERVATIONS_MAX }),
    };
  }

  private numeric(value: Decimal): Partial<InputWhatIf> {
    const least = value.isNegative() ? undefined : ZERO;
    const model = new InputModel(this.scheme, this.subject, this.input, this.base.outcome);
    const hasDown = !(least && value.lte(least));
    const found = (hasDown ? ([1, -1] as const) : ([1] as const)).map((direction) =>
      this.jumps(model, this.course(value, direction)),
    );
    const by = this.unitThatTells(value, found.flat());
    const less = value.minus(by);
    const farther = found.flatMap(([, ...after]) =>
      after.flatMap((jump) => (jump.found === 'jump' ? jump : [])),
    );
    return {
      unitStep: toText(by),
      more: this.effect(toText(value.plus(by))),
      ...((least === undefined || less.gte(least)) && { less: this.effect(toText(less)) }),
      up: found[0]![0]!,
      ...(hasDown && { down: found[1]![0]! }),
      ...(farther.length > 0 && { farther }),
    };
  }

  /** One unit; where no jump is near and one changes nothing paid, ten, a hundred, up to the value: a rounded coefficient hides one. */
  private unitThatTells(value: Decimal, jumps: readonly Jump[]): Decimal {
    const unit = unitStepOf(value, this.input.unit);
    if (!OWN_DOING.has(this.input.source) || jumps.some(({ found }) => found !== 'none')) return unit;
    for (let by = unit; by.lte(value); by = by.times(10))
      if (this.effect(toText(value.plus(by))).change !== '0') return by;
    return unit;
  }

  /** The next jump, or that there is none; then, of what people do themselves, those after it. */
  private jumps(model: InputModel, course: Course): Jump[] {
    const most = OWN_DOING.has(this.input.source) ? JUMPS_MAX : 1;
    const jumps: Jump[] = [];
    for (let from = course.from; jumps.length < most; ) {
      const search = nextJump(model, { ...course, from });
      jumps.push(this.jump(search, course.from, course.step));
      if (search.found !== 'jump') break;
      from = search.at;
    }
    return jumps;
  }

  private jump(search: Search, from: Decimal, step: Course['step']): Jump {
    if (search.found === 'unknown') return search;
    if (search.found === 'none') return { found: 'none', until: toText(search.until) };
    const [there, before] = [search.at, search.before].map((value) => this.effect(toText(value)));
    return {
      found: 'jump',
      distance: toText(search.at.minus(from).abs()),
      step: toText(step),
      jump: difference(before!.total, there!.total),
      ...there!,
    };
  }

  /** Asked of the evaluator itself. */
  private effect(value: string): Effect {
    const subject = withInput(this.subject, this.input, value);
    const there = resultOf(this.scheme, subject, run(this.scheme, subject, { isTraced: false }));
    return { value, ...payChange(this.scheme, this.base.now, there) };
  }
}

/** The subject with another value of an input, as if it had been observed. */
function withInput(subject: Subject, input: SchemeInput, value: string): Subject {
  const of = subject.inputs[input.name]?.values.at(-1)?.of ?? subject.period;
  const given: GivenInput =
    input.take === 'count'
      ? { values: Array.from({ length: Number(value) }, () => ({ of, value: '1' })) }
      : { values: [{ of, value }] };
  return { ...subject, inputs: { ...subject.inputs, [input.name]: given } };
}

function otherValues({ unit, values }: SchemeInput, value: string | null): string[] {
  const all = values ?? (unit === 'flag' ? ['true', 'false'] : []);
  return isNumeric(unit) ? [] : all.filter((other) => other !== value);
}

const JUMPS_MAX = 3;
const OBSERVATIONS_MAX = 10_000;
const OWN_DOING: ReadonlySet<InputSource> = new Set(['measure', 'kpi']);

const ONE = decimal('1');
const HUNDREDTH = decimal('0.01');
const TEN_THOUSANDTH = decimal('0.0001');
const WHOLE_UNITS: ReadonlySet<string> = new Set(['count', 'score', 'days']);

/** How finely an input moves: whole counts (hundredths once it is an average), cents, hundredths of a percent. */
function stepOf(value: Decimal, { unit, take }: SchemeInput): Decimal {
  if (WHOLE_UNITS.has(unit)) return value.isInteger() || take === 'count' ? ONE : HUNDREDTH;
  return unit === RATIO || unit.includes('/') ? TEN_THOUSANDTH : HUNDREDTH;
}

/** What one speaks of as one more: 1, a percent; of amounts a power of ten, such as 1 000 of 86 000. */
function unitStepOf(value: Decimal, unit: Unit): Decimal {
  if (unit === RATIO) return HUNDREDTH;
  if (WHOLE_UNITS.has(unit) || unit.includes('/') || value.abs().lt(100)) return ONE;
  return new Decimal(10).pow(value.e - 1);
}
