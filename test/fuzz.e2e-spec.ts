import fc from 'fast-check';
import { catalogue } from '../src/platform/problem/catalogue.js';
import { type AccessCompany, accessCompany, nameOf, PAY } from './support/access-company.js';
import { NOUNS } from './support/access-records.js';
import { addressOf, type Shot, shotOf } from './support/fuzz-requests.js';
import { valid } from './support/fuzz-values.js';
import { type Answer, ApiDocument, type Operation } from './support/openapi.js';

const REQUESTS = Number(process.env.PREMIA_FUZZ_REQUESTS ?? 3_000);
/** What is found is found again with PREMIA_FUZZ_SEED and as many requests. */
const SEED = Number(process.env.PREMIA_FUZZ_SEED ?? 1);
const CHUNK = 250;
const LIVES_A_CHUNK = 10;

const INSIDE =
  /node_modules|\n\s+at \S+ \(|\.[jt]s:\d|\bselect\b.{1,200}\bfrom\b|\binsert into\b|QueryFailed|\/(?:home|usr|tmp|var)\/\w|\$argon2|duplicate key|violates/is;
const SECRET = /premia_[\w-]{43}/;
/** Who is never told any pay; the manager is told the own. */
const PAYLESS: readonly Shot['viewer'][] = ['anonymous', 'stranger', 'admin', 'intake', 'scoped'];
const REFUSALS = Object.keys(catalogue).filter(
  (code) => !['internal', 'conflict', 'unavailable'].includes(code),
);

describe('requests made from openapi.json', () => {
  const api = new ApiDocument();
  const found = new Map<string, string>();
  const statuses: Record<number, number> = {};
  const known = new Map<string, string[]>();
  let company: AccessCompany;
  let requests = 0;

  beforeAll(async () => {
    company = await accessCompany();
    for (const [kind, ids] of Object.entries(company.ids)) known.set(kind.split(' ')[0]!, Object.values(ids));
  }, 120_000);
  afterAll(() => company?.service.stop());

  const tokenOf = (viewer: Shot['viewer']): string | undefined =>
    viewer === 'anonymous' ? undefined : viewer === 'stranger' ? 'x'.repeat(43) : company.tokens[viewer];

  async function send(shot: Shot): Promise<Answer> {
    const { operation, viewer, headers, payload = '' } = shot;
    const token = tokenOf(viewer);
    const url = addressOf(shot, (resource) => known.get(resource) ?? []);
    const answer = await company.service.app.inject({
      ...{ method: operation.method, url },
      headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      ...(payload ? { payload } : {}),
    });
    requests++;
    statuses[answer.statusCode] = (statuses[answer.statusCode] ?? 0) + 1;
    const reached = api.reached(operation.method, url) ?? operation;
    for (const wrong of faultsOf({ ...shot, operation: reached }, answer))
      found.set(
        `${reached.route}: ${wrong}`,
        `${viewer} ${url.slice(0, 300)} ${payload.slice(0, 500)} → ${answer.body.slice(0, 400)}`,
      );
    return answer;
  }

  function faultsOf({ operation, viewer }: Shot, answer: Answer): string[] {
    const { statusCode, body } = answer;
    const faults = statusCode >= 500 ? [`answered ${statusCode}`] : [];
    // an address that no route has is answered before any route
    const disagreement = body.includes(':no-route') ? undefined : api.disagreement(operation, answer);
    if (disagreement) faults.push(disagreement);
    else if (statusCode >= 400) {
      const { type, status } = JSON.parse(body);
      if (status !== statusCode || !REFUSALS.includes(type.replace('urn:premia:problem:', '')))
        faults.push(`refused as ${type} ${status}`);
    }
    const inside = INSIDE.exec(body);
    if (inside) faults.push(`tells of the inside: ${inside[0].slice(0, 80)}`);
    if (SECRET.test(body) && operation.route !== 'POST /v1/tokens') faults.push('tells a token');
    if (canariesFor(viewer).some((canary) => body.includes(canary)))
      faults.push(`tells ${viewer} of the pay of others`);
    return faults;
  }

  const canariesFor = (viewer: Shot['viewer']): readonly string[] => {
    if (PAYLESS.includes(viewer)) return Object.values(PAY).flat();
    if (viewer !== 'manager') return [];
    return Object.entries(PAY).flatMap(([number, pay]) => (number === 'M1' ? [] : [...pay, nameOf(number)]));
  };

  const operationOf = (route: string): Operation => api.operations.find((one) => one.route === route)!;

  /** A record of a noun is taken, read, changed, listed, withdrawn and no longer there. */
  async function live(noun: string, [first, second]: [object, object]): Promise<void> {
    const shot = (route: string, more: Partial<Shot> = {}): Promise<Answer> =>
      send({
        ...{ operation: operationOf(route), viewer: 'hr', picks: [0, 0, 0], query: {} },
        headers: { 'content-type': 'application/json' },
        ...more,
      });
    const expecting = async (step: string, answer: Promise<Answer>, ...expected: number[]) => {
      const { statusCode } = await answer;
      if (!expected.includes(statusCode))
        found.set(`${noun}: ${step} ${statusCode}`, JSON.stringify([first, second]));
      return statusCode;
    };
    const take = (record: object) => shot(`POST /v1/${noun}`, { payload: JSON.stringify(record) });
    const { statusCode, body } = await take(first);
    if (statusCode !== 200 || JSON.parse(body).withdrawn) return;
    const place = JSON.parse(body).id;
    const one = `/v1/${noun}/{id}`;
    await expecting('read', shot(`GET ${one}`, { place }), 200);
    await expecting('changed', take(second), 200, 422);
    await expecting('listed', shot(`GET /v1/${noun}`), 200);
    const gone = await expecting('withdrawn', shot(`DELETE ${one}`, { place }), 204, 409);
    if (gone === 204) await expecting('read after', shot(`GET ${one}`, { place }), 404);
  }

  const shots = fc.constantFrom(...api.operations).chain((operation) => shotOf(api, operation));
  const lives = fc.constantFrom(...NOUNS).chain((noun) => {
    const { schema } = operationOf(`POST /v1/${noun}`).requestBody!.content!['application/json']!;
    const record = valid(api, schema, '') as fc.Arbitrary<object>;
    return fc.tuple(fc.constant(noun), fc.tuple(record, record));
  });

  it(
    `are answered as it says, without a fault and without what is not to be told: ${REQUESTS}, seed ${SEED}`,
    async () => {
      for (let chunk = 0; requests < REQUESTS; chunk++) {
        for (const shot of fc.sample(shots, { seed: SEED + chunk, numRuns: CHUNK })) {
          const { statusCode, body } = await send(shot);
          const { id } = statusCode === 200 && body.startsWith('{') ? JSON.parse(body) : {};
          const resource = shot.operation.path.split('/')[2]!;
          if (typeof id === 'string') known.set(resource, [...(known.get(resource) ?? []).slice(-50), id]);
        }
        for (const life of fc.sample(lives, { seed: SEED + chunk, numRuns: LIVES_A_CHUNK }))
          await live(...life);
      }
      process.stdout.write(`fuzz: seed ${SEED}, ${requests} requests, ${JSON.stringify(statuses)}\n`);
      expect(Object.fromEntries(found)).toEqual({});
      const { statusCode } = await company.service.app.inject('/health/ready');
      expect([statusCode, (statuses[200] ?? 0) > requests / 5]).toEqual([200, true]);
    },
    REQUESTS * 100 + 60_000,
  );
});
