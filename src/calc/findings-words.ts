export type Facts = Record<string, string>;
/** A text of the catalogue in both languages, made of the facts of a finding. */
export type Texts = { en: (facts: Facts) => string; ru: (facts: Facts) => string };

/** ` Did you mean "x"?` when there is a suggestion. */
export const meant = ({ suggestion }: Facts) => (suggestion ? ` Did you mean "${suggestion}"?` : '');
export const meantRu = ({ suggestion }: Facts) =>
  suggestion ? ` Возможно, имелось в виду «${suggestion}»?` : '';

/** `a, b, c` of a fact that lists words by `|`. */
export const list = (words: string | undefined) => (words ?? '').split('|').filter(Boolean).join(', ');

const GRAMMAR_WORDS: Record<string, [en: string, ru: string]> = {
  end: ['the end of the formula', 'конец формулы'],
  name: ['a name', 'имя'],
  number: ['a number', 'число'],
  'text in double quotes': ['a text in double quotes', 'текст в двойных кавычках'],
  'comparison sign': ['a comparison sign', 'знак сравнения'],
};
export const grammar = (words: string | undefined, language: 0 | 1) =>
  (words ?? '')
    .split('|')
    .filter(Boolean)
    .map((word) => GRAMMAR_WORDS[word]?.[language] ?? `"${word}"`)
    .join(', ');

const UNIT_WORDS_RU: Record<string, string> = {
  money: 'деньги',
  ratio: 'доля',
  count: 'количество',
  score: 'баллы',
  days: 'дни',
  date: 'дата',
  text: 'текст',
  flag: 'да/нет',
  number: 'число',
  'plain number': 'число без единицы',
};
export const unit = (word: string | undefined) => UNIT_WORDS_RU[word ?? ''] ?? word ?? '';

const KIND_WORDS: Record<string, [en: string, ru: string]> = {
  map: ['a map of keys and values', 'список вида «ключ: значение»'],
  list: ['a list', 'список'],
  text: ['a single value', 'одно значение'],
  empty: ['nothing', 'пусто'],
};
export const kind = (word: string | undefined, language: 0 | 1) =>
  KIND_WORDS[word ?? '']?.[language] ?? word ?? '';

/** What makes a text no YAML, by the parser's codes. */
const YAML_PROBLEMS_RU: Record<string, string> = {
  BAD_INDENT: 'отступ не такой, как у соседних строк',
  BAD_SCALAR_START: 'значение с такого знака не начинается, возьмите его в кавычки',
  BLOCK_AS_IMPLICIT_KEY: 'ключ и его значение должны стоять на одном уровне',
  BLOCK_IN_FLOW: 'внутри скобок нельзя писать списком с отступами',
  MISSING_CHAR: 'не хватает кавычки, скобки, запятой или двоеточия',
  MULTILINE_IMPLICIT_KEY: 'ключ занимает больше одной строки: похоже, не хватает двоеточия',
  TAB_AS_INDENT: 'отступы делают пробелами, а не табуляцией',
  UNEXPECTED_TOKEN: 'здесь лишний знак; значение с такими знаками берут в кавычки',
};
export const yamlProblemRu = ({ code, found }: Facts) => YAML_PROBLEMS_RU[code ?? ''] ?? found ?? '';
