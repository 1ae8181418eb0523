import { DomainError } from '../problem/domain-error.js';
import { problemBody } from '../problem/problem.filter.js';
import type { Language } from '../records/expectations.js';
import type { JobDto } from './jobs.dto.js';
import type { JobRow, StoredProblem } from './jobs.repository.js';

export function storedProblem({ code, facts, fields, fieldsTotal, findings }: DomainError): StoredProblem {
  const told = findings && { findings: { en: findings('en'), ru: findings('ru') } };
  return { code, facts, fields, fieldsTotal, ...told };
}

export function domainErrorOf({ code, facts, fields, fieldsTotal, findings }: StoredProblem): DomainError {
  const told = findings && ((language: Language) => findings[language]);
  return new DomainError(code, facts, fields, fieldsTotal, told);
}

/** A job as it is shown, its problem in the reader's language. */
export function jobDto(job: JobRow, language: Language): JobDto {
  return { ...job, problem: job.problem && problemBody(domainErrorOf(job.problem), language) };
}
