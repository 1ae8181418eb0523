import type { FastifyRequest } from 'fastify';
import { publicUrl } from '../../platform/config.js';
import { DomainError } from '../../platform/problem/domain-error.js';

const HEADER = 'premia-request';

/**
 * What changes something and is let in by a cookie, or makes one, must come from our own page: browsers send cookies
 * whoever made them ask. A header of our own cannot be sent from another origin without asking first, and we never allow
 * it; what browsers say of the origin (`Sec-Fetch-Site`, `Origin`) must not speak against it. Throws `cross-site`.
 */
export function assertSameOrigin(request: FastifyRequest): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
  const { [HEADER]: own, 'sec-fetch-site': site, origin } = request.headers;
  if (own === undefined || (site !== undefined && site !== 'same-origin') || !isOurs(origin, request))
    throw new DomainError('cross-site');
}

/** Origins of requests that are not a browser's are not told. */
function isOurs(origin: string | undefined, { host }: FastifyRequest): boolean {
  if (origin === undefined) return true;
  const own = publicUrl();
  return own ? origin === new URL(own).origin : URL.canParse(origin) && new URL(origin).host === host;
}
