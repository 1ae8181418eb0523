import type { progress as english } from '../en/progress.js';
import { pluralRu } from '../plural.js';
import { words } from './words.js';

export const progress: typeof english = {
  titleOf: (period) => `Мой месяц: ${period}`,
  total: words.total,
  salary: words.salary,
  bonus: words.bonus,
  onMonthBefore: 'к прошлому месяцу',
  final: 'Это окончательные суммы: месяц утверждён.',
  toStatement: 'Как это получилось',
  now: 'Сейчас',
  expected: 'Ожидается',
  atPace: 'При этом темпе',
  ifItGoesOn: 'если пойдёт так же',
  workingDay: 'Рабочий день',
  dayOf: (day, days) => `${day} из ${days}`,
  daysLeft: (days) =>
    `${pluralRu(days, { one: 'остался', few: 'осталось', many: 'осталось', other: 'осталось' })} ${days} ${pluralRu(days, { one: 'день', few: 'дня', many: 'дней', other: 'дня' })}`,
  asOf: (day) => `На ${day}`,
  dataUntil: (at) => `Данные получены до ${at}`,
  incomplete: 'Пока рассчитано не всё. Чего не хватает, отмечено ниже.',
  nothing: {
    title: 'В этом месяце пока нечего показать',
    hint: 'Ещё не указано, по какой системе премирования вам платят. Это делает руководитель отдела продаж или отдел кадров.',
    latest: (period) => `Открыть: ${period}`,
  },
  why: { title: 'Как это получается', link: 'Почему' },
  targets: {
    title: 'План',
    noPlan: 'План на этот месяц не задан. Спросите руководителя отдела продаж.',
    done: (done, plan, share) => `${done} из ${plan}, ${share}`,
    pace: (done, share) => (done === null ? `при этом темпе ${share}` : `при этом темпе ${done}, ${share}`),
    scale: 'Шкала от 0 до 150 %; черта — план.',
    scaleWithPace: 'Шкала от 0 до 150 %; черта — план, пунктир — куда ведёт этот темп.',
  },
  next: {
    title: 'Что даст больше',
    titleOver: 'Что дало бы больше',
    nothing: 'Ни один показатель сам по себе скачка оплаты не даёт.',
    more: (title, distance, at) => `${title}: ещё ${distance}, до ${at}`,
    plan: (title, missing) => `${title}: ещё ${missing}, план выполнен`,
  },
  cost: {
    title: 'Что это стоило',
    nothing: 'Жалобы, замечания и потерянные клиенты ничего из оплаты не забрали.',
    taken: (title, count) => `${title}: ${count}`,
    without: (total) => `Без них: всего ${total}`,
    further: 'Во что обойдётся ещё',
  },
  ratios: { title: 'KPI и коэффициенты', of: (value, most) => `${value} из ${most}` },
  statements: {
    caption: (currency) => `Расчётные листки по месяцам, ${currency}`,
    month: words.month,
    state: words.state,
    change: 'К прошлому месяцу',
    none: 'Расчётных листков пока нет',
    noneHint: 'Первый появится, когда будет рассчитан месяц, в котором вы работали.',
  },
};
