import type { attendance as english } from '../en/attendance.js';
import { words } from './words.js';

export const attendance: typeof english = {
  title: 'Учёт времени',
  add: 'Добавить отсутствие',
  save: 'Добавить',
  manager: words.manager,
  choose: 'Выберите…',
  kind: words.kind,
  from: 'Первый день отсутствия',
  until: 'Первый день после',
  untilHint: 'Пусто – ещё неизвестно',
  noEnd: 'ещё неизвестно',
  fromDay: (day) => `с ${day}`,
  steps: 'Действия',
  withdraw: words.withdraw,
  withdrawTitle: 'Отозвать отсутствие',
  draftsHint: 'Учитывается со следующего расчёта месяца.',
  find: 'Имя, номер или вид',
  nothing: 'Отсутствий нет',
  nothingHint: 'Отсутствия уменьшают оклад и планы пропорционально норме дней.',
  kinds: {
    vacation: 'Отпуск',
    sick_leave: 'Больничный',
    unpaid_leave: 'Отпуск без оплаты',
    parental_leave: 'Отпуск по уходу за ребёнком',
    study_leave: 'Учебный отпуск',
    truancy: 'Прогул',
    other: 'Другое',
  },
};
