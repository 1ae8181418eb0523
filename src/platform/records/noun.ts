import 'reflect-metadata';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, ValidateBy } from 'class-validator';
import type { Expectation } from './expectations.js';
import * as kinds from './field-kinds.js';

/** A field of a request class: how it is read, and where a noun keeps it. */
export interface Field {
  property: string;
  column: string;
  kind: kinds.FieldKind;
  required: boolean;
  /** Stored when the field is absent. */
  fallback?: string;
  /** Name of the noun this field refers to by its text key. */
  ref?: string;
}

/** A question asked of staged rows before they are merged; each row it returns is refused. */
export interface MergeRule {
  field: string;
  expected: Expectation['code'];
  /** SELECT row_no, value text, facts jsonb FROM incoming …; `incoming` has the columns of the noun, references resolved. */
  sql: string;
}

export interface NounOptions {
  /** Name of the resource in the API and in mapping profiles. */
  name: string;
  table: string;
  /** Properties that identify a record: sending the same key again is a new revision of it. */
  key: readonly string[];
  /** Records with equal values here may not overlap in time (`from`, `until`). */
  exclusive?: readonly string[];
  /** Names of check constraints that only the migration describes. */
  checks?: readonly string[];
  rules?: readonly MergeRule[];
  /** Like `rules`, asked after the merge and before its commit, of the table itself joined to `incoming`. */
  rulesAfter?: readonly MergeRule[];
  /** Statements run once records known before were replaced or withdrawn, with the sequence number as $1. */
  afterChange?: readonly string[];
  /** Statements run after a merge, after those, with the sequence number as $1. */
  afterMerge?: readonly string[];
  /** What beside references keeps a record from being withdrawn: a query with rows while it does, for the id `$1`. */
  namedBy?: readonly { by: string; sql: string }[];
  /** Names of indexes that only the migration describes. */
  indices?: readonly string[];
  /** Properties a list may be filtered by. */
  filters?: readonly string[];
}

export interface Noun extends NounOptions {
  fields: readonly Field[];
  dto: DtoClass;
}

export type DtoClass = new () => object;

const FIELDS = Symbol('premia:fields');
const registry = new Map<string, Noun>();

/** Fields of a request class in order of declaration, those of its parents first. */
export function fieldsOf(dto: object): readonly Field[] {
  return (Reflect.getMetadata(FIELDS, dto) as Field[] | undefined) ?? [];
}

/** Declares a request class to be a noun: a table with history that people send records to. */
export function RecordOf(options: NounOptions): ClassDecorator {
  return (dto) => {
    registry.set(options.name, { ...options, fields: fieldsOf(dto), dto: dto as unknown as DtoClass });
  };
}

/** The noun of this name. Unknown names are a programming error. */
export function nounOf(name: string): Noun {
  const noun = registry.get(name);
  if (!noun) throw new Error(`no noun ${name}`);
  return noun;
}

export function nounNames(): string[] {
  return [...registry.keys()].sort();
}

export function allNouns(): Noun[] {
  return nounNames().map(nounOf);
}

export function fieldOf(noun: Noun, property: string): Field {
  const field = noun.fields.find((candidate) => candidate.property === property);
  if (!field) throw new Error(`no field ${property} in ${noun.name}`);
  return field;
}

/** Dated facts: their senders may number revisions and withdrawals, and withdraw what never came. */
export function isVersioned({ fields }: Noun): boolean {
  return fields.some(({ column }) => column === 'source_version');
}

export function keyFields(noun: Noun): Field[] {
  return noun.key.map((property) => fieldOf(noun, property));
}

export interface FieldOptions {
  optional?: boolean;
  fallback?: string;
  column?: string;
}

/** One field of a request class: validation, API document, file cell and column in one. */
export function FieldIs(
  kind: kinds.FieldKind,
  options: FieldOptions & { ref?: string } = {},
): PropertyDecorator {
  const required = !options.optional && options.fallback === undefined;
  const remember: PropertyDecorator = (prototype, key) => {
    const property = String(key);
    const field: Field = {
      property,
      column: options.column ?? snake(property) + (options.ref ? '_id' : ''),
      kind,
      required,
      ...(options.fallback !== undefined ? { fallback: options.fallback } : {}),
      ...(options.ref ? { ref: options.ref } : {}),
    };
    const dto = prototype.constructor;
    Reflect.defineMetadata(FIELDS, [...fieldsOf(dto), field], dto);
  };
  return applyDecorators(
    remember,
    ValidateBy({ name: 'kind', validator: { validate: (value) => kind.parse(value).ok } }),
    ApiProperty({
      required,
      ...(kind.schema as object),
      ...(options.fallback !== undefined ? { default: asJson(options.fallback, kind) } : {}),
    }),
    ...(required ? [] : [IsOptional()]),
  );
}

/** A stored text as a JSON value of the field's type. */
const asJson = (text: string, { schema }: kinds.FieldKind): unknown =>
  schema.type === 'boolean' || schema.type === 'integer' ? JSON.parse(text) : text;

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const Text = (max: number, options?: FieldOptions) => FieldIs(kinds.text(max), options);
export const Code = (options?: FieldOptions) => FieldIs(kinds.text(200), options);
export const Day = (options?: FieldOptions) => FieldIs(kinds.day, options);
export const Instant = (options?: FieldOptions) => FieldIs(kinds.instant, options);
export const Flag = (options?: FieldOptions) => FieldIs(kinds.flag, options);
export const Titles = (options?: FieldOptions) => FieldIs(kinds.titles(200), options);
export const PeriodCode = (options?: FieldOptions) => FieldIs(kinds.period, options);
export const MonthCode = (options?: FieldOptions) => FieldIs(kinds.month, options);
export const OneOf = (values: readonly string[], options?: FieldOptions) =>
  FieldIs(kinds.oneOf(values), options);
export const Whole = (min: number, max: number, options?: FieldOptions) =>
  FieldIs(kinds.whole(min, max), options);
export const Ref = (noun: string, options?: FieldOptions) =>
  FieldIs(kinds.text(200), { ...options, ref: noun });

/** Largest value of numeric(19,4). */
const AMOUNT_MAX = '999999999999999.9999';

/** An amount of money or of a measure: numeric(19,4), as text. */
export const Amount = (options: FieldOptions & { min?: string; max?: string } = {}) =>
  FieldIs(
    kinds.decimal({ min: options.min ?? `-${AMOUNT_MAX}`, max: options.max ?? AMOUNT_MAX, scale: 4 }),
    options,
  );

/** A share or rate as a plain ratio: "0.5" is one half. Up to 6 decimals. */
export const Share = (max: string, options: FieldOptions = {}) =>
  FieldIs(kinds.decimal({ min: '0', max, scale: 6 }), options);

/** First day in force. */
export const From = () => Day({ column: 'valid_from' });
/** First day no longer in force; absent while it has no end. */
export const Until = () => Day({ column: 'valid_until', optional: true });
