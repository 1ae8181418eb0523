/** What would have been accepted, as a code with figures; rendered in the reader's language. */
export interface Expectation {
  code: ExpectationCode;
  facts?: Record<string, string | number>;
}

export type Language = 'en' | 'ru';

type Sentence = Record<Language, string>;

/** Sentences with `{name}` places, filled from the expectation's facts. */
const sentences = {
  required: { en: 'a value; the field is required', ru: 'значение: поле обязательно' },
  text: { en: 'a text of 1 to {max} characters', ru: 'текст длиной от 1 до {max} знаков' },
  'text-characters': {
    en: 'a text without control characters',
    ru: 'текст без управляющих символов',
  },
  day: {
    en: 'a day of the calendar from {min} to {max}, as YYYY-MM-DD',
    ru: 'календарный день с {min} по {max}, в виде ГГГГ-ММ-ДД',
  },
  instant: {
    en: 'an instant with its zone, such as 2026-03-01T10:00:00+03:00',
    ru: 'момент времени с часовым поясом, например 2026-03-01T10:00:00+03:00',
  },
  decimal: {
    en: 'a decimal number as text, such as "191.00"',
    ru: 'десятичное число текстом, например "191.00"',
  },
  'decimal-range': { en: 'a number from {min} to {max}', ru: 'число от {min} до {max}' },
  'decimal-scale': { en: 'at most {scale} decimals', ru: 'не больше {scale} знаков после точки' },
  whole: { en: 'a whole number from {min} to {max}', ru: 'целое число от {min} до {max}' },
  flag: { en: 'true or false', ru: 'true или false' },
  'one-of': { en: 'one of: {values}', ru: 'одно из: {values}' },
  period: {
    en: 'a period: 2026-03, 2026-Q1 or 2026',
    ru: 'период: 2026-03, 2026-Q1 или 2026',
  },
  titles: {
    en: 'titles by language, {"en": "…", "ru": "…"}, each of 1 to {max} characters',
    ru: 'названия по языкам, {"en": "…", "ru": "…"}, каждое от 1 до {max} знаков',
  },
  credits: {
    en: 'a list of {"manager": personnel number, "share": "0.5"}, each manager once, shares above 0 and at most 10',
    ru: 'список {"manager": табельный номер, "share": "0.5"}, каждый менеджер один раз, доли больше 0 и не больше 10',
  },
  object: { en: 'an object', ru: 'объект' },
  list: { en: 'a list of {min} to {max} items', ru: 'список из {min}–{max} элементов' },
  unknown: {
    en: 'no such field; known are: {known}',
    ru: 'такого поля нет; известны: {known}',
  },
  existing: {
    en: 'the {key} of an existing record of {noun}; this one is not known',
    ru: 'существующая запись ({noun}) по полю {key}; такая не найдена',
  },
  'repeated-differently': {
    en: 'each key once in one batch or file, or all of the same content, or a sourceVersion that tells the newer',
    ru: 'каждый ключ один раз в пакете или файле, либо одинаковое содержание, либо sourceVersion для определения новейшей записи',
  },
  overlap: {
    en: 'dates that do not overlap another record of the same; {other} is in force',
    ru: 'даты, не пересекающиеся с другой записью того же; действует {other}',
  },
  'until-after-from': {
    en: 'a day after `from`; the interval is half-open',
    ru: 'день после `from`; интервал полуоткрытый',
  },
  'shares-full': {
    en: 'shares of one client of at most 100 % on every day; on {day} they come to {sum} %',
    ru: 'доли одного клиента не больше 100 % в каждый день; на {day} получается {sum} %',
  },
  'target-zero': {
    en: 'a target above 0: for {measure} more is better',
    ru: 'план больше 0: для показателя {measure} больше — лучше',
  },
  'target-measure': {
    en: 'the code of a measure or KPI; this one is not known',
    ru: 'код показателя; такой не найден',
  },
  'exactly-one': { en: 'exactly one of: {fields}', ru: 'ровно одно из: {fields}' },
  'company-currency': {
    en: '{currency}, the currency of the company; exchange rates are not kept yet',
    ru: '{currency}, валюта компании; курсы валют пока не ведутся',
  },
  definition: {
    en: 'a measure definition: {reason}',
    ru: 'определение показателя: {reason}',
  },
  'column-in-file': { en: 'a column of the file; it has: {columns}', ru: 'столбец файла; в нём есть: {columns}' },
  'column-once': { en: 'each column name once in the header', ru: 'каждое имя столбца в заголовке один раз' },
  'columns-count': {
    en: '{expected} columns as in the header, not {found}',
    ru: 'столбцов {expected}, как в заголовке, а не {found}',
  },
  csv: { en: 'a well-formed CSV file: {reason}', ru: 'правильный файл CSV: {reason}' },
  'date-format': { en: 'a day in the form {format}', ru: 'день в виде {format}' },
  profile: { en: 'a mapping profile: {reason}', ru: 'профиль загрузки: {reason}' },
  cursor: { en: 'the cursor of an earlier answer, unchanged', ru: 'курсор из прошлого ответа без изменений' },
} satisfies Record<string, Sentence>;

export type ExpectationCode = keyof typeof sentences;

export function expectationText(expectation: Expectation, language: Language): string {
  return fill(sentences[expectation.code][language], expectation.facts ?? {});
}

/** Puts facts into the `{name}` places of a sentence; lists are joined with commas. */
export function fill(sentence: string, facts: Record<string, string | number | readonly string[]>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => {
    const fact = facts[name];
    if (fact === undefined) return place;
    return Array.isArray(fact) ? fact.join(', ') : String(fact);
  });
}
