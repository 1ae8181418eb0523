import { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FILE_TYPES } from '../../platform/problem/bodies.js';
import { DomainError } from '../../platform/problem/domain-error.js';

/** The body of a request as the stream it comes as. Throws `unsupported-media-type` unless it was sent as a file. */
export const FileBody = createParamDecorator((_: unknown, context: ExecutionContext): Readable => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (body instanceof Readable) return body;
  throw new DomainError('unsupported-media-type', { expected: FILE_TYPES.join(', ') });
});
