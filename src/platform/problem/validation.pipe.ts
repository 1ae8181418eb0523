import { Readable } from 'node:stream';
import { type ArgumentMetadata, type ValidationError, ValidationPipe } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import type { Expectation } from '../records/expectations.js';
import { fieldsOf } from '../records/noun.js';
import { expectationOf, fieldProblem, knownNames } from '../records/row.js';
import { DomainError, type FieldProblem } from './domain-error.js';

/** A stream is checked by whoever reads it. */
class BodyPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    return value instanceof Readable ? value : super.transform(value, metadata);
  }
}

/** Checks the form of every body against its class; unknown properties are refused, and all refusals told at once. */
export function validationPipe(): ValidationPipe {
  return new BodyPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    // the class tells what it expects; Nest leaves it out unless asked
    validationError: { target: true, value: true },
    exceptionFactory: (errors) => {
      const problems = errors.flatMap((error) => problemsOf(error, ''));
      return new DomainError('invalid-fields', {}, problems);
    },
  });
}

function problemsOf(error: ValidationError, path: string): FieldProblem[] {
  const inList = Array.isArray(error.target);
  const field = inList ? `${path.replace(/\.$/, '')}[${error.property}]` : path + error.property;
  // what is no list has no items to speak of
  const items = error.constraints?.isArray ? [] : (error.children ?? []);
  const children = items.flatMap((child) => problemsOf(child, `${field}.`));
  // an item that is no object was told with its list
  return [...(error.constraints && !inList ? refusals(error, field) : []), ...children];
}

function refusals(error: ValidationError, field: string): FieldProblem[] {
  const { value, constraints = {} } = error;
  if ('isObject' in constraints && Array.isArray(value)) {
    return value.flatMap((item, place) =>
      isObject(item) ? [] : [fieldProblem(`${field}[${place}]`, item, { code: 'object' })],
    );
  }
  return [fieldProblem(field, value, expected(error))];
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function expected({ target, property, value, constraints = {} }: ValidationError): Expectation {
  // not its `constructor`: a body may have a property of that name
  const dto: object = target ? Object.getPrototypeOf(target).constructor : Object;
  if ('whitelistValidation' in constraints) return { code: 'unknown', facts: { known: propertiesOf(dto) } };
  if ('isArray' in constraints || 'arrayMinSize' in constraints || 'arrayMaxSize' in constraints) {
    return { code: 'list', facts: { min: 1, max: 1000 } };
  }
  return expectationOf(dto, property, value);
}

function propertiesOf(dto: object): string {
  const fields = knownNames(fieldsOf(dto));
  if (fields) return fields;
  const rules = getMetadataStorage().getTargetValidationMetadatas(dto as () => void, '', true, false);
  return [...new Set(rules.map(({ propertyName }) => propertyName))].join(', ');
}
