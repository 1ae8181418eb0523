import { decimal } from './decimal.js';
import type { Language } from './findings.js';
import { numberForReading, periodForReading, titleIn, valueForReading } from './reading.js';
import type { InputSource } from './scheme-document.js';
import type { Effect, InputWhatIf, WhatIf } from './what-if.js';
import { words } from './what-if-words.js';

/** One change that somebody may make, in words, with what it does to pay. */
interface Told {
  text: string;
  change: string | null;
  total: string | null;
  isJump: boolean;
}

/**
 * What-ifs as plain text for the manager they are about: what would bring more, largest first, what would bring
 * less, and what makes no difference by itself.
 */
export function whatIfText(answer: WhatIf, language: Language = 'en'): string {
  return new WhatIfWriter(answer, language).write().join('\n');
}

/** A change of pay with its sign: `+335`, `−64`; `not known` where there is none. */
export function changeText(change: string | null, language: Language): string {
  if (change === null) return words[language].unknown;
  const amount = decimal(change);
  const sign = amount.isNegative() ? '\u2212' : '+';
  return `${amount.isZero() ? '' : sign}${numberForReading(amount.abs().toFixed(), language)}`;
}

/** Time worked, salary by grade, the calendar: in the answer, but nothing to tell a manager of. */
const SET_BY_OTHERS: ReadonlySet<InputSource> = new Set(['attribute', 'calendar', 'rate']);

class WhatIfWriter {
  private readonly words: (typeof words)[Language];

  constructor(
    private readonly answer: WhatIf,
    private readonly language: Language,
  ) {
    this.words = words[language];
  }

  write(): string[] {
    const { title, scheme, period, stretch, total, inputs } = this.answer;
    const asked = inputs.filter(({ source }) => !SET_BY_OTHERS.has(source));
    const known = asked.filter(({ value, others }) => value !== null || others);
    const told = known.map((input) => ({ input, told: this.tell(input) }));
    const all = told.flatMap((each) => each.told).filter(({ change }) => change !== '0');
    const isMore = ({ change }: Told) => change !== null && !change.startsWith('-');
    const still = told.filter((each) => each.told.every(({ change }) => change === '0'));
    return [
      `${titleIn(title, this.language, scheme)}, ${periodForReading(period, stretch)}: ${this.words.now} ${this.amount(total)}`,
      ...this.part(this.words.more, all.filter(isMore).sort(byChange)),
      ...this.part(this.words.less, all.filter((each) => !isMore(each)).sort(byChange)),
      ...this.names(
        this.words.same,
        still.map(({ input }) => input),
      ),
      ...this.names(
        this.words.missing,
        inputs.filter(({ value }) => value === null),
      ),
      ...this.names(
        this.words.unfollowed,
        inputs.filter(({ up }) => up?.found === 'unknown'),
      ),
    ];
  }

  /** One unit each way and the next jumps; where a jump is that very unit, or nothing lies before it, it stands alone. */
  private tell(input: InputWhatIf): Told[] {
    const { others = [], more, less, up, down, farther = [] } = input;
    const jumps = [up, down, ...farther].flatMap((jump) => (jump?.found === 'jump' ? jump : []));
    const units = [more, less].flatMap((effect) =>
      effect && !jumps.some(({ value }) => value === effect.value) ? effect : [],
    );
    return [
      ...jumps.map((jump) => this.step(input, jump, true)),
      ...units.map((effect) => this.step(input, effect, false)),
      ...others.map((effect) => this.other(input, effect)),
    ];
  }

  private step({ name, title, unit, value }: InputWhatIf, effect: Effect, isJump: boolean): Told {
    const [from, to] = [decimal(value!), decimal(effect.value)];
    const read = (text: string) => valueForReading(text, unit, this.language);
    const size = read(to.minus(from).abs().toFixed());
    const text = this.words.step(
      titleIn(title, this.language, name),
      size,
      to.gt(from),
      read(value!),
      read(effect.value),
    );
    return { text, change: effect.change, total: effect.total, isJump };
  }

  private other({ name, title, unit }: InputWhatIf, { value, change, total }: Effect): Told {
    const read = valueForReading(value, unit, this.language);
    return {
      text: this.words.other(titleIn(title, this.language, name), read),
      change,
      total,
      isJump: false,
    };
  }

  private part(head: string, told: readonly Told[]): string[] {
    if (told.length === 0) return [];
    const lines = told.map(({ text, change, total, isJump }) => {
      const jump = isJump ? `; ${this.words.jump}` : '';
      return `  ${text}: ${changeText(change, this.language)}, ${this.words.inAll(this.amount(total))}${jump}`;
    });
    return ['', `${head}:`, ...lines];
  }

  private names(head: string, inputs: readonly InputWhatIf[]): string[] {
    if (inputs.length === 0) return [];
    return [
      '',
      `${head}: ${inputs.map(({ name, title }) => titleIn(title, this.language, name)).join(', ')}`,
    ];
  }

  private amount(text: string | null): string {
    return text === null ? this.words.unknown : numberForReading(text, this.language);
  }
}

/** Largest changes first; what is not known at the end. */
function byChange(a: Told, b: Told): number {
  if (a.change === null || b.change === null) return Number(a.change === null) - Number(b.change === null);
  return decimal(b.change).abs().cmp(decimal(a.change).abs());
}
