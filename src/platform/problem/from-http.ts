import { HttpException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from './domain-error.js';

/** What Nest's and Fastify's own refusals mean: bodies that cannot be read, addresses that do not exist. */
export function fromHttp(error: Error & { code?: string }, request: FastifyRequest): DomainError | undefined {
  const status = error instanceof HttpException ? error.getStatus() : ((error as { statusCode?: number }).statusCode ?? 500);
  if (status === 404) return new DomainError('no-route', { method: request.method, path: request.url.split('?')[0]! });
  if (status === 413) return new DomainError('body-too-large', { limit: BODY_BYTES_MAX });
  if (status === 415) return new DomainError('unsupported-media-type', { expected: 'application/json' });
  if (status >= 400 && status < 500) return new DomainError('malformed-body', { reason: error.message });
  return undefined;
}

/** Largest JSON body. A text field of 10 MB is still answered at the field. */
export const BODY_BYTES_MAX = 16 * 1024 * 1024;
