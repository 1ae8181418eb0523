import type TestAgent from 'supertest/lib/agent.js';
import { policy } from '../src/features/access/index.js';
import { browser, PASSWORD, signedIn, signIn } from './support/people.js';
import { type ReviewCompany, reviewCompany } from './support/review-company.js';

/** Nouns whose rows tell what somebody is paid or would be, or why. */
const PAY =
  /^(statements|results|adjustments|exports|simulations|legacy-pay|pay-codes|payroll-runs|periods|grade-proposals|grades|manager-attributes|scheme-assignments|attendance|jobs)$/;
/** And single routes. */
const PAY_ROUTES = [
  'GET /v1/managers/:id/progress',
  'POST /v1/schemes/evaluate',
  'POST /v1/schemes/simulate',
  'POST /v1/schedule/periods/:code/start',
];
const isPay = (route: string): boolean => PAY_ROUTES.includes(route) || PAY.test(route.split('/')[2] ?? '');

describe('users', () => {
  let company: ReviewCompany;
  let admin: TestAgent;
  let adminId: string;
  const problem = ({ status, body }: { status: number; body: { type?: string } }) =>
    `${status} ${body.type?.split(':').at(-1)}`;
  const anna = { email: 'Anna@Example.com', name: 'Anna', role: 'hr' };

  beforeAll(async () => {
    company = await reviewCompany();
    ({ by: admin, id: adminId } = await signedIn(company.service, 'admin@example.com', 'admin'));
  });
  afterAll(() => company?.service.stop());

  it('are invited by the administrator, once an e-mail, and the link is shown once', async () => {
    const sent = () => admin.post('/v1/users').set('Idempotency-Key', 'anna').send(anna);
    const { status, body } = await sent();
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(String),
        email: 'anna@example.com',
        name: 'Anna',
        role: 'hr',
        manager: null,
        language: 'en',
        state: 'invited',
        createdAt: expect.any(String),
        invitation: {
          kind: 'invitation',
          link: expect.stringMatching(/^\/join#[\w-]{43}$/),
          expiresAt: expect.any(String),
        },
      },
    ]);
    expect(problem(await sent())).toBe('409 already-made');
    expect(problem(await admin.post('/v1/users').send({ ...anna, email: 'anna@example.COM' }))).toBe(
      '409 email-taken',
    );
    const { body: listed } = await admin.get('/v1/users');
    expect(JSON.stringify(listed)).not.toMatch(/argon2|join#|hash/);
    expect(listed.map(({ email }: { email: string }) => email)).toEqual([
      'admin@example.com',
      'anna@example.com',
    ]);
    const by = browser(company.service);
    await by.post('/v1/links/redeem').send({ link: body.invitation.link, password: PASSWORD }).expect(204);
    expect((await admin.get(`/v1/users/${body.id}`)).body.state).toBe('active');
  });

  it.each([
    ['email', { ...anna, email: 'no address' }],
    ['role', { ...anna, email: 'b@example.com', role: 'intake' }],
    ['manager', { ...anna, email: 'b@example.com', role: 'head' }],
    ['manager', { ...anna, email: 'b@example.com', manager: 'nobody' }],
    ['language', { ...anna, email: 'b@example.com', language: 'de' }],
  ])('are refused with a wrong %s', async (field, wanted) => {
    const { status, body } = await admin.post('/v1/users').send(wanted);
    expect([status, body.fields?.map((one: { field: string }) => one.field)]).toEqual([422, [field]]);
  });

  it('are managed by administrators only', async () => {
    const { by, id } = await signedIn(company.service, 'plain@example.com', 'hr');
    for (const [method, path] of [
      ['get', '/v1/users'],
      ['get', `/v1/users/${id}`],
      ['post', '/v1/users'],
      ['put', `/v1/users/${id}`],
      ['post', `/v1/users/${id}/links`],
      ['post', `/v1/users/${id}/disable`],
    ] as const)
      expect([path, problem(await by[method](path).send({}))]).toEqual([path, '403 forbidden']);
    expect((await browser(company.service).get('/v1/users')).status).toBe(401);
  });

  it('get another role at once, and sign in anew for it; nobody changes the own', async () => {
    const { by, id } = await signedIn(company.service, 'moved@example.com', 'hr');
    expect((await by.get('/v1/statements')).status).toBe(200);
    const change = (role: string, manager?: string) =>
      admin.put(`/v1/users/${id}`).send({ name: 'Moved', role, manager, language: 'ru' });
    expect((await change('hr')).body).toMatchObject({ role: 'hr', language: 'ru' });
    expect((await by.get('/v1/session')).body).toMatchObject({ name: 'Moved', language: 'ru' });
    expect((await change('manager', 'M1')).body).toMatchObject({ role: 'manager', manager: 'M1' });
    expect((await by.get('/v1/statements')).status).toBe(401);
    expect((await signIn(by, 'moved@example.com')).status).toBe(204);
    expect((await by.get('/v1/session')).body).toMatchObject({ role: 'manager', manager: 'M1' });
    expect(problem(await by.get('/v1/payroll-runs'))).toBe('403 forbidden');
    const own = { name: 'Me', role: 'hr' };
    expect(problem(await admin.put(`/v1/users/${adminId}`).send(own))).toBe('409 own-account');
    expect(problem(await admin.post(`/v1/users/${adminId}/disable`))).toBe('409 own-account');
    // the own id in another text is nobody's
    expect(problem(await admin.put(`/v1/users/0${adminId}`).send(own))).toBe('404 not-found');
    expect(problem(await admin.post(`/v1/users/0${adminId}/disable`))).toBe('404 not-found');
  });

  it('lose all sessions at once when disabled, and links too', async () => {
    const { by, id } = await signedIn(company.service, 'leaver@example.com', 'hr');
    const other = browser(company.service);
    await signIn(other, 'leaver@example.com');
    const { link } = (await admin.post(`/v1/users/${id}/links`)).body;
    expect((await admin.post(`/v1/users/${id}/disable`)).body.state).toBe('disabled');
    expect([(await by.get('/v1/session')).status, (await other.get('/v1/session')).status]).toEqual([
      401, 401,
    ]);
    expect(problem(await by.post('/v1/links/redeem').send({ link, password: PASSWORD }))).toBe(
      '410 link-not-valid',
    );
    expect(problem(await admin.post(`/v1/users/${id}/links`))).toBe('409 user-disabled');
    expect((await admin.post(`/v1/users/${id}/enable`)).body.state).toBe('active');
    expect((await by.get('/v1/session')).status).toBe(401); // and do not come back
    expect((await signIn(by, 'leaver@example.com')).status).toBe(204);
  });

  it('of the role administrator see no pay: every route of it is refused', async () => {
    const routes = Object.keys(policy).filter(isPay);
    expect(routes.length).toBeGreaterThan(70);
    const answers = [];
    for (const route of routes) {
      const [method, path] = route.split(' ') as [string, string];
      const address = path.replace(':id', '1').replace(':code', '2026-01').replace(':number', '1');
      const send = admin[method.toLowerCase() as 'get'].bind(admin);
      answers.push(`${route} ${problem(await send(address).send(method === 'GET' ? undefined : {}))}`);
    }
    expect(answers).toEqual(routes.map((route) => `${route} 403 forbidden`));
  });

  it('are told apart, also by the same name; a token of the name, and two users of one manager, are not', async () => {
    const { service, run, step } = company;
    const named = async (email: string, role: 'hr' | 'head', manager?: string) => {
      const made = await signedIn(service, email, role, manager);
      const name = 'Ivanova';
      await service.source.query('update users set name = $2 where id = $1', [made.id, name]);
      return made.by;
    };
    const one = await named('ivanova.1@example.com', 'hr');
    const two = await named('ivanova.2@example.com', 'hr');
    const token = await company.as('Ivanova', 'hr');
    const asHr = await named('director.hr@example.com', 'hr', 'H0');
    const asHead = await named('director@example.com', 'head', 'H0');
    await run('2026-01', one);
    expect(await step(asHr, '2026-01', { to: 'in_review' })).toBe('200');
    const noTeam = { to: 'approved', withoutTeam: true };
    expect(await step(one, '2026-01', noTeam)).toBe('403 approval-two-people'); // started the run
    expect(await step(token, '2026-01', noTeam)).toBe('403 approval-two-people');
    expect(await step(asHr, '2026-01', noTeam)).toBe('403 approval-two-people'); // submitted it
    expect(await step(asHead, '2026-01', { to: 'approved', team: 'south' })).toBe('403 approval-two-people');
    // the step of its owner under another name is still the owner's
    await service.source.query(`update users set name = 'Petrova' where email = 'ivanova.1@example.com'`);
    expect(await step(one, '2026-01', noTeam)).toBe('403 approval-two-people');
    expect(await step(two, '2026-01', noTeam)).toBe('200');
  });

  it('are on record with what they did, and repeat requests by keys of their own', async () => {
    const { by } = await signedIn(company.service, 'keeper@example.com', 'hr');
    await company.run('2026-02');
    const wanted = {
      period: '2026-02',
      manager: 'M1',
      kind: 'prize',
      amount: '10',
      reason: 'fair of the year',
      clause: '5.1',
    };
    const send = () => by.post('/v1/adjustments').set('Idempotency-Key', 'prize').send(wanted);
    const [first, again] = [await send(), await send()];
    expect([first.status, first.body.author]).toEqual([201, 'hr keeper@example.com']);
    expect([again.body.id, again.headers['idempotency-replayed']]).toEqual([first.body.id, 'true']);
  });
});
