import { ROLES } from '../../src/features/access/index.js';

/** Whoever asks: nobody in particular, each role, and an integration's token that is for orders and for reading imports. */
export const VIEWERS = ['anonymous', ...ROLES, 'scoped'] as const;
export type Viewer = (typeof VIEWERS)[number];

/** Whose it is, seen by who asks: the own, of somebody of the own team, of another team. */
export const RELATIONS = ['own', 'team', 'other'] as const;
export type Relation = (typeof RELATIONS)[number];

const monthOf = (place: number): string =>
  `20${30 + Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}`;

/** A record of each noun: `n` is another for each cell, `manager` is whom it concerns, in a far month. */
const RECORDS: Record<string, (n: number, manager: string) => object> = {
  managers: (n) => ({ personnelNumber: `R${n}`, name: 'Somebody', payee: false }),
  teams: (n) => ({ code: `R${n}`, title: 'Team' }),
  'team-memberships': (n, manager) => ({
    manager,
    team: 'north',
    from: `${monthOf(n)}-01`,
    until: `${monthOf(n)}-02`,
  }),
  'manager-attributes': (n, manager) => ({
    manager,
    attribute: 'role',
    value: 'seller',
    from: `${monthOf(n)}-01`,
    until: `${monthOf(n)}-02`,
  }),
  grades: (n) => ({ number: 100 + n, salary: '1', from: '2030-01-01' }),
  calendars: (n) => ({ calendar: 'far', day: `${monthOf(n)}-01`, kind: 'holiday' }),
  'calendar-assignments': (n) => ({ calendar: 'ru', from: `${monthOf(n)}-01`, until: `${monthOf(n)}-02` }),
  attendance: (n, manager) => ({
    manager,
    kind: 'vacation',
    from: `${monthOf(n)}-01`,
    until: `${monthOf(n)}-02`,
  }),
  products: (n) => ({ code: `R${n}`, title: 'Product' }),
  clients: (n) => ({ code: `R${n}`, name: 'Client' }),
  'score-levels': (n) => ({ criterion: 'size', level: `R${n}`, points: '1', from: '2030-01-01' }),
  'client-scores': (n) => ({ client: 'C', criterion: `R${n}`, points: '1', from: '2030-01-01' }),
  'portfolio-assignments': (n, manager) => ({
    client: 'C',
    manager,
    from: `${monthOf(n)}-01`,
    until: `${monthOf(n)}-02`,
  }),
  orders: (n, manager) => ({ externalId: `R${n}`, date: '2030-01-01', manager }),
  returns: (n) => ({ externalId: `R${n}`, date: '2030-01-01', order: 'M1 01 0', amount: '0' }),
  payments: (n) => ({ externalId: `R${n}`, date: '2030-01-01', order: 'M1 01 0', amount: '0' }),
  complaints: (n, manager) => ({ externalId: `R${n}`, date: '2030-01-01', manager }),
  remarks: (n, manager) => ({ externalId: `R${n}`, date: '2030-01-01', manager }),
  kpis: (n) => ({ code: `R${n}`, title: 'K', unit: 'count' }),
  'kpi-readings': (n, manager) => ({
    externalId: `R${n}`,
    date: '2030-01-01',
    manager,
    kpi: 'K',
    value: '1',
  }),
  targets: (n, manager) => ({ manager, measure: 'won_amount', period: monthOf(n), value: '1' }),
  measures: (n) => ({
    code: `r${n}`,
    title: 'M',
    unit: 'count',
    definition: { facts: 'orders', aggregate: 'count' },
  }),
  'scheme-assignments': (n, manager) => ({
    scheme: 'share',
    manager,
    from: `${monthOf(n)}-01`,
    until: `${monthOf(n)}-02`,
  }),
  'legacy-pay': (n, manager) => ({
    scheme: 'share',
    manager,
    period: monthOf(n),
    code: 'total',
    amount: '1',
  }),
  'pay-codes': (n) => ({ scheme: `R${n}`, code: 'X' }),
};

export const NOUNS = Object.keys(RECORDS);

/** The record of a place, of a person. */
export const recordAt = (noun: string, place: number, manager: string): object =>
  RECORDS[noun]!(place, manager);

/** The record of a cell, of a person; 'nobody' for one whom the company does not know. */
export const recordOf = (noun: string, viewer: Viewer, relation: Relation, manager: string): object =>
  recordAt(noun, VIEWERS.indexOf(viewer) * RELATIONS.length + RELATIONS.indexOf(relation), manager);
