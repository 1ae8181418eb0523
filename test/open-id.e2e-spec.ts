import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type TestAgent from 'supertest/lib/agent.js';
import { CLIENT, type Lie, TestProvider, throughProvider } from './support/openid-provider.js';
import { browser, invited, PASSWORD, signedIn, signIn } from './support/people.js';
import { startService, type TestService } from './support/service.js';

type Answer = { status: number; headers: Record<string, unknown> };

describe('single sign-on', () => {
  let service: TestService;
  let provider: TestProvider;
  const SETTINGS = ['PUBLIC_URL', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_TITLE'];

  const cookiesOf = ({ headers }: Answer): string[] => (headers['set-cookie'] as string[] | undefined) ?? [];
  /** Where an answer leads, and whether somebody is signed in by it. */
  const led = (answer: Answer) => [
    answer.status,
    answer.headers.location,
    cookiesOf(answer).some((cookie) => /premia_session=[^;]/.test(cookie)),
  ];
  const REFUSED = [303, '/sign-in?error=openid-refused', false];
  const EXPIRED = [303, '/sign-in?error=openid-expired', false];
  const start = async (by: TestAgent, query = ''): Promise<string> => {
    const answer = await by.get(`/v1/sign-in/openid${query}`);
    expect(answer.status).toBe(303);
    return String(answer.headers.location);
  };
  /** Somebody at the provider, who has an e-mail there. */
  const person = (subject: string, email: string, email_verified: unknown = true) => {
    provider.people.set(subject, { email, email_verified });
    provider.subject = subject;
  };
  const through = async (by: TestAgent, query = '') => by.get(await throughProvider(await start(by, query)));
  const stateOf = async (id: string) => (await (await service.as('admin')).get(`/v1/users/${id}`)).body.state;

  beforeAll(async () => {
    service = await startService();
    const address = (await service.app.getUrl()).replace('[::1]', '127.0.0.1');
    provider = await TestProvider.start(`${address}/v1/sign-in/openid/callback`);
    const values = [address, provider.issuer, CLIENT.id, CLIENT.secret, 'Our directory'];
    for (const [place, name] of SETTINGS.entries()) process.env[`PREMIA_${name}`] = values[place];
  });
  afterEach(() => {
    provider.lie = undefined;
  });
  afterAll(async () => {
    for (const name of SETTINGS) delete process.env[`PREMIA_${name}`];
    await provider?.stop();
    await service?.stop();
  });

  it('is told of before anybody is signed in', async () => {
    expect((await service.anonymous.get('/v1/sign-in')).body).toEqual({
      openid: { title: 'Our directory' },
      demo: false,
    });
  });

  it('asks the provider for a code, by PKCE, bound to this browser', async () => {
    const by = browser(service);
    const answer = await by.get('/v1/sign-in/openid');
    const [cookie = ''] = cookiesOf(answer);
    expect(cookie).toMatch(/^premia_openid=[\w.-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    const { searchParams } = new URL(String(answer.headers.location));
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'premia',
      redirect_uri: `${process.env.PREMIA_PUBLIC_URL}/v1/sign-in/openid/callback`,
      response_type: 'code',
      scope: 'openid email',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      max_age: '43200',
    });
    const again = new URL(await start(browser(service))).searchParams;
    for (const part of ['state', 'nonce', 'code_challenge'])
      expect(again.get(part)).not.toBe(searchParams.get(part));
  });

  it('lets in who was invited, and knows them from then on, whatever their e-mail becomes', async () => {
    const { id, link } = await invited(service, 'anna@example.com', 'hr');
    person('anna', 'Anna@Example.com');
    const by = browser(service);
    expect(led(await through(by, '?to=/statements?period=2026-03'))).toEqual([
      303,
      '/statements?period=2026-03',
      true,
    ]);
    expect((await by.get('/v1/session')).body).toMatchObject({ email: 'anna@example.com', role: 'hr' });
    expect(await stateOf(id)).toBe('active');
    // the invitation is void: whoever finds it chooses no password
    expect((await by.post('/v1/links/redeem').send({ link, password: PASSWORD })).status).toBe(410);
    await signedIn(service, 'taken@example.com', 'admin');
    person('anna', 'taken@example.com', false);
    const later = browser(service);
    expect(led(await through(later))).toEqual([303, '/', true]);
    expect((await later.get('/v1/session')).body).toMatchObject({ email: 'anna@example.com' });
    // and there is no password to guess
    expect((await signIn(browser(service), 'anna@example.com')).status).toBe(401);
  });

  it('takes the e-mail from the ID token where it is there', async () => {
    await invited(service, 'inside@example.com', 'hr');
    person('inside', 'other@example.com', false);
    provider.lie = { claims: { email: 'inside@example.com', email_verified: true } };
    expect(led(await through(browser(service)))).toEqual([303, '/', true]);
  });

  it('ends the session that the browser had', async () => {
    const { by } = await signedIn(service, 'before@example.com', 'hr');
    const before = cookiesOf(await signIn(by, 'before@example.com'))
      .find((cookie) => cookie.includes('session'))!
      .split(';')[0]!;
    person('before', 'before@example.com');
    expect(led(await through(by))).toEqual([303, '/', true]);
    expect((await browser(service).get('/v1/session').set('Cookie', before)).status).toBe(401);
  });

  it.each([
    ['nobody here', 'stranger', 'stranger@example.com', true],
    ['of an e-mail that is not verified', 'unverified', 'waiting@example.com', false],
    ['of one that is said to be, by a text', 'texted', 'waiting@example.com', 'true'],
    ['disabled', 'gone', 'gone@example.com', true],
    ['disabled, and known by the subject', 'gone-later', 'gone-later@example.com', true],
    ['somebody else at the provider, with an e-mail of before', 'second', 'first@example.com', true],
  ])('refuses who is %s, and all alike', async (_, subject, email, verified) => {
    const admin = await service.as('admin');
    if (subject === 'unverified') await invited(service, email, 'hr');
    if (subject === 'gone')
      await admin.post(`/v1/users/${(await signedIn(service, email, 'hr')).id}/disable`).expect(200);
    if (subject === 'gone-later') {
      const { id } = await invited(service, email, 'hr');
      person(subject, email);
      const by = browser(service);
      expect(led(await through(by))).toEqual([303, '/', true]);
      await admin.post(`/v1/users/${id}/disable`).expect(200);
      expect((await by.get('/v1/session')).status).toBe(401);
    }
    if (subject === 'second') {
      await invited(service, email, 'hr');
      person('first', email);
      expect(led(await through(browser(service)))).toEqual([303, '/', true]);
    }
    person(subject, email, verified);
    expect(led(await through(browser(service)))).toEqual(REFUSED);
    const auditor = await service.as('auditor');
    const { body } = await auditor.get('/v1/audit-events?kind=sessions&action=refused&limit=1');
    const { body: users } = await admin.get('/v1/users');
    // whom nobody has verified the e-mail of is tried as nobody
    const tried = users.find((user: { email: string }) => verified === true && user.email === email);
    expect(body.items[0]).toMatchObject({
      object: tried?.id ?? null,
      via: 'GET /v1/sign-in/openid/callback',
      after: { reason: 'openid-refused' },
    });
  });

  it('is tied anew after a reset by the administrator', async () => {
    const { id } = await invited(service, 'married@example.com', 'hr');
    person('maiden', 'married@example.com');
    await through(browser(service));
    person('wed', 'married@example.com');
    expect(led(await through(browser(service)))).toEqual(REFUSED);
    const { link } = (await (await service.as('admin')).post(`/v1/users/${id}/links`)).body;
    await browser(service).post('/v1/links/redeem').send({ link, password: PASSWORD }).expect(204);
    expect(led(await through(browser(service)))).toEqual([303, '/', true]);
  });

  it('lets a disabled user in again once enabled, without a password', async () => {
    const { id } = await invited(service, 'back@example.com', 'hr');
    person('back', 'back@example.com');
    await through(browser(service));
    const admin = await service.as('admin');
    await admin.post(`/v1/users/${id}/disable`).expect(200);
    expect((await admin.post(`/v1/users/${id}/enable`)).body.state).toBe('active');
    expect(led(await through(browser(service)))).toEqual([303, '/', true]);
  });

  it('asks the provider for the password again where a recent one is needed', async () => {
    await invited(service, 'approver@example.com', 'admin');
    person('approver', 'approver@example.com');
    const by = browser(service);
    const atProvider = new Map<string, string>();
    const round = async (query = '') => by.get(await throughProvider(await start(by, query), atProvider));
    await round();
    const asked = async () => (await by.post('/v1/users').send({})).status;
    expect([await asked(), (await by.get('/v1/session')).body.hasPassword]).toEqual([422, false]);
    await service.source.query(`update sessions set authenticated_at = now() - interval '15 minutes'`);
    expect(await asked()).toBe(403);
    const { searchParams } = new URL(await start(by, '?confirm=true'));
    expect([searchParams.get('prompt'), searchParams.get('max_age')]).toEqual(['login', '0']);
    // whoever leaves that out in the browser gets a session, and is asked again
    const hourAgo = Math.floor(Date.now() / 1_000) - 3_600;
    provider.lie = { claims: { auth_time: hourAgo } };
    expect(led(await round())).toEqual([303, '/', true]);
    expect(await asked()).toBe(403);
    provider.lie = undefined;
    expect(led(await round('?confirm=true&to=/approve'))).toEqual([303, '/approve', true]);
    expect(await asked()).toBe(422);
    // nor does a provider whose clock is ahead make it last longer
    provider.lie = { claims: { auth_time: hourAgo + 7_200 } };
    await round();
    const until = new Date((await by.get('/v1/session')).body.confirmedUntil).getTime();
    expect(until - Date.now()).toBeLessThanOrEqual(15 * 60_000);
  });

  describe('refuses an ID token', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const now = () => Math.floor(Date.now() / 1_000);
    const by =
      (key: KeyObject, hash = 'sha256') =>
      (text: string) =>
        sign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
    const LIES: Record<string, Lie> = {
      'of another round': { claims: { nonce: 'of another round' } },
      'without a nonce': { claims: { nonce: undefined } },
      'for another client': { claims: { aud: 'another' } },
      'for two clients, of which the other asked': { claims: { aud: ['premia', 'another'], azp: 'another' } },
      'of another provider': { claims: { iss: 'https://other.example' } },
      'without a subject': { claims: { sub: undefined } },
      'that is not valid yet': { claims: { nbf: now() + 3_600 } },
      'that has expired': { claims: { exp: now() - 60 } },
      'without the time of the password': { claims: { auth_time: undefined } },
      'of a password given long ago': { claims: { auth_time: now() - 13 * 3_600 } },
      'that nobody signed': { header: { alg: 'none' }, sign: () => '' },
      "signed by the client's own secret": {
        header: { alg: 'HS256' },
        sign: (text) => createHmac('sha256', CLIENT.secret).update(text).digest('base64url'),
      },
      'by an algorithm that is not on the list': {
        header: { alg: 'ES384', kid: 'unlisted' },
        sign: (text) => by(provider.unlisted, 'sha384')(text),
      },
      'signed by somebody else': { sign: by(other) },
      'signed by a key that it brings along': {
        header: { jwk: createPublicKey(other).export({ format: 'jwk' }), kid: undefined },
        sign: by(other),
      },
      'of a signature for another': { sign: () => provider.signed('another') },
    };

    beforeAll(() => invited(service, 'liar@example.com', 'admin'));

    it.each(Object.keys(LIES))('%s', async (lie) => {
      person('liar', 'liar@example.com');
      provider.lie = LIES[lie];
      expect(led(await through(browser(service)))).toEqual(REFUSED);
    });

    it('and takes it as the provider made it', async () => {
      person('liar', 'liar@example.com');
      provider.lie = {}; // signed anew, nothing changed
      expect(led(await through(browser(service)))).toEqual([303, '/', true]);
    });
  });

  describe('refuses a way back', () => {
    beforeAll(async () => {
      await invited(service, 'victim@example.com', 'hr');
      person('victim', 'victim@example.com');
      await through(browser(service));
    });
    beforeEach(() => person('victim', 'victim@example.com'));

    it('with another state, or none', async () => {
      const by = browser(service);
      const back = await throughProvider(await start(by));
      expect(led(await by.get(back.replace(/state=[^&]+/, 'state=made-up')))).toEqual(EXPIRED);
      // the round is over, whoever tries again
      expect(led(await by.get(back))).toEqual(EXPIRED);
      expect(led(await browser(service).get('/v1/sign-in/openid/callback'))).toEqual(EXPIRED);
    });

    it('into another browser, which has begun a round or not', async () => {
      const back = await throughProvider(await start(browser(service)));
      expect(led(await browser(service).get(back))).toEqual(EXPIRED);
      const begun = browser(service);
      await start(begun);
      expect(led(await begun.get(back))).toEqual(EXPIRED);
    });

    it('with the code of another browser under the own state', async () => {
      const stolen = await throughProvider(await start(browser(service)));
      const thief = browser(service);
      const own = await throughProvider(await start(thief));
      const code = (path: string) => /code=[^&]+/.exec(path)![0];
      expect(led(await thief.get(own.replace(code(own), code(stolen))))).toEqual(REFUSED);
    });

    it('that was gone before, also with its cookie', async () => {
      const begun = await service.anonymous.get('/v1/sign-in/openid');
      const cookie = cookiesOf(begun)[0]!.split(';')[0]!;
      const back = await throughProvider(String(begun.headers.location));
      const go = () => service.anonymous.get(back).set('Cookie', cookie);
      expect(led(await go())).toEqual([303, '/', true]);
      expect(led(await go())).toEqual(REFUSED);
    });

    it('of another provider', async () => {
      const by = browser(service);
      const back = await throughProvider(await start(by));
      expect(back).toContain(`iss=${encodeURIComponent(provider.issuer)}`);
      const other = encodeURIComponent('https://other.example');
      expect(led(await by.get(back.replace(/iss=[^&]+/, `iss=${other}`)))).toEqual(REFUSED);
    });

    it('of who was not let in there', async () => {
      const by = browser(service);
      const state = new URL(await start(by)).searchParams.get('state');
      const iss = encodeURIComponent(provider.issuer);
      const back = `/v1/sign-in/openid/callback?error=access_denied&state=${state}&iss=${iss}`;
      expect(led(await by.get(back))).toEqual([303, '/sign-in?error=openid-cancelled', false]);
    });

    it('too often from one address', async () => {
      await service.source.query(
        `insert into sign_in_limits (key, failures, last_at, next_at)
          values (encode(sha256('address 127.0.0.1'), 'hex'), 60, now(), now() + interval '1 minute')
          on conflict (key) do update set (failures, last_at, next_at) = (excluded.failures, excluded.last_at, excluded.next_at)`,
      );
      expect(led(await through(browser(service)))).toEqual([303, '/sign-in?error=too-many-attempts', false]);
      await service.source.query('delete from sign_in_limits');
    });
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:1'])(
    'leads nowhere else afterwards: %j',
    async (to) => {
      person('victim', 'victim@example.com');
      const by = browser(service);
      const answer = await by.get('/v1/sign-in/openid').query({ to });
      expect(led(await by.get(await throughProvider(String(answer.headers.location))))).toEqual([
        303,
        '/',
        true,
      ]);
    },
  );

  it('is not begun by another site', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const answer = await browser(service).get('/v1/sign-in/openid').set('Sec-Fetch-Site', site);
      expect([answer.status, answer.headers.location, cookiesOf(answer)]).toEqual([303, '/sign-in', []]);
    }
  });

  it('gives the browser a session and nothing of the provider, and keeps nothing of it', async () => {
    person('victim', 'victim@example.com');
    const answer = await through(browser(service));
    expect(cookiesOf(answer).map((cookie) => cookie.replace(/^(\w+)=(;?).*/, '$1$2'))).toEqual([
      'premia_openid;', // emptied
      'premia_session',
      'premia_device',
    ]);
    expect(answer.text).toBe('');
    const [{ kept }] = await service.source.query(
      `select concat((select json_agg(u) from users u), (select json_agg(s) from sessions s),
        (select json_agg(a) from audit_events a)) as kept`,
    );
    expect(kept).not.toMatch(/eyJ/); // as every JSON Web Token begins
  });

  it('does not take the word of one provider for another', async () => {
    const { issuer } = provider;
    process.env.PREMIA_OIDC_ISSUER = issuer.replace('127.0.0.1', 'localhost'); // says of itself that it is 127.0.0.1
    const answer = await browser(service).get('/v1/sign-in/openid');
    process.env.PREMIA_OIDC_ISSUER = issuer;
    expect(led(answer)).toEqual(REFUSED);
  });

  it('says that the provider does not answer, and goes on when it does', async () => {
    const { issuer } = provider;
    process.env.PREMIA_OIDC_ISSUER = 'http://127.0.0.1:9'; // nobody listens there
    const answer = await browser(service).get('/v1/sign-in/openid');
    expect(led(answer)).toEqual([303, '/sign-in?error=openid-unavailable', false]);
    process.env.PREMIA_OIDC_ISSUER = issuer;
    person('victim', 'victim@example.com');
    expect(led(await through(browser(service)))).toEqual([303, '/', true]);
  });

  it('is not there where it is not set up', async () => {
    const issuer = process.env.PREMIA_OIDC_ISSUER;
    delete process.env.PREMIA_OIDC_ISSUER;
    try {
      for (const path of ['', '/callback'])
        expect((await service.anonymous.get(`/v1/sign-in/openid${path}`)).body.type).toBe(
          'urn:premia:problem:openid-off',
        );
      expect((await service.anonymous.get('/v1/sign-in')).body.openid).toBeNull();
    } finally {
      process.env.PREMIA_OIDC_ISSUER = issuer;
    }
  });
});
