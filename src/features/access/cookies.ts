import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { publicUrl } from '../../platform/config.js';
import { DEVICE_DAYS, type SignedIn } from './sessions.service.js';

/**
 * Cookies are `__Host-` and Secure, so that no other host and no plain HTTP can set or read them. Browsers do not agree on
 * Secure cookies of plain HTTP on this very machine, so there, and only there, they have a plain name.
 */
const isPlain = ({ protocol, hostname }: FastifyRequest): boolean =>
  protocol === 'http' &&
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname) &&
  !publicUrl()?.startsWith('https:');

/** `openid` is kept while its browser is at the provider of single sign-on. */
type Kept = keyof SignedIn | 'openid';
const OPENID_MINUTES = 10;

const nameOf = (request: FastifyRequest, what: Kept): string =>
  `${isPlain(request) ? '' : '__Host-'}premia_${what}`;

/** The secret that a browser keeps. */
export const cookieOf = (request: FastifyRequest, what: Kept): string | undefined =>
  request.cookies[nameOf(request, what)];

const optionsFor = (request: FastifyRequest): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure: !isPlain(request),
});

/** The session is forgotten with the browser's window; that somebody has signed in here before is not. */
export function setCookies(reply: FastifyReply, { session, device }: SignedIn): void {
  const { request } = reply;
  const options = optionsFor(request);
  reply.setCookie(nameOf(request, 'session'), session, options);
  reply.setCookie(nameOf(request, 'device'), device, { ...options, maxAge: DEVICE_DAYS * 86_400 });
}

export function setOpenIdCookie(reply: FastifyReply, value: string): void {
  const { request } = reply;
  reply.setCookie(nameOf(request, 'openid'), value, { ...optionsFor(request), maxAge: OPENID_MINUTES * 60 });
}

export const clearCookie = (reply: FastifyReply, what: Kept): void =>
  void reply.clearCookie(nameOf(reply.request, what), optionsFor(reply.request));
