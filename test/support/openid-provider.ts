import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export const CLIENT = { id: 'premia', secret: 'a secret of the client, 0123456789' };

type Claims = Record<string, unknown>;
/** What an ID token says instead, undefined for what it leaves out, and how it is signed where not by the provider's key. */
export interface Lie {
  header?: Claims;
  claims?: Claims;
  sign?(text: string): string;
}

/** A real provider of single sign-on on this machine, at which whoever is named signs in without more ado. */
export class TestProvider {
  /** Who signs in there next, and what is known of everybody. */
  subject = '';
  readonly people = new Map<string, { email: string; email_verified?: unknown }>();
  /** What becomes of ID tokens before they are sent. */
  lie: Lie | undefined;
  /** A key of the provider for an algorithm that it has and nobody here asked for. */
  readonly unlisted = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  private readonly key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  static async start(redirectUri: string): Promise<TestProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const made = new TestProvider(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    made.serve(redirectUri);
    return made;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  /** Signs a token by the provider's key. */
  signed = (input: string): string =>
    sign('sha256', Buffer.from(input), { key: this.key, dsaEncoding: 'ieee-p1363' }).toString('base64url');

  private serve(redirectUri: string): void {
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [redirectUri],
          id_token_signed_response_alg: 'ES256',
        },
      ],
      jwks: {
        keys: [
          { ...this.key.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'one' },
          { ...this.unlisted.export({ format: 'jwk' }), alg: 'ES384', use: 'sig', kid: 'unlisted' },
        ],
      },
      enabledJWA: { idTokenSigningAlgValues: ['ES256', 'ES384', 'HS256'] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      pkce: { required: () => true },
      // seconds; said, or the provider prints that they were not
      ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
      cookies: { keys: ['of the test'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      findAccount: (_, accountId) => ({
        accountId,
        claims: async () => ({ sub: accountId, ...this.people.get(accountId) }),
      }),
      // nobody is asked for consent
      async loadExistingGrant({ oidc }) {
        const grant = new oidc.provider.Grant({
          clientId: oidc.client!.clientId,
          accountId: oidc.session!.accountId!,
        });
        grant.addOIDCScope('openid email');
        await grant.save();
        return grant;
      },
    });
    provider.use(async (context, next) => {
      await next();
      const body = context.body as { id_token?: string } | undefined;
      if (context.path === '/token' && body?.id_token && this.lie)
        body.id_token = this.retold(body.id_token, this.lie);
    });
    const answer = provider.callback();
    this.server.on('request', (request, response) => {
      if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
      const login = { accountId: this.subject };
      void provider.interactionFinished(request, response, { login });
    });
  }

  private retold(token: string, lie: Lie): string {
    const [header, claims] = token
      .split('.', 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
    const text = (part: Claims) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const told = `${text({ ...header, ...lie.header })}.${text({ ...claims, ...lie.claims })}`;
    return `${told}.${(lie.sign ?? this.signed)(told)}`;
  }
}

/** Goes where the provider leads a browser that knows it already or not, and answers the path it is sent back to. */
export async function throughProvider(address: string, cookies = new Map<string, string>()): Promise<string> {
  let next = new URL(address);
  const { origin } = next;
  for (let steps = 0; next.origin === origin && steps < 10; steps++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (!location) throw new Error(`the provider answered ${answer.status}: ${await answer.text()}`);
    next = new URL(location, next);
  }
  return next.pathname + next.search;
}
