import { type AccessCompany, PROFILE, personOf, SCHEME } from './access-company.js';
import { NOUNS, type Relation, recordOf, type Viewer } from './access-records.js';

/** Which object a request is about: one of a person, or one that does not exist. */
export type Cell = Relation | 'nobody';
export const CELLS = ['own', 'team', 'other', 'nobody'] as const satisfies readonly Cell[];

export interface Asked {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  payload?: object | string;
  headers?: Record<string, string>;
}

const UNKNOWN = '999999';
const reason = 'as agreed';
const teamOf = (person: string): string => ({ M2: 'south', nobody: 'nowhere' })[person] ?? 'north';

/** What stands in a path for what is not a number, by what is before it. */
const CODES: Record<string, string> = {
  periods: '2026-02',
  schemes: 'share',
  'mapping-profiles': 'shop',
  schedule: '2026-02',
};
const UNKNOWN_CODES: Record<string, string> = { periods: '2031-01' };
/** What only a closed month has. */
const OF_JANUARY = /manifest|reconciliation/;

/** Parameters without which nothing would be answered. */
const QUERIES: Record<string, string> = {
  'POST /v1/imports': '?profile=shop',
  'POST /v1/imports/preview': '?profile=shop',
  'GET /v1/managers/{id}/progress': '?period=2026-02',
  'GET /v1/teams/{code}/overview': '?period=2026-02',
  'GET /v1/results/{id}/comparison': '?version=1',
  'GET /v1/exports/{id}/file': '?format=csv',
  'GET /v1/periods/{code}/reconciliation': '?scheme=share',
  'GET /v1/grade-proposals': '?period=2026-02',
};

/** Bodies of routes that are not a noun's, by whom they concern. */
const BODIES: Record<string, (person: string) => object> = {
  'POST /v1/adjustments': (manager) => ({
    period: '2026-02',
    manager,
    kind: 'agreed',
    amount: '1',
    reason,
    clause: '5',
  }),
  'POST /v1/adjustments/{id}/withdraw': () => ({ reason }),
  'POST /v1/grade-proposals/{id}/accept': () => ({ reason }),
  'POST /v1/grade-proposals/{id}/refuse': () => ({ reason }),
  'POST /v1/periods/{code}/transitions': (person) => ({ to: 'approved', team: teamOf(person) }),
  'POST /v1/exports': () => ({ period: '2026-02' }),
  'POST /v1/exports/{id}/acknowledgements': () => ({ items: [{ row: 1, state: 'accepted' }] }),
  'POST /v1/exports/{id}/cancel': () => ({ reason }),
  'POST /v1/payroll-runs': () => ({ period: '2026-03' }),
  'POST /v1/schemes': () => ({ document: SCHEME, from: '2026-01-01' }),
  'POST /v1/schemes/check': () => ({ document: SCHEME }),
  'POST /v1/schemes/lint': () => ({ document: SCHEME }),
  'POST /v1/schemes/evaluate': () => ({ document: SCHEME, subject: '{inputs: {}}' }),
  'POST /v1/schemes/simulate': (manager) => ({ document: SCHEME, from: '2026-02', to: '2026-02', manager }),
  'PUT /v1/mapping-profiles/{code}': () => ({ document: PROFILE }),
  'PUT /v1/company': () => ({ name: 'Company', currency: 'RUB', timeZone: 'UTC', language: 'en' }),
  'PUT /v1/company/pay-rules': () => ({
    ...{
      reductionShareMax: '0.2',
      correctionsLowerSalary: false,
      payChangeShare: '0.3',
      payChangeAmount: '100',
    },
  }),
  'PUT /v1/schedule': () => ({ dayOfMonth: 1, hour: 1, paused: true }),
  'POST /v1/tokens': (manager) => ({ name: 'new', role: 'manager', manager }),
  'POST /v1/users': (manager) => ({
    name: 'New',
    role: 'manager',
    manager,
    email: `${Math.random()}@example.org`,
  }),
  'PUT /v1/users/{id}': () => ({ name: 'Other', role: 'hr' }),
  'PUT /v1/session/password': () => ({ current: 'something long', password: 'something else' }),
  'POST /v1/session/confirm': () => ({ password: 'something long' }),
};

/** What is sent otherwise than it stands, where what changes nothing is refused to nobody. */
const CHANGES: Record<string, object> = { remarks: { text: 'late' }, targets: { value: '2' } };

/** The request of a route, as openapi.json has it, that asks for what is in a cell. */
export function requestOf(route: string, viewer: Viewer, cell: Cell, { ids }: AccessCompany): Asked {
  const [method, path] = route.split(' ') as [Asked['method'], string];
  const person = cell === 'nobody' ? 'nobody' : personOf(viewer, cell);
  const [noun] = NOUNS.filter((name) => new RegExp(`^/v1/${name}(/batch|/withdraw|/\\{id\\})?$`).test(path));
  const resource = path.split('/')[2]!;
  const idOf = (): string => {
    if (cell === 'nobody') return UNKNOWN;
    if (noun) return ids[`${noun} records`]![`${viewer} ${cell}`]!;
    const known = ids[resource] ?? {};
    return (method === 'POST' && known[`${viewer} ${person}`]) || known[person] || known.one || UNKNOWN;
  };
  const codeOf = (): string => {
    if (resource === 'teams') return teamOf(person);
    if (OF_JANUARY.test(path) && cell !== 'nobody') return '2026-01';
    return cell === 'nobody' ? (UNKNOWN_CODES[resource] ?? 'unknown') : CODES[resource]!;
  };
  const url = path
    .replace('{id}', () => idOf())
    .replace('{code}', () => codeOf())
    .replace('{number}', '1');
  const asked: Asked = { method, url: url + (QUERIES[route] ?? ''), headers: { 'premia-request': '1' } };
  if (route.startsWith('POST /v1/imports'))
    return {
      ...asked,
      payload: 'no,day,amount\n1,2026-02-10,1\n',
      headers: { ...asked.headers, 'content-type': 'text/csv' },
    };
  if (noun && method === 'POST') {
    const record = recordOf(noun, viewer, cell === 'nobody' ? 'own' : cell, person);
    const changed = { ...record, ...CHANGES[noun] };
    if (path.endsWith('/batch')) return { ...asked, payload: { items: [changed] } };
    return { ...asked, payload: path.endsWith('/withdraw') ? { items: [withdrawn(record, cell)] } : changed };
  }
  return method === 'GET' || method === 'DELETE'
    ? asked
    : { ...asked, payload: BODIES[route]?.(person) ?? {} };
}

const withdrawn = (record: object, cell: Cell) => ({
  externalId: `${(record as { externalId: string }).externalId}${cell === 'nobody' ? ' of nobody' : ''}`,
});
