import { readFile } from 'node:fs/promises';
import { ROLES, type Role, TokensService } from '../src/features/access/index.js';
import { startService, type TestService } from './support/service.js';

/** Administrator, HR, head (lead), manager, auditor (checker), intake, payroll system; `*` anybody, without a token too. */
const LETTERS: Record<Role, string> = {
  admin: 'A',
  hr: 'H',
  head: 'L',
  manager: 'M',
  auditor: 'C',
  intake: 'I',
  payroll: 'P',
};

/** Who may call what, said a second time: by those who are let in, route by route as openapi.json has them. */
const ROWS = `
*        GET /health/live, GET /health/ready
*        GET /v1/sign-in, POST /v1/session, POST /v1/links/redeem, POST /v1/setup
AI       GET /metrics
AHLMCIP  GET /v1/session, DELETE /v1/session, DELETE /v1/sessions, PUT /v1/session/password, GET /v1/me, GET /v1/company
A        GET /v1/users, GET /v1/users/{id}, POST /v1/users, PUT /v1/users/{id}
A        POST /v1/users/{id}/disable, POST /v1/users/{id}/enable, POST /v1/users/{id}/links
A        GET /v1/tokens, POST /v1/tokens, DELETE /v1/tokens/{id}, PUT /v1/company, PUT /v1/company/pay-rules
AC       GET /v1/audit-events
AHLC     GET /v1/company/pay-rules, GET /v1/schedule, GET /v1/schemes, GET /v1/schemes/{code}/versions
AHLC     GET /v1/schemes/{code}/versions/{number}, GET /v1/schemes/{code}/versions/{number}/lint
AHL      POST /v1/schemes/check, POST /v1/schemes/lint
HL       POST /v1/schemes/evaluate, POST /v1/periods/{code}/transitions
HL       POST /v1/grade-proposals/{id}/accept, POST /v1/grade-proposals/{id}/refuse
HL       POST /v1/adjustments, POST /v1/adjustments/{id}/withdraw
H        POST /v1/schemes, POST /v1/schemes/simulate, POST /v1/payroll-runs, POST /v1/schedule/periods/{code}/start
H        POST /v1/exports, POST /v1/exports/{id}/cancel
AH       PUT /v1/schedule
AHC      GET /v1/schedule/periods
AHI      GET /v1/mapping-profiles, GET /v1/mapping-profiles/{code}, PUT /v1/mapping-profiles/{code}
AHI      GET /v1/imports, POST /v1/imports, GET /v1/imports/{id}/rejected
HCI      GET /v1/jobs, GET /v1/jobs/{id}
HI       POST /v1/jobs/{id}/cancel
HC       GET /v1/simulations, GET /v1/simulations/{id}, GET /v1/simulations/{id}/rows, GET /v1/payroll-runs
HC       GET /v1/payroll-runs/{id}, GET /v1/periods/{code}/manifest, GET /v1/periods/{code}/reconciliation
HC       GET /v1/periods/{code}/pay-sheet
HLC      GET /v1/periods, GET /v1/periods/{code}, GET /v1/periods/{code}/reviews, GET /v1/periods/{code}/warnings
HLC      GET /v1/periods/{code}/discrepancies, GET /v1/statements/{id}/discrepancy, GET /v1/periods/{code}/transitions
HLC      GET /v1/periods/{code}/order-cost, GET /v1/grade-proposals
HLMC     GET /v1/adjustments, GET /v1/adjustments/{id}, GET /v1/managers/{id}/progress
HLMC     GET /v1/results, GET /v1/results/{id}, GET /v1/results/{id}/explanation, GET /v1/results/{id}/what-if
HLMC     GET /v1/results/{id}/comparison, GET /v1/statements, GET /v1/statements/{id}, GET /v1/statements/{id}/bundle
HLMC     GET /v1/statements/{id}/explanation, GET /v1/statements/{id}/what-if, GET /v1/statements/{id}/comparison
HCP      GET /v1/exports, GET /v1/exports/unpaid, GET /v1/exports/{id}, GET /v1/exports/{id}/rows
HCP      GET /v1/exports/{id}/file, GET /v1/exports/{id}/acknowledgements
HP       POST /v1/exports/{id}/acknowledgements`;

/** Nouns: who reads, who writes, which; those after a `+` are facts, withdrawn by the sender's id too. */
const NOUNS = `
AHLCI AHI  teams managers team-memberships calendars calendar-assignments products clients score-levels
AHLCI AHI  client-scores portfolio-assignments kpis +orders +returns +payments +complaints +kpi-readings
AHLCI AHIL +remarks targets
AHLCI AH   measures
HLCI  HI   grades
HCI   HI   manager-attributes attendance
HC    HI   legacy-pay
HLC   H    scheme-assignments
HCP   H    pay-codes`;

const lines = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/));

function expected(): Map<string, string> {
  const routes = ROWS.trim()
    .split('\n')
    .flatMap((line) => {
      const [who = '', rest = ''] = line.split(/\s{2,}|(?<=^\S+) /);
      return rest.split(', ').map((route) => [route, who] as const);
    });
  const nouns = lines(NOUNS).flatMap(([read = '', write = '', ...names]) =>
    names.flatMap((named) => {
      const base = `/v1/${named.replace('+', '')}`;
      return [
        [`GET ${base}`, read],
        [`GET ${base}/{id}`, read],
        [`POST ${base}`, write],
        [`POST ${base}/batch`, write],
        [`DELETE ${base}/{id}`, write],
        ...(named.startsWith('+') ? [[`POST ${base}/withdraw`, write]] : []),
      ] as [string, string][];
    }),
  );
  return new Map([...routes, ...nouns]);
}

describe('who may call which route', () => {
  let service: TestService;
  let routes: string[];
  const tokens = new Map<Role, string>();

  /** `in`, `401`, or `403` for a role that the route is not for. */
  const cell = async (route: string, token?: string): Promise<string> => {
    const [method = '', path = ''] = route.split(' ');
    const { statusCode, body } = await service.app.inject({
      method: method as 'GET',
      url: path.replaceAll(/\{\w+\}/g, '999999'),
      headers: token ? { authorization: `Bearer ${token}` } : {},
      ...(method === 'GET' || method === 'DELETE' ? {} : { payload: {} }),
    });
    expect([route, statusCode < 500]).toEqual([route, true]);
    if (statusCode === 401 && body.includes(':unauthenticated')) return '401';
    return statusCode === 403 && body.includes(':forbidden') ? '403' : 'in';
  };

  beforeAll(async () => {
    service = await startService();
    const { app } = service;
    const manager = { personnelNumber: 'M1', name: 'One' };
    const hr = await service.as('hr');
    expect((await hr.post('/v1/managers').send(manager)).status).toBe(200);
    for (const role of ROLES)
      tokens.set(role, (await app.get(TokensService).create({ name: role, role, manager: 'M1' })).token);
    const { paths } = JSON.parse(await readFile('openapi.json', 'utf8'));
    routes = Object.entries(paths as Record<string, object>).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
  });
  afterAll(() => service?.stop());

  it('has a row for each route of openapi.json, and no other', () => {
    expect([...expected().keys()].sort()).toEqual([...routes].sort());
  });

  it('is as said, in each cell', async () => {
    const wrong: string[] = [];
    for (const [route, who] of expected()) {
      const anonymous = await cell(route);
      if (anonymous !== (who === '*' ? 'in' : '401')) wrong.push(`${route} anonymous: ${anonymous}`);
      for (const role of ROLES) {
        const found = await cell(route, tokens.get(role));
        const isIn = who === '*' || who.includes(LETTERS[role]);
        if (found !== (isIn ? 'in' : '403')) wrong.push(`${route} ${role}: ${found}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);
});
