import { clock } from '../../platform/clock.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import type { Viewer } from './roles.js';

/** How long after the password was given a person is not asked for it again. */
const RECENT_MINUTES = 15;

/** What an unattended browser must not do: what pays people, and what says who may do what. */
const ROUTES = new Set([
  'POST /v1/periods/:code/transitions',
  'POST /v1/users',
  'PUT /v1/users/:id',
  'POST /v1/users/:id/enable',
  'POST /v1/users/:id/links',
  'POST /v1/tokens',
  'DELETE /v1/sessions',
  'DELETE /v1/sessions/:id',
]);

/** Until when a password given at this instant is recent. */
export const recentUntil = (authenticatedAt: Date): Date =>
  new Date(authenticatedAt.getTime() + RECENT_MINUTES * 60_000);

/** Programs have no password to give again. Throws `sign-in-again`. */
export function assertRecentSignIn({ authenticatedAt }: Viewer, route: string): void {
  if (authenticatedAt && ROUTES.has(route) && recentUntil(authenticatedAt) <= clock.now())
    throw new DomainError('sign-in-again', { minutes: RECENT_MINUTES });
}
