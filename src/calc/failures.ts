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
    en: ({ input }) => `input ${input} is missing`,
    ru: ({ input }) => `нет значения показателя ${input}`,
  },
  'prorate-missing': {
    en: ({ input, by }) => `input ${input} cannot be prorated: ${by} is missing`,
    ru: ({ input, by }) => `показатель ${input} нельзя взять пропорционально: нет значения ${by}`,
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

/** Carries a failure out of a formula; caught at the line (and by DEFAULT where it means a missing value). */
export class FormulaFailure extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }

  /** Whether DEFAULT catches it: a missing input, field or cell, not a failed line. */
  get isMissing(): boolean {
    return ['input-missing', 'prorate-missing', 'cell-empty'].includes(this.failure.code);
  }
}

/** Stops the formula being evaluated. */
export function fail(code: FailureCode, facts: Record<string, string>): never {
  throw new FormulaFailure({ code, facts });
}

/** The failure to give a line that reads a failed line: names that line, carries the root cause. */
export function dependsOn(line: string, failure: Failure): Failure {
  return { code: 'line-failed', facts: { line }, cause: failure.cause ?? failure };
}
