import type { Language } from './findings.js';

interface Words {
  now: string;
  unknown: string;
  more: string;
  less: string;
  same: string;
  missing: string;
  /** `Sales, 1,000 more (86,000 → 87,000)`. */
  step(title: string, size: string, isMore: boolean, from: string, to: string): string;
  /** A flag or text: `Call list worked through: yes`. */
  other(title: string, value: string): string;
  jump: string;
  inAll(total: string): string;
  unfollowed: string;
  difference(before: string, after: string): string;
  nothing: string;
  together: string;
  table: string;
  formula: string;
  rows: string;
  rest: string;
  added: string;
  removed: string;
  noEffect: string;
  none: string;
  notKnown: string;
}

/** The words around the figures of what-ifs and comparisons. */
export const words: Record<Language, Words> = {
  en: {
    now: 'in all',
    unknown: 'not known',
    more: 'What would bring more, each by itself',
    less: 'What would bring less, each by itself',
    same: 'What makes no difference by itself',
    missing: 'Not known yet',
    step: (title, size, isMore, from, to) =>
      `${title}, ${size} ${isMore ? 'more' : 'less'} (${from} → ${to})`,
    other: (title, value) => `${title}: ${value}`,
    jump: 'pay jumps there',
    inAll: (total) => `in all ${total}`,
    unfollowed: 'Jumps could not be looked for, since a formula over rows depends on it',
    difference: (before, after) => `from ${before} to ${after}`,
    nothing: 'Nothing is different.',
    together: ' and ',
    table: 'table',
    formula: 'formula',
    rows: 'rows',
    rest: 'period, grade rule or what was kept from earlier',
    added: 'new',
    removed: 'gone',
    noEffect: 'Changed without effect on pay',
    none: '—',
    notKnown: 'Pay of one of the two is not known, so the difference cannot be told apart. Changed',
  },
  ru: {
    now: 'всего',
    unknown: 'неизвестно',
    more: 'Что дало бы больше, каждое само по себе',
    less: 'Что дало бы меньше, каждое само по себе',
    same: 'Что само по себе ничего не меняет',
    missing: 'Пока неизвестно',
    step: (title, size, isMore, from, to) =>
      `${title}: на ${size} ${isMore ? 'больше' : 'меньше'} (${from} → ${to})`,
    other: (title, value) => `${title}: ${value}`,
    jump: 'здесь выплата меняется скачком',
    inAll: (total) => `всего ${total}`,
    unfollowed: 'Скачки не найти: от этого зависит формула по строкам',
    difference: (before, after) => `с ${before} до ${after}`,
    nothing: 'Различий нет.',
    together: ' и ',
    table: 'таблица',
    formula: 'формула',
    rows: 'строки',
    rest: 'период, правило разряда или перешедшее из прошлых периодов',
    added: 'новое',
    removed: 'убрано',
    noEffect: 'Изменилось без влияния на выплату',
    none: '—',
    notKnown: 'Одна из двух выплат неизвестна, поэтому разницу не разложить. Изменилось',
  },
};
