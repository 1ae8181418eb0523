import { Injectable } from '@nestjs/common';
import * as openid from 'openid-client';
import { clock } from '../../platform/clock.js';
import { type OpenIdSettings, openIdSettings, publicUrl } from '../../platform/config.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { emailOf } from './email.js';
import type { OpenIdRound } from './openid-round.js';
import { SESSION_HOURS_MAX } from './sessions.service.js';

/** Signatures of a key pair; `none` and signatures by the client's own secret prove nothing. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];
const CLOCK_TOLERANCE_SECONDS = 30;
const TIMEOUT_SECONDS = 10;
/** How long what the provider says of itself is taken as known. */
const KNOWN_MS = 3_600_000;
/** Whoever gave the password there longer ago gives it again. */
const MAX_AGE_SECONDS = SESSION_HOURS_MAX * 3_600;

const CALLBACK_PATH = '/v1/sign-in/openid/callback';

/** Whom the provider has signed in. */
export interface OpenIdPerson {
  issuer: string;
  subject: string;
  /** When the password was given there. */
  authenticatedAt: Date;
  verifiedEmail: string | undefined;
}

/** The provider of single sign-on, asked for what it is when it is needed first. */
@Injectable()
export class OpenIdProvider {
  private known: { settings: string; untilMs: number; found: Promise<openid.Configuration> } | undefined;

  /** Undefined where there is no single sign-on. */
  title(): string | undefined {
    return openIdSettings()?.title;
  }

  /** Where the browser goes. Throws `openid-off`; with `isConfirming` the password is asked for whoever is signed in there. */
  async address({ state, nonce, verifier }: OpenIdRound, isConfirming: boolean): Promise<URL> {
    return openid.buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: `${publicUrl()}${CALLBACK_PATH}`,
      scope: 'openid email',
      state,
      nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(isConfirming ? { prompt: 'login', max_age: '0' } : { max_age: String(MAX_AGE_SECONDS) }),
    });
  }

  /** Takes what the provider sent back by the browser (`query`). Throws `openid-off`, errors of openid-client. */
  async person({ state, nonce, verifier }: OpenIdRound, query: string): Promise<OpenIdPerson> {
    const configuration = await this.configuration();
    const tokens = await openid.authorizationCodeGrant(
      configuration,
      new URL(`${publicUrl()}${CALLBACK_PATH}?${query}`),
      { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, maxAge: MAX_AGE_SECONDS },
    );
    const claims = tokens.claims()!; // a nonce is expected: without an ID token the library has thrown
    // claims about the person are in the ID token, or told to whoever has the access token
    const { email, email_verified: isVerified } =
      claims.email === undefined
        ? await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub)
        : claims;
    return {
      issuer: claims.iss,
      subject: claims.sub,
      authenticatedAt: new Date(Math.min(claims.auth_time! * 1_000, clock.now().getTime())),
      verifiedEmail: isVerified === true && typeof email === 'string' ? emailOf(email) : undefined,
    };
  }

  private async configuration(): Promise<openid.Configuration> {
    const settings = openIdSettings();
    if (!settings) throw new DomainError('openid-off');
    const key = JSON.stringify(settings);
    const nowMs = performance.now();
    if (this.known?.settings !== key || this.known.untilMs < nowMs) {
      const known = { settings: key, untilMs: nowMs + KNOWN_MS, found: discovered(settings) };
      known.found.catch(() => {
        if (this.known === known) this.known = undefined;
      });
      this.known = known;
    }
    return this.known.found;
  }
}

async function discovered({ issuer, clientId, clientSecret }: OpenIdSettings): Promise<openid.Configuration> {
  // plain HTTP is for a provider on this very machine, as the settings have it
  const execute = issuer.startsWith('http:') ? [openid.allowInsecureRequests] : [];
  const options = { timeout: TIMEOUT_SECONDS, execute };
  const found = await openid.discovery(new URL(issuer), clientId, undefined, undefined, options);
  const { supportsPKCE: _, ...said } = found.serverMetadata();
  const signed = (said.id_token_signing_alg_values_supported ?? ['RS256']).filter((algorithm) =>
    ALGORITHMS.includes(algorithm),
  );
  const takesBasic = said.token_endpoint_auth_methods_supported?.includes('client_secret_basic') ?? true;
  const bySecret = takesBasic ? openid.ClientSecretBasic : openid.ClientSecretPost;
  const configuration = new openid.Configuration(
    { ...said, id_token_signing_alg_values_supported: signed },
    clientId,
    { [openid.clockTolerance]: CLOCK_TOLERANCE_SECONDS },
    clientSecret ? bySecret(clientSecret) : openid.None(),
  );
  configuration.timeout = TIMEOUT_SECONDS;
  for (const extend of [...execute, openid.enableNonRepudiationChecks]) extend(configuration);
  return configuration;
}
