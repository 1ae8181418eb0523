import type { Role } from './roles.js';

/** Who may call a route. Objects of others are narrowed further where they are read (`own`, own teams). */
type Rule = 'public' | readonly Role[];

const EVERYBODY = ['admin', 'hr', 'head', 'manager', 'auditor', 'intake', 'payroll'] as const;
const READERS = ['admin', 'hr', 'head', 'auditor', 'intake'] as const;
const SENDERS = ['admin', 'hr', 'intake'] as const;
const PAY_READERS = ['hr', 'head', 'manager', 'auditor'] as const;
const EXPORT_READERS = ['hr', 'auditor', 'payroll'] as const;

/** The five routes of a noun. */
function records<const Name extends string>(name: Name, read: readonly Role[], write: readonly Role[]) {
  return {
    [`GET /v1/${name}`]: read,
    [`GET /v1/${name}/:id`]: read,
    [`POST /v1/${name}`]: write,
    [`POST /v1/${name}/batch`]: write,
    [`DELETE /v1/${name}/:id`]: write,
  } as Record<`${'GET' | 'POST' | 'DELETE'} /v1/${Name}${'' | '/:id' | '/batch'}`, Rule>;
}

/** The routes of a fact: a noun's, and withdrawal by external id. */
const facts = (name: string, read: readonly Role[], write: readonly Role[]): Record<string, Rule> => ({
  ...records(name, read, write),
  [`POST /v1/${name}/withdraw`]: write,
});

/**
 * The single place where it is decided who may do what. The service does not start with a route that is missing here,
 * and `npm run check` compares this table with openapi.json both ways. The administrator sees no pay.
 */
export const policy: Record<string, Rule> = {
  'GET /health/live': 'public',
  'GET /health/ready': 'public',
  'GET /openapi.json': 'public',
  'GET /docs': 'public',
  // files of the page, which hold no data
  'GET /*': 'public',
  // a token with the scope `metrics` reads nothing else
  'GET /metrics': ['admin', 'intake'],

  'GET /v1/sign-in': 'public',
  'GET /v1/sign-in/openid': 'public',
  'GET /v1/sign-in/openid/callback': 'public',
  'POST /v1/session': 'public',
  'POST /v1/links/redeem': 'public',
  'POST /v1/setup': 'public',
  'GET /v1/session': EVERYBODY,
  'DELETE /v1/session': EVERYBODY,
  'POST /v1/session/confirm': EVERYBODY,
  'GET /v1/sessions': EVERYBODY,
  'DELETE /v1/sessions': EVERYBODY,
  'DELETE /v1/sessions/:id': EVERYBODY,
  'PUT /v1/session/password': EVERYBODY,
  'GET /v1/me': EVERYBODY,
  'GET /v1/users': ['admin'],
  'GET /v1/users/:id': ['admin'],
  'POST /v1/users': ['admin'],
  'PUT /v1/users/:id': ['admin'],
  'POST /v1/users/:id/disable': ['admin'],
  'POST /v1/users/:id/enable': ['admin'],
  'POST /v1/users/:id/links': ['admin'],
  'GET /v1/tokens': ['admin'],
  'POST /v1/tokens': ['admin'],
  'DELETE /v1/tokens/:id': ['admin'],
  // of what the administrator may not read it is not told what it holds
  'GET /v1/audit-events': ['admin', 'auditor'],
  'GET /v1/company': EVERYBODY,
  'PUT /v1/company': ['admin'],
  'GET /v1/company/pay-rules': ['admin', 'hr', 'head', 'auditor'],
  'PUT /v1/company/pay-rules': ['admin'],

  ...records('teams', READERS, SENDERS),
  ...records('managers', READERS, SENDERS),
  ...records('team-memberships', READERS, SENDERS),
  ...records('manager-attributes', ['hr', 'auditor', 'intake'], ['hr', 'intake']),
  ...records('grades', ['hr', 'head', 'auditor', 'intake'], ['hr', 'intake']),
  ...records('calendars', READERS, SENDERS),
  ...records('calendar-assignments', READERS, SENDERS),
  // why somebody was away is nobody's business but theirs who pay for it
  ...records('attendance', ['hr', 'auditor', 'intake'], ['hr', 'intake']),
  ...records('products', READERS, SENDERS),
  ...records('clients', READERS, SENDERS),
  ...records('score-levels', READERS, SENDERS),
  ...records('client-scores', READERS, SENDERS),
  ...records('portfolio-assignments', READERS, SENDERS),
  ...facts('orders', READERS, SENDERS),
  ...facts('returns', READERS, SENDERS),
  ...facts('payments', READERS, SENDERS),
  ...facts('complaints', READERS, SENDERS),
  ...facts('remarks', READERS, [...SENDERS, 'head']),
  ...records('kpis', READERS, SENDERS),
  ...facts('kpi-readings', READERS, SENDERS),
  ...records('targets', READERS, [...SENDERS, 'head']),
  ...records('measures', READERS, ['admin', 'hr']),
  ...records('scheme-assignments', ['hr', 'head', 'auditor'], ['hr']),

  // pay of the old way: whoever may not read pay may send it and not read it
  ...records('legacy-pay', ['hr', 'auditor'], ['hr', 'intake']),

  'GET /v1/mapping-profiles': SENDERS,
  'GET /v1/mapping-profiles/:code': SENDERS,
  'PUT /v1/mapping-profiles/:code': SENDERS,
  'GET /v1/imports': SENDERS,
  'POST /v1/imports': SENDERS,
  'POST /v1/imports/preview': SENDERS,
  'GET /v1/imports/:id/rejected': SENDERS,

  'GET /v1/jobs': ['hr', 'auditor', 'intake'],
  'GET /v1/jobs/:id': ['hr', 'auditor', 'intake'],
  'POST /v1/jobs/:id/cancel': ['hr', 'intake'],

  'GET /v1/schemes': ['admin', 'hr', 'head', 'auditor'],
  'GET /v1/schemes/:code/versions': ['admin', 'hr', 'head', 'auditor'],
  'GET /v1/schemes/:code/versions/:number': ['admin', 'hr', 'head', 'auditor'],
  'GET /v1/schemes/:code/versions/:number/curve': ['admin', 'hr', 'head', 'auditor'],
  'GET /v1/schemes/:code/versions/:number/lint': ['admin', 'hr', 'head', 'auditor'],
  'POST /v1/schemes/check': ['admin', 'hr', 'head'],
  'POST /v1/schemes/lint': ['admin', 'hr', 'head'],
  'POST /v1/schemes/evaluate': ['hr', 'head'],
  'POST /v1/schemes': ['hr'],

  // what everybody was paid and would be: confidential as the pay of a whole company is, so heads have no part of it
  'POST /v1/schemes/simulate': ['hr'],
  'GET /v1/simulations': ['hr', 'auditor'],
  'GET /v1/simulations/:id': ['hr', 'auditor'],
  'GET /v1/simulations/:id/rows': ['hr', 'auditor'],

  'GET /v1/periods': ['hr', 'head', 'auditor'],
  'GET /v1/periods/:code': ['hr', 'head', 'auditor'],
  'GET /v1/teams/:code/overview': ['hr', 'head', 'auditor'],
  'GET /v1/periods/:code/payroll': ['hr', 'head', 'auditor'],
  'GET /v1/periods/:code/changes': ['hr', 'head', 'auditor'],
  'GET /v1/periods/:code/reviews': ['hr', 'head', 'auditor'],
  'GET /v1/periods/:code/warnings': ['hr', 'head', 'auditor'],
  'GET /v1/periods/:code/discrepancies': ['hr', 'head', 'auditor'],
  'GET /v1/statements/:id/discrepancy': ['hr', 'head', 'auditor'],
  'GET /v1/periods/:code/transitions': ['hr', 'head', 'auditor'],
  'POST /v1/periods/:code/transitions': ['hr', 'head'],
  'GET /v1/periods/:code/order-cost': ['hr', 'head', 'auditor'],
  'GET /v1/grade-proposals': ['hr', 'head', 'auditor'],
  'POST /v1/grade-proposals/:id/accept': ['hr', 'head'],
  'POST /v1/grade-proposals/:id/refuse': ['hr', 'head'],
  'GET /v1/periods/:code/manifest': ['hr', 'auditor'],
  'GET /v1/periods/:code/reconciliation': ['hr', 'auditor'],
  'GET /v1/adjustments': PAY_READERS,
  'GET /v1/adjustments/:id': PAY_READERS,
  'POST /v1/adjustments': ['hr', 'head'],
  'POST /v1/adjustments/:id/withdraw': ['hr', 'head'],
  'GET /v1/payroll-runs': ['hr', 'auditor'],
  'GET /v1/payroll-runs/:id': ['hr', 'auditor'],
  'POST /v1/payroll-runs': ['hr'],
  'GET /v1/schedule': ['admin', 'hr', 'head', 'auditor'],
  'PUT /v1/schedule': ['admin', 'hr'],
  'GET /v1/schedule/periods': ['admin', 'hr', 'auditor'],
  'POST /v1/schedule/periods/:code/start': ['hr'],
  'GET /v1/results': PAY_READERS,
  'GET /v1/results/:id': PAY_READERS,
  'GET /v1/results/:id/explanation': PAY_READERS,
  'GET /v1/results/:id/what-if': PAY_READERS,
  'GET /v1/results/:id/comparison': PAY_READERS,
  'GET /v1/statements': PAY_READERS,
  'GET /v1/statements/:id': PAY_READERS,
  'GET /v1/statements/:id/explanation': PAY_READERS,
  'GET /v1/statements/:id/what-if': PAY_READERS,
  'GET /v1/statements/:id/comparison': PAY_READERS,
  'GET /v1/statements/:id/bundle': PAY_READERS,
  'GET /v1/managers/:id/progress': PAY_READERS,
  'GET /v1/managers/:id/clients': PAY_READERS,

  // for the payroll system, which sees what it is sent and says what became of it; pay of a whole company: no heads
  ...records('pay-codes', EXPORT_READERS, ['hr']),
  'GET /v1/exports': EXPORT_READERS,
  'POST /v1/exports': ['hr'],
  'GET /v1/exports/unpaid': EXPORT_READERS,
  'GET /v1/exports/:id': EXPORT_READERS,
  'GET /v1/exports/:id/rows': EXPORT_READERS,
  'GET /v1/exports/:id/file': EXPORT_READERS,
  'GET /v1/exports/:id/acknowledgements': EXPORT_READERS,
  'POST /v1/exports/:id/acknowledgements': ['hr', 'payroll'],
  'POST /v1/exports/:id/cancel': ['hr'],
  'GET /v1/periods/:code/pay-sheet': ['hr', 'auditor'],
};

/** Reads of pay by others than auditors that are recorded: what leaves the service as a whole. */
const RECORDED_READS = new Set([
  'GET /v1/exports/:id/rows',
  'GET /v1/exports/:id/file',
  'GET /v1/periods/:code/pay-sheet',
  'GET /v1/periods/:code/reconciliation',
  'GET /v1/simulations/:id/rows',
]);

/** Whether the audit log tells of a read: all that auditors read, and what others take out. */
export const isReadRecorded = (route: string, role: Role): boolean =>
  route.startsWith('GET /v1/') && (role === 'auditor' || RECORDED_READS.has(route));

/** Nouns whose rows a role may read, as the audit log names them: of others it is not told what they hold. */
export const readableKinds = (role: Role): string[] =>
  Object.entries(policy).flatMap(([route, rule]) => {
    const [, kind] = /^GET [/]v1[/]([a-z-]+)$/.exec(route) ?? [];
    return kind && rule !== 'public' && rule.includes(role) ? [kind] : [];
  });

/** Whether anybody may call this route, given as `GET /v1/teams/:id`. */
export const isPublic = (route: string): boolean => policy[route] === 'public';
