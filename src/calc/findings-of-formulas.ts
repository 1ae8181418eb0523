import { grammar, list, meant, meantRu, type Texts, unit } from './findings-words.js';

/** What can be wrong with a formula. */
export const formulaTexts = {
  'formula-empty': {
    en: () => 'The formula is empty.',
    ru: () => 'Формула пуста.',
  },
  'formula-too-long': {
    en: ({ length, max }) => `The formula is too long: ${length}; at most ${max}. Split it into lines.`,
    ru: ({ length, max }) =>
      `Формула слишком длинна: ${length}; не больше ${max}. Разбейте её на строки расчёта.`,
  },
  'formula-too-deep': {
    en: ({ max }) => `Parentheses or signs nest deeper than ${max}. Split the formula into lines.`,
    ru: ({ max }) => `Вложенность скобок или знаков больше ${max}. Разбейте формулу на строки расчёта.`,
  },
  'formula-syntax': {
    en: (f) =>
      `${f.found ? `Found "${f.found}"` : 'The formula ends'} where one of these is expected: ${grammar(f.expected, 0)}.`,
    ru: (f) =>
      `${f.found ? `Здесь «${f.found}»` : 'Формула кончилась'}, а ожидается: ${grammar(f.expected, 1)}.`,
  },
  'formula-dialect': {
    en: ({ found, instead }) =>
      `"${found}" is not part of this language; write ${instead === '"' ? 'double quotes (")' : `"${instead}"`}.`,
    ru: ({ found, instead }) =>
      `«${found}» здесь не пишут; нужно ${instead === '"' ? 'двойные кавычки (")' : `«${instead}»`}.`,
  },
  'decimal-comma': {
    en: (f) =>
      `Found ${f.found} arguments, ${f.usage} takes another number. Is a comma used as the decimal sign? Write a dot: 0.5.`,
    ru: (f) =>
      `Аргументов ${f.found}, а нужно: ${f.usage}. Возможно, запятая поставлена вместо точки? Дробь пишется с точкой: 0.5.`,
  },
  'number-too-long': {
    en: ({ found }) => `The number ${found} is too long: at most 20 digits before the dot.`,
    ru: ({ found }) => `Число ${found} слишком длинное: до точки не больше 20 цифр.`,
  },
  'name-unknown': {
    en: (f) => `Unknown name "${f.name}".${meant(f)}`,
    ru: (f) => `Неизвестное имя «${f.name}».${meantRu(f)}`,
  },
  'table-misplaced': {
    en: ({ table }) => `"${table}" is a table; use a lookup such as STEP(${table}.column, x).`,
    ru: ({ table }) => `«${table}» — таблица; к ней обращаются так: STEP(${table}.столбец, x).`,
  },
  'column-misplaced': {
    en: ({ column }) => `"${column}" is a column; it stands only inside a lookup such as STEP(${column}, x).`,
    ru: ({ column }) => `«${column}» — столбец; он пишется только внутри функции: STEP(${column}, x).`,
  },
  'table-needed': {
    en: (f) => `${f.function} starts with a table.`,
    ru: (f) => `Первый аргумент ${f.function} — таблица.`,
  },
  'table-unknown': {
    en: (f) => `Unknown table "${f.table}".${meant(f)}`,
    ru: (f) => `Неизвестная таблица «${f.table}».${meantRu(f)}`,
  },
  'table-kind': {
    en: (f) => `${f.function} cannot read table "${f.table}"; use ${f.instead}.`,
    ru: (f) => `${f.function} не подходит к таблице «${f.table}»; используйте ${f.instead}.`,
  },
  'column-needed': {
    en: (f) => `Say which column of "${f.table}": ${list(f.expected)}.`,
    ru: (f) => `Укажите столбец таблицы «${f.table}»: ${list(f.expected)}.`,
  },
  'column-unknown': {
    en: (f) => `Table "${f.table}" has no column "${f.column}".${meant(f)} Its columns: ${list(f.expected)}.`,
    ru: (f) => `В таблице «${f.table}» нет столбца «${f.column}».${meantRu(f)} Столбцы: ${list(f.expected)}.`,
  },
  'column-not-numeric': {
    en: (f) => `${f.function} needs a column of numbers; this one of table "${f.table}" is ${f.found}.`,
    ru: (f) => `${f.function} нужен числовой столбец; этот столбец таблицы «${f.table}» — ${unit(f.found)}.`,
  },
  'key-unit': {
    en: (f) => `Table "${f.table}" is read by ${f.expected}; found ${f.found}.`,
    ru: (f) => `Таблица «${f.table}» ищется по единице «${unit(f.expected)}», а здесь «${unit(f.found)}».`,
  },
  'match-keys-number': {
    en: (f) => `Table "${f.table}" is matched by ${list(f.expected)}; found ${f.found} keys.`,
    ru: (f) => `Таблица «${f.table}» ищется по ключам ${list(f.expected)}; указано ключей: ${f.found}.`,
  },
  'match-key-unknown': {
    en: (f) => `No row of table "${f.table}" has "${f.found}".${meant(f)} Rows have: ${list(f.expected)}.`,
    ru: (f) => `В таблице «${f.table}» нет строки «${f.found}».${meantRu(f)} Есть: ${list(f.expected)}.`,
  },
  'function-unknown': {
    en: (f) => `Unknown function "${f.name}".${meant(f)}`,
    ru: (f) => `Неизвестная функция «${f.name}».${meantRu(f)}`,
  },
  'rows-misplaced': {
    en: ({ set }) => `"${set}" is a set of rows; total it by SUM(${set}, …) or COUNT(${set}).`,
    ru: ({ set }) => `«${set}» — набор строк; итог по нему: SUM(${set}, …) или COUNT(${set}).`,
  },
  'set-needed': {
    en: (f) =>
      `${f.function} starts with a row set${f.expected ? ` (${list(f.expected)})` : ', and the scheme has none'}.${meant(f)}`,
    ru: (f) =>
      `Первый аргумент ${f.function} — набор строк${f.expected ? ` (${list(f.expected)})` : ', а их в системе нет'}.${meantRu(f)}`,
  },
  'row-function-misplaced': {
    en: ({ name }) => `${name} stands only in the lines of a row set.`,
    ru: ({ name }) => `${name} пишется только в строках набора (rows).`,
  },
  'row-function-nested': {
    en: ({ name, inside }) => `${name} cannot stand inside ${inside}; give it a line of its own.`,
    ru: ({ name, inside }) => `${name} не может стоять внутри ${inside}; вынесите в отдельную строку.`,
  },
  'fund-of-row': {
    en: ({ name }) => `The fund is one for all rows, but "${name}" differs by row.`,
    ru: ({ name }) => `Фонд один на все строки, а «${name}» у каждой строки свой.`,
  },
  'step-needed': {
    en: (f) => `${f.function} needs a step: round the line, or name the step as the last argument.`,
    ru: (f) => `${f.function} нужен шаг: округлите строку (round) или укажите его последним аргументом.`,
  },
  'origin-unknown': {
    en: (f) => `"${f.found}" is nothing the order has.${meant(f)} Known: ${list(f.expected)}.`,
    ru: (f) => `«${f.found}» у заказа нет.${meantRu(f)} Есть: ${list(f.expected)}.`,
  },
  'arguments-number': {
    en: ({ usage, found }) => `Found ${found} arguments; expected ${usage}.`,
    ru: ({ usage, found }) => `Аргументов: ${found}; нужно ${usage}.`,
  },
  'number-needed': {
    en: ({ found }) => `A number is expected here; found ${found}.`,
    ru: ({ found }) => `Здесь нужно число, а не «${unit(found)}».`,
  },
  'flag-needed': {
    en: ({ found }) => `A condition (true or false) is expected here; found ${found}.`,
    ru: ({ found }) => `Здесь нужно условие (да/нет), а не «${unit(found)}».`,
  },
  'date-needed': {
    en: ({ found }) => `A day is expected here; found ${found}.`,
    ru: ({ found }) => `Здесь нужна дата, а не «${unit(found)}».`,
  },
  'no-order': {
    en: ({ found, sign }) => `${sign} needs numbers or dates; found ${found}.`,
    ru: ({ found, sign }) => `Для ${sign} нужны числа или даты, а не «${unit(found)}».`,
  },
  'units-differ': {
    en: (f) => `Like units are needed${f.sign ? ` for ${f.sign}` : ''}; found ${f.left} and ${f.right}.`,
    ru: (f) =>
      `${f.sign ? `Для ${f.sign} н` : 'Н'}ужны одинаковые единицы, а здесь «${unit(f.left)}» и «${unit(f.right)}».`,
  },
  'unit-product': {
    en: (f) => `${f.left} ${f.sign} ${f.right} has no meaning.`,
    ru: (f) => `Действие «${unit(f.left)}» ${f.sign} «${unit(f.right)}» не имеет смысла.`,
  },
  'line-unit': {
    en: (f) => `Line "${f.line}" is declared as ${f.expected}, but its formula gives ${f.found}.`,
    ru: (f) => `Строка «${f.line}» объявлена как «${unit(f.expected)}», а формула даёт «${unit(f.found)}».`,
  },
  'text-not-listed': {
    en: (f) => `"${f.found}" is none of the input's values: ${list(f.expected)}.${meant(f)}`,
    ru: (f) => `«${f.found}» нет среди значений: ${list(f.expected)}.${meantRu(f)}`,
  },
  'zero-divisor': {
    en: () => 'The divisor is always zero.',
    ru: () => 'Делитель всегда равен нулю.',
  },
  'step-zero': {
    en: ({ found }) => `A rounding step must be above zero; found ${found}. To round to whole units write 1.`,
    ru: ({ found }) => `Шаг округления должен быть больше нуля, а не ${found}. До целых — 1.`,
  },
  'round-digits': {
    en: ({ found, step }) =>
      `This rounds to a multiple of ${found}, not to ${found} digits; for digits write ${step}.`,
    ru: ({ found, step }) =>
      `Так округляется до кратного ${found}, а не до ${found} знаков; для знаков напишите ${step}.`,
  },
} satisfies Record<string, Texts>;
