import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Viewer } from './roles.js';

/** Who asks; set by the access guard on every route that is not public. */
export const Asking = createParamDecorator((_: unknown, context: ExecutionContext): Viewer => {
  const { viewer } = context.switchToHttp().getRequest<FastifyRequest & { viewer?: Viewer }>();
  if (!viewer) throw new Error('a public route asks for its viewer');
  return viewer;
});
