import { setTimeout } from 'node:timers/promises';
import type TestAgent from 'supertest/lib/agent.js';
import { SignInService } from '../src/features/access/index.js';
import { clock } from '../src/platform/clock.js';
import { browser, invited, PASSWORD, signedIn, signIn } from './support/people.js';
import { startService, type TestService } from './support/service.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('signing in', () => {
  let service: TestService;
  const realNow = clock.now;
  /** Moves the clock on from where it stands. */
  const later = (ms: number) => {
    const before = clock.now;
    clock.now = () => new Date(before().getTime() + ms);
  };
  const cookiesOf = (answer: { headers: Record<string, unknown> }): string[] =>
    (answer.headers['set-cookie'] as string[] | undefined) ?? [];
  const sessionOf = (answer: { headers: Record<string, unknown> }): string =>
    cookiesOf(answer)
      .find((cookie) => cookie.includes('premia_session='))!
      .split(';')[0]!;
  const problem = ({ status, body }: { status: number; body: { type?: string } }) =>
    `${status} ${body.type?.split(':').at(-1)}`;

  beforeAll(async () => {
    service = await startService();
  });
  afterEach(() => {
    clock.now = realNow;
  });
  afterAll(() => service?.stop());

  describe('the first administrator', () => {
    const setUp = (link: string, by = browser(service)) =>
      by.post('/v1/setup').send({ link, email: 'First@Example.com', name: 'First', password: PASSWORD });

    it('is made by the link of the first start, once, and by no other that was printed', async () => {
      const signing = service.app.get(SignInService);
      const [one, other] = [await signing.setUpLink(), await signing.setUpLink()];
      expect(problem(await setUp('/setup#made-up'))).toBe('410 link-not-valid');
      const by = browser(service);
      // ASVS 5, 6.2.1: a password is long enough before anything else; the link still works then
      const short = await by
        .post('/v1/setup')
        .send({ link: one!.link, email: 'first@example.com', name: 'First', password: 'short' });
      expect([short.status, short.body.fields]).toEqual([
        422,
        [{ field: 'password', value: null, expected: 'a password of 12 to 128 characters, of any kind' }],
      ]);
      expect((await setUp(one!.link, by)).status).toBe(204);
      expect((await by.get('/v1/session')).body).toEqual({
        kind: 'user',
        name: 'First',
        role: 'admin',
        email: 'first@example.com',
        language: 'en',
        manager: null,
        managerId: null,
        hasPassword: true,
        confirmedUntil: expect.any(String),
        demo: false,
      });
      expect(problem(await setUp(one!.link))).toBe('410 link-not-valid');
      expect(problem(await setUp(other!.link))).toBe('410 link-not-valid');
      expect(await signing.setUpLink()).toBeUndefined();
    });
  });

  describe('by e-mail and password', () => {
    it('takes the e-mail however it is typed, and answers who one is', async () => {
      await signedIn(service, 'typed@example.com', 'hr');
      const by = browser(service);
      expect((await signIn(by, ' Typed@EXAMPLE.com ')).status).toBe(204);
      expect((await by.get('/v1/session')).body).toMatchObject({ email: 'typed@example.com', role: 'hr' });
    });

    it('refuses unknown, invited, disabled and mistaken alike', async () => {
      const { id } = await signedIn(service, 'gone@example.com', 'hr');
      await (await service.as('admin')).post(`/v1/users/${id}/disable`).expect(200);
      await invited(service, 'waiting@example.com', 'hr');
      await signedIn(service, 'there@example.com', 'hr');
      const answers: object[] = [];
      for (const [email, password] of [
        ['nobody@example.com', PASSWORD],
        ['waiting@example.com', PASSWORD],
        ['gone@example.com', PASSWORD],
        ['there@example.com', 'seven green umbrella'],
      ] as const) {
        const answer = await signIn(browser(service), email, password);
        expect(cookiesOf(answer)).toEqual([]);
        answers.push(answer.body);
      }
      expect(answers[0]).toMatchObject({ status: 401, type: 'urn:premia:problem:sign-in-refused' });
      expect(answers).toEqual(answers.map(() => answers[0]));
    });

    it('keeps no secret: of passwords argon2id with 64 MiB, of the rest a hash', async () => {
      const { by } = await signedIn(service, 'kept@example.com', 'hr');
      const cookie = sessionOf(await signIn(by, 'kept@example.com')).split('=')[1]!;
      const [{ hash }] = await service.source.query(
        `select password_hash as hash from users where email = 'kept@example.com'`,
      );
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=65536,t=2,p=1\$/);
      const rows = await service.source.query(
        `select (select json_agg(s) from sessions s)::text || (select json_agg(d) from devices d)::text
          || (select json_agg(l) from user_links l)::text || (select json_agg(n) from sign_in_limits n)::text as kept`,
      );
      expect(cookie.length).toBe(43); // 256 bits
      expect(rows[0].kept).not.toContain(cookie);
      expect(rows[0].kept).not.toContain('kept@example.com');
    });

    it.each([
      ['easily guessed', 'password1234'],
      ['of few keys', 'aaaaaaaaaaaaaaa'],
      ['the e-mail', 'chooser@example.com'],
    ])(
      'lets nobody choose a password that is %s, and asks for no kind of characters',
      async (_, password) => {
        const { link } = await invited(service, `chooser+${password.length}@example.com`, 'hr');
        const by = browser(service);
        const refused = await by.post('/v1/links/redeem').send({ link, password });
        expect([refused.status, JSON.stringify(refused.body).includes(password)]).toEqual([422, false]);
        expect(
          (await by.post('/v1/links/redeem').send({ link, password: 'только строчные буквы' })).status,
        ).toBe(204);
      },
    );
  });

  describe('cookies and sessions', () => {
    it('are for this machine only over plain HTTP, and __Host- and Secure elsewhere', async () => {
      await signedIn(service, 'cookie@example.com', 'hr');
      const here = cookiesOf(await signIn(browser(service), 'cookie@example.com'));
      expect(
        here
          .map((cookie) =>
            cookie
              .replace(/=[^;]+/, '=…')
              .split('; ')
              .sort()
              .join('; '),
          )
          .sort(),
      ).toEqual([
        'HttpOnly; Max-Age=…; Path=/; SameSite=Lax; premia_device=…'.replace('Max-Age=…', 'Max-Age=15552000'),
        'HttpOnly; Path=/; SameSite=Lax; premia_session=…',
      ]);
      const there = cookiesOf(
        await signIn(browser(service).set('Host', 'premia.example'), 'cookie@example.com'),
      );
      expect(there.map((cookie) => cookie.split('=')[0]).sort()).toEqual([
        '__Host-premia_device',
        '__Host-premia_session',
      ]);
      for (const cookie of there)
        expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$|; Max-Age=/);
      for (const cookie of there) expect(cookie).toContain('; Secure');
      for (const cookie of there) expect(cookie).not.toContain('Domain');
    });

    it('are Secure behind a proxy that asks by a loopback address, and take the origin of people then', async () => {
      await signedIn(service, 'proxied@example.com', 'hr');
      process.env.PREMIA_PUBLIC_URL = 'https://premia.example/';
      try {
        const sent = (origin: string) =>
          signIn(browser(service).set('Origin', origin), 'proxied@example.com');
        const cookies = cookiesOf(await sent('https://premia.example'));
        expect(cookies.map((cookie) => /^__Host-.*; Secure/.test(cookie))).toEqual([true, true]);
        expect(problem(await sent('http://premia.example'))).toBe('403 cross-site');
        const { link } = await invited(service, 'linked@example.com', 'hr');
        expect(link).toMatch(/^https:\/\/premia\.example\/join#[\w-]{43}$/);
      } finally {
        delete process.env.PREMIA_PUBLIC_URL;
      }
    });

    it('are new at each sign-in: one that was planted or known before is worth nothing', async () => {
      const { by } = await signedIn(service, 'fixed@example.com', 'hr');
      const before = sessionOf(await signIn(by, 'fixed@example.com'));
      const planted = await browser(service)
        .post('/v1/session')
        .set('Cookie', 'premia_session=planted-by-somebody-else')
        .send({ email: 'fixed@example.com', password: PASSWORD });
      const after = sessionOf(await signIn(by, 'fixed@example.com'));
      expect(
        new Set([before, after, sessionOf(planted), 'premia_session=planted-by-somebody-else']).size,
      ).toBe(4);
      const statuses = [];
      for (const cookie of [before, 'premia_session=planted-by-somebody-else', after])
        statuses.push((await browser(service).get('/v1/session').set('Cookie', cookie)).status);
      expect(statuses).toEqual([401, 401, 200]);
    });

    it('end after half an hour without use', async () => {
      const { by } = await signedIn(service, 'idle@example.com', 'hr');
      later(29 * MINUTE_MS);
      expect((await by.get('/v1/session')).status).toBe(200);
      later(29 * MINUTE_MS);
      expect((await by.get('/v1/session')).status).toBe(200);
      later(30 * MINUTE_MS);
      expect(problem(await by.get('/v1/session'))).toBe('401 unauthenticated');
    });

    it('end after twelve hours, however much they are used', async () => {
      const { by } = await signedIn(service, 'busy@example.com', 'hr');
      const statuses = [];
      for (let half = 0; half < 30; half++) {
        later(25 * MINUTE_MS);
        statuses.push((await by.get('/v1/session')).status);
      }
      // 28 times 25 minutes are 11 h 40; the next is beyond
      expect(statuses).toEqual([...Array(28).fill(200), 401, 401]);
    });

    it('end by signing out, here or everywhere, and are forgotten by the browser', async () => {
      const { by: one } = await signedIn(service, 'two@example.com', 'hr');
      const [two, three] = [browser(service), browser(service)];
      const cookie = sessionOf(await signIn(two, 'two@example.com'));
      await signIn(three, 'two@example.com');
      const out = await two.delete('/v1/session').expect(204);
      expect(sessionOf(out)).toBe('premia_session=');
      expect((await browser(service).get('/v1/session').set('Cookie', cookie)).status).toBe(401);
      expect((await one.get('/v1/session')).status).toBe(200);
      await one.delete('/v1/sessions').expect(204);
      expect([(await one.get('/v1/session')).status, (await three.get('/v1/session')).status]).toEqual([
        401, 401,
      ]);
    });

    it('end elsewhere when the password is changed, which asks for the one in force', async () => {
      const { by } = await signedIn(service, 'change@example.com', 'hr');
      const other = browser(service);
      await signIn(other, 'change@example.com');
      const put = (current: string) =>
        by.put('/v1/session/password').send({ current, password: 'eight red umbrellas' });
      expect(problem(await put('not it'))).toBe('401 sign-in-refused');
      expect((await other.get('/v1/session')).status).toBe(200);
      expect((await put(PASSWORD)).status).toBe(204);
      expect([(await by.get('/v1/session')).status, (await other.get('/v1/session')).status]).toEqual([
        200, 401,
      ]);
      expect(problem(await signIn(other, 'change@example.com'))).toBe('401 sign-in-refused');
      expect((await signIn(other, 'change@example.com', 'eight red umbrellas')).status).toBe(204);
      const token = await service.as('hr');
      expect(problem(await token.delete('/v1/sessions'))).toBe('403 session-needed');
    });
  });

  describe('a list of the own sessions', () => {
    it('tells since when, from where and by which browser, and which is this one', async () => {
      clock.now = () => new Date('2030-05-01T08:00:00Z');
      const { by } = await signedIn(service, 'lister@example.com', 'hr');
      later(10 * MINUTE_MS);
      const phone = browser(service).set('User-Agent', `Phone ${'x'.repeat(300)}`);
      await signIn(phone, 'lister@example.com').expect(204);
      later(5 * MINUTE_MS);
      const { body } = await by.get('/v1/sessions').expect(200);
      expect(body).toEqual([
        {
          id: expect.stringMatching(/^\d+$/),
          since: '2030-05-01T08:00:00.000Z',
          lastUsedAt: '2030-05-01T08:15:00.000Z',
          address: expect.stringMatching(/127\.0\.0\.1$/),
          browser: null,
          current: true,
        },
        expect.objectContaining({
          since: '2030-05-01T08:10:00.000Z',
          lastUsedAt: '2030-05-01T08:10:00.000Z',
          browser: `Phone ${'x'.repeat(194)}`,
          current: false,
        }),
      ]);
      // what has ended is not there
      later(26 * MINUTE_MS);
      expect((await by.get('/v1/sessions')).body).toHaveLength(1);
    });

    it('ends them one by one, and none of others', async () => {
      const { by } = await signedIn(service, 'ender@example.com', 'hr');
      const other = browser(service);
      await signIn(other, 'ender@example.com').expect(204);
      const [{ id }] = (await other.get('/v1/sessions')).body;
      const { by: stranger } = await signedIn(service, 'stranger@example.com', 'admin');
      expect((await stranger.get('/v1/sessions')).body.map((one: { id: string }) => one.id)).not.toContain(
        id,
      );
      expect(problem(await stranger.delete(`/v1/sessions/${id}`))).toBe('404 not-found');
      expect((await other.get('/v1/session')).status).toBe(200);
      await by.delete(`/v1/sessions/${id}`).expect(204);
      expect([(await by.get('/v1/session')).status, (await other.get('/v1/session')).status]).toEqual([
        200, 401,
      ]);
      for (const unknown of [id, '0', 'x', `0${id}`])
        expect(problem(await by.delete(`/v1/sessions/${unknown}`))).toBe('404 not-found');
      expect(problem(await (await service.as('hr')).get('/v1/sessions'))).toBe('403 session-needed');
    });
  });

  describe('a password of more than a quarter of an hour ago', () => {
    const STEPS = [
      ['post', '/v1/periods/2026-03/transitions'],
      ['post', '/v1/users'],
      ['put', '/v1/users/1'],
      ['post', '/v1/users/1/enable'],
      ['post', '/v1/users/1/links'],
      ['post', '/v1/tokens'],
      ['delete', '/v1/sessions/999999999'],
      ['delete', '/v1/sessions'],
    ] as const;
    const isAsked = async (by: TestAgent) => {
      const answers = [];
      for (const [method, path] of STEPS) answers.push(problem(await by[method](path).send({})));
      return answers;
    };

    it('is asked for again before approval and before rights are given, and reading goes on', async () => {
      clock.now = () => new Date('2030-05-15T08:00:00Z');
      const { by: admin } = await signedIn(service, 'admin.away@example.com', 'admin');
      const { by: hr } = await signedIn(service, 'hr.away@example.com', 'hr');
      later(15 * MINUTE_MS - 1);
      for (const by of [admin, hr])
        for (const [method, path] of STEPS.slice(0, -1))
          expect(problem(await by[method](path).send({}))).not.toBe('403 sign-in-again');
      later(1);
      expect(await isAsked(admin)).toEqual([
        '403 forbidden', // not for administrators at any time
        ...Array(7).fill('403 sign-in-again'),
      ]);
      expect((await isAsked(hr))[0]).toBe('403 sign-in-again');
      expect((await admin.get('/v1/users')).status).toBe(200);
      expect((await hr.get('/v1/statements')).status).toBe(200);
      const refused = await hr.post('/v1/periods/2026-03/transitions').send({});
      expect(refused.body.detail).toContain('POST /v1/session/confirm');
    });

    it('is given again in the same browser, which gets a new session; a wrong one is a guess', async () => {
      clock.now = () => new Date('2030-06-01T08:00:00Z');
      const { by } = await signedIn(service, 'again@example.com', 'admin');
      const before = sessionOf(await signIn(by, 'again@example.com'));
      const confirm = (password: string) => by.post('/v1/session/confirm').send({ password });
      const session = async () => (await by.get('/v1/session')).body;
      expect((await session()).confirmedUntil).toBe('2030-06-01T08:15:00.000Z');
      later(20 * MINUTE_MS);
      const guesses = [];
      for (let tries = 0; tries < 6; tries++) guesses.push(problem(await confirm('not it')));
      expect(guesses).toEqual([...Array(5).fill('401 sign-in-refused'), '429 too-many-attempts']);
      expect((await isAsked(by))[1]).toBe('403 sign-in-again');
      later(MINUTE_MS);
      const confirmed = await confirm(PASSWORD);
      expect([confirmed.status, sessionOf(confirmed) === before]).toEqual([204, false]);
      expect((await browser(service).get('/v1/session').set('Cookie', before)).status).toBe(401);
      expect((await session()).confirmedUntil).toBe('2030-06-01T08:36:00.000Z');
      expect((await isAsked(by))[1]).toBe('422 invalid-fields');
    });

    it('is not asked of programs, which have none', async () => {
      const admin = await service.as('admin');
      expect(problem(await admin.post('/v1/session/confirm').send({ password: PASSWORD }))).toBe(
        '403 session-needed',
      );
      later(24 * HOUR_MS);
      expect(problem(await admin.post('/v1/users').send({}))).toBe('422 invalid-fields');
      expect((await admin.get('/v1/session')).body).toMatchObject({ confirmedUntil: null });
    });
  });

  describe('a password that is changed', () => {
    const NEW = 'eight red umbrellas';

    it('voids the links to choose one', async () => {
      const { by, id } = await signedIn(service, 'voided@example.com', 'hr');
      const { link } = (await (await service.as('admin')).post(`/v1/users/${id}/links`)).body;
      await by.put('/v1/session/password').send({ current: PASSWORD, password: NEW }).expect(204);
      expect(
        problem(await browser(service).post('/v1/links/redeem').send({ link, password: PASSWORD })),
      ).toBe('410 link-not-valid');
      expect((await signIn(by, 'voided@example.com', NEW)).status).toBe(204);
    });

    it('does not undo a reset that came in between', async () => {
      const { by, id } = await signedIn(service, 'between@example.com', 'hr');
      const hash = `$argon2id$ of the reset`;
      const reset = service.source.createQueryRunner();
      await reset.startTransaction();
      await reset.query('update users set password_hash = $2 where id = $1', [id, hash]);
      const changing = by
        .put('/v1/session/password')
        .send({ current: PASSWORD, password: NEW })
        .then(problem);
      const waits = async () =>
        (
          await service.source.query(
            `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          )
        ).length > 0;
      while (!(await waits())) await setTimeout(20);
      await reset.commitTransaction();
      await reset.release();
      expect(await changing).toBe('401 unauthenticated');
      expect(
        await service.source.query('select password_hash as hash from users where id = $1', [id]),
      ).toEqual([{ hash }]);
    });
  });

  describe('requests of other sites', () => {
    const team = (id: string) => ({ code: id, title: { en: id } });

    it('are refused where a cookie lets in, and where one is made', async () => {
      const { by } = await signedIn(service, 'csrf@example.com', 'hr');
      const answers = [];
      for (const headers of [
        { 'Sec-Fetch-Site': 'cross-site' },
        { 'Sec-Fetch-Site': 'same-site' },
        { 'Sec-Fetch-Site': 'none' },
        { Origin: 'https://evil.example' },
        { Origin: 'null' },
      ]) {
        answers.push(problem(await by.post('/v1/teams').set(headers).send(team('evil'))));
        answers.push(problem(await by.delete('/v1/sessions').set(headers)));
        answers.push(problem(await signIn(browser(service).set(headers), 'csrf@example.com')));
      }
      const bare = await browser(service).post('/v1/session').unset('Premia-Request').send({});
      answers.push(
        problem(bare),
        problem(await by.post('/v1/teams').unset('Premia-Request').send(team('evil'))),
      );
      expect([...new Set(answers)]).toEqual(['403 cross-site']);
      expect((await by.get('/v1/session')).status).toBe(200);
      expect((await by.get('/v1/teams')).body.items).toEqual([]);
    });

    it('are our own with the header and the origin of this very host; reading needs neither', async () => {
      const { by } = await signedIn(service, 'own@example.com', 'hr');
      const host = new URL(await service.app.getUrl()).host;
      const sent = by
        .delete('/v1/session')
        .set({ Host: host, Origin: `http://${host}`, 'Sec-Fetch-Site': 'same-origin' });
      expect((await by.get('/v1/session').set('Sec-Fetch-Site', 'cross-site')).status).toBe(200);
      expect((await sent).status).toBe(204);
    });

    it('do not matter to tokens, which no browser sends by itself', async () => {
      const token = await service.as('hr');
      expect(
        (await token.post('/v1/schemes/check').set('Origin', 'https://other.example').send({ document: 'x' }))
          .status,
      ).toBe(200);
    });

    it('are not let in by a cookie beside a token that is not known', async () => {
      const { by } = await signedIn(service, 'beside@example.com', 'hr');
      expect((await by.get('/v1/session').set('Authorization', `Bearer ${'x'.repeat(40)}`)).status).toBe(401);
    });
  });

  describe('guessing', () => {
    const guess = (email: string, by = browser(service)) => signIn(by, email, 'a guess of somebody');

    it('is slowed down for an account, but its owner gets in where signed in before', async () => {
      clock.now = () => new Date('2030-01-01T00:00:00Z');
      const { by } = await signedIn(service, 'guessed@example.com', 'hr');
      const statuses = [];
      for (let tries = 0; tries < 7; tries++) statuses.push(problem(await guess('guessed@example.com')));
      // five are free; the fifth makes the sixth wait
      expect(statuses).toEqual([
        ...Array(5).fill('401 sign-in-refused'),
        ...Array(2).fill('429 too-many-attempts'),
      ]);
      const refused = await signIn(browser(service), 'guessed@example.com');
      expect([refused.status, refused.headers['retry-after']]).toEqual([429, '1']);
      expect((await signIn(by, 'guessed@example.com')).status).toBe(204);
      // and the owner's success does not make guessing free again
      expect((await guess('guessed@example.com')).status).toBe(429);
    });

    it('waits twice as long each time, five minutes at most, and the right password ends it', async () => {
      clock.now = () => new Date('2030-02-01T00:00:00Z');
      await signedIn(service, 'waits@example.com', 'hr');
      const waits: number[] = [];
      for (let tries = 0; tries < 16; tries++) {
        await guess('waits@example.com');
        const { headers } = await guess('waits@example.com');
        const seconds = Number(headers['retry-after'] ?? 0);
        if (seconds) waits.push(seconds);
        later(seconds * 1_000);
      }
      expect(waits.slice(0, 9)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256]);
      expect(Math.max(...waits)).toBe(300);
      const by = browser(service);
      expect((await signIn(by, 'waits@example.com')).status).toBe(204);
      expect((await guess('waits@example.com')).status).toBe(401);
    });

    it('is slowed down for an address that tries many accounts, one of them unknown or not', async () => {
      clock.now = () => new Date('2030-03-01T00:00:00Z');
      // as after 49 attempts of that address: the 50th is free, the next waits
      await guess('spread-0@example.com');
      await service.source.query(
        `update sign_in_limits set failures = 49 where last_at = '2030-03-01T00:00:00Z' and key =
          encode(sha256('address 127.0.0.1'), 'hex')`,
      );
      expect((await guess('spread-1@example.com')).status).toBe(401);
      expect((await guess('spread-2@example.com')).status).toBe(429);
      // nobody takes another address by saying so
      const elsewhere = browser(service).set('X-Forwarded-For', '10.9.8.7');
      expect((await guess('spread-2@example.com', elsewhere)).status).toBe(429);
      const counted = await service.source.query(
        `select failures from sign_in_limits where key = encode(sha256('account spread-2@example.com'), 'hex')`,
      );
      expect(counted).toEqual([]); // refused before it counts for the account
    });

    it('at once counts too: of many only the free ones are looked at', async () => {
      clock.now = () => new Date('2030-04-01T00:00:00Z');
      await signedIn(service, 'burst@example.com', 'hr');
      const answers = await Promise.all(Array.from({ length: 12 }, () => guess('burst@example.com')));
      expect(answers.map(({ status }) => status).sort()).toEqual([
        ...Array(5).fill(401),
        ...Array(7).fill(429),
      ]);
    });
  });

  describe('a refused attempt', () => {
    const refusals = async (query: Record<string, string>) => {
      const { body } = await (await service.as('auditor'))
        .get('/v1/audit-events')
        .query({ kind: 'sessions', action: 'refused', limit: '1000', ...query });
      return body.items as Record<string, unknown>[];
    };

    it('is on record: for whom if there is such a user, from where, and nothing of what was typed', async () => {
      const { id, by } = await signedIn(service, 'tried@example.com', 'hr');
      await signIn(browser(service), 'tried@example.com', 'a guess of somebody').expect(401);
      await by.post('/v1/session/confirm').send({ password: 'another guess' }).expect(401);
      const { id: invitedId } = await invited(service, 'tried.early@example.com', 'hr');
      await signIn(browser(service), 'tried.early@example.com').expect(401);
      expect(await refusals({ object: id })).toEqual([
        expect.objectContaining({ actor: 'hr tried@example.com', via: 'POST /v1/session/confirm' }),
        expect.objectContaining({
          actor: 'nobody signed in',
          address: expect.stringMatching(/127\.0\.0\.1$/),
          via: 'POST /v1/session',
          before: null,
          after: { reason: 'sign-in-refused' },
        }),
      ]);
      expect(await refusals({ object: invitedId })).toHaveLength(1);
      await signIn(browser(service), 'my-password-by-mistake@x').expect(401);
      const all = await refusals({});
      expect(all[0]).toMatchObject({ object: null, after: { reason: 'sign-in-refused' } });
      expect(JSON.stringify(all)).not.toMatch(/guess|mistake/);
    });

    it('is on record twenty times an hour for each user, and for all that nobody is', async () => {
      const { id } = await signedIn(service, 'flooded@example.com', 'hr');
      const record = (user: string | null) =>
        service.source.query(`select record_refused_sign_in($1, 'sign-in-refused')`, [user]);
      for (let tries = 0; tries < 25; tries++) await record(id);
      expect(await refusals({ object: id })).toHaveLength(20);
      for (let tries = 0; tries < 25; tries++) await record(null);
      const nobodys = (await refusals({})).filter(({ object }) => object === null);
      expect(nobodys).toHaveLength(20);
      // which hides nothing of others
      const { id: other } = await signedIn(service, 'beside.flood@example.com', 'hr');
      await record(other);
      expect(await refusals({ object: other })).toHaveLength(1);
    });
  });

  describe('links', () => {
    it('work once', async () => {
      const { link } = await invited(service, 'once@example.com', 'hr');
      const redeem = (password: string) => browser(service).post('/v1/links/redeem').send({ link, password });
      const answers = await Promise.all([redeem(PASSWORD), redeem('another long password')]);
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 410]);
      expect((await redeem(PASSWORD)).status).toBe(410);
    });

    it('expire: an invitation after a week, a reset after a day', async () => {
      const { id, link } = await invited(service, 'late@example.com', 'hr');
      later(7 * 24 * HOUR_MS);
      const redeem = (one: string) =>
        browser(service).post('/v1/links/redeem').send({ link: one, password: PASSWORD });
      expect((await redeem(link)).status).toBe(410);
      const admin = await service.as('admin');
      const again = (await admin.post(`/v1/users/${id}/links`).expect(201)).body;
      expect(again).toMatchObject({ kind: 'invitation', link: expect.stringMatching(/^\/join#[\w-]{43}$/) });
      expect((await redeem(again.link)).status).toBe(204);
      const reset = (await admin.post(`/v1/users/${id}/links`)).body;
      expect(reset.kind).toBe('reset');
      later(24 * HOUR_MS);
      expect((await redeem(reset.link)).status).toBe(410);
    });

    it('void the one before, and end all sessions once used', async () => {
      const { id, by } = await signedIn(service, 'reset@example.com', 'hr');
      const admin = await service.as('admin');
      const [one, two] = [
        (await admin.post(`/v1/users/${id}/links`)).body.link,
        (await admin.post(`/v1/users/${id}/links`)).body.link,
      ];
      const redeem = (link: string) =>
        browser(service).post('/v1/links/redeem').send({ link, password: 'nine blue umbrellas' });
      expect((await redeem(one)).status).toBe(410);
      expect((await by.get('/v1/session')).status).toBe(200);
      expect((await redeem(two)).status).toBe(204);
      expect((await by.get('/v1/session')).status).toBe(401);
      expect((await signIn(by, 'reset@example.com')).status).toBe(401);
    });
  });
});
