/** What would have been accepted, as a code with figures; rendered in the reader's language. */
export interface Expectation {
  code: ExpectationCode;
  facts?: Record<string, string | number>;
}

export type Language = 'en' | 'ru';

type Sentence = Record<Language, string>;

/** Sentences with `{name}` places, filled from the expectation's facts. */
export const sentences = {
  required: { en: 'a value; the field is required', ru: 'значение: поле обязательно' },
  text: { en: 'a text of 1 to {max} characters', ru: 'текст длиной от 1 до {max} знаков' },
  'text-characters': {
    en: 'a text without control characters',
    ru: 'текст без управляющих символов',
  },
  email: {
    en: 'an e-mail address such as anna@example.com',
    ru: 'адрес электронной почты, например anna@example.com',
  },
  'password-length': {
    en: 'a password of {min} to {max} characters, of any kind',
    ru: 'пароль длиной от {min} до {max} любых знаков',
  },
  'password-guessed': {
    en: 'a password that is not easily guessed: none that is often used, no row of the same keys, not the e-mail',
    ru: 'пароль, который трудно угадать: не из самых частых, не ряд одних и тех же клавиш, не адрес почты',
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
    en: 'a period from {min} to {max}: 2026-03, 2026-Q1 or 2026',
    ru: 'период с {min} по {max} год: 2026-03, 2026-Q1 или 2026',
  },
  month: {
    en: 'a month from {min} to {max}, such as 2026-03',
    ru: 'месяц с {min} по {max} год, например 2026-03',
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
  json: { en: 'well-formed JSON', ru: 'правильный JSON' },
  'json-utf-8': { en: 'JSON in UTF-8; the bytes are not', ru: 'JSON в UTF-8; байты другие' },
  'json-depth': {
    en: 'lists and objects nested at most {max} deep',
    ru: 'списки и объекты, вложенные не глубже {max}',
  },
  'json-key': { en: 'no key named {key}', ru: 'ключа {key} быть не должно' },
  list: { en: 'a list of {min} to {max} items', ru: 'список из {min}–{max} элементов' },
  scopes: {
    en: 'a list of 1 to {max} resources such as orders, or orders:read for reading alone',
    ru: 'список из 1–{max} ресурсов, например orders, или orders:read — только чтение',
  },
  lines: { en: '1 to {max} lines, each a record', ru: 'от 1 до {max} строк, в каждой одна запись' },
  'line-length': { en: 'a line of at most {max} bytes', ru: 'строка не длиннее {max} байт' },
  'idempotency-key': {
    en: '1 to 200 printable ASCII characters',
    ru: 'от 1 до 200 печатных знаков ASCII',
  },
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
  'day-not-before': {
    en: '{day} or a later day: not before `{field}`',
    ru: '{day} или более поздний день: не раньше `{field}`',
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
  'team-above': {
    en: 'a team that is neither this one nor below it',
    ru: 'команда, которая не эта же и не стоит ниже неё',
  },
  'time-zone': {
    en: 'the IANA name of a time zone, such as Europe/Moscow',
    ru: 'имя часового пояса IANA, например Europe/Moscow',
  },
  'at-most-one': { en: 'at most one of: {fields}', ru: 'не больше одного из: {fields}' },
  once: { en: 'the parameter once', ru: 'параметр один раз' },
  'whole-period': {
    en: 'nothing: a period is closed as a whole',
    ru: 'ничего: период закрывается целиком',
  },
  'exactly-one': { en: 'exactly one of: {fields}', ru: 'ровно одно из: {fields}' },
  'at-least-one': { en: 'at least one of: {fields}', ru: 'хотя бы одно из: {fields}' },
  'export-row': { en: 'the number of a row of this export', ru: 'номер строки этой выгрузки' },
  'export-row-once': {
    en: 'each row once in one request',
    ru: 'каждая строка один раз в одном запросе',
  },
  'not-future': {
    en: 'an instant that has passed; it is {now} now',
    ru: 'момент, который уже наступил; сейчас {now}',
  },
  'company-currency': {
    en: '{currency}, the currency of the company; exchange rates are not kept yet',
    ru: '{currency}, валюта компании; курсы валют пока не ведутся',
  },
  definition: {
    en: 'a measure definition: {reason}',
    ru: 'определение показателя: {reason}',
  },
  'column-in-file': {
    en: 'a column of the file; it has: {columns}',
    ru: 'столбец файла; в нём есть: {columns}',
  },
  'column-once': { en: 'each column name once in the header', ru: 'каждое имя столбца в заголовке один раз' },
  'columns-count': {
    en: '{expected} columns as in the header, not {found}',
    ru: 'столбцов {expected}, как в заголовке, а не {found}',
  },
  'csv-header': {
    en: 'a first row with the names of the columns; the file is empty',
    ru: 'первая строка с именами столбцов; файл пуст',
  },
  'csv-quote-closed': {
    en: 'a closing quote; the row that begins here has none up to the end of the file',
    ru: 'закрывающая кавычка; в записи, начинающейся здесь, её нет до конца файла',
  },
  'row-length': {
    en: 'a row of at most {max} bytes; a quote that does not close or missing line breaks make it longer',
    ru: 'строка не длиннее {max} байт; её удлиняют незакрытая кавычка или отсутствие переводов строк',
  },
  'columns-max': { en: 'at most {max} columns', ru: 'не больше {max} столбцов' },
  'csv-quotes': {
    en: 'quotes around the whole cell and doubled within it: "so ""quoted"" text"',
    ru: 'кавычки вокруг всей ячейки, внутри неё удвоенные: "так ""в кавычках"" верно"',
  },
  'text-encoding': {
    en: 'a text file in {encoding}, without NUL characters; this line is not',
    ru: 'текстовый файл в кодировке {encoding} без символов NUL; эта строка не такова',
  },
  workbook: {
    en: 'a workbook (.xlsx) with a sheet that can be read; this file is damaged or of another kind',
    ru: 'книга (.xlsx) с листом, который читается; этот файл повреждён или другого вида',
  },
  'workbook-size': {
    en: 'a workbook whose {part} takes at most {max} bytes unpacked; save it as CSV',
    ru: 'книга, в которой {part} занимает в распакованном виде не больше {max} байт; сохраните её как CSV',
  },
  'formula-value': {
    en: 'a value; the formula here was saved without one, open the workbook and save it again',
    ru: 'значение: формула сохранена без него; откройте книгу и сохраните её заново',
  },
  'no-error-value': {
    en: 'a value, not the error of a formula',
    ru: 'значение, а не ошибка формулы',
  },
  window: {
    en: 'two days, the second later, such as 2026-03-01..2026-04-01: from the first until before the second',
    ru: 'два дня, второй позже, например 2026-03-01..2026-04-01: с первого и до второго, не включая его',
  },
  'window-facts': {
    en: 'a profile that gives dated facts; this one gives: {nouns}',
    ru: 'профиль, дающий факты с датой; этот даёт: {nouns}',
  },
  'window-alone': {
    en: 'no `acceptValid` with it: rows that are refused would be missing from the window',
    ru: 'без `acceptValid`: отклонённых строк не хватало бы в окне',
  },
  'day-in-window': {
    en: 'a day from {from} until before {until}, the window this file replaces',
    ru: 'день с {from} и до {until}, не включая его: окно, которое заменяет этот файл',
  },
  'day-format': {
    en: 'a day of the calendar from {min} to {max} in the form {format}',
    ru: 'календарный день с {min} по {max} в виде {format}',
  },
  'month-format': { en: 'a month in the form {format}', ru: 'месяц в виде {format}' },
  'number-format': { en: 'a number such as {example}', ru: 'число, например {example}' },
  yaml: { en: 'a well-formed YAML document: {reason}', ru: 'правильный документ YAML: {reason}' },
  'keys-and-values': { en: 'keys with values, `key: value`', ru: 'ключи со значениями, `ключ: значение`' },
  'once-each': { en: 'each key once', ru: 'каждый ключ один раз' },
  'unknown-suggest': {
    en: 'no such name; perhaps {suggestion}; known are: {known}',
    ru: 'такого имени нет; возможно, {suggestion}; известны: {known}',
  },
  'day-form': {
    en: 'a form of YYYY, M or MM and D or DD with signs between them, such as D.M.YYYY',
    ru: 'вид из YYYY, M или MM и D или DD со знаками между ними, например D.M.YYYY',
  },
  'month-form': {
    en: 'a form of YYYY and M or MM, such as MM.YYYY',
    ru: 'вид из YYYY и M или MM, например MM.YYYY',
  },
  'dates-of-days': {
    en: 'no `dates` here: the field holds neither a day nor a month',
    ru: 'здесь `dates` не нужен: в поле не день и не месяц',
  },
  'profile-code': {
    en: 'a code of 1 to 100 lower-case Latin letters, digits and hyphens',
    ru: 'код из 1–100 строчных латинских букв, цифр и дефисов',
  },
  'code-of-address': { en: '{code}, the code in the address', ru: '{code}, код из адреса' },
  'cell-field': {
    en: 'a field that one cell can hold; this one is a list or an object',
    ru: 'поле, значение которого помещается в ячейку; здесь список или объект',
  },
  'month-of-day': {
    en: '{month}, the month of `{field}`, or nothing',
    ru: '{month}, месяц из `{field}`, или ничего',
  },
  'adjustment-amount-agreed': {
    en: 'an amount above zero: an agreed sum is paid, what is taken is a correction',
    ru: 'сумма больше нуля: согласованная сумма выплачивается, уменьшение — это корректировка',
  },
  'adjustment-amount-prize': { en: 'an amount above zero', ru: 'сумма больше нуля' },
  'adjustment-amount-correction': { en: 'an amount other than zero', ru: 'сумма, не равная нулю' },
  'adjustment-amount-reduction': {
    en: 'an amount below zero: a reduction takes',
    ru: 'сумма меньше нуля: снижение уменьшает оплату',
  },
  'adjustment-of-reduction': {
    en: 'nothing: only a reduction has an order and a sanction',
    ru: 'ничего: приказ и срок взыскания бывают только у снижения',
  },
  'sanction-after-from': {
    en: 'a day after `sanctionFrom`; the interval is half-open',
    ru: 'день после `sanctionFrom`; интервал полуоткрытый',
  },
  'month-of-sanction': {
    en: 'a month with a day from {from} until before {until}, in which the sanction is in force',
    ru: 'месяц, в котором взыскание действует хотя бы день: с {from} и до {until}, не включая его',
  },
  cursor: { en: 'the cursor of an earlier answer, unchanged', ru: 'курсор из прошлого ответа без изменений' },
} satisfies Record<string, Sentence>;

type ExpectationCode = keyof typeof sentences;

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
