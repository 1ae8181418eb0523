import { createHmac } from 'node:crypto';
import { newSecret } from './secrets.js';

/** One way to the provider of single sign-on and back, known to the browser that began it and to nobody else. */
export interface OpenIdRound {
  state: string;
  nonce: string;
  /** Of PKCE. */
  verifier: string;
  /** Where the person goes on, within this service. */
  returnTo: string;
}

/**
 * What a cookie keeps of a round: a secret of 256 bits, and where to go on. State, nonce and verifier are made of the
 * secret, so that nothing is kept here, and nobody fills a table by beginning rounds.
 */
export const newRound = (returnTo: string | undefined): string =>
  `${newSecret()}.${Buffer.from(localPath(returnTo)).toString('base64url')}`;

/** Undefined for what is no cookie of a round. */
export function roundOf(cookie: string | undefined): OpenIdRound | undefined {
  const [, secret, path] = /^([\w-]{43})\.([\w-]*)$/.exec(cookie ?? '') ?? [];
  if (!secret) return undefined;
  const part = (name: string) => createHmac('sha256', secret).update(name).digest('base64url');
  return {
    state: part('state'),
    nonce: part('nonce'),
    verifier: part('verifier'),
    returnTo: localPath(Buffer.from(path ?? '', 'base64url').toString()),
  };
}

/** The path where it leads to this service whoever reads it, and the first page otherwise. */
const localPath = (path = '/'): string =>
  path.length <= 1_000 && /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(path) ? path : '/';
