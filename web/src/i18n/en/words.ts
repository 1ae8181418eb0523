import { pluralEn } from '../plural.js';

/** What several catalogues call the same. */
export const words = {
  manager: 'Manager',
  team: 'Team',
  teams: 'Teams',
  kind: 'Kind',
  reason: 'Reason',
  amount: 'Amount',
  client: 'Client',
  state: 'State',
  withdraw: 'Withdraw',
  grade: 'Grade',
  salary: 'Salary',
  bonus: 'Bonus',
  adjustments: 'Adjustments',
  total: 'Total',
  statements: 'Statements',
  payslips: 'Statements',
  month: 'Month',
};

/** Of adjustments. */
export const kinds = {
  agreed: 'Agreed sum',
  correction: 'Correction',
  prize: 'Contest prize',
  reduction: 'Disciplinary reduction',
};

export const roles = {
  admin: 'Administrator',
  hr: 'HR',
  head: 'Head of sales',
  manager: 'Manager',
  auditor: 'Auditor',
};

/** So many of them. */
export const counted = {
  rows: (count: number) => `${count} ${pluralEn(count, { one: 'row', other: 'rows' })}`,
  statements: (count: number) => `${count} ${pluralEn(count, { one: 'statement', other: 'statements' })}`,
};
