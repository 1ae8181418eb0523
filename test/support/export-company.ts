import { readFile } from 'node:fs/promises';
import supertest from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { type Role, TokensService } from '../../src/features/access/index.js';
import { takeInto } from './bad-input.js';
import { BY_PLAN } from './review-company.js';
import { startService, type TestService } from './service.js';

/** Pays what was sold, to the fourth decimal. Its clause looks like a formula. */
const AS_SOLD = `code: as-sold
title: {en: As sold}
period: month
inputs:
  sales: {measure: won_amount, unit: money}
lines:
  - {code: share, title: {en: Share}, formula: 'sales', unit: money, round: 0.0001, pay: commission, clause: "=1+1"}
`;

export const HOSTILE = {
  formula: '=HYPERLINK("http://x.example","click")',
  plus: '+7 900',
  at: '@SUM(1)',
} as const;

export interface ExportCompany {
  service: TestService;
  hr: TestAgent;
  /** Heads all teams, is not paid. */
  director: TestAgent;
  as(name: string, role: Role, manager?: string): Promise<TestAgent>;
  take(noun: string, ...items: object[]): Promise<void>;
  /** Computes March. */
  run(): Promise<void>;
  /** Submits and approves March for these teams. */
  approve(...teams: string[]): Promise<void>;
}

/**
 * March 2026 of the domain: in Mass Соколова of scheme A with 700 + 191, in Key Ёлкин of scheme B with 400 + 783; in Odd
 * two people whose numbers and names spreadsheets would take for formulas, one with more digits than a workbook holds; in
 * Late one whose pay is not known.
 */
export async function exportCompany(start = startService): Promise<ExportCompany> {
  const service = await start();
  const as = async (name: string, role: Role, manager?: string) => {
    const { token } = await service.app
      .get(TokensService)
      .create({ name, role, ...(manager ? { manager } : {}) });
    return supertest.agent(service.app.getHttpServer()).set('Authorization', `Bearer ${token}`);
  };
  const hr = await as('HR', 'hr');
  const take = takeInto(hr);
  const company = { name: 'Полёт', currency: 'RUB', timeZone: 'Europe/Moscow', language: 'ru' };
  expect((await (await as('Admin', 'admin')).put('/v1/company').send(company)).status).toBe(200);
  await takePeople(take);
  await takeMass(take);
  await takeKey(take);
  await take(
    'orders',
    { externalId: 'odd', date: '2026-03-05', manager: HOSTILE.plus, amount: '12345678901234.5678' },
    { externalId: 'odd 2', date: '2026-03-05', manager: HOSTILE.at, amount: '0.1' },
  );
  const shipped = ['mass-market', 'key-accounts'].map((code) => readFile(`schemes/${code}.yaml`, 'utf8'));
  for (const document of [...(await Promise.all(shipped)), AS_SOLD, BY_PLAN])
    expect((await hr.post('/v1/schemes').send({ document })).body.detail).toBeUndefined();
  const schemes = { mass: 'mass-market', key: 'key-accounts', odd: 'as-sold', late: 'by-plan' };
  await take(
    'scheme-assignments',
    ...Object.entries(schemes).map(([team, scheme]) => ({ scheme, team, from: '2026-01-01' })),
  );
  const director = await as('Director', 'head', 'H0');
  const run = async () => {
    expect((await hr.post('/v1/payroll-runs').send({ period: '2026-03' })).body.detail).toBeUndefined();
  };
  const approve = async (...teams: string[]) => {
    const steps = teams.flatMap((team) => [
      [hr, { to: 'in_review', team }] as const,
      [director, { to: 'approved', team, acceptIncomplete: true, reason: 'as agreed' }] as const,
    ]);
    for (const [by, wanted] of steps)
      expect((await by.post('/v1/periods/2026-03/transitions').send(wanted)).body.detail).toBeUndefined();
  };
  return { service, hr, director, as, take, run, approve };
}

type Take = ExportCompany['take'];

async function takePeople(take: Take): Promise<void> {
  const teams: Record<string, [number: string, name: string][]> = {
    mass: [['1001', 'Соколова А.']],
    key: [['2001', 'Ёлкин П.']],
    odd: [
      [HOSTILE.plus, HOSTILE.formula],
      [HOSTILE.at, '-1+1; \'quoted\' "twice"'],
    ],
    late: [['9001', 'Later']],
  };
  const people = Object.values(teams).flat();
  await take(
    'managers',
    { personnelNumber: 'H0', name: 'Director', payee: false },
    ...people.map(([personnelNumber, name]) => ({ personnelNumber, name })),
  );
  await take('teams', { code: 'sales', title: 'Sales', head: 'H0' });
  await take(
    'teams',
    ...Object.keys(teams).map((code) => ({ code, title: `Team ${code}`, parent: 'sales' })),
  );
  await take(
    'team-memberships',
    ...Object.entries(teams).flatMap(([team, members]) =>
      members.map(([manager]) => ({ manager, team, from: '2026-01-01' })),
    ),
  );
}

/** Scheme A of the domain, §3: grade 2, salary 700, one remark, plan 2300, done 2100: 700 × 91 % × 30 % = 191. */
async function takeMass(take: Take): Promise<void> {
  await take('grades', { number: 2, salary: '700', from: '2026-01-01' });
  await take('manager-attributes', { manager: '1001', attribute: 'grade', value: '2', from: '2026-01-01' });
  await take('targets', { manager: '1001', measure: 'orders_processed', period: '2026-03', value: '2300' });
  await take('remarks', { externalId: 'R1', date: '2026-03-09', manager: '1001', text: 'late' });
  for (let part = 0; part < 3; part++)
    await take(
      'orders',
      ...Array.from({ length: 700 }, (_, place) => ({
        externalId: `A${part} ${place}`,
        date: '2026-03-10',
        manager: '1001',
        amount: '1',
      })),
    );
}

/** Scheme B of the domain, §4: score 1680 → 400; 86 000 of 80 400 is 107 % → 1118; one norm failed → 783. */
async function takeKey(take: Take): Promise<void> {
  await take('clients', { code: 'C1', name: 'One' });
  await take('products', { code: 'P1', title: 'Product', group: 'G1' });
  await take('client-scores', { client: 'C1', criterion: 'size', points: '1680', from: '2026-01-01' });
  await take('portfolio-assignments', { client: 'C1', manager: '2001', from: '2026-01-01' });
  await take('targets', { manager: '2001', measure: 'won_amount', period: '2026-03', value: '80400' });
  const order = { manager: '2001', client: 'C1', product: 'P1' };
  await take(
    'orders',
    { ...order, externalId: 'B1', date: '2026-03-02', amount: '50000' },
    { ...order, externalId: 'B2', date: '2026-03-12', amount: '36000' },
    { ...order, externalId: 'B3', date: '2026-03-20', amount: '9000', status: 'lost' },
  );
}
