import { type ValidationError, ValidationPipe } from '@nestjs/common';
import { expectationOf, fieldProblem, knownNames } from '../records/row.js';
import { fieldsOf } from '../records/noun.js';
import type { Expectation } from '../records/expectations.js';
import { DomainError, type FieldProblem } from './domain-error.js';

/** Checks the form of every body against its class; unknown properties are refused, and all refusals told at once. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    exceptionFactory: (errors) => {
      const problems = errors.flatMap((error) => problemsOf(error, ''));
      return new DomainError('invalid-fields', {}, problems);
    },
  });
}

function problemsOf(error: ValidationError, path: string): FieldProblem[] {
  const inList = /^\d+$/.test(error.property);
  const field = inList ? `${path.replace(/\.$/, '')}[${error.property}]` : path + error.property;
  const own = error.constraints ? [fieldProblem(field, error.value, expected(error))] : [];
  return [...own, ...(error.children ?? []).flatMap((child) => problemsOf(child, `${field}.`))];
}

function expected({ target, property, value, constraints = {} }: ValidationError): Expectation {
  const dto = target?.constructor ?? Object;
  if ('whitelistValidation' in constraints) return { code: 'unknown', facts: { known: knownNames(fieldsOf(dto)) } };
  if ('isArray' in constraints || 'arrayMinSize' in constraints || 'arrayMaxSize' in constraints) {
    return { code: 'list', facts: { min: 1, max: 1000 } };
  }
  if ('nestedValidation' in constraints || 'unknownValue' in constraints) return { code: 'object' };
  return expectationOf(dto, property, value);
}
