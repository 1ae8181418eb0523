/**
 * What a number, or another value, is: `money` is the company's currency, `EUR` another currency,
 * `money/EUR` a rate between two. Source: language, Semantics 4.
 */
export type Unit = string & { readonly __brand: 'Unit' };

const PLAIN_UNITS = ['ratio', 'count', 'score', 'days'] as const;
const WORD_UNITS = ['date', 'text', 'flag'] as const;
export const UNIT_NAMES: readonly string[] = ['money', ...PLAIN_UNITS, ...WORD_UNITS];

const CURRENCY = /^(?:money|[A-Z]{3})$/;

/** Reads a unit as a document writes it; undefined when there is no such unit. */
export function parseUnit(text: string): Unit | undefined {
  if (UNIT_NAMES.includes(text) || CURRENCY.test(text)) return text as Unit;
  const [over, under, ...more] = text.split('/');
  const isRate =
    more.length === 0 && !!over && !!under && CURRENCY.test(over) && CURRENCY.test(under) && over !== under;
  return isRate ? (text as Unit) : undefined;
}

export const MONEY = 'money' as Unit;
export const RATIO = 'ratio' as Unit;
export const COUNT = 'count' as Unit;
export const DAYS = 'days' as Unit;
export const DATE = 'date' as Unit;
export const TEXT = 'text' as Unit;
export const FLAG = 'flag' as Unit;

/** Whether values of the unit are numbers (the others are dates, texts and flags). */
export function isNumeric(unit: Unit): boolean {
  return !(WORD_UNITS as readonly string[]).includes(unit);
}

/** Powers of currencies: money is {money: 1}, money/EUR is {money: 1, EUR: -1}, a count is {}. */
export type Dimension = Readonly<Record<string, number>>;

/** The dimension of a numeric unit; only currencies have one. */
export function dimensionOf(unit: Unit): Dimension {
  if (CURRENCY.test(unit)) return { [unit]: 1 };
  const [over, under] = unit.split('/');
  return over && under ? { [over]: 1, [under]: -1 } : {};
}

/** The dimension of a × b (`sign` 1) or a ÷ b (`sign` -1). */
export function combine(a: Dimension, b: Dimension, sign: 1 | -1): Dimension {
  const powers: Record<string, number> = { ...a };
  for (const [currency, power] of Object.entries(b)) {
    const sum = (powers[currency] ?? 0) + sign * power;
    if (sum === 0) delete powers[currency];
    else powers[currency] = sum;
  }
  return powers;
}

/** The unit a dimension stands for: null when plain, undefined when there is no such unit (money × money). */
export function unitOfDimension(dimension: Dimension): Unit | null | undefined {
  const powers = Object.entries(dimension);
  const over = powers.filter(([, power]) => power === 1);
  const under = powers.filter(([, power]) => power === -1);
  if (powers.length === 0) return null;
  if (over.length + under.length !== powers.length || over.length !== 1 || under.length > 1) return undefined;
  return (under.length === 0 ? over[0]![0] : `${over[0]![0]}/${under[0]![0]}`) as Unit;
}
