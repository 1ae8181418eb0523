import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { faultFacts, log } from '../log.js';
import { expectationText, fill, type Language } from '../records/expectations.js';
import { catalogue } from './catalogue.js';
import { DomainError, type FieldProblem } from './domain-error.js';
import { fromDatabase } from './from-database.js';
import { fromHttp } from './from-http.js';

/** Turns everything thrown into RFC 9457 problem details in the reader's language. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    replyProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Answers a request with the problem that an error means. */
export function replyProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const domain = domainError(error, request);
  if (domain.code === 'internal')
    log('error', 'request failed', { request: request.id, ...faultFacts(error) });
  if (domain.code === 'unavailable') reply.header('retry-after', '2');
  if (domain.code === 'unauthenticated') reply.header('www-authenticate', 'Bearer');
  if (domain.facts.retryAfter) reply.header('retry-after', String(domain.facts.retryAfter));
  const body = problemBody(domain, languageOf(request.headers['accept-language']));
  reply.status(body.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(body));
}

function domainError(error: unknown, request: FastifyRequest): DomainError {
  if (error instanceof DomainError) return error;
  const known =
    error instanceof HttpException || isFastifyError(error) ? fromHttp(error, request) : fromDatabase(error);
  return known ?? new DomainError('internal', { request: request.id });
}

const isFastifyError = (error: unknown): error is Error & { code: string; statusCode: number } =>
  typeof (error as { code?: unknown }).code === 'string' &&
  String((error as { code: string }).code).startsWith('FST_');

/** First language of the header that we speak; English otherwise. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.find((code): code is Language => code === 'en' || code === 'ru') ?? 'en';
}

const FIELDS_LISTED_MAX = 100;

/** The problem as it is sent, also used by the command line. */
export function problemBody(error: DomainError, language: Language) {
  const { status, title, detail } = catalogue[error.code];
  return {
    type: `urn:premia:problem:${error.code}`,
    title: title[language],
    status,
    detail: fill(detail[language], error.facts),
    ...(error.fields.length
      ? {
          fields: error.fields.slice(0, FIELDS_LISTED_MAX).map((field) => fieldBody(field, language)),
          fieldsTotal: Math.max(error.fieldsTotal, error.fields.length),
        }
      : {}),
    ...(error.findings ? { findings: error.findings(language) } : {}),
  };
}

function fieldBody(problem: FieldProblem, language: Language) {
  const { expected, ...rest } = problem;
  return { ...rest, expected: expectationText(expected, language) };
}
