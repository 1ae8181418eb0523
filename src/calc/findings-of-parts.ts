import { list, meant, meantRu, type Texts, unit } from './findings-words.js';

/** What can be wrong with inputs, tables, lines and checks. */
export const partTexts = {
  'source-needed': {
    en: (f) => `Input "${f.input}" has no source; give one of: ${list(f.expected)}.`,
    ru: (f) => `У «${f.input}» не указан источник; нужен один из: ${list(f.expected)}.`,
  },
  'source-twice': {
    en: (f) => `Input "${f.input}" has more than one source: ${list(f.found)}; keep one.`,
    ru: (f) => `У «${f.input}» больше одного источника: ${list(f.found)}; оставьте один.`,
  },
  'attribute-unknown': {
    en: (f) =>
      `"${f.found}" is none of the built-in attributes (${list(f.expected)}); it must be kept by the company itself.${meant(f)}`,
    ru: (f) =>
      `«${f.found}» — не встроенный признак (${list(f.expected)}); его должна вести сама компания.${meantRu(f)}`,
  },
  'rate-wrong': {
    en: ({ found }) => `"${found}" is not a rate such as money/EUR.`,
    ru: ({ found }) => `«${found}» — не курс вида money/EUR.`,
  },
  'window-unknown': {
    en: (f) =>
      `Unknown window "${f.found}".${meant(f)} Windows are ${list(f.expected)}, previous N months (N from 1 to 36).`,
    ru: (f) =>
      `Неизвестное окно «${f.found}».${meantRu(f)} Окна: ${list(f.expected)}, previous N months (N от 1 до 36).`,
  },
  'window-not-here': {
    en: (f) => `Window "${f.found}" cannot be used with source "${f.source}".`,
    ru: (f) => `Окно «${f.found}» не подходит к источнику «${f.source}».`,
  },
  'option-not-here': {
    en: (f) => `"${f.key}" does not go with source "${f.source}" and unit ${f.unit}.`,
    ru: (f) => `«${f.key}» не сочетается с источником «${f.source}» и единицей «${unit(f.unit)}».`,
  },
  'take-needed': {
    en: (f) =>
      `Input "${f.input}" reads a line over several periods; say how to take it: ${list(f.expected)}.`,
    ru: (f) => `«${f.input}» берёт строку за несколько периодов; укажите take: ${list(f.expected)}.`,
  },
  'scheme-itself': {
    en: (f) =>
      `Input "${f.input}" names this scheme itself; leave out "scheme: ${f.scheme}" to read its own earlier results.`,
    ru: (f) =>
      `«${f.input}» ссылается на саму эту систему; уберите «scheme: ${f.scheme}», чтобы брать её прежние результаты.`,
  },
  'own-line-unknown': {
    en: (f) =>
      `Input "${f.input}" reads earlier results of line "${f.line}", which this scheme does not have.${meant(f)}`,
    ru: (f) => `«${f.input}» берёт прежние результаты строки «${f.line}», а её в системе нет.${meantRu(f)}`,
  },
  'own-line-unit': {
    en: (f) =>
      `Input "${f.input}" is ${f.expected}, but line "${f.line}", whose earlier results it reads, is ${f.unit}.`,
    ru: (f) =>
      `«${f.input}» — «${unit(f.expected)}», а строка «${f.line}», чьи прежние результаты берутся, — «${unit(f.unit)}».`,
  },
  'range-order': {
    en: () => '"min" is below "max", and "typical" is between them.',
    ru: () => '«min» меньше «max», а «typical» между ними.',
  },
  'prorate-unit': {
    en: (f) => `Input "${f.input}" cannot be prorated by "${f.by}" (${f.unit}); a ratio is expected.`,
    ru: (f) => `«${f.input}» нельзя взять пропорционально «${f.by}» (${unit(f.unit)}); нужна доля.`,
  },
  'row-start': {
    en: () => 'A row starts with "from" (inclusive) or "after" (exclusive), exactly one of them.',
    ru: () =>
      'Строка таблицы начинается с «from» (включительно) или «after» (не включая): ровно одно из двух.',
  },
  'row-ends-early': {
    en: () => 'The row ends ("to") before it starts.',
    ru: () => 'Строка кончается («to») раньше, чем начинается.',
  },
  'rows-not-rising': {
    en: () => 'Rows stand in rising order, each start once.',
    ru: () => 'Строки идут по возрастанию, каждое начало — один раз.',
  },
  'rows-overlap': {
    en: () => 'The row before ends ("to") after this one starts.',
    ru: () => 'Предыдущая строка кончается («to») позже, чем начинается эта.',
  },
  'rows-equal': {
    en: ({ first }) => `This row has the same keys as row ${first}; which one should answer?`,
    ru: ({ first }) => `Ключи этой строки те же, что у строки ${first}; какая из них верна?`,
  },
  'by-not-numeric': {
    en: ({ found }) => `Rows are found by a number, not by unit ${found}.`,
    ru: ({ found }) => `Строки ищутся по числу, а не по единице «${unit(found)}».`,
  },
  'match-list-wrong': {
    en: ({ max }) => `"match" lists from one to ${max} different keys.`,
    ru: ({ max }) => `В «match» от одного до ${max} разных ключей.`,
  },
  'matrix-size': {
    en: ({ found, expected }) => `Found ${found} entries for ${expected} keys.`,
    ru: ({ found, expected }) => `Записей ${found}, а ключей ${expected}.`,
  },
  'grade-table': {
    en: ({ table }) =>
      `"${table}" cannot give grades: a table of rows with columns "grade" and "salary" (money) is expected.`,
    ru: ({ table }) =>
      `По «${table}» нельзя найти разряд: нужна таблица строк со столбцами «grade» и «salary» (деньги).`,
  },
  'set-source': {
    en: ({ set }) =>
      `Set "${set}" says in exactly one way what its rows are: facts, kept or parts; or it is called members.`,
    ru: ({ set }) =>
      `У набора «${set}» ровно один источник строк: facts, kept или parts; либо он называется members.`,
  },
  'set-unknown': {
    en: (f) => `"${f.found}" is no set of facts of this scheme.${meant(f)} Sets: ${list(f.expected)}.`,
    ru: (f) => `«${f.found}» — не набор фактов этой системы.${meantRu(f)} Наборы: ${list(f.expected)}.`,
  },
  'set-option': {
    en: ({ key, set }) => `"${key}" does not go with the rows of set "${set}".`,
    ru: ({ key, set }) => `«${key}» не сочетается со строками набора «${set}».`,
  },
  'facts-unknown': {
    en: (f) =>
      `"${f.found}" are none of the built-in facts (${list(f.expected)}); the company itself must hand them in.${meant(f)}`,
    ru: (f) =>
      `«${f.found}» — не встроенные факты (${list(f.expected)}); их должна передавать сама компания.${meantRu(f)}`,
  },
  'facts-repeated': {
    en: ({ found }) => `"${found}" stands in the list twice; it counts once.`,
    ru: ({ found }) => `«${found}» указано в списке дважды; учитывается один раз.`,
  },
  'months-wrong': {
    en: ({ found, max }) => `"${found}" is not a number of months from 1 to ${max}.`,
    ru: ({ found, max }) => `«${found}» — не число месяцев от 1 до ${max}.`,
  },
  'members-not-here': {
    en: () => 'Only a scheme with "subject: team" has members.',
    ru: () => 'Участники (members) есть только у системы с «subject: team».',
  },
  'field-name-taken': {
    en: ({ name, set }) =>
      `"${name}" is a field of the rows of "${set}"; the scheme's own part needs another name.`,
    ru: ({ name, set }) => `«${name}» — поле строк набора «${set}»; назовите часть системы иначе.`,
  },
  'pay-in-rows': {
    en: ({ line, set }) => `Rows of facts are paid through a total: write a line with SUM(${set}, ${line}).`,
    ru: ({ line, set }) => `Строки фактов выплачиваются итогом: добавьте строку с SUM(${set}, ${line}).`,
  },
  'round-step': {
    en: ({ found }) => `"${found}" is not a rounding step above zero, such as 0.01, 1 or 1%.`,
    ru: ({ found }) => `«${found}» — не шаг округления больше нуля, такой как 0.01, 1 или 1%.`,
  },
  'round-ratio': {
    en: ({ found, becomes }) =>
      `Rounded to ${found}, a ratio of 91% becomes ${becomes}. Did you mean ${found}%?`,
    ru: ({ found, becomes }) =>
      `При округлении до ${found} доля 91% станет ${becomes}. Имелось в виду ${found}\u00a0%?`,
  },
  'round-not-here': {
    en: (f) => `A line of unit ${f.unit} cannot be rounded.`,
    ru: (f) => `Строку с единицей «${unit(f.unit)}» нельзя округлить.`,
  },
  'pay-kind': {
    en: ({ found }) =>
      `"${found}" is not a kind of pay: small Latin letters, such as salary, bonus, commission.`,
    ru: ({ found }) =>
      `«${found}» — не вид выплаты: строчные латинские буквы, например salary, bonus, commission.`,
  },
  'pay-not-money': {
    en: (f) => `Line "${f.line}" is paid, so its unit must be money, not ${f.unit}.`,
    ru: (f) => `Строка «${f.line}» выплачивается, её единица — money, а не «${unit(f.unit)}».`,
  },
  'pay-needs': {
    en: ({ line, key }) => `Line "${line}" is paid, so it needs "${key}".`,
    ru: ({ line, key }) => `Строка «${line}» выплачивается, поэтому нужен ключ «${key}».`,
  },
  'title-needed': {
    en: ({ line }) => `Line "${line}" is paid; it needs a title before the scheme is published.`,
    ru: ({ line }) => `Строка «${line}» выплачивается; до утверждения системы ей нужно название (title).`,
  },
  'pay-mix-order': {
    en: () => '"min" is at most "max", and "hint" is between them.',
    ru: () => '«min» не больше «max», а «hint» между ними.',
  },
  'adds-up-unknown': {
    en: ({ found }) => `"${found}" is neither a column such as weights.weight nor params joined by "+".`,
    ru: ({ found }) => `«${found}» — не столбец вида weights.weight и не параметры через «+».`,
  },
  'adds-up-wrong': {
    en: ({ what, found, expected }) => `${what} adds up to ${found}, not to ${expected}.`,
    ru: ({ what, found, expected }) => `Сумма ${what} равна ${found}, а должна быть ${expected}.`,
  },
  circle: {
    en: ({ circle }) => `A circle: each of these needs the next one: ${circle}.`,
    ru: ({ circle }) => `Круговая зависимость: каждое требует следующего: ${circle}.`,
  },
} satisfies Record<string, Texts>;
