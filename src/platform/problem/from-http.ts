import { HttpException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { BODY_BYTES_MAX } from './bodies.js';
import { DomainError } from './domain-error.js';

/** Longest part of an address that stands for a code or an id. */
export const PARAMETER_LENGTH_MAX = 500;

const PATH_SHOWN_MAX = 100;

/** What Nest's and Fastify's own refusals mean: requests that cannot be read, addresses that do not exist. */
export function fromHttp(error: Error & { code?: string }, request: FastifyRequest): DomainError | undefined {
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : ((error as { statusCode?: number }).statusCode ?? 500);
  if (status === 404) {
    const path = request.url.split('?')[0]!.slice(0, PATH_SHOWN_MAX);
    return new DomainError('no-route', { method: request.method, path });
  }
  if (status === 413) return new DomainError('body-too-large', { limit: BODY_BYTES_MAX });
  if (status === 414) return new DomainError('address-too-long', { limit: PARAMETER_LENGTH_MAX });
  if (status === 415) return new DomainError('unsupported-media-type', { expected: 'application/json' });
  if (status >= 400 && status < 500) return new DomainError('malformed-request');
  return undefined;
}
