import { request as rawRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type TestAgent from 'supertest/lib/agent.js';
import { contentsOf, invalid, refusalOf, refuse, startWithPeople } from './support/bad-input.js';
import type { TestService } from './support/service.js';

const PROBLEM = 'urn:premia:problem:';

describe('an address of a wrong form', () => {
  let service: TestService;
  let hr: TestAgent;
  let token: string;

  beforeAll(async () => {
    ({ service, hr } = await startWithPeople());
    const admin = await service.as('admin');
    token = (await admin.post('/v1/tokens').send({ name: 'raw', role: 'hr' })).body.token;
  });
  afterAll(() => service.stop());

  const MONTH = 'a month from 1990 to 2100, such as 2026-03';
  const WHOLE = 'a whole number from 1 to 1000';
  it.each<[path: string, ...fields: [string, string | null, string][]]>([
    ['/v1/orders?limit=0', ['limit', '0', WHOLE]],
    ['/v1/orders?limit=abc', ['limit', 'abc', WHOLE]],
    ['/v1/orders?limit=1e9', ['limit', '1e9', WHOLE]],
    ['/v1/orders?limit=', ['limit', '', WHOLE]],
    ['/v1/orders?limit=1&limit=2', ['limit', '["1","2"]', 'the parameter once']],
    ['/v1/orders?cursor=rubbish', ['cursor', 'rubbish', 'the cursor of an earlier answer, unchanged']],
    [
      '/v1/orders?from=2026-02-31',
      ['from', '2026-02-31', 'a day of the calendar from 1990-01-01 to 2100-12-31, as YYYY-MM-DD'],
    ],
    ['/v1/orders?manager=%00', ['manager', '\u0000', 'a text without control characters']],
    [
      '/v1/orders?sort=amount',
      [
        'sort',
        'amount',
        'no such field; known are: limit, cursor, source, externalId, manager, client, product, status, from, until',
      ],
    ],
    ['/v1/statements?limit=0', ['limit', '0', WHOLE]],
    ['/v1/statements?period=2026-13', ['period', '2026-13', MONTH]],
    ['/v1/statements?period=2026-01&period=2026-02', ['period', '["2026-01","2026-02"]', MONTH]],
    ['/v1/statements?period=2026-Q1', ['period', '2026-Q1', MONTH]],
    ['/v1/managers/1/progress?period=2026', ['period', '2026', MONTH]],
    [
      '/v1/statements?colour=red',
      ['colour', 'red', 'no such field; known are: limit, cursor, period, team, manager'],
    ],
    ['/v1/results?cursor=!', ['cursor', '!', 'the cursor of an earlier answer, unchanged']],
    [
      '/v1/payroll-runs?period=1800-01',
      ['period', '1800-01', 'a period from 1990 to 2100: 2026-03, 2026-Q1 or 2026'],
    ],
    ['/v1/imports?limit=-1', ['limit', '-1', WHOLE]],
  ])('GET %s', async (path, ...fields) => {
    expect(refusalOf(await refuse(service, () => hr.get(path)))).toEqual(invalid(...fields));
  });

  it.each([
    '/v1/managers/abc',
    '/v1/managers/-1',
    '/v1/managers/0',
    '/v1/managers/1.5',
    '/v1/managers/99999999999999999999999',
    '/v1/managers/9223372036854775808',
    '/v1/managers/999999999999999999',
    '/v1/managers/1%27%20or%201=1',
    '/v1/managers/%D1%8F',
    '/v1/payroll-runs/x',
    '/v1/results/x/explanation',
    '/v1/statements/9223372036854775808',
    '/v1/managers/77/progress',
    '/v1/periods/1800-99',
    '/v1/schemes/none/versions',
    '/v1/schemes/none/versions/x',
    '/v1/mapping-profiles/none',
  ])('GET %s, which does not exist', async (path) => {
    const answer = await refuse(service, () => hr.get(path));
    expect(refusalOf(answer)).toEqual({ status: 404, type: `${PROBLEM}not-found` });
  });

  it.each(['managers/abc', 'orders/99999999999999999999', 'teams/77'])(
    'DELETE /v1/%s, which does not exist',
    async (path) => {
      const answer = await refuse(service, () => hr.delete(`/v1/${path}`));
      expect(refusalOf(answer)).toEqual({ status: 404, type: `${PROBLEM}not-found` });
    },
  );

  it.each([
    ['GET', '/v1/nothing', 404, 'no-route'],
    ['PATCH', '/v1/managers', 404, 'no-route'],
    ['OPTIONS', '/v1/managers', 404, 'no-route'],
    ['PROPFIND', '/v1/managers', 404, 'no-route'],
    ['POST', '/v1/managers/1', 404, 'no-route'],
    ['GET', '/v1//managers', 404, 'no-route'],
    ['GET', '/v1/managers/%', 400, 'malformed-request'],
    ['GET', '/v1/managers/%ff', 400, 'malformed-request'],
    ['GET', '/v1/managers/%00', 400, 'malformed-request'],
    ['GET', '/v1/periods/2026%00', 400, 'malformed-request'],
    ['GET', `/v1/managers/${'1'.repeat(501)}`, 414, 'address-too-long'],
    ['GET', `/v1/managers?manager=${'a'.repeat(20_000)}`, 431, 'headers-too-large'],
    ['BREW', '/v1/managers', 400, 'malformed-request'],
  ])('%s %.40s → %i %s', async (method, path, status, code) => {
    const before = await contentsOf(service.source);
    const answer = await send(method, path);
    expect([answer.status, answer.type, answer.body.type, answer.body.status]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
      PROBLEM + code,
      status,
    ]);
    expect(await contentsOf(service.source)).toEqual(before);
  });

  it('HEAD answers as GET does, without a body', async () => {
    expect((await hr.head('/v1/managers')).status).toBe(200);
    expect((await hr.head('/v1/managers/abc')).status).toBe(404);
    expect((await service.anonymous.head('/v1/managers')).status).toBe(401);
  });

  const port = () => (service.app.getHttpServer().address() as AddressInfo).port;

  /** Past the client library, which mends addresses; as bytes where Node's client would refuse to send. */
  function send(
    method: string,
    path: string,
  ): Promise<{ status: number; type: string; body: { type: string; status: number } }> {
    if (method === 'BREW') return sendBytes(`BREW ${path} HTTP/1.1\r\nhost: x\r\n\r\n`);
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}` };
      rawRequest({ port: port(), method, path, headers }, async (answer) => {
        const text = Buffer.concat(await answer.toArray()).toString();
        resolve({
          status: answer.statusCode!,
          type: answer.headers['content-type']!,
          body: JSON.parse(text),
        });
      })
        .on('error', reject)
        .end();
    });
  }

  async function sendBytes(bytes: string) {
    const socket = connect(port(), '127.0.0.1');
    socket.write(bytes);
    const [head = '', text = ''] = Buffer.concat(await socket.toArray())
      .toString()
      .split('\r\n\r\n');
    const status = Number(head.split(' ')[1]);
    return { status, type: /content-type: (.*)/.exec(head)?.[1]?.trim() ?? '', body: JSON.parse(text) };
  }
});
