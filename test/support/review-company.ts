import supertest from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { type Role, TokensService } from '../../src/features/access/index.js';
import { takeInto } from './bad-input.js';
import { startService, type TestService } from './service.js';

/** 10 % of sales, and 1 more for each bonus of the month before: what a later month reads of an earlier one. */
const TENTH = `code: tenth
title: {en: A tenth}
period: month
inputs:
  sales: {measure: won_amount, unit: money}
  before: {line: bonus, unit: money, start: 0}
lines:
  - {code: bonus, title: {en: Bonus}, formula: 'sales * 10% + IF(before > 0, 1, 0)', unit: money, round: 0.01, pay: bonus, clause: "1"}
`;

/** Fails without a target: the statement of whoever it pays is incomplete. */
export const BY_PLAN = `code: by-plan
title: {en: By plan}
period: month
inputs:
  sales: {measure: won_amount, unit: money}
  plan: {target: won_amount, unit: money}
lines:
  - {code: bonus, title: {en: Bonus}, formula: 'IF(sales >= plan, 10, 0)', unit: money, round: 0.01, pay: bonus, clause: "2"}
`;

export interface ReviewCompany {
  service: TestService;
  /** The token that runs and submits. */
  hr: TestAgent;
  /** A client with a token of this name. */
  as(name: string, role: Role, manager?: string): Promise<TestAgent>;
  take(noun: string, ...items: object[]): Promise<void>;
  run(period: string, by?: TestAgent): Promise<void>;
  /** Takes a step with a client and answers the status and the last part of the problem's type. */
  step(by: TestAgent, period: string, wanted: object): Promise<string>;
  /** States by team, with the period's own under `period`. */
  states(period: string): Promise<Record<string, string>>;
  /** Submits, approves and closes a month of whole statements. */
  finish(period: string): Promise<void>;
}

/**
 * Sales led by H0, who is not paid; below it North, whose head H1 is paid in it, and South without a head of its own; M4 is
 * in no team. All have sales of 1 000 a month in 2026, and so a bonus of 100, and 101 from the second month on.
 */
export async function reviewCompany(): Promise<ReviewCompany> {
  const service = await startService();
  const as = async (name: string, role: Role, manager?: string) => {
    const { token } = await service.app
      .get(TokensService)
      .create({ name, role, ...(manager ? { manager } : {}) });
    return supertest.agent(service.app.getHttpServer()).set('Authorization', `Bearer ${token}`);
  };
  const hr = await as('HR one', 'hr');
  const take = takeInto(hr);
  const paid = ['H1', 'M1', 'M2', 'M3', 'M4'];
  await take(
    'managers',
    { personnelNumber: 'H0', name: 'Director', payee: false },
    ...paid.map((personnelNumber) => ({ personnelNumber, name: `Name of ${personnelNumber}` })),
  );
  await take('teams', { code: 'sales', title: 'Sales', head: 'H0' });
  await take(
    'teams',
    { code: 'north', title: 'North', parent: 'sales', head: 'H1' },
    { code: 'south', title: 'South', parent: 'sales' },
  );
  const member = (manager: string, team: string) => ({ manager, team, from: '2025-01-01' });
  await take(
    'team-memberships',
    member('H1', 'north'),
    member('M1', 'north'),
    member('M2', 'south'),
    member('M3', 'south'),
  );
  await take(
    'orders',
    ...['01', '02', '03', '04', '05', '06'].flatMap((month) =>
      paid.map((manager) => ({
        externalId: `${manager} ${month}`,
        date: `2026-${month}-10`,
        manager,
        amount: '1000',
      })),
    ),
  );
  for (const document of [TENTH, BY_PLAN])
    expect((await hr.post('/v1/schemes').send({ document })).status).toBe(200);
  await take(
    'scheme-assignments',
    ...paid.map((manager) => ({ scheme: 'tenth', manager, from: '2026-01-01' })),
  );

  const run = async (period: string, by = hr) => {
    const { status, body } = await by.post('/v1/payroll-runs').send({ period });
    expect([status, body.detail]).toEqual([200, undefined]);
  };
  const step = async (by: TestAgent, period: string, wanted: object) => {
    const { status, body } = await by.post(`/v1/periods/${period}/transitions`).send(wanted);
    return status === 200 ? '200' : `${status} ${String(body.type).replace('urn:premia:problem:', '')}`;
  };
  const states = async (period: string) => {
    const { body } = await hr.get(`/v1/periods/${period}/reviews`);
    const reviews = (body.reviews as { team: string | null; state: string }[]).map(({ team, state }) => [
      team ?? 'none',
      state,
    ]);
    return { period: body.state, ...Object.fromEntries(reviews) };
  };
  let approvers: Promise<[TestAgent, TestAgent]> | undefined;
  const finish = async (period: string) => {
    approvers ??= Promise.all([as('Director', 'head', 'H0'), as('HR two', 'hr')]);
    const [director, other] = await approvers;
    expect(await step(hr, period, { to: 'in_review' })).toBe('200');
    expect(await step(director, period, { to: 'approved' })).toBe('200');
    expect(await step(other, period, { to: 'approved' })).toBe('200');
    expect(await step(hr, period, { to: 'closed' })).toBe('200');
  };
  return { service, hr, as, take, run, step, states, finish };
}
