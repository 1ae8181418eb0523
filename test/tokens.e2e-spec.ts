import { setTimeout as pause } from 'node:timers/promises';
import supertest from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { startService, type TestService } from './support/service.js';

const DAY_MS = 86_400_000;

describe('API tokens', () => {
  let service: TestService;
  let admin: TestAgent;

  const make = async (wanted: object) => {
    const { status, body } = await admin.post('/v1/tokens').send({ name: 'shop', role: 'intake', ...wanted });
    expect([status, body.detail]).toEqual([201, undefined]);
    const by = supertest.agent(service.app.getHttpServer()).set('Authorization', `Bearer ${body.token}`);
    return { by, made: body };
  };
  const listed = async (id: string) =>
    (await admin.get('/v1/tokens')).body.find((token: { id: string }) => token.id === id);
  const status = async (answer: Promise<{ status: number }>) => (await answer).status;

  beforeAll(async () => {
    service = await startService();
    admin = await service.as('admin');
  });
  afterAll(() => service?.stop());

  it('hold 256 bits, are shown once and kept as their hash', async () => {
    const { made } = await make({});
    expect(Buffer.from(made.token.replace('premia_', ''), 'base64url')).toHaveLength(32);
    expect(await listed(made.id)).not.toHaveProperty('token');
    const [row] = await service.source.query('select * from tokens where id = $1', [made.id]);
    expect(JSON.stringify(row)).not.toContain(made.token.slice(7));
  });

  it('do what their scopes name, of what their role may do', async () => {
    const { by } = await make({ scopes: ['managers', 'orders:read'] });
    expect(await status(by.post('/v1/managers').send({ personnelNumber: '7', name: 'Seven' }))).toBe(200);
    expect(await status(by.get('/v1/managers'))).toBe(200);
    expect(await status(by.get('/v1/orders'))).toBe(200);
    expect(await status(by.get('/v1/me'))).toBe(200);
    const order = { externalId: '1', date: '2026-03-01', manager: '7' };
    const { status: refused, body } = await by.post('/v1/orders').send(order);
    expect([refused, body.type, body.detail]).toEqual([
      403,
      'urn:premia:problem:out-of-scope',
      'The token is not for "orders"; it is for: managers, orders:read.',
    ]);
    for (const route of ['/v1/clients', '/v1/jobs', '/v1/company'])
      expect(await status(by.get(route))).toBe(403);
  });

  it('open no door by a file that their scopes keep shut', async () => {
    const profile = 'code: p\nemits:\n  - {noun: teams, fields: {code: code, title: title}}\n';
    const send = (by: TestAgent) =>
      by.post('/v1/imports').query({ profile }).set('content-type', 'text/csv').send('code,title\na,A\n');
    const kept = await make({ scopes: ['imports', 'managers'] });
    expect((await send(kept.by)).body.type).toBe('urn:premia:problem:out-of-scope');
    const open = await make({ scopes: ['imports', 'teams'] });
    expect(await status(send(open.by))).toBe(200);
  });

  it.each([
    [{ scopes: ['exports'] }, 'scopes'],
    [{ scopes: ['nothing'] }, 'scopes'],
    [{ scopes: [] }, 'scopes'],
    [{ scopes: 'orders' }, 'scopes'],
    [{ expiresInDays: 731 }, 'expiresInDays'],
    [{ expiresInDays: 0 }, 'expiresInDays'],
  ])('are refused with %j', async (wanted, field) => {
    const { status: refused, body } = await admin
      .post('/v1/tokens')
      .send({ name: 'x', role: 'intake', ...wanted });
    expect([refused, body.fields?.[0].field]).toEqual([422, field]);
  });

  it('may read exports alone', async () => {
    const { by } = await make({ role: 'payroll', scopes: ['exports:read'] });
    expect(await status(by.get('/v1/exports'))).toBe(200);
    expect(await status(by.post('/v1/exports/1/acknowledgements').send({ items: [] }))).toBe(403);
    expect(await status(by.get('/v1/pay-codes'))).toBe(403);
  });

  it('expire, in a year unless another time is asked for', async () => {
    const days = ({ createdAt, expiresAt }: { createdAt: string; expiresAt: string }) =>
      Math.round((Date.parse(expiresAt) - Date.parse(createdAt)) / DAY_MS);
    expect(days((await make({})).made)).toBe(365);
    const { by, made } = await make({ expiresInDays: 30 });
    expect([days(made), await status(by.get('/v1/me'))]).toEqual([30, 200]);
    await service.source.query('update tokens set expires_at = now() where id = $1', [made.id]);
    expect(await status(by.get('/v1/me'))).toBe(401);
  });

  it('stop at once when they are revoked', async () => {
    const { by, made } = await make({});
    expect(await status(by.get('/v1/me'))).toBe(200);
    expect(await status(admin.delete(`/v1/tokens/${made.id}`))).toBe(204);
    expect(await status(by.get('/v1/me'))).toBe(401);
  });

  it('tell when they were used last, written once a minute', async () => {
    const { by, made } = await make({});
    expect((await listed(made.id)).lastUsedAt).toBeNull();
    await by.get('/v1/me');
    let first: string | null = null;
    while (first === null) {
      first = (await listed(made.id)).lastUsedAt;
      await pause(5);
    }
    for (let time = 0; time < 3; time++) await by.get('/v1/me');
    const used = `select count(*)::integer as count from audit_events where kind = 'tokens' and object_id = $1`;
    expect([(await listed(made.id)).lastUsedAt, await service.source.query(used, [made.id])]).toEqual([
      first,
      [{ count: 1 }], // of its making
    ]);
  });
});
