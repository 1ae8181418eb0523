import { Injectable } from '@nestjs/common';
import { AuthorizationResponseError } from 'openid-client';
import { DataSource } from 'typeorm';
import { inTransaction } from '../../platform/database/transaction.js';
import { log } from '../../platform/log.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { type OpenIdPerson, OpenIdProvider } from './openid-provider.js';
import { newRound, roundOf } from './openid-round.js';
import { OpenIdUsersRepository } from './openid-users.repository.js';
import { recordRefusal } from './refusals.js';
import { type Place, SessionsService, type SignedIn } from './sessions.service.js';
import { type Attempt, SignInLimits } from './sign-in-limits.js';

/** Why nobody was signed in, as the page is told; nobody is told whether there is such a user. */
export class OpenIdRefusal extends Error {
  constructor(
    readonly code: 'openid-unavailable' | 'openid-expired' | 'openid-cancelled' | 'openid-refused',
  ) {
    super(code);
  }
}

/** Signing in by what the provider of single sign-on says; who may sign in, and as what, is decided here. */
@Injectable()
export class OpenIdService {
  constructor(
    private readonly source: DataSource,
    private readonly provider: OpenIdProvider,
    private readonly users: OpenIdUsersRepository,
    private readonly sessions: SessionsService,
    private readonly limits: SignInLimits,
  ) {}

  /** The cookie of a new round and the provider's address. Throws `openid-off`, `OpenIdRefusal`. */
  async begin(returnTo: string | undefined, isConfirming: boolean): Promise<{ cookie: string; url: string }> {
    const cookie = newRound(returnTo);
    const { href } = await asked(() => this.provider.address(roundOf(cookie)!, isConfirming));
    return { cookie, url: href };
  }

  /** Signs in whom the provider sent back to the browser that began. Throws `openid-off`, `too-many-attempts`, `OpenIdRefusal`. */
  async end(
    cookie: string | undefined,
    query: string,
    place: Place,
  ): Promise<{ signedIn: SignedIn; returnTo: string }> {
    if (!this.provider.title()) throw new DomainError('openid-off');
    const round = roundOf(cookie);
    if (!round || new URLSearchParams(query).get('state') !== round.state)
      throw new OpenIdRefusal('openid-expired');
    const attempt = { address: place.address };
    await this.limits.take(attempt);
    let person: OpenIdPerson | undefined;
    try {
      person = await asked(() => this.provider.person(round, query));
      return { signedIn: await this.opened(person, attempt, place), returnTo: round.returnTo };
    } catch (error) {
      if (error instanceof OpenIdRefusal && error.code === 'openid-refused')
        await recordRefusal(this.source, { ...person, email: person?.verifiedEmail }, error.code);
      throw error;
    }
  }

  private opened(person: OpenIdPerson, attempt: Attempt, place: Place): Promise<SignedIn> {
    return inTransaction(this.source, async (tx) => {
      const userId = await this.users.userOf(tx, person);
      if (!userId) throw new OpenIdRefusal('openid-refused');
      await this.limits.forgive(tx, attempt);
      await this.sessions.forgetDevice(tx, userId, place.device);
      return this.sessions.open(tx, userId, place, person.authenticatedAt);
    });
  }
}

/** No answer, none in time, or none that a provider in order gives. */
const UNAVAILABLE = [
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
];

/** What a provider, or who pretends to be one, answered amiss becomes a refusal; why is told to the log alone. */
async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof DomainError) throw error;
    if (error instanceof AuthorizationResponseError && error.error === 'access_denied')
      throw new OpenIdRefusal('openid-cancelled');
    const { code, error: said, cause } = error as Error & { code?: string; error?: string };
    const { name, message: reason } = (cause ?? error) as Error;
    log('warn', 'single sign-on failed', { code, said, reason });
    // a TypeError is what fetch throws where nobody listens
    const isDown = name === 'TypeError' || UNAVAILABLE.includes(code ?? '');
    throw new OpenIdRefusal(isDown ? 'openid-unavailable' : 'openid-refused');
  }
}
