import type { team as english } from '../en/team.js';
import { words } from './words.js';

export const team: typeof english = {
  none: { title: 'Месяцев пока нет', hint: 'Страница отдела появится, когда будет рассчитан первый месяц.' },
  nobody: { title: 'В этом месяце в отделе никого нет', hint: 'Выберите другой месяц или отдел.' },
  members: 'Менеджеры',
  asOf: (day) => `на ${day}`,
  complaints: 'Жалобы',
  remarks: 'Замечания',
  won: 'Новые клиенты',
  lost: 'Потерянные клиенты',
  manager: words.manager,
  client: words.client,
  date: 'Дата',
  plan: {
    title: (measure) => `План по неделям: ${measure}`,
    summary: (done, plan, share) => `Сделано ${done} из ${plan}${share ? `, это ${share} плана` : ''}.`,
    nothingYet: (plan) => `Пока ничего не известно; план — ${plan}.`,
    caption: 'С первого дня месяца до конца каждой недели',
    week: 'Неделя',
    upTo: (day) => `по ${day}`,
    done: 'Сделано',
    planned: 'План к этому дню',
    share: 'От всего плана',
  },
  heat: { title: 'KPI и коэффициенты', legend: '✓ полностью, ✕ меньше, чем можно заработать.' },
  events: {
    title: 'Жалобы и замечания',
    none: 'В этом месяце нет ни жалоб, ни замечаний',
    kind: 'Что',
    complaint: 'Жалоба',
    remark: 'Замечание',
    text: 'Текст',
  },
  clients: {
    title: 'Новые и потерянные клиенты',
    none: 'В этом месяце нет ни новых, ни потерянных клиентов',
    what: 'Что',
    won: 'новый',
    lost: 'потерян',
    date: 'Первый или последний заказ',
  },
};
