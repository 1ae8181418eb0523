import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { mergeMap, Observable } from 'rxjs';
import { type Acting, actingAs } from '../../platform/acting.js';
import { isReadRecorded, type Viewer } from '../access/index.js';
import { AuditEventsRepository } from './audit-events.repository.js';

type Request = FastifyRequest & { viewer?: Viewer; params: { id?: string; code?: string }; query: object };

/**
 * Tells the database who asks, for the triggers that record changes; and records reads of pay once they were answered and
 * before the answer is sent: what could not be recorded is not shown.
 */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(private readonly events: AuditEventsRepository) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const route = `${request.method === 'HEAD' ? 'GET' : request.method} ${request.routeOptions.url}`;
    const who = actingIn(request, route);
    const answers = new Observable<unknown>((reader) => actingAs(who, () => next.handle().subscribe(reader)));
    if (!request.viewer || !isReadRecorded(route, request.viewer.role)) return answers;
    return answers.pipe(
      mergeMap(async (answer) => {
        await actingAs(who, () => this.events.recordRead(readOf(request)));
        return answer;
      }),
    );
  }
}

const actingIn = ({ viewer, ip, id }: Request, via: string): Acting => ({
  actor: viewer?.name ?? 'nobody signed in',
  role: viewer?.role,
  actorId: viewer?.actorId,
  managerId: viewer?.managerId ?? undefined,
  address: ip,
  request: String(id),
  via,
});

function readOf({ routeOptions, params, query }: Request) {
  const [, , kind = ''] = routeOptions.url?.split('/') ?? [];
  return {
    kind,
    objectId: params.id ?? params.code ?? null,
    query: Object.keys(query).length > 0 ? query : null,
  };
}
