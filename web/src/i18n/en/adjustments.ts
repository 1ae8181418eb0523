import type { Shown } from '../format.js';
import { kinds, words } from './words.js';

/** Texts of the list of adjustments. */
export const adjustments = {
  title: words.adjustments,
  manager: words.manager,
  period: words.month,
  allPeriods: 'All months',
  kind: words.kind,
  allKinds: 'All kinds',
  kinds,
  amount: 'Asked',
  applied: 'Goes into pay',
  reason: words.reason,
  clause: (clause: string) => `clause ${clause}`,
  order: (number: string, day: Shown) => `order ${number} of ${day}`,
  author: 'By',
  state: words.state,
  inForce: 'in force',
  withdrawnBy: (name: string) => `withdrawn by ${name}:`,
  withWithdrawn: 'withdrawn, too',
  steps: 'Steps',
  withdraw: words.withdraw,
  withdrawTitle: 'Withdraw the adjustment',
  find: 'Name, number or reason',
  nothing: 'No adjustments',
  nothingHint: 'What the schemes do not pay is added on a statement, with a reason and a clause.',
  addHint: 'To add one, open the statement it is for:',
  toStatements: 'statements',
};
