import type { Viewer } from './access-records.js';

/**
 * Who is answered what, said by hand and apart from the service's own policy table. A line: who is let in, what is answered of
 * what they may see, what where there is no such object, and the routes as openapi.json has them. To add a route, add it to a
 * line; where it has a body or a parameter of its own, say in access-requests.ts what is sent.
 *
 * Administrator, HR, head (Lead), Manager, auditor (Checker), Intake, Payroll system; `*` anybody, without a token too.
 * `L.led`: of the teams led, never the own, `L.team` the same with 403 for what is no secret; `M.own`: the own alone; `H=a/b/c/d`: of the own, of the own team's, of another
 * team's, of nobody's. What is not seen is 404; who is not let in gets 403, without a token 401. `in` is any answer of who is let
 * in: where what is done once is refused the next time, or is not what is to be shown here.
 */
const ROWS = `
*                   | 200 | 200 | GET /health/live, GET /health/ready, GET /v1/sign-in
*                   | in  | in  | POST /v1/session, POST /v1/links/redeem, POST /v1/setup
*                   | 404 | 404 | GET /v1/sign-in/openid, GET /v1/sign-in/openid/callback
A I                 | 200 | 200 | GET /metrics
A H L M C I P       | 200 | 200 | GET /v1/session, GET /v1/me, GET /v1/company
A H L M C I P       | 204 | 204 | DELETE /v1/session
A H L M C I P       | 403 session-needed | 403 session-needed | DELETE /v1/sessions
A H L M C I P       | 403 session-needed | 403 session-needed | PUT /v1/session/password, POST /v1/session/confirm
A H L M C I P       | 403 session-needed | 403 session-needed | GET /v1/sessions, DELETE /v1/sessions/{id}
A                   | 200 | 200 | GET /v1/users, GET /v1/tokens, PUT /v1/company, PUT /v1/company/pay-rules
A                   | 200 | 404 | GET /v1/users/{id}, PUT /v1/users/{id}
A                   | 200 | 404 | POST /v1/users/{id}/disable, POST /v1/users/{id}/enable
A                   | 201 | 404 | POST /v1/users/{id}/links
A                   | 204 | 404 | DELETE /v1/tokens/{id}
A                   | 201 | 422 invalid-fields | POST /v1/users, POST /v1/tokens
A C                 | 200 | 200 | GET /v1/audit-events
A H L C             | 200 | 200 | GET /v1/company/pay-rules, GET /v1/schedule, GET /v1/schemes
A H L C             | 200 | 404 | GET /v1/schemes/{code}/versions, GET /v1/schemes/{code}/versions/{number}
A H L C             | 200 | 404 | GET /v1/schemes/{code}/versions/{number}/lint, GET /v1/schemes/{code}/versions/{number}/curve
A H L               | 200 | 200 | POST /v1/schemes/check, POST /v1/schemes/lint
H L                 | in  | in  | POST /v1/schemes/evaluate
H                   | in  | in  | POST /v1/schemes, POST /v1/exports
H                   | in  | 404 | POST /v1/schedule/periods/{code}/start
H                   | 200 | 422 invalid-fields | POST /v1/schemes/simulate
H                   | 200 | 200 | POST /v1/payroll-runs
H                   | in  | 404 | POST /v1/exports/{id}/cancel
A H                 | 200 | 200 | PUT /v1/schedule
A H C               | 200 | 200 | GET /v1/schedule/periods
A H I               | 200 | 200 | GET /v1/mapping-profiles, GET /v1/imports, POST /v1/imports, POST /v1/imports/preview
A H I               | 200 | 404 | GET /v1/mapping-profiles/{code}, GET /v1/imports/{id}/rejected
A H I               | 200 | in  | PUT /v1/mapping-profiles/{code}
H C I               | 200 | 200 | GET /v1/jobs
H C I=404/404/404/404 | 200 | 404 | GET /v1/jobs/{id}
H I=404/404/404/404 | in  | 404 | POST /v1/jobs/{id}/cancel
H C                 | 200 | 200 | GET /v1/simulations, GET /v1/payroll-runs
H C                 | 200 | 404 | GET /v1/simulations/{id}, GET /v1/simulations/{id}/rows, GET /v1/payroll-runs/{id}
H C                 | 200 | 404 | GET /v1/periods/{code}/manifest, GET /v1/periods/{code}/pay-sheet, GET /v1/periods/{code}/reconciliation
H L C               | 200 | 200 | GET /v1/periods, GET /v1/grade-proposals
H L C               | 200 | 404 | GET /v1/periods/{code}, GET /v1/periods/{code}/reviews, GET /v1/periods/{code}/warnings
H L C               | 200 | 404 | GET /v1/periods/{code}/discrepancies, GET /v1/periods/{code}/transitions
H L C               | 200 | 404 | GET /v1/periods/{code}/order-cost, GET /v1/periods/{code}/payroll
H L C               | 200 | 404 | GET /v1/periods/{code}/changes
H C L=200/200/404/404 | 200 | 404 | GET /v1/teams/{code}/overview
H L M C             | 200 | 200 | GET /v1/adjustments, GET /v1/results, GET /v1/statements
H C L.led           | 200 | 404 | GET /v1/statements/{id}/discrepancy
H C L.led M.own     | 200 | 404 | GET /v1/statements/{id}, GET /v1/statements/{id}/explanation
H C L.led M.own     | 200 | 404 | GET /v1/statements/{id}/what-if, GET /v1/statements/{id}/comparison
H C L.led M.own     | 200 | 404 | GET /v1/statements/{id}/bundle, GET /v1/results/{id}, GET /v1/results/{id}/explanation
H C L.led M.own     | 200 | 404 | GET /v1/results/{id}/what-if, GET /v1/results/{id}/comparison
H C L.led M.own     | 200 | 404 | GET /v1/adjustments/{id}, GET /v1/managers/{id}/progress
H C L.led M.own     | 200 | 404 | GET /v1/managers/{id}/clients
H C P               | 200 | 200 | GET /v1/exports, GET /v1/exports/unpaid
H C P               | 200 | 404 | GET /v1/exports/{id}, GET /v1/exports/{id}/rows, GET /v1/exports/{id}/file
H C P               | 200 | 404 | GET /v1/exports/{id}/acknowledgements
H P                 | in  | 404 | POST /v1/exports/{id}/acknowledgements

H=403 adjustment-own/201/201/404 L=403 adjustment-own/201/404/404 | - | - | POST /v1/adjustments
H=403 adjustment-own/200/200/404 L=404/200/404/404                | - | - | POST /v1/adjustments/{id}/withdraw
H=403 grade-own/in/in/404 L=404/in/404/404                        | - | - | POST /v1/grade-proposals/{id}/accept
H=403 grade-own/in/in/404 L=404/in/404/404                        | - | - | POST /v1/grade-proposals/{id}/refuse
H=in/in/in/404 L=in/in/404/404                                    | - | - | POST /v1/periods/{code}/transitions`;

/** Nouns: who reads, who writes, which; those after a `+` are facts, withdrawn by the sender's id too. */
const NOUNS = `
A H L C I | A H I   | teams managers calendars calendar-assignments products clients score-levels client-scores kpis
A H L C I | A H I   | team-memberships portfolio-assignments +orders +complaints +kpi-readings +returns +payments
A H L C I | A H I L.team | +remarks targets
A H L C I | A H     | measures
H L C I   | H I     | grades
H C I     | H I     | manager-attributes attendance
H C       | H I     | legacy-pay
H L C     | H       | scheme-assignments
H C P     | H       | pay-codes`;
/** Nouns whose records name a person: one who does not exist is refused. */
const OF_PEOPLE =
  /team-memberships|portfolio|orders|complaints|kpi-readings|remarks|targets|attributes|attendance|legacy|scheme-assign/;

type Row = { who: string; seen: string; none: string };

const cut = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('|').map((part) => part.trim()));

function nounRoutes([read = '', write = '', names = '']: string[]): [string, Row][] {
  return names.split(' ').flatMap((named) => {
    const path = `/v1/${named.replace('+', '')}`;
    const noneTaken = OF_PEOPLE.test(named) ? '422 invalid-fields' : '200';
    return [
      [`GET ${path}`, { who: read, seen: '200', none: '200' }],
      [`GET ${path}/{id}`, { who: read, seen: '200', none: '404' }],
      [`POST ${path}`, { who: write, seen: '200', none: noneTaken }],
      [`POST ${path}/batch`, { who: write, seen: '200', none: noneTaken }],
      [`DELETE ${path}/{id}`, { who: write, seen: '204', none: '404' }],
      ...(named.startsWith('+')
        ? [[`POST ${path}/withdraw`, { who: write, seen: '200', none: '422 invalid-fields' }]]
        : []),
    ] as [string, Row][];
  });
}

const TABLE = new Map<string, Row>([
  ...cut(ROWS).flatMap(([who = '', seen = '', none = '', routes = '']) =>
    routes.split(', ').map((route) => [route, { who, seen, none }] as [string, Row]),
  ),
  ...cut(NOUNS).flatMap(nounRoutes),
]);

const RARE = ['', 'DELETE', 'withdraw'];
const lateness = (route: string): number =>
  RARE.findLastIndex((part) => route.startsWith(part) || route.endsWith(`/${part}`));

/** In the order of the lines; what is withdrawn is read before, and withdrawn by its sender's number again. */
export const ROUTES: readonly string[] = [...TABLE.keys()].sort(
  (one, other) => lateness(one) - lateness(other),
);

const LETTERS: Record<Exclude<Viewer, 'anonymous' | 'scoped'>, string> = {
  admin: 'A',
  hr: 'H',
  head: 'L',
  manager: 'M',
  auditor: 'C',
  intake: 'I',
  payroll: 'P',
};

/** What a viewer is answered of the own, of the own team's, of another team's and of nobody's. */
export function expectedCells(route: string, viewer: Viewer): string[] {
  const { who, seen, none } = TABLE.get(route) ?? { who: '*', seen: 'no line', none: 'no line' };
  const all = [seen, seen, seen, none];
  if (who === '*') return all;
  if (viewer === 'anonymous') return Array(4).fill('401');
  if (viewer === 'scoped') return isInScope(route) ? expectedCells(route, 'intake') : Array(4).fill('403');
  const how = who
    .split(/ (?=[A-Z])/)
    .find((one) => one.startsWith(LETTERS[viewer]))
    ?.slice(1);
  if (how === undefined) return Array(4).fill('403');
  if (how === '.led') return ['404', seen, '404', none];
  if (how === '.team') return ['403 not-led', seen, '403 not-led', none];
  if (how === '.own') return [seen, '404', '404', none];
  return how.startsWith('=') ? how.slice(1).split('/') : all;
}

/** The token of an integration that is for orders and for reading imports. */
const isInScope = (route: string): boolean =>
  /[/]v1[/]orders|GET [/]v1[/]imports|GET [/]v1[/]me$/.test(route);
