import type { Language, Position, SubjectError } from '../calc/index.js';

type Facts = Record<string, string>;
type Texts = Record<Language, (facts: Facts) => string>;

const KINDS: Record<string, [en: string, ru: string]> = {
  scalar: ['a single value', 'одно значение'],
  list: ['a list', 'список'],
  map: ['keys and values', 'ключи со значениями'],
};
const kind = (word: string | undefined, language: 0 | 1) => KINDS[word ?? '']?.[language] ?? word;

/** What a value of a scenario file belongs to. */
const place = ({ input, param, set, row, field, of }: Facts): string =>
  [
    set && row && `${set} ${row}`,
    input && (of ? `${input} (${of})` : input),
    param,
    field,
    set && row && !field && !input && 'date',
  ]
    .filter(Boolean)
    .join(', ');
const HOW = 'numbers are written 1.5, percents 30%, days 2026-03-31, flags true or false';
const HOW_RU = 'числа пишутся 1.5, проценты 30%, дни 2026-03-31, да/нет true или false';

/** What can be wrong with a scenario file, in words. */
const texts = {
  said: { en: ({ text }) => text!, ru: ({ text }) => text! },
  'scheme-instead': {
    en: ({ expected }) => `this file is a scheme; a file with ${expected} is expected here`,
    ru: ({ expected }) => `это файл системы, а здесь нужен файл с ${expected}`,
  },
  'kind-wrong': {
    en: (f) => `found ${kind(f.found, 0)}, expected ${kind(f.expected, 0)}`,
    ru: (f) => `здесь ${kind(f.found, 1)}, а нужно: ${kind(f.expected, 1)}`,
  },
  'flag-wrong': {
    en: ({ found }) => `found "${found}", expected true or false`,
    ru: ({ found }) => `здесь «${found}», а нужно true или false`,
  },
  'key-repeated': {
    en: ({ key }) => `"${key}" stands here twice`,
    ru: ({ key }) => `«${key}» указано дважды`,
  },
  'key-unknown': {
    en: ({ key, meant, known }) =>
      `unknown "${key}"; ${meant ? `did you mean "${meant}"?` : `expected one of: ${known}`}`,
    ru: ({ key, meant, known }) =>
      `неизвестно «${key}»; ${meant ? `возможно, имелось в виду «${meant}»?` : `допустимы: ${known}`}`,
  },
  'key-needed': {
    en: ({ key }) => `"${key}" is required here`,
    ru: ({ key }) => `здесь нужно «${key}»`,
  },
  'period-needed': {
    en: () => '"period" or "periods" is required here',
    ru: () => 'здесь нужно «period» или «periods»',
  },
  'period-wrong': {
    en: ({ found }) => `"${found}" is no month, quarter or year, such as 2026-03, 2026-Q1, 2026`,
    ru: ({ found }) => `«${found}» — не месяц, квартал или год, такие как 2026-03, 2026-Q1, 2026`,
  },
  'list-empty': {
    en: ({ key }) => `"${key}" lists at least one entry`,
    ru: ({ key }) => `в «${key}» нужна хотя бы одна запись`,
  },
  'scheme-unknown': {
    en: ({ code, known }) => `there is no scheme "${code}" in this file; it has: ${known}`,
    ru: ({ code, known }) => `в этом файле нет системы «${code}»; есть: ${known}`,
  },
  'scheme-unread': {
    en: ({ file }) => `the scheme cannot be read: there is no file ${file}`,
    ru: ({ file }) => `систему не прочитать: нет файла ${file}`,
  },
  'scheme-refused': {
    en: ({ list }) => `the scheme does not compile${list}`,
    ru: ({ list }) => `в системе есть ошибки${list}`,
  },
  'nothing-computed': {
    en: ({ period, code, kind: of, subject }) =>
      `nothing is computed for ${period}: scheme "${code}" has "period: ${of}" and "subject: ${subject}"${subject === 'team' ? '; name the team under "teams:"' : ''}`,
    ru: ({ period, code, kind: of, subject }) =>
      `за ${period} ничего не рассчитано: у системы «${code}» «period: ${of}» и «subject: ${subject}»${subject === 'team' ? '; назовите команду под «teams:»' : ''}`,
  },
  'figure-unknown': {
    en: ({ figure, meant, known }) =>
      `nothing computes "${figure}"; ${meant ? `did you mean "${meant}"?` : `lines are: ${known}`}`,
    ru: ({ figure, meant, known }) =>
      `«${figure}» не рассчитывается; ${meant ? `возможно, имелось в виду «${meant}»?` : `строки: ${known}`}`,
  },
  'row-unclear': {
    en: ({ found, known }) => `several rows are called "${found}"; say which: ${known}`,
    ru: ({ found, known }) => `строк с именем «${found}» несколько; укажите, какая: ${known}`,
  },
  'order-needed': {
    en: ({ row }) => `"order" is required here: the id of what ${row} refers to`,
    ru: ({ row }) => `здесь нужно «order»: номер того, к чему относится ${row}`,
  },
  'amount-wrong': {
    en: ({ found }) => `"${found}" is no amount such as 1500.50`,
    ru: ({ found }) => `«${found}» — не сумма вида 1500.50`,
  },
  'input-unknown': {
    en: (f) => `no scheme reads the input "${f.input}"`,
    ru: (f) => `ни одна система не берёт показатель «${f.input}»`,
  },
  'param-unknown': {
    en: ({ param }) => `no scheme lets the param "${param}" be individual`,
    ru: ({ param }) => `параметр «${param}» ни в одной системе нельзя задать лично`,
  },
  'rows-unknown': {
    en: ({ set }) => `no scheme works through rows of "${set}"`,
    ru: ({ set }) => `ни одна система не обрабатывает строки «${set}»`,
  },
  'rows-too-many': {
    en: ({ set, max }) => `"${set}" has too many rows; at most ${max}`,
    ru: ({ set, max }) => `в «${set}» слишком много строк; не больше ${max}`,
  },
  'row-repeated': {
    en: ({ set, row }) => `"${row}" stands in "${set}" twice; ids are unique with their source`,
    ru: ({ set, row }) => `«${row}» в «${set}» указано дважды; номера не повторяются у одного источника`,
  },
  'field-unknown': {
    en: ({ set, row, field }) => `${row} in "${set}" has a field "${field}" that such rows do not have`,
    ru: ({ set, row, field }) => `у ${row} в «${set}» лишнее поле «${field}»`,
  },
  'value-wrong': {
    en: (f) => `${place(f)}: "${f.found}" is not a value${f.unit ? ` of unit ${f.unit}` : ''}; ${HOW}`,
    ru: (f) => `${place(f)}: «${f.found}» — не значение${f.unit ? ` единицы ${f.unit}` : ''}; ${HOW_RU}`,
  },
  'one-value-expected': {
    en: ({ input, found }) =>
      `${input}: ${found} values where one is expected; give one, or say in the scheme how to take them (take: sum …)`,
    ru: ({ input, found }) =>
      `${input}: значений ${found}, а нужно одно; дайте одно или укажите в системе, как их сводить (take: sum …)`,
  },
} satisfies Record<string, Texts>;

/** What is wrong with a scenario file, and where. */
export class ScenarioProblem extends Error {
  constructor(
    readonly at: Position,
    private readonly code: keyof typeof texts,
    private readonly facts: Facts = {},
  ) {
    super((texts[code] as Texts).en(facts));
  }

  /** Whether it is the scheme that is wrong, and not what it was to be computed from. */
  get isOfScheme(): boolean {
    return this.code === 'scheme-refused';
  }

  text(language: Language): string {
    return (texts[this.code] as Texts)[language](this.facts);
  }
}

/** What calc says of values that do not fit a scheme, as a problem of the file they came from. */
export function problemOfSubject(error: SubjectError, at: Position): ScenarioProblem {
  return new ScenarioProblem(at, error.code, error.facts);
}
