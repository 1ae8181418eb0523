import { type Decimal, decimal, snap, ZERO } from './decimal.js';
import { pointAt, type Range, Undecided } from './ranges.js';
import { type Choices, type Held, Unfollowed } from './what-if-held.js';
import type { InputModel, Moved, PayHeld } from './what-if-model.js';

/** The values an input can take: multiples of `step`, from where it stands up or down. */
export interface Course {
  from: Decimal;
  step: Decimal;
  direction: 1 | -1;
  /** As far down as makes sense; absent: without an end. */
  least?: Decimal;
  /** At most so many steps, where each is an observation of its own. */
  stepsMax?: number;
}

/** The next jump and the value one step before it; or how far there is none; or that nobody can tell. */
export type Search =
  | { found: 'jump'; at: Decimal; before: Decimal }
  | { found: 'none'; until: Decimal }
  | { found: 'unknown' };

/** Steps looked at in all, and walks through the formulas: beyond either the search says how far it came. */
const STEPS_MAX = 2 ** 40;
const WALKS_MAX = 10_000;

/**
 * The first value on the way at which a comparison or a table row turns pay, in steps: pay just before and pay there
 * differ, and not by what rounding or a bend of a line does. Ranges are proved free of choices whole, else halved.
 */
export function nextJump(model: InputModel, course: Course): Search {
  try {
    return new JumpSearch(model, course).run();
  } catch (error) {
    if (error instanceof Unfollowed) return { found: 'unknown' };
    throw error;
  }
}

/** What the turns inside one step do to a line, and how many of them do. */
interface Jumps {
  sum: Decimal | null;
  count: number;
}

class JumpSearch {
  private walks = 0;

  constructor(
    private readonly model: InputModel,
    private readonly course: Course,
  ) {}

  run(): Search {
    const last = this.lastStep();
    let from = 0;
    for (let width = 1; from < last; width *= 2) {
      const to = Math.min(from + width, last);
      const reached = this.search(from, to);
      if (reached.jump !== undefined) {
        return { found: 'jump', at: this.valueAt(reached.jump), before: this.valueAt(reached.jump - 1) };
      }
      if (reached.free < to) return { found: 'none', until: this.valueAt(reached.free) };
      from = to;
    }
    return { found: 'none', until: this.valueAt(last) };
  }

  private lastStep(): number {
    const { from, step, least, direction, stepsMax = STEPS_MAX } = this.course;
    if (least === undefined || direction === 1) return stepsMax;
    const steps = from.minus(least).div(step).ceil();
    return Math.max(0, Math.min(stepsMax, steps.toNumber()));
  }

  /** Step 0 is where the input stands; the first step leads to the next multiple. */
  private valueAt(index: number): Decimal {
    const { from, step, direction } = this.course;
    if (index === 0) return from;
    const place = from.div(step);
    const first = direction === 1 ? place.floor().plus(1) : place.ceil().minus(1);
    return first.plus(decimal(String(index - 1)).times(direction)).times(step);
  }

  /** The first jump between two steps; without one, the step up to which there is none. */
  private search(from: number, to: number): { jump?: number; free: number } {
    if (this.walks > WALKS_MAX) return { free: from };
    if (this.isFree(this.valueAt(from), this.valueAt(to))) return { free: to };
    if (to - from === 1)
      return this.isJump(this.valueAt(from), this.valueAt(to)) ? { jump: to, free: from } : { free: to };
    const middle = Math.floor((from + to) / 2);
    const near = this.search(from, middle);
    return near.jump === undefined && near.free === middle ? this.search(middle, to) : near;
  }

  /** Whether every comparison and lookup comes out the same all the way between two values. */
  private isFree(a: Decimal, b: Decimal): boolean {
    try {
      this.move(a.lt(b) ? { lo: a, hi: b } : { lo: b, hi: a });
      return true;
    } catch (error) {
      if (error instanceof Undecided) return false;
      throw error;
    }
  }

  /** Whether what the turns between two neighbouring values do to a line comes to anything, and pay differs in it. */
  private isJump(a: Decimal, b: Decimal): boolean {
    const [first, last] = [this.move(pointAt(a)), this.move(pointAt(b))];
    if (isSamePay(first.pay, last.pay)) return false;
    const jumps = new Map<string, Jumps>();
    let [near, end, old] = [a, first, undefined as Decimal | undefined];
    for (let turns = 0; !isSameChoices(end.choices, last.choices); turns++) {
      if (turns > TURNS_MAX) return true;
      const { before, after } = this.turnBetween(near, end.choices, b);
      [near, end, old] = [after, this.move(pointAt(after)), old ?? before];
      // around a division by zero no pay is known in a stretch that no value of the input falls in
      if (isFailing(end.pay) && !isFailing(last.pay)) continue;
      for (const [line, jump] of this.jumpsAt(old, after)) {
        const { sum, count } = jumps.get(line) ?? { sum: ZERO, count: 0 };
        jumps.set(line, { sum: sum && jump && sum.plus(jump), count: count + 1 });
      }
      old = undefined;
    }
    return [...jumps].some(
      ([line, jump]) => this.comesToSomething(line, jump) && !isSame(first.pay.get(line), last.pay.get(line)),
    );
  }

  /** Several jumps that undo each other leave no more than what each was rounded by. */
  private comesToSomething(line: string, { sum, count }: Jumps): boolean {
    if (sum === null || count === 1) return !sum?.isZero();
    return sum.abs().gt((this.model.roundingOf(line)?.to ?? ZERO).times(count));
  }

  /** Where choices leave what they were, to the last decimal that counts. */
  private turnBetween(a: Decimal, choices: Choices, b: Decimal): { before: Decimal; after: Decimal } {
    let [before, after] = [a, b];
    const isSameAt = (value: Decimal) => isSameChoices(this.move(pointAt(value)).choices, choices);
    const least = LEAST.times(this.course.direction);
    // most turns lie at a value the input can take, or just behind one
    if (isSameAt(b.minus(least))) return { before: b.minus(least), after: b };
    if (!isSameAt(a.plus(least))) return { before: a, after: a.plus(least) };
    for (;;) {
      const middle = snap(before.plus(after).div(2));
      if (middle.eq(before) || middle.eq(after)) return { before, after };
      if (isSameAt(middle)) before = middle;
      else after = middle;
    }
  }

  /**
   * What a turn does to each line: at the same value the two ways of choosing are compared, on both sides. Where a
   * line only bends they agree on one side at least, or would if one of them had a value there and nothing was rounded.
   */
  private jumpsAt(before: Decimal, after: Decimal): [line: string, jump: Decimal | null][] {
    const [old, now] = [this.move(pointAt(before)), this.move(pointAt(after))];
    const oldThere = this.move(pointAt(after), old.choices);
    const nowHere = this.move(pointAt(before), now.choices);
    return [...now.pay].flatMap(([line, there]): [string, Decimal | null][] => {
      const here = old.pay.get(line);
      const [oldPay, nowPay] = [oldThere.pay.get(line), nowHere.pay.get(line)];
      if (isSame(here, there) || isSame(oldPay, there) || isSame(here, nowPay)) return [];
      const exact =
        lessOrNull(now.exact.get(line), oldThere.exact.get(line)) ??
        lessOrNull(nowHere.exact.get(line), old.exact.get(line));
      return exact?.abs().lt(SLIGHT) ? [] : [[line, lessOrNull(there, oldPay) ?? lessOrNull(nowPay, here)]];
    });
  }

  private move(range: Range, imposed?: Choices): Moved {
    this.walks++;
    return this.model.move(range, imposed);
  }
}

/** The last decimal that counts. */
const LEAST = decimal('0.00000000000000000001');

/** Less than any jump, and more than what the steepest slope of a scheme does in the last decimal. */
const SLIGHT = decimal('0.0000000001');

/** More turns than this inside one step of an input are not told apart: pay turns there, as one jump. */
const TURNS_MAX = 20;

function isSameChoices(a: Choices, b: Choices): boolean {
  return a.size === b.size && [...a].every(([key, choice]) => b.get(key) === choice);
}

const isFailing = (pay: PayHeld): boolean => [...pay.values()].includes(null);

const isSamePay = (a: PayHeld, b: PayHeld): boolean =>
  [...a].every(([line, value]) => isSame(value, b.get(line)));

/** `a` less `b` of two amounts of pay; null when one is not known. */
function lessOrNull(a: Held | null | undefined, b: Held | null | undefined): Decimal | null {
  return a && b ? (a as Range).lo.minus((b as Range).lo) : null;
}

function isSame(a: Held | null | undefined, b: Held | null | undefined): boolean {
  if (a === null || b === null || a === undefined || b === undefined) return a === b;
  return (a as Range).lo.eq((b as Range).lo);
}
