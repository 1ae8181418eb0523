import type TestAgent from 'supertest/lib/agent.js';

/** Takes records of a noun, publishes a version of a scheme, or withdraws the record that a filter finds. */
export type Step =
  | [noun: string, ...items: object[]]
  | { publish: string; from?: string }
  | { withdraw: string; by: Record<string, string> };

/** A scheme that reads what changes in a history: an amount, its plan, complaints, returns, grade, salary, time worked. */
export const schemeWith = (code: string, share: string): string => `code: ${code}
title: {en: Sales, ru: Продажи}
period: month
inputs:
  sold: {title: {en: Sold, ru: Продано}, measure: won_amount, unit: money}
  plan: {title: {en: Plan, ru: План}, target: won_amount, prorate: worked_share, unit: money}
  complaints: {title: {en: Complaints, ru: Жалобы}, measure: complaints, unit: count}
  returned: {title: {en: Returned, ru: Возвраты}, measure: returned, direction: down, unit: money}
  grade_salary: {title: {en: Salary, ru: Оклад}, attribute: grade_salary, unit: money}
  worked_share: {title: {en: Time worked, ru: Отработано}, attribute: worked_share, unit: ratio}
lines:
  - {code: salary, title: {en: Salary, ru: Оклад}, formula: grade_salary * worked_share, unit: money, round: 0.01, pay: salary, clause: "1"}
  - {code: done, title: {en: Plan done, ru: План}, formula: 'DIVIDE(sold, plan, 0%)', unit: ratio}
  - {code: bonus, title: {en: Bonus, ru: Премия}, formula: 'IF(complaints > 0, 1%, ${share}) * MAX(sold - returned, 0) * done', unit: money, round: 0.01, pay: bonus, clause: "2"}
`;

const order = (number: number, rest: object) => ({ externalId: `O${number}`, date: '2026-03-05', ...rest });
export const half = (first: string, second: string) => [
  { manager: first, share: '0.6' },
  { manager: second, share: '0.4' },
];
const target = (manager: string, value: string) => ({
  manager,
  measure: 'won_amount',
  period: '2026-03',
  value,
});
const since = '2026-01-01';

/** Two managers with clients, products, a scorecard, grades, plans and a scheme. */
export const BASICS: Step[] = [
  ['managers', { personnelNumber: 'M1', name: 'One' }, { personnelNumber: 'M2', name: 'Two' }],
  ['clients', { code: 'C1', name: 'One' }, { code: 'C2', name: 'Two' }],
  ['products', { code: 'P1', title: 'One', group: 'G1' }, { code: 'P2', title: 'Two', group: 'G2' }],
  ['score-levels', { criterion: 'size', level: 'big', points: '100', from: since }],
  [
    'portfolio-assignments',
    { client: 'C1', manager: 'M1', from: since },
    { client: 'C2', manager: 'M2', from: since },
  ],
  [
    'measures',
    {
      code: 'returned',
      title: 'Returned',
      unit: 'money',
      definition: { facts: 'returns', aggregate: 'sum' },
    },
  ],
  ['grades', { number: 1, salary: '600', from: since }, { number: 2, salary: '700', from: since }],
  [
    'manager-attributes',
    ...['M1', 'M2'].map((manager) => ({ manager, attribute: 'grade', value: '1', from: since })),
  ],
  ['targets', target('M1', '200'), target('M2', '100')],
  { publish: schemeWith('main', '2%') },
  { publish: schemeWith('extra', '3%') },
  [
    'scheme-assignments',
    { scheme: 'main', manager: 'M1', from: since },
    { scheme: 'main', manager: 'M2', from: since },
  ],
];

/** Every step changes something that is known. */
export const HISTORY: Step[] = [
  ['orders', order(1, { manager: 'M1', client: 'C1', product: 'P1', amount: '100' })],
  ['orders', order(1, { manager: 'M1', client: 'C1', product: 'P1', amount: '120' })],
  ['targets', target('M1', '240')],
  ['orders', order(2, { client: 'C1', amount: '50' }), order(3, { client: 'C2', status: 'lost' })],
  ['orders', order(1, { manager: 'M2', client: 'C2', product: 'P2', amount: '120' })],
  ['grades', { number: 1, salary: '650', from: since }],
  ['orders', order(1, { credits: half('M1', 'M2'), client: 'C2', amount: '120' })],
  ['returns', { externalId: 'R1', order: 'O1', date: '2026-03-20', amount: '20' }],
  { publish: schemeWith('main', '4%'), from: '2026-03-01' },
  ['orders', order(1, { credits: half('M2', 'M1'), client: 'C2', amount: '130' })],
  ['returns', { externalId: 'R1', order: 'O1', date: '2026-04-02', amount: '25' }],
  ['complaints', { externalId: 'X1', date: '2026-03-09', client: 'C1' }],
  ['scheme-assignments', { scheme: 'extra', manager: 'M2', from: since }],
  ['orders', order(1, { manager: 'M1', client: 'C1', amount: '130' })],
  ['manager-attributes', { manager: 'M1', attribute: 'grade', value: '1', from: since, until: '2026-03-01' }],
  ['manager-attributes', { manager: 'M1', attribute: 'grade', value: '2', from: '2026-03-01' }],
  ['managers', { personnelNumber: 'M2', name: 'Two', hiredOn: '2026-03-16' }],
  ['portfolio-assignments', { client: 'C1', manager: 'M1', from: since, until: '2026-03-04' }],
  ['portfolio-assignments', { client: 'C1', manager: 'M2', from: '2026-03-04' }],
  ['client-scores', { client: 'C1', criterion: 'size', level: 'big', from: since }],
  ['score-levels', { criterion: 'size', level: 'big', points: '90', from: since }],
  ['client-scores', { client: 'C1', criterion: 'size', points: '5', from: since }],
  ['products', { code: 'P1', title: 'One', group: 'G2' }],
  ['manager-attributes', { manager: 'M2', attribute: 'part_time_rate', value: '0.5', from: since }],
  ['scheme-assignments', { scheme: 'main', manager: 'M2', from: since, until: '2026-03-01' }],
  [
    'measures',
    {
      code: 'won_amount',
      title: 'Quantity',
      unit: 'count',
      definition: { facts: 'orders', aggregate: 'sum', field: 'quantity' },
    },
  ],
  ['complaints', { externalId: 'X1', date: '2026-03-09', client: 'C1', manager: 'M1' }],
  { withdraw: 'orders', by: { externalId: 'O2' } },
  { withdraw: 'targets', by: { manager: 'M1' } },
  { withdraw: 'returns', by: { externalId: 'R1' } },
  ['orders', order(2, { client: 'C2', amount: '51', quantity: '2' })],
  ['orders', order(2, { client: 'C2', amount: '51', quantity: '2', date: '2026-04-05' })],
  ['remarks', { externalId: 'N1', date: '2026-03-09', manager: 'M1' }],
];

/** Takes a step; one that finds nothing to withdraw changes nothing. */
export async function take(hr: TestAgent, step: Step): Promise<void> {
  if (Array.isArray(step)) {
    const [noun, ...items] = step;
    const { status, body } = await hr.post(`/v1/${noun}/batch`).send({ items });
    expect([noun, status, body.fields]).toEqual([noun, 200, undefined]);
  } else if ('publish' in step) {
    const { publish: document, from } = step;
    const { status, body } = await hr.post('/v1/schemes').send({ document, ...(from ? { from } : {}) });
    expect([
      status,
      body.findings?.filter(({ severity }: { severity: string }) => severity === 'error'),
    ]).toEqual([200, []]);
  } else {
    const { body } = await hr.get(`/v1/${step.withdraw}`).query(step.by);
    const [found] = body.items;
    if (found) expect((await hr.delete(`/v1/${step.withdraw}/${found.id}`)).status).toBe(204);
  }
}
