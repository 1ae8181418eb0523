import type { Shown } from '../format.js';
import { words } from './words.js';

/** Texts of a manager's clients. */
export const clients = {
  complexity: 'Portfolio complexity',
  clients: 'Clients',
  lost: 'Lost',
  asOf: (day: Shown) => `as of ${day}`,
  filter: words.client,
  onlyLost: 'Lost',
  onlyNew: 'New this month',
  caption: 'Clients you hold',
  client: words.client,
  standing: 'Standing',
  lastOrder: 'Last order',
  lastAmount: 'Its amount',
  interval: 'Days between orders',
  orders: 'Orders this month',
  amount: 'Amount this month',
  points: 'Complexity, points',
  lostOn: (day: Shown) => `lost since ${day}`,
  orderUntil: (day: Shown) => `order needed before ${day}`,
  isNew: 'new',
  none: 'You hold no clients',
  noneHint:
    'Clients appear here when they are assigned to you. Who handles orders without a portfolio has none.',
};
