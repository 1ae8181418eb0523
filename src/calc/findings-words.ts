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
