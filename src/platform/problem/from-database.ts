import {
  QueryFailedError,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
} from 'typeorm';
import type { ProblemCode } from './catalogue.js';
import { DomainError } from './domain-error.js';

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '53300',
  '55P03',
  '57014',
  '25P03', // the server ended a transaction that stood still
]);

/** What triggers refuse in words of their own; their `detail` has the facts as JSON. */
const TOLD: Record<string, ProblemCode> = {
  TR_reviews_exported: 'statements-exported',
  CK_export_rows_sum: 'export-sums-differ',
};

/** What an error of the database driver means to a client; undefined for what should not happen. */
export function fromDatabase(error: unknown): DomainError | undefined {
  const cause =
    error instanceof QueryFailedError
      ? (error.driverError as Error & { code?: string; constraint?: string; detail?: string })
      : error;
  const { code, constraint, detail } = (cause ?? {}) as {
    code?: string;
    constraint?: string;
    detail?: string;
  };
  // a connection that is lost between two statements is released at once; the next statement finds none
  if (
    cause instanceof QueryRunnerAlreadyReleasedError ||
    cause instanceof QueryRunnerProviderAlreadyReleasedError
  ) {
    return new DomainError('unavailable');
  }
  const message = cause instanceof Error ? cause.message : '';
  if (code && UNREACHABLE.has(code)) return new DomainError('unavailable');
  if (
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      message,
    )
  ) {
    return new DomainError('unavailable');
  }
  const told = TOLD[constraint ?? ''];
  if (told) return new DomainError(told, JSON.parse(detail ?? '{}'));
  if (code && /^23/.test(code)) return new DomainError('conflict', { constraint: constraint ?? code });
  return undefined;
}
