import type { Asked } from './service-process.js';

type Point = 'after-staging' | 'before-commit' | 'after-first-results';

/** One request to be killed at a fault point, and repeated. */
export interface Round {
  at: Point;
  asked: Asked;
  place: number;
}

/** More than twice the 250 payees that are written at once: the first are there while the rest are not. */
export const MANAGERS = 600;
export const ORDERS = 600;
export const PART = 400;

/** What no line of the log may hold: parts of names, and amounts. */
export const PERSONAL = ['Чернодубов', 'Zvonareva', '7301.', '219.0', '131418'];

const SCHEME = `code: share-of-sales
title: Share of sales
period: month
inputs:
  sold: {title: Sold, measure: won_amount, unit: money}
lines:
  - {code: bonus, title: Bonus, formula: sold * 3%, unit: money, round: 0.01, pay: bonus, clause: "1"}
`;

const PROFILE = `code: branch
title: Sales of the branch
source: branch
emits:
  - noun: clients
    fields: {code: client, name: client}
  - noun: orders
    fields: {externalId: no, date: day, manager: manager, client: client, amount: amount}
`;

const batch = (noun: string, items: object[]): Asked => ({
  method: 'POST',
  path: `/v1/${noun}/batch`,
  body: { items },
});
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, place) => from + place);
const personnelNumber = (n: number, managers: number) => `M${n % managers}`;

/** Orders of three months. A third of a part of 600 were in the part before, with another amount. */
function orders(part: number, managers: number, count = ORDERS): object[] {
  return numbers(count, part * PART).map((n) => ({
    externalId: `O${n}`,
    date: `2026-0${1 + (n % 3)}-15`,
    manager: personnelNumber(n, managers),
    client: `C${n % 20}`,
    amount: `7301.${10 + part}`,
  }));
}

export function importOf(part: number, managers = MANAGERS, count = ORDERS): Asked {
  const rows = numbers(count, part * PART).map(
    (n) => `${n},2026-03-${10 + (n % 18)},${personnelNumber(n, managers)},Branch ${n % 50},7301.${10 + part}`,
  );
  const body = ['no,day,manager,client,amount', ...rows, ''].join('\n');
  return { method: 'POST', path: `/v1/imports?profile=branch&fileName=part-${part}.csv`, body };
}

export const runOf = (period: string): Asked => ({
  method: 'POST',
  path: '/v1/payroll-runs',
  body: { period },
});
export const batchOf = (part: number, managers = MANAGERS): Asked => batch('orders', orders(part, managers));
/** A batch as a stream, a line an order. */
export const linesOf = (part: number, managers: number, count: number): Asked => ({
  method: 'POST',
  path: '/v1/orders/batch',
  headers: { 'content-type': 'application/x-ndjson' },
  body: orders(part, managers, count)
    .map((order) => JSON.stringify(order))
    .join('\n'),
});

export const isRun = ({ asked }: Round): boolean => asked.path === '/v1/payroll-runs';

/** What is there before the first request to be killed. */
export const companyOf = (managers: number): Asked[] => [
  batch('teams', [{ code: 'all', title: 'All' }]),
  ...[0, 1_000]
    .filter((from) => from < managers)
    .flatMap((from) => {
      const some = numbers(Math.min(1_000, managers - from), from).map((n) => `M${n}`);
      return [
        batch(
          'managers',
          some.map((each) => ({ personnelNumber: each, name: `Чернодубов Zvonareva ${each}` })),
        ),
        batch(
          'team-memberships',
          some.map((each) => ({ manager: each, team: 'all', from: '2025-01-01' })),
        ),
      ];
    }),
  batch(
    'clients',
    numbers(20).map((n) => ({ code: `C${n}`, name: `Client ${n}` })),
  ),
  { method: 'PUT', path: '/v1/mapping-profiles/branch', body: { document: PROFILE } },
  { method: 'POST', path: '/v1/schemes', body: { document: SCHEME, from: '2025-01-01' } },
  batch('scheme-assignments', [{ scheme: 'share-of-sales', team: 'all', from: '2025-01-01' }]),
  batchOf(0, managers),
];

/** Months are computed anew too: the draft before is replaced. */
const ALL: Omit<Round, 'place'>[] = [
  ...[batchOf(1), importOf(1), batchOf(2), importOf(2), batchOf(1)].map((asked) => ({
    at: 'after-staging' as const,
    asked,
  })),
  ...[importOf(3), batchOf(3), runOf('2026-03'), importOf(4), runOf('2026-03')].map((asked) => ({
    at: 'before-commit' as const,
    asked,
  })),
  ...['2026-01', '2026-02', '2026-03', '2026-01', '2026-03'].map((month) => ({
    at: 'after-first-results' as const,
    asked: runOf(month),
  })),
];
/** Each point once, with another kind of request; all of them, five at each point, take some minutes. */
const USUAL = [1, 6, 10];

/** In the order in which they are sent. */
export const ROUNDS: Round[] = ALL.filter(
  (_, place) => process.env.PREMIA_KILL_ROUNDS === 'all' || USUAL.includes(place),
).map((round, place) => ({ ...round, place }));
