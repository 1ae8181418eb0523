import { DomainError } from '../../platform/problem/domain-error.js';
import type { FieldKind } from '../../platform/records/field-kinds.js';
import { policy } from './policy.js';
import type { Role, Viewer } from './roles.js';

/** The part of an address that scopes go by: `orders` of `/v1/orders/:id`, `metrics` of `/metrics`. */
const resourceOf = (url: string): string => url.replace('/v1/', '/').split('/')[1] ?? '';

/** Scopes that a token of this role may have: each resource whole, and for reading alone. */
export function scopesOf(role: Role): string[] {
  const routes = Object.entries(policy).filter(([, rule]) => rule !== 'public' && rule.includes(role));
  const resources = new Set(routes.map(([route]) => resourceOf(route.split(' ')[1]!)));
  return [...resources].sort().flatMap((resource) => [resource, `${resource}:read`]);
}

/** Throws `out-of-scope` where a token was made for other resources. Each token may ask who it is. */
export function refuseOutOfScope(viewer: Pick<Viewer, 'scopes'>, method: string, url: string): void {
  const resource = resourceOf(url);
  if (!viewer.scopes || resource === 'me' || viewer.scopes.includes(resource)) return;
  if (method === 'GET' && viewer.scopes.includes(`${resource}:read`)) return;
  throw new DomainError('out-of-scope', { resource, scopes: viewer.scopes });
}

const SCOPE = /^[a-z]+(-[a-z]+)*(:read)?$/;
const SCOPES_MAX = 100;

/** Scopes in a request, in the order given; which of them a role may have is asked later. */
export const scopesKind: FieldKind = {
  sqlType: 'text[]',
  schema: {
    type: 'array',
    items: { type: 'string', pattern: SCOPE.source },
    minItems: 1,
    maxItems: SCOPES_MAX,
  },
  parse: (raw) =>
    Array.isArray(raw) &&
    raw.length > 0 &&
    raw.length <= SCOPES_MAX &&
    raw.every((scope) => typeof scope === 'string' && SCOPE.test(scope))
      ? { ok: true, value: raw.join() }
      : { ok: false, expected: { code: 'scopes', facts: { max: SCOPES_MAX } } },
};
