import type { Language } from './findings.js';
import type { RoundingMode } from './rounding.js';
import type { InputSource } from './scheme-document.js';

interface Words {
  incomplete: string;
  unknown: string;
  because: string;
  clause: string;
  roundedTo: string;
  modes: Record<RoundingMode, string>;
  table: string;
  key: string;
  /** `from 300 to 400` with its numbers put through `read`. */
  rowStart(text: string, read: (word: string) => string): string;
  total: string;
  pay: Record<string, string>;
  gradeProposed: string;
  salaryOfGrade: string;
  /** What one row of a kind of facts is called; others are called by their own name. */
  facts: Record<string, string>;
  rows(count: number): string;
  moreRows(count: number): string;
  days(count: string): string;
  worked(days: string, norm: string): string;
  fund: string;
  weight: string;
  inputs: string;
  observed: string;
  sources: Record<InputSource, string>;
  takes: Record<string, string>;
  window(window: string): string;
  standIns: Record<'missing' | 'start' | 'grade', string>;
}

const WINDOWS_RU: Record<string, string> = {
  previous: 'за предыдущий период',
  'quarter to date': 'с начала квартала, включая этот период',
  'year to date': 'с начала года, включая этот период',
  'quarter so far': 'с начала квартала до этого периода',
  'year so far': 'с начала года до этого периода',
  'same period last year': 'за тот же период прошлого года',
};
const ROW_WORDS_RU: Record<string, string> = {
  from: 'от',
  after: 'больше',
  to: 'до',
  below: 'ниже таблицы',
  '*': 'любое',
};

const readWords = (text: string, read: (word: string) => string, names: Record<string, string>) =>
  text
    .split(' ')
    .map((word) => names[word] ?? read(word))
    .join(' ');

/** The words around the figures of an explanation. */
export const words: Record<Language, Words> = {
  en: {
    incomplete: 'Not complete: some lines could not be computed.',
    unknown: 'not known',
    because: 'because',
    clause: 'clause',
    roundedTo: 'rounded to',
    modes: {
      'half-away': 'a half away from zero',
      'half-even': 'a half to even',
      up: 'always away from zero',
      down: 'always towards zero',
    },
    table: 'table',
    key: 'looked up by',
    rowStart: (text, read) => readWords(text, read, { '*': 'any', below: 'below the table' }),
    total: 'In all',
    pay: { salary: 'Salary', bonus: 'Bonus', commission: 'Commission' },
    gradeProposed: 'Grade proposed:',
    salaryOfGrade: 'its salary',
    facts: { orders_won: 'order', returns: 'return', payments: 'payment' },
    rows: (count) => `${count} ${count === 1 ? 'row' : 'rows'}`,
    moreRows: (count) => `… and ${count} more`,
    days: (count) => `${count} ${count === '1' ? 'day' : 'days'}`,
    worked: (days, norm) => `, ${days} of ${norm} worked`,
    fund: 'fund',
    weight: 'weight',
    inputs: 'What it was computed from',
    observed: 'observed',
    sources: {
      measure: 'measure',
      target: 'plan of',
      kpi: 'reading of',
      line: 'line',
      attribute: 'attribute',
      calendar: 'calendar',
      rate: 'exchange rate',
    },
    takes: {
      sum: 'sum',
      average: 'average',
      last: 'the last',
      max: 'the largest',
      min: 'the smallest',
      count: 'how many',
    },
    window: (window) => window,
    standIns: {
      missing: 'no observation: the value the scheme gives for that',
      start: 'no earlier result: the starting value of the scheme',
      grade: 'by the grade reached in this trial',
    },
  },
  ru: {
    incomplete: 'Рассчитано не всё: части строк не хватило данных.',
    unknown: 'неизвестно',
    because: 'потому что',
    clause: 'пункт',
    roundedTo: 'округлено до',
    modes: {
      'half-away': 'половина — от нуля',
      'half-even': 'половина — к чётному',
      up: 'всегда от нуля',
      down: 'всегда к нулю',
    },
    table: 'таблица',
    key: 'поиск по',
    rowStart: (text, read) => readWords(text, read, ROW_WORDS_RU),
    total: 'Всего',
    pay: { salary: 'Оклад', bonus: 'Премия', commission: 'Комиссия' },
    gradeProposed: 'Предлагаемый разряд:',
    salaryOfGrade: 'оклад',
    facts: { orders_won: 'заказ', returns: 'возврат', payments: 'оплата' },
    rows: (count) => `строк: ${count}`,
    moreRows: (count) => `… и ещё ${count}`,
    days: (count) => `дней: ${count}`,
    worked: (days, norm) => `, отработано ${days} из ${norm}`,
    fund: 'фонд',
    weight: 'вес',
    inputs: 'Исходные данные',
    observed: 'наблюдения',
    sources: {
      measure: 'показатель',
      target: 'план по',
      kpi: 'отметка',
      line: 'строка',
      attribute: 'признак',
      calendar: 'календарь',
      rate: 'курс',
    },
    takes: {
      sum: 'сумма',
      average: 'среднее',
      last: 'последнее',
      max: 'наибольшее',
      min: 'наименьшее',
      count: 'количество',
    },
    window: (window) =>
      WINDOWS_RU[window] ?? window.replace(/^previous (\d+) months$/, 'предыдущие месяцы: $1'),
    standIns: {
      missing: 'наблюдений нет: взято значение, которое система даёт на этот случай',
      start: 'прежних результатов нет: взято начальное значение системы',
      grade: 'по разряду, достигнутому в этом пробном расчёте',
    },
  },
};
