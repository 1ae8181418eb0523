import supertest from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { ROLES, type Role, TokensService } from '../../src/features/access/index.js';
import { NOUNS, RELATIONS, type Relation, recordOf, VIEWERS, type Viewer } from './access-records.js';
import { takeInto } from './bad-input.js';
import { saveProfile, sendFile } from './imports.js';
import { invited } from './people.js';
import { startService, type TestService } from './service.js';

/** Grade 1, grade 2 proposed from two orders on, and 7.3 % of sales: figures that stand for nobody else. */
export const SCHEME = `code: share
title: {en: Share}
period: month
grade: {table: pay_scale, by: handled, effective: proposed}
inputs:
  handled: {measure: orders_processed, unit: count}
  sales: {measure: won_amount, unit: money}
  grade_salary: {attribute: grade_salary, unit: money}
tables:
  pay_scale: {by: count, gives: {grade: count, salary: money}, rows: [{from: 1, grade: 1, salary: 600}, {from: 2, grade: 2, salary: 700}]}
lines:
  - {code: salary, title: {en: Salary}, formula: grade_salary, unit: money, round: 0.01, pay: salary, clause: "1"}
  - {code: bonus, title: {en: Bonus}, formula: 'sales * 7.3%', unit: money, round: 0.01, pay: bonus, clause: "2"}
`;

export const PROFILE = `code: shop
source: shop
emits:
  - {noun: orders, fields: {externalId: no, date: day, amount: amount}}
`;

/** Sales of the month of each who is paid. */
const SALES: Record<string, string> = { H1: '51370', M1: '62410', N1: '73530', M2: '84190' };
/** Agreed in February, and paid by the old way in January. */
const AGREED: Record<string, string> = { H1: '911.17', M1: '922.27', N1: '933.37', M2: '944.47' };
const OLD: Record<string, string> = { H1: '811.19', M1: '822.29', N1: '833.39', M2: '844.49' };

/** What gives away the pay of a person: 7.3 % of the sales, with the salary of 600, what was agreed, the old way's. */
export const PAY: Record<string, readonly string[]> = {
  H1: ['3750.01', '4350.01', AGREED.H1!, OLD.H1!],
  M1: ['4555.93', '5155.93', AGREED.M1!, OLD.M1!],
  N1: ['5367.69', '5967.69', AGREED.N1!, OLD.N1!],
  M2: ['6145.87', '6745.87', AGREED.M2!, OLD.M2!],
};
export const nameOf = (number: string): string => `Quillon Zarabeth ${number}`;

/** Whose objects are whose: the head's token stands for H1, every other for M1; both are in North, M2 is in South. */
export const personOf = (viewer: Viewer, relation: Relation): string =>
  relation === 'other'
    ? 'M2'
    : viewer === 'head'
      ? { own: 'H1', team: 'M1' }[relation]
      : { own: 'M1', team: 'N1' }[relation];

export interface AccessCompany {
  service: TestService;
  /** By viewer; the anonymous one has none. */
  tokens: Record<Exclude<Viewer, 'anonymous'>, string>;
  /** Ids of objects: of `statements`, say, by personnel number; of a noun by `viewer relation`. */
  ids: Record<string, Record<string, string>>;
}

/**
 * Sales led by H0, who is not paid; below it North, led by H1, who is paid in it as M1 and N1 are, and South with M2.
 * January is paid and exported, February computed; each viewer has records and adjustments of its own to change.
 */
export async function accessCompany(): Promise<AccessCompany> {
  const service = await startService();
  const made = service.app.get(TokensService);
  const tokenOf = async (role: Role, manager: string, more = {}) =>
    (await made.create({ name: `${role} ${manager}`, role, manager, ...more })).token;
  const as = async (role: Role, manager: string): Promise<TestAgent> =>
    supertest
      .agent(service.app.getHttpServer())
      .set('Authorization', `Bearer ${await tokenOf(role, manager)}`);
  const hr = await service.as('hr');
  const take = takeInto(hr);
  expect((await hr.post('/v1/schemes').send({ document: SCHEME })).body.detail).toBeUndefined();
  await takePeople(take);
  await take(
    'scheme-assignments',
    ...['north', 'south'].map((team) => ({ scheme: 'share', team, from: '2026-01-01' })),
  );
  const company: AccessCompany = { service, tokens: {} as AccessCompany['tokens'], ids: {} };
  for (const role of ROLES) company.tokens[role] = await tokenOf(role, role === 'head' ? 'H1' : 'M1');
  company.tokens.scoped = await tokenOf('intake', 'M1', { scopes: ['orders', 'imports:read'] });
  await payJanuary(hr, await as('head', 'H0'));
  await compute(hr, '2026-02');
  await takeObjects(company, hr);
  await takeAccounts(company, await service.as('admin'));
  await takeRecords(company, hr);
  return company;
}

const ok = ({ status, body }: { status: number; body: { detail?: string } }): void =>
  expect([Math.floor(status / 100), body.detail]).toEqual([2, undefined]);

async function takePeople(take: ReturnType<typeof takeInto>): Promise<void> {
  const paid = Object.keys(SALES);
  await take(
    'managers',
    { personnelNumber: 'H0', name: nameOf('H0'), payee: false },
    ...paid.map((personnelNumber) => ({ personnelNumber, name: nameOf(personnelNumber) })),
  );
  await take('teams', { code: 'sales', title: 'Sales', head: 'H0' });
  await take(
    'teams',
    { code: 'north', title: 'North', parent: 'sales', head: 'H1' },
    { code: 'south', title: 'South', parent: 'sales' },
  );
  const from = '2025-01-01';
  await take(
    'team-memberships',
    ...paid.map((manager) => ({
      manager,
      team: manager === 'M2' ? 'south' : 'north',
      from,
      until: '2030-01-01',
    })),
  );
  await take('grades', { number: 1, salary: '600', from }, { number: 2, salary: '700', from });
  await take(
    'manager-attributes',
    ...paid.map((manager) => ({ manager, attribute: 'grade', value: '1', from })),
  );
  await take('products', { code: 'P', title: 'Product' });
  await take('clients', { code: 'C', name: 'Client' });
  await take('kpis', { code: 'K', title: 'K', unit: 'count' });
  await take('calendars', { calendar: 'ru', day: '2026-01-01', kind: 'holiday' });
  await take(
    'legacy-pay',
    ...paid.map((manager) => ({
      scheme: 'share',
      manager,
      period: '2026-01',
      code: 'total',
      amount: OLD[manager],
    })),
  );
  const order = (manager: string, month: string, place: number) => ({
    ...{ externalId: `${manager} ${month} ${place}`, date: `2026-${month}-1${place}`, manager },
    amount: place === 0 ? SALES[manager] : '0',
  });
  await take(
    'orders',
    ...paid.flatMap((who) => ['01', '02'].flatMap((month) => [order(who, month, 0), order(who, month, 1)])),
  );
}

const compute = async (hr: TestAgent, period: string) =>
  ok(await hr.post('/v1/payroll-runs').send({ period }));

async function payJanuary(hr: TestAgent, director: TestAgent): Promise<void> {
  await compute(hr, '2026-01');
  for (const [by, to] of [
    [hr, 'in_review'],
    [director, 'approved'],
    [hr, 'closed'],
  ] as const)
    ok(await by.post('/v1/periods/2026-01/transitions').send({ to }));
  ok(await hr.post('/v1/exports').send({ period: '2026-01' }));
}

/** What people are concerned by, of February; and what there is one of. */
async function takeObjects({ ids }: AccessCompany, hr: TestAgent): Promise<void> {
  const items = async (path: string) => {
    const { body } = await hr.get(path);
    return (Array.isArray(body) ? body : body.items) as Record<string, string>[];
  };
  const byPerson = (rows: Record<string, string>[]) =>
    Object.fromEntries(rows.map(({ personnelNumber, id }) => [personnelNumber!, id!]));
  const { runId } = (await hr.get('/v1/periods/2026-02')).body;
  ids.managers = byPerson(await items('/v1/managers'));
  ids.statements = byPerson(await items('/v1/statements?period=2026-02'));
  ids.results = byPerson(await items(`/v1/results?run=${runId}`));
  ids['grade-proposals'] = byPerson(await items('/v1/grade-proposals?period=2026-02'));
  ids['payroll-runs'] = { one: runId };
  ids.exports = { one: (await items('/v1/exports'))[0]!.id! };
  const wanted = { document: SCHEME.replace('7.3', '7.4'), from: '2026-01', to: '2026-02' };
  ok(await hr.post('/v1/schemes/simulate').send(wanted));
  ids.simulations = { one: (await items('/v1/simulations'))[0]!.id! };
  ok(await saveProfile(hr, 'shop', PROFILE));
  const file = await sendFile(hr, 'shop', 'no,day,amount\n1,2026-02-10,1\n2,never,1\n', {
    acceptValid: 'true',
  });
  ok(file);
  ids.imports = { one: (await items('/v1/imports'))[0]!.id! };
  ids.jobs = { one: (await items('/v1/jobs'))[0]!.id! };
  const adjustment = { period: '2026-02', kind: 'agreed', reason: 'as agreed', clause: '5' };
  ids.adjustments = {};
  for (const manager of Object.keys(SALES)) {
    const canary = await hr.post('/v1/adjustments').send({ ...adjustment, manager, amount: AGREED[manager] });
    ids.adjustments[manager] = canary.body.id;
    for (const viewer of ['hr', 'head'] as const) {
      const { body } = await hr.post('/v1/adjustments').send({ ...adjustment, manager, amount: '1' });
      ids.adjustments[`${viewer} ${manager}`] = body.id;
    }
  }
}

/** A user and a token for each relation. */
async function takeAccounts({ service, ids }: AccessCompany, admin: TestAgent): Promise<void> {
  ids.users = {};
  ids.tokens = {};
  for (const manager of ['M1', 'N1', 'M2']) {
    ids.users[manager] = (await invited(service, `${manager}@example.org`, 'manager', manager)).id;
    const { body } = await admin.post('/v1/tokens').send({ name: 'of one', role: 'manager', manager });
    ids.tokens[manager] = body.id;
  }
}

/** Records of every noun, one for each viewer and relation: whoever may withdraw one withdraws that. */
async function takeRecords({ ids }: AccessCompany, hr: TestAgent): Promise<void> {
  const cells = VIEWERS.flatMap((viewer) => RELATIONS.map((relation) => ({ viewer, relation })));
  for (const noun of NOUNS) {
    const records = cells.map(({ viewer, relation }) =>
      recordOf(noun, viewer, relation, personOf(viewer, relation)),
    );
    await takeInto(hr)(noun, ...records);
    const { items } = (await hr.get(`/v1/${noun}?limit=1000`)).body as { items: Record<string, string>[] };
    ids[`${noun} records`] = Object.fromEntries(
      cells.map(({ viewer, relation }, place) => {
        const given = Object.entries(records[place]!).filter(([key]) => !/title|definition/.test(key));
        return [
          `${viewer} ${relation}`,
          items.find((item) => given.every(([key, value]) => item[key] === value))!.id!,
        ];
      }),
    );
  }
}
