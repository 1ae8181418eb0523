import type TestAgent from 'supertest/lib/agent.js';
import { type AccessCompany, accessCompany, SCHEME } from './support/access-company.js';
import { NOUNS, recordAt } from './support/access-records.js';
import { ApiDocument, type Operation } from './support/openapi.js';

const SENDS = 50;
const reason = 'as agreed';
/** A place beyond the records that the company has. */
const FAR = 40;

interface Sent {
  /** The body of the first sends, and another, by 0 and 1. */
  body(n: number): object | string;
  /** What has one row more then. */
  effects: string;
  /** Which one of the route's objects; where there is no body, another of them is another request. */
  id?: (company: AccessCompany, n: number) => string;
  /** Whether it is told once and not kept. */
  isSecret?: boolean;
  by?: 'admin' | 'hr';
  status?: number;
  before?: (by: { hr: TestAgent; director: TestAgent }) => Promise<unknown>;
}

const withReason = (n: number) => ({ reason: `${reason} ${n}` });
const secret = { by: 'admin', status: 201, isSecret: true } as const;
const step = (by: TestAgent, to: string) =>
  by.post('/v1/periods/2026-02/transitions').send({ to }).expect(200);

/** What is sent to routes that are not a noun's, in the order in which they follow from each other. */
const OTHERS: Record<string, Sent> = {
  'POST /v1/adjustments': {
    body: (n) => ({
      period: '2026-02',
      manager: 'M2',
      kind: 'agreed',
      amount: `${n + 1}`,
      reason,
      clause: '5',
    }),
    effects: 'adjustments',
    status: 201,
  },
  'POST /v1/adjustments/{id}/withdraw': {
    body: withReason,
    effects: 'adjustments where withdrawn_at is not null',
    id: ({ ids }) => ids.adjustments!.M2!,
  },
  'POST /v1/grade-proposals/{id}/accept': {
    body: withReason,
    effects: 'grade_decisions',
    id: ({ ids }) => ids['grade-proposals']!.N1!,
  },
  'POST /v1/grade-proposals/{id}/refuse': {
    body: withReason,
    effects: 'grade_decisions',
    id: ({ ids }) => ids['grade-proposals']!.M2!,
  },
  'POST /v1/periods/{code}/transitions': {
    body: (n) => ({ to: 'in_review', team: ['north', 'south'][n] }),
    effects: 'period_transitions',
    id: () => '2026-02',
  },
  'POST /v1/exports': {
    body: (n) => ({ period: '2026-02', teams: [['north'], ['south']][n] }),
    effects: 'exports',
    before: async ({ hr, director }) => [await step(hr, 'in_review'), await step(director, 'approved')],
  },
  'POST /v1/exports/{id}/acknowledgements': {
    body: (n) => ({ items: [{ row: n + 1, state: 'accepted' }] }),
    effects: 'export_acknowledgements',
    id: ({ ids }) => ids.exports!.one!,
  },
  'POST /v1/exports/{id}/cancel': {
    body: withReason,
    effects: `exports e where exists (select from export_rows r where r.export_id = e.id and r.state = 'cancelled')`,
    id: ({ ids }) => ids.exports!.one!,
  },
  'POST /v1/payroll-runs': { body: (n) => ({ period: `2026-0${n + 3}` }), effects: 'payroll_runs' },
  'POST /v1/schemes': {
    body: (n) => ({ document: SCHEME.replace('share', `other-${n}`) }),
    effects: 'scheme_versions',
  },
  'POST /v1/schemes/simulate': {
    body: (n) => ({ document: SCHEME, from: '2026-01', to: `2026-0${n + 1}` }),
    effects: 'simulations',
  },
  'POST /v1/imports': { body: (n) => `no,day,amount\n${n},2030-02-10,1\n`, effects: 'intakes' },
  'POST /v1/tokens': { ...secret, body: (n) => ({ name: `of ${n}`, role: 'hr' }), effects: 'tokens' },
  'POST /v1/users': {
    ...secret,
    body: (n) => ({ name: 'Somebody', role: 'hr', email: `u${n}@example.org` }),
    effects: 'users',
  },
  'POST /v1/users/{id}/links': {
    ...secret,
    body: () => ({}),
    effects: `audit_events where kind = 'user-links' and after is not null`,
    id: ({ ids }, n) => [ids.users!.M1!, ids.users!.N1!][n]!,
  },
};

const OF_NOUNS: Record<string, Sent> = Object.fromEntries(
  NOUNS.flatMap((noun) => {
    const record = (n: number) => recordAt(noun, FAR + n, 'M2');
    const numberOf = (n: number) => ({ externalId: (record(n) as { externalId?: string }).externalId });
    const effects = 'intakes';
    return [
      [`POST /v1/${noun}`, { body: record, effects }],
      [`POST /v1/${noun}/batch`, { body: (n: number) => ({ items: [record(n)] }), effects }],
      [`POST /v1/${noun}/withdraw`, { body: (n: number) => ({ items: [numberOf(n)] }), effects }],
    ];
  }),
);

/** POST routes without the header: they make nothing, or done twice have done it once. */
const WITHOUT = [
  'POST /v1/imports/preview',
  'POST /v1/jobs/{id}/cancel',
  'POST /v1/links/redeem', // works once
  'POST /v1/schedule/periods/{code}/start', // of a month that is under way the same job is answered
  'POST /v1/schemes/check',
  'POST /v1/schemes/evaluate',
  'POST /v1/schemes/lint',
  'POST /v1/session', // each sign-in has a session of its own
  'POST /v1/session/confirm',
  'POST /v1/setup', // works once
  'POST /v1/users/{id}/disable',
  'POST /v1/users/{id}/enable',
];

const POSTS = new ApiDocument().operations.filter(({ method }) => method === 'POST');
const takesKey = ({ parameters }: Operation) => parameters.some(({ name }) => name === 'Idempotency-Key');
const KEYED = POSTS.filter(takesKey).map(({ route }) => route);
/** Others first, in their order: records of the nouns would change what they see. */
const IN_ORDER = [...Object.keys(OTHERS), ...KEYED.filter((route) => !(route in OTHERS))];

describe('Idempotency-Key at each route', () => {
  let company: AccessCompany;
  let clients: { hr: TestAgent; admin: TestAgent; director: TestAgent };

  beforeAll(async () => {
    company = await accessCompany();
    const { service } = company;
    clients = {
      hr: await service.as('hr'),
      admin: await service.as('admin'),
      director: await service.as('head', 'H0'),
    };
  }, 120_000);
  afterAll(() => company?.service.stop());

  it('is taken by every POST but those that need none', () => {
    expect(POSTS.filter((one) => !takesKey(one)).map(({ route }) => route)).toEqual(WITHOUT);
    expect(IN_ORDER.filter((route) => !(route in OTHERS) && !(route in OF_NOUNS))).toEqual([]);
  });

  const count = async (what: string): Promise<number> =>
    Number((await company.service.source.query(`select count(*) from ${what}`))[0].count);

  it.each(IN_ORDER)(
    `of ${SENDS} sends at once: one effect, equal answers, no other body: %s`,
    async (route) => {
      const sent = (OTHERS[route] ?? OF_NOUNS[route])!;
      await sent.before?.(clients);
      const send = (n: number) => {
        const body = sent.body(n);
        const path = route.replace('POST ', '').replace(/\{\w+\}/, sent.id?.(company, n) ?? '');
        const asked = clients[sent.by ?? 'hr'].post(path).set('Idempotency-Key', route);
        if (typeof body === 'object') return asked.send(body);
        const file = asked.query({ profile: 'shop' }).set('Content-Type', 'text/csv');
        return file.serialize((text) => text).send(Buffer.from(body));
      };
      const before = await count(sent.effects);
      const answers = await Promise.all(Array.from({ length: SENDS }, () => send(0)));
      const statuses = answers.map(({ status }) => status).sort();
      const { status = 200, isSecret } = sent;
      expect(statuses).toEqual([status, ...Array(SENDS - 1).fill(isSecret ? 409 : status)]);
      if (!isSecret) expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      const other = await send(1);
      expect([other.status, other.body.type]).toEqual([422, 'urn:premia:problem:idempotency-key-reused']);
      expect(await count(sent.effects)).toBe(before + 1);
    },
  );
});
