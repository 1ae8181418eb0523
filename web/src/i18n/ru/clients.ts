import type { clients as english } from '../en/clients.js';
import { words } from './words.js';

export const clients: typeof english = {
  complexity: 'Коэффициент сложности базы',
  clients: 'Клиенты',
  lost: 'Потеряны',
  asOf: (day) => `на ${day}`,
  filter: words.client,
  onlyLost: 'Потерянные',
  onlyNew: 'Новые в этом месяце',
  caption: 'Ваши клиенты',
  client: words.client,
  standing: 'Положение',
  lastOrder: 'Последний заказ',
  lastAmount: 'Его сумма',
  interval: 'Дней между заказами',
  orders: 'Заказы за месяц',
  amount: 'Сумма за месяц',
  points: 'Сложность, баллы',
  lostOn: (day) => `потерян с ${day}`,
  orderUntil: (day) => `нужен заказ до ${day}`,
  isNew: 'новый',
  none: 'За вами нет клиентов',
  noneHint:
    'Клиенты появятся, когда их за вами закрепят. У тех, кто обрабатывает заказы без своей базы, их нет.',
};
