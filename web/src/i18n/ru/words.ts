import type {
  counted as countedEnglish,
  words as english,
  kinds as englishKinds,
  roles as englishRoles,
} from '../en/words.js';
import { pluralRu } from '../plural.js';

/** What several catalogues call the same. */
export const words: typeof english = {
  manager: 'Менеджер',
  team: 'Отдел',
  teams: 'Отделы',
  kind: 'Вид',
  reason: 'Причина',
  amount: 'Сумма',
  client: 'Клиент',
  state: 'Состояние',
  withdraw: 'Отозвать',
  grade: 'Разряд',
  salary: 'Оклад',
  bonus: 'Премия',
  adjustments: 'Корректировки',
  total: 'Итого',
  statements: 'Листки',
  payslips: 'Расчётные листки',
  month: 'Месяц',
};

/** Of adjustments. */
export const kinds: typeof englishKinds = {
  agreed: 'Согласованная сумма',
  correction: 'Перерасчёт',
  prize: 'Приз по итогам конкурса',
  reduction: 'Снижение по взысканию',
};

export const roles: typeof englishRoles = {
  admin: 'Администратор',
  hr: 'Кадры',
  head: 'Руководитель отдела продаж',
  manager: 'Менеджер',
  auditor: 'Аудитор',
};

/** So many of them. */
export const counted: typeof countedEnglish = {
  rows: (count) =>
    `${count} ${pluralRu(count, { one: 'строка', few: 'строки', many: 'строк', other: 'строки' })}`,
  statements: (count) =>
    `${count} ${pluralRu(count, { one: 'листок', few: 'листка', many: 'листков', other: 'листка' })}`,
};
