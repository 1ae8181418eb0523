import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../platform/problem/domain-error.js';
import { cookieOf } from './cookies.js';
import { policy } from './policy.js';
import { assertRecentSignIn } from './recent-sign-in.js';
import type { Viewer } from './roles.js';
import { assertSameOrigin } from './same-origin.js';
import { refuseOutOfScope } from './scopes.js';
import { SessionsService } from './sessions.service.js';
import { TokensService } from './tokens.service.js';

/** Closed by default: a request passes only by the policy table's entry for its route. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly tokens: TokensService,
    private readonly sessions: SessionsService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { viewer?: Viewer }>();
    // HEAD answers what GET would, without its body
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const route = `${method} ${request.routeOptions.url}`;
    const rule = policy[route];
    if (rule === 'public') {
      assertSameOrigin(request);
      return true;
    }
    const viewer = await this.viewerOf(request);
    if (!viewer) throw new DomainError('unauthenticated');
    if (!rule?.includes(viewer.role)) {
      throw new DomainError('forbidden', { role: viewer.role, roles: [...(rule ?? [])] });
    }
    refuseOutOfScope(viewer, method, request.routeOptions.url ?? '');
    assertRecentSignIn(viewer, route);
    request.viewer = viewer;
    return true;
  }

  /** By token; by cookie only where none is sent: it is the browser that sends cookies, not who wrote the request. */
  private async viewerOf(request: FastifyRequest): Promise<Viewer | undefined> {
    const { authorization } = request.headers;
    if (authorization !== undefined) return this.tokens.viewerOf(bearer(authorization));
    const viewer = await this.sessions.viewerOf(cookieOf(request, 'session'));
    if (viewer) assertSameOrigin(request);
    return viewer;
  }
}

function bearer(header: string | undefined): string | undefined {
  return /^Bearer ([\w-]{20,200})$/i.exec(header ?? '')?.[1];
}

/** Stops the start when a route has no entry in the policy table: it would answer nobody, and nobody would know why. */
export function assertPolicyCovers(routes: readonly string[]): void {
  const missing = routes.filter((route) => !(route in policy));
  if (missing.length) throw new Error(`the policy table has no entry for ${missing.join(', ')}`);
}
