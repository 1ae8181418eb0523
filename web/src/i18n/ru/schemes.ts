import type { schemes as english } from '../en/schemes.js';
import { pluralRu } from '../plural.js';
import { words } from './words.js';

const PERIODS: Record<string, string> = {
  month: 'Считается каждый месяц',
  quarter: 'Считается каждый квартал',
  year: 'Считается каждый год',
};
const SEVERITIES: Record<string, string> = {
  error: 'Ошибка',
  warning: 'Предупреждение',
  hint: 'Подсказка',
};
const PAYS: Record<string, string> = { salary: 'оклад', bonus: 'премия' };
const WINDOWS: Record<string, string> = {
  'this period': 'этот период',
  previous: 'прошлый период',
  'quarter to date': 'квартал по этот месяц',
  'year to date': 'год по этот месяц',
  'quarter so far': 'квартал до этого месяца',
  'year so far': 'год до этого месяца',
};
const TAKES: Record<string, string> = {
  sum: 'сумма',
  average: 'среднее',
  last: 'последнее значение',
  max: 'наибольшее',
  min: 'наименьшее',
  count: 'сколько их',
};

export const schemes: typeof english = {
  title: 'Системы премирования',
  scheme: 'Система',
  version: 'Редакция',
  versionNumber: (number) => `редакция ${number}`,
  inForceFrom: 'Действует с',
  inForceSince: (day) => `действует с ${day}`,
  published: 'Опубликована',
  none: 'Ни одна система пока не опубликована',
  noneHint: 'Пока их публикуют кадры через API или командную строку.',
  tabs: {
    rules: 'Правила',
    curve: 'Кривая выплат',
    findings: (count) => (count === 0 ? 'Проверка' : `Проверка (${count})`),
    source: 'Исходный текст',
  },
  every: (period) => PERIODS[period] ?? period,
  forWhom: (subject) => (subject === 'team' ? 'для отдела' : 'для каждого менеджера'),
  lines: 'Что считается',
  rows: (title) => `По каждой записи: ${title}`,
  rest: 'Кроме того',
  grade: (table, input) => `Предлагает разряд по таблице «${table}», исходя из: ${input}.`,
  payMix: (min, max, hint) =>
    `Оклад в оплате: ${[min && `не меньше ${min}`, max && `не больше ${max}`, hint && `лучше до ${hint}`].filter(Boolean).join(', ')}.`,
  inputs: 'Что учитывается',
  input: 'Показатель',
  source: 'Откуда',
  over: 'За какое время',
  params: 'Величины системы',
  pay: (pay) => PAYS[pay] ?? pay,
  round: (to) => `округляется до ${to}`,
  sources: {
    measure: 'из записей:',
    target: 'план:',
    kpi: 'отметки:',
    line: 'прошлые расчёты:',
    attribute: 'о менеджере:',
    calendar: 'календарь:',
    rate: 'курс:',
  },
  window: (window) => WINDOWS[window] ?? window.replace(/^previous (\d+) months$/, 'предыдущие месяцы: $1'),
  take: (take) => TAKES[take] ?? take,
  heads: {
    count: 'Количество',
    ratio: 'Доля',
    money: words.amount,
    score: 'Баллы',
    days: 'Дни',
    grade: words.grade,
    salary: words.salary,
    percent: 'Процент',
    rate: 'Процент',
    weight: 'Вес',
    factor: 'Коэффициент',
    norm: 'Норматив',
  },
  curve: {
    input: 'Выплата в зависимости от',
    none: 'Выплата не следует ни из одного числа, которое можно нарисовать',
    unknown: 'Формулы удалось проследить не везде: скачков может быть больше.',
    ends: (from, first, to, last) => `При ${from} выплата ${first}, при ${to} — ${last}.`,
    jumps: (count) =>
      count === 0
        ? 'Скачков нет.'
        : `${count} ${pluralRu(count, { one: 'скачок', few: 'скачка', many: 'скачков', other: 'скачка' })}.`,
    cliffs: (count, isUp) => {
      const what = isUp ? 'за большее платят меньше' : 'чем больше, тем больше платят, хотя лучше меньше';
      const places = pluralRu(count, { one: 'месте', few: 'местах', many: 'местах', other: 'местах' });
      if (count === 0)
        return isUp ? 'За большее нигде не платят меньше.' : 'За худшее нигде не платят больше.';
      return `В ${count} ${places} ${what}.`;
    },
    cliff: (isUp) => (isUp ? 'за большее меньше' : 'за худшее больше'),
    others: 'Остальное как обычно',
    assumed: 'В документе диапазон не указан: этот предположен.',
    typical: 'обычно',
    jumpsTitle: 'Где выплата скачет',
    before: 'Перед этим',
    pay: 'Выплата',
    jump: 'Скачок',
  },
  noFindings: 'Замечаний нет',
  noFindingsHint:
    'Система проверена по всем диапазонам того, что она учитывает: за большее нигде не платят меньше, и расчёт нигде не срывается.',
  severity: (severity) => SEVERITIES[severity] ?? severity,
  place: (path, line) => `${path}, строка ${line}`,
  accepted: (by, at, reason) => `Принято: ${by}, ${at}: ${reason}`,
};
