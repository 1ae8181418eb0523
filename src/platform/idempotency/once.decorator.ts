import { Readable } from 'node:stream';
import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../problem/domain-error.js';
import { fieldProblem } from '../records/row.js';
import { bodyHashOf, type Once } from './once.js';

const HEADER = 'Idempotency-Key';
const KEY = /^[\x20-\x7e]{1,200}$/;

/** The request's `Idempotency-Key` with what it stands for; undefined without one. Throws `invalid-fields`. */
export const OnceKey = createParamDecorator((_: unknown, context: ExecutionContext) => onceOf(context));

function onceOf(context: ExecutionContext): Once | undefined {
  const http = context.switchToHttp();
  const request = http.getRequest<FastifyRequest & { viewer?: { actorId: string } }>();
  const key = request.headers[HEADER.toLowerCase()];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !KEY.test(key))
    throw new DomainError('invalid-fields', {}, [fieldProblem(HEADER, key, { code: 'idempotency-key' })]);
  if (!request.viewer) throw new Error('a public route takes no idempotency key');
  return {
    actorId: request.viewer.actorId,
    key,
    route: `${request.method} ${request.url}`,
    bodyHash: request.body instanceof Readable ? '' : bodyHashOf(request.body),
    replayed: () => void http.getResponse<FastifyReply>().header('Idempotency-Replayed', 'true'),
  };
}

/** Tells the API's document of the header. */
export const TakesIdempotencyKey = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: HEADER,
      required: false,
      description:
        'The same key with the same request again is answered as before, with `Idempotency-Replayed: true`, and nothing is done; with another request it is refused. Kept for 30 days.',
      schema: { type: 'string', minLength: 1, maxLength: 200 },
    }),
  );
