import { kind, list, meant, meantRu, type Texts, unit, yamlProblemRu } from './findings-words.js';

/** What can be wrong with the form of any part of a document. */
export const documentTexts = {
  'document-too-large': {
    en: ({ nodes, depth }) => `The document is too large: at most ${nodes} values, ${depth} levels deep.`,
    ru: ({ nodes, depth }) =>
      `Документ слишком велик: не больше ${nodes} значений и ${depth} уровней вложенности.`,
  },
  'document-too-long': {
    en: ({ length, max }) => `The document is too long: ${length} characters; at most ${max}.`,
    ru: ({ length, max }) => `Документ слишком длинный: ${length} знаков; не больше ${max}.`,
  },
  'from-within-period': {
    en: ({ from, period, untold }) =>
      `The version is in force from ${from}, in the middle of ${period}: ${period} is computed in parts, the days before by the version before; each counts facts of its own days, and plans and salaries by their share of norm days. Tables keyed by an amount, caps and fixed sums hold for each part.${untold ? ` For a part of a period the version does not tell how these count, and they will have no value: ${untold}.` : ''}`,
    ru: ({ from, period, untold }) =>
      `Редакция действует с ${from}, с середины периода ${period}: период рассчитывается по частям, дни до неё — по прежней редакции; в каждой части учитываются факты её дней, а планы и оклады — по доле рабочих дней. Таблицы по величине показателя, пределы и твёрдые суммы действуют для каждой части.${untold ? ` Как учитывать за часть периода следующее, редакция не говорит, и значений у них не будет: ${untold}.` : ''}`,
  },
  'document-syntax': {
    en: ({ found = '' }) => `The document cannot be read: ${found.replace(/\.$/, '')}.`,
    ru: (f) => `Документ не читается: ${yamlProblemRu(f)}.`,
  },
  'document-feature': {
    en: ({ found }) => `${found} is not allowed in a scheme document; write the value out.`,
    ru: ({ found }) => `${found}: в документе системы премирования нельзя, запишите значение прямо.`,
  },
  'key-unknown': {
    en: (f) => `Unknown key "${f.key}".${meant(f)} Expected: ${list(f.expected)}.`,
    ru: (f) => `Неизвестный ключ «${f.key}».${meantRu(f)} Допустимы: ${list(f.expected)}.`,
  },
  'key-needed': {
    en: ({ key }) => `"${key}" is required here.`,
    ru: ({ key }) => `Здесь обязателен ключ «${key}».`,
  },
  'key-repeated': {
    en: ({ key }) => `"${key}" stands here twice; keep one.`,
    ru: ({ key }) => `Ключ «${key}» указан дважды; оставьте один.`,
  },
  'kind-wrong': {
    en: ({ found, expected }) => `Found ${kind(found, 0)} where ${kind(expected, 0)} is expected.`,
    ru: ({ found, expected }) => `Здесь ${kind(found, 1)}, а нужно: ${kind(expected, 1)}.`,
  },
  'choice-unknown': {
    en: (f) => `"${f.found}" is not one of: ${list(f.expected)}.${meant(f)}`,
    ru: (f) => `«${f.found}» — не из списка: ${list(f.expected)}.${meantRu(f)}`,
  },
  'unit-unknown': {
    en: (f) =>
      `Unknown unit "${f.found}".${meant(f)} Units are ${list(f.expected)}, a currency such as EUR, a rate such as money/EUR.`,
    ru: (f) =>
      `Неизвестная единица «${f.found}».${meantRu(f)} Единицы: ${list(f.expected)}, валюта (EUR), курс (money/EUR).`,
  },
  'value-wrong': {
    en: (f) =>
      `"${f.found}" is not a value of unit ${f.unit}; numbers are written with a dot, percents as 30%, days as 2026-03-31, flags as true or false.`,
    ru: (f) =>
      `«${f.found}» — не значение единицы «${unit(f.unit)}»; числа пишутся с точкой, проценты — 30%, дни — 2026-03-31, да/нет — true или false.`,
  },
  'code-wrong': {
    en: ({ found }) =>
      `"${found}" is not a code: letters, digits, "-", "_" and ".", starting with a letter or digit.`,
    ru: ({ found }) =>
      `«${found}» — не код: латинские буквы, цифры, «-», «_» и «.», первым — буква или цифра.`,
  },
  'name-wrong': {
    en: ({ found }) =>
      `"${found}" cannot be a name: Latin letters, digits and "_", starting with a letter, at most 60.`,
    ru: ({ found }) =>
      `«${found}» не может быть именем: латинские буквы, цифры и «_», первой — буква, не длиннее 60.`,
  },
  'name-reserved': {
    en: ({ found }) => `"${found}" is a word of the language; choose another name.`,
    ru: ({ found }) => `«${found}» — служебное слово; выберите другое имя.`,
  },
  'name-taken': {
    en: ({ name, line }) =>
      `"${name}" is already the name of another part, on line ${line}; names are shared by inputs, params, tables and lines.`,
    ru: ({ name, line }) =>
      `Имя «${name}» уже занято в строке ${line}; у inputs, params, tables и lines общие имена.`,
  },
  'list-empty': {
    en: () => 'At least one entry is expected here.',
    ru: () => 'Здесь нужна хотя бы одна запись.',
  },
  'text-empty': {
    en: ({ key }) => `"${key}" has no text; write it.`,
    ru: ({ key }) => `В «${key}» нет текста; впишите его.`,
  },
  'too-many': {
    en: ({ found, max }) => `Too many entries: ${found}; at most ${max}.`,
    ru: ({ found, max }) => `Слишком много записей: ${found}; не больше ${max}.`,
  },
  'ratio-large': {
    en: ({ found }) => `The ratio ${found} is ${found} times the whole. Did you mean ${found}%?`,
    ru: ({ found }) => `Доля ${found} — это в ${found} раз больше целого. Имелось в виду ${found}\u00a0%?`,
  },
  'percent-of-money': {
    en: (f) => `${f.found} of unit ${f.unit} is ${f.value}. Did you mean unit ratio, or an amount?`,
    ru: (f) =>
      `${f.found} в единице «${unit(f.unit)}» — это ${f.value}. Имелась в виду доля (ratio) или сумма?`,
  },
} satisfies Record<string, Texts>;
