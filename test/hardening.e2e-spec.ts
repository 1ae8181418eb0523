import fastify from 'fastify';
import supertest from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { createApp } from '../src/app.js';
import { schema } from '../src/entities.js';
import { createDataSource } from '../src/platform/database/data-source.js';
import { setHeaders } from '../src/platform/headers.js';
import { startService, type TestService } from './support/service.js';

const POLICY =
  "default-src 'self';script-src 'self';style-src 'self';img-src 'self' data:;" +
  "object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'";

describe('every answer', () => {
  let service: TestService;
  let hr: TestAgent;

  beforeAll(async () => {
    service = await startService();
    hr = await service.as('hr');
    await hr.post('/v1/managers').send({ personnelNumber: 'secret-7', name: 'Nobody else' });
  });
  afterAll(() => service?.stop());

  it.each(['/', '/docs', '/openapi.json', '/health/live', '/v1/me', '/v1/nothing', '/v1/%00'])(
    'tells browsers what they may do: %s',
    async (path) => {
      const { headers } = await service.anonymous.get(path);
      expect(headers).toMatchObject({
        'content-security-policy':
          path === '/docs' ? POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'") : POLICY,
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'x-request-id': expect.stringMatching(/^[\w-]{36}$/),
      });
      expect(headers).not.toHaveProperty('strict-transport-security');
      expect(headers['cache-control'] === 'no-store').toBe(path.startsWith('/v1/'));
    },
  );

  it('of the API is kept by no cache, however its address is written', async () => {
    for (const path of ['/v1/me', '/%761/me', '/v%31/me']) {
      const { status, headers } = await hr.get(path);
      expect([path, status, headers['cache-control']]).toEqual([path, 200, 'no-store']);
    }
  });

  it('asks for HTTPS where it is reached by it', async () => {
    const app = fastify();
    await setHeaders(app, true);
    const { headers } = await app.inject('/');
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8,}/);
  });

  it('of the API pages has no script that the policy keeps from running', async () => {
    const { text } = await service.anonymous.get('/docs');
    const scripts = [...text.matchAll(/<script([^>]*)>/g)].map(([, attributes = '']) => attributes);
    const sources = scripts.map((attributes) => /src=['"]([^'"]+)['"]/.exec(attributes)?.[1]);
    expect(sources.length).toBeGreaterThan(1);
    for (const source of sources) {
      const { pathname, host } = new URL(source ?? 'http://inline', 'http://own/docs');
      expect([host, (await service.anonymous.get(pathname)).status]).toEqual(['own', 200]);
    }
    expect(text).not.toMatch(/\son\w+=|javascript:/i);
  });

  it.each([
    ['proxy-4711.a_b', true],
    ['short', false],
    ['x'.repeat(65), false],
    ['has "quotes" and spaces', false],
  ])('has the id of its request: %j', async (given, taken) => {
    const { headers } = await service.anonymous.get('/health/live').set('x-request-id', given);
    expect(headers['x-request-id'] === given).toBe(taken);
  });

  it('to what goes wrong inside tells no SQL, no stack and no path', async () => {
    await service.source.query('alter table kpis rename to kpis_elsewhere');
    const { status, text, headers } = await hr.get('/v1/kpis');
    await service.source.query('alter table kpis_elsewhere rename to kpis');
    expect(status).toBe(500);
    expect(text).toContain(headers['x-request-id']);
    expect(text).not.toMatch(/kpis|select|relation|42P01|\bat \w|[/\\](src|dist|node_modules)/i);
  });

  it('of the metrics goes by routes, without ids, names and figures', async () => {
    await hr.get('/v1/managers/123456789');
    await hr.get('/v1/managers?personnelNumber=secret-7');
    expect((await service.anonymous.get('/metrics')).status).toBe(401);
    const admin = await service.as('admin');
    const wanted = { name: 'Prometheus', role: 'intake', scopes: ['metrics'] };
    const { token } = (await admin.post('/v1/tokens').send(wanted)).body;
    const asked = service.anonymous.get('/metrics').set('Authorization', `Bearer ${token}`);
    const { status, text, type } = await asked;
    expect([status, type]).toEqual([200, 'text/plain']);
    expect(text).toContain(
      'premia_http_request_seconds_count{method="GET",route="/v1/managers/:id",status="404"} 1',
    );
    expect(text).toMatch(/premia_database_connections\{state="used"\} \d/);
    expect(text).not.toMatch(/123456789|secret-7|Nobody/);
  });
});

describe('a pool whose connections are all taken', () => {
  it('is answered 503, when to come again, and is used again once one is free', async () => {
    const url = new URL(process.env.PREMIA_TEST_SERVER ?? '');
    url.pathname = `/premia_${process.env.JEST_WORKER_ID ?? '1'}`;
    const source = createDataSource(url.href, 1, schema);
    const { extra } = source.options as { extra: object };
    source.setOptions({ extra: { ...extra, connectionTimeoutMillis: 200 } } as object);
    await source.initialize();
    const app = await createApp(source);
    await app.listen(0, '127.0.0.1');
    const agent = supertest.agent(app.getHttpServer()).set('Authorization', `Bearer ${'x'.repeat(40)}`);
    const held = source.createQueryRunner();
    await held.connect();
    const answers = await Promise.all(Array.from({ length: 20 }, () => agent.get('/v1/me')));
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers['retry-after']}`))).toEqual(
      new Set(['503 2']),
    );
    await held.release();
    expect((await agent.get('/v1/me')).status).toBe(401);
    await app.close();
  });
});
