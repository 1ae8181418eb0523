import type { Language } from './findings.js';

/**
 * Why an input or a line has no value. `facts` fill the catalogue's text. A line that only depends on a failed
 * one has the code `line-failed`, names that line, and carries the root cause.
 */
export interface Failure {
  code: FailureCode;
  facts: Record<string, string>;
  cause?: Failure;
}

type Texts = Record<Language, (facts: Record<string, string>) => string>;

const texts = {
  'input-missing': {
    en: ({ input, lacking }) =>
      `input ${input} is missing${lacking ? `: there is nothing for ${lacking}` : ''}`,
    ru: ({ input, lacking }) =>
      `нет значения показателя ${input}${lacking ? `: нет данных за ${lacking}` : ''}`,
  },
  'prorate-missing': {
    en: ({ input, by }) => `input ${input} cannot be prorated: ${by} is missing`,
    ru: ({ input, by }) => `показатель ${input} нельзя взять пропорционально: нет значения ${by}`,
  },
  'part-unclear': {
    en: ({ input, from, last }) =>
      `it cannot be told how ${input} counts from ${from} to ${last}, a part of the period`,
    ru: ({ input, from, last }) =>
      `нельзя сказать, как учитывать ${input} с ${from} по ${last}, за часть периода`,
  },
  'part-undated': {
    en: ({ line, from, last }) =>
      `nothing in ${line} depends on the days from ${from} to ${last}: each part of the period would be paid in full`,
    ru: ({ line, from, last }) =>
      `строка ${line} не зависит от дней с ${from} по ${last}: каждая часть периода была бы оплачена целиком`,
  },
  'value-not-listed': {
    en: ({ input, value, expected }) => `input ${input} is "${value}"; its allowed values are ${expected}`,
    ru: ({ input, value, expected }) => `показатель ${input} равен «${value}», а допустимы: ${expected}`,
  },
  'cell-empty': {
    en: ({ table, column, key }) => `table ${table} has an empty cell in column ${column} for ${key}`,
    ru: ({ table, column, key }) => `в таблице ${table} пуста ячейка столбца ${column} для ${key}`,
  },
  'below-table': {
    en: ({ table, key, first }) =>
      `${key} is under the first row (${first}) of table ${table}, which gives nothing there`,
    ru: ({ table, key, first }) =>
      `${key} меньше первой строки (${first}) таблицы ${table}, ниже неё ничего не задано`,
  },
  'beyond-row': {
    en: ({ table, key, to }) => `${key} is beyond ${to}, where the row reached in table ${table} ends`,
    ru: ({ table, key, to }) => `${key} больше ${to}, где кончается достигнутая строка таблицы ${table}`,
  },
  'no-row': {
    en: ({ table, key }) => `table ${table} has no row for ${key}`,
    ru: ({ table, key }) => `в таблице ${table} нет строки для ${key}`,
  },
  'zero-divide': {
    en: ({ divisor }) => `division by zero: ${divisor} is 0`,
    ru: ({ divisor }) => `деление на ноль: ${divisor} равно 0`,
  },
  'step-not-positive': {
    en: ({ step }) => `a rounding step must be above zero, and it is ${step}`,
    ru: ({ step }) => `шаг округления должен быть больше нуля, а он равен ${step}`,
  },
  'number-too-large': {
    en: () => 'the amount grew beyond 20 digits',
    ru: () => 'число стало длиннее 20 знаков',
  },
  'date-not-real': {
    en: ({ found }) => `"${found}" is not a day such as 2026-03-31`,
    ru: ({ found }) => `«${found}» — не дата вида 2026-03-31`,
  },
  'field-missing': {
    en: ({ field, row }) => `${field} of ${row} is missing`,
    ru: ({ field, row }) => `у ${row} нет значения ${field}`,
  },
  'origin-unknown': {
    en: ({ row, order }) => `${row} refers to ${order}, of which nothing is known`,
    ru: ({ row, order }) => `${row} относится к ${order}, о котором ничего не известно`,
  },
  'returned-more': {
    en: ({ row, order, returned, sold }) =>
      `with ${row}, ${returned} of ${order} are returned, and it was sold for ${sold}`,
    ru: ({ row, order, returned, sold }) =>
      `вместе с ${row} по ${order} возвращено ${returned}, а продано на ${sold}`,
  },
  'portion-of-nothing': {
    en: ({ whole }) => `there is no whole to take a part of: ${whole} is 0`,
    ru: ({ whole }) => `не от чего брать часть: целое (${whole}) равно 0`,
  },
  'portion-beyond': {
    en: ({ done, whole }) => `the parts come to ${done}, outside the whole of ${whole}`,
    ru: ({ done, whole }) => `сумма частей ${done} выходит за целое ${whole}`,
  },
  'fund-not-multiple': {
    en: ({ fund, step }) => `the fund ${fund} is not a multiple of the step ${step}`,
    ru: ({ fund, step }) => `фонд ${fund} не делится на шаг ${step}`,
  },
  'weight-negative': {
    en: ({ row, weight }) => `the weight of ${row} is ${weight}, below zero`,
    ru: ({ row, weight }) => `вес ${row} равен ${weight}, меньше нуля`,
  },
  'weights-zero': {
    en: ({ fund }) => `nobody has a weight to share the fund ${fund} by`,
    ru: ({ fund }) => `нет весов, по которым разделить фонд ${fund}`,
  },
  'fund-without-members': {
    en: ({ fund }) => `there is nobody to share the fund ${fund}`,
    ru: ({ fund }) => `фонд ${fund} некому делить`,
  },
  'rows-missing': {
    en: ({ set }) => `nobody handed in the rows of ${set}`,
    ru: ({ set }) => `строки набора ${set} не переданы`,
  },
  'row-failed': {
    en: ({ set, row }) => `${row} in ${set} could not be computed`,
    ru: ({ set, row }) => `${row} в ${set} не рассчитано`,
  },
  'line-failed': {
    en: ({ line }) => `line ${line} has no value`,
    ru: ({ line }) => `строка ${line} не рассчитана`,
  },
} satisfies Record<string, Texts>;

export type FailureCode = keyof typeof texts;

/** The failure in words, with its root cause. */
export function failureText(failure: Failure, language: Language = 'en'): string {
  const own = (texts[failure.code] as Texts)[language](failure.facts);
  return failure.cause ? `${own}: ${failureText(failure.cause, language)}` : own;
}

const MISSING: ReadonlySet<string> = new Set([
  'input-missing',
  'prorate-missing',
  'cell-empty',
  'field-missing',
  'origin-unknown',
]);

/**
 * Carries a failure out of a formula; caught at the line (and by DEFAULT where it means a missing value). No `Error`,
 * like all that only leads out of a calculation: the trace that an `Error` takes would be most of its cost.
 */
export class FormulaFailure {
  constructor(readonly failure: Failure) {}

  /** Whether DEFAULT catches it: a missing input, field or cell, not a failed line. */
  get isMissing(): boolean {
    return MISSING.has(this.failure.code);
  }
}

/** Stops the formula being evaluated. */
export function fail(code: FailureCode, facts: Record<string, string>): never {
  throw new FormulaFailure({ code, facts });
}

/** The failure to give a line that reads a failed line: names that line, carries the root cause. */
export function dependsOn(line: string, failure: Failure): Failure {
  const root = failure.code === 'line-failed' ? (failure.cause ?? failure) : failure;
  return { code: 'line-failed', facts: { line }, cause: root };
}
