import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, type Type } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, ApiOperation, ApiQuery, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateNested } from 'class-validator';
import { Type as Typed } from 'class-transformer';
import { Actor } from './actor.decorator.js';
import { MergeCountsDto } from './merge-counts.dto.js';
import type { MergeCounts } from './merge.js';
import { type DtoClass, type Noun, nounOf } from './noun.js';
import { pageQuery } from './page-query.js';
import type { PageOf } from './read.js';
import { type GivenRecord, RecordsService } from './records.service.js';

const BATCH_MAX = 1_000;

/** The routes of a noun: list, one, take one, take a batch, withdraw. */
export function nounController(name: string): Type {
  const noun = nounOf(name);
  const batch = batchOf(noun);
  const recordSchema = { allOf: [{ type: 'object', properties: { id: { type: 'string' } }, required: ['id'] }, { $ref: getSchemaPath(noun.dto) }] };

  @ApiTags(name)
  @ApiExtraModels(noun.dto)
  @Controller(`v1/${name}`)
  class NounController {
    constructor(private readonly records: RecordsService) {}

    @Get()
    @ApiOperation({ operationId: `list-${name}`, summary: `List ${name} in the order they first came` })
    @ApiOkResponse({ schema: { type: 'object', properties: { items: { type: 'array', items: recordSchema }, next: { type: 'string', nullable: true } }, required: ['items', 'next'] } })
    list(@Query() query: Record<string, string>): Promise<PageOf<GivenRecord>> {
      return this.records.list(noun, pageQuery(noun, query));
    }

    @Get(':id')
    @ApiOperation({ operationId: `get-${name}`, summary: `One of ${name} by its id` })
    @ApiOkResponse({ schema: recordSchema })
    one(@Param('id') id: string): Promise<GivenRecord> {
      return this.records.one(noun, id);
    }

    @Post()
    @HttpCode(200)
    @ApiOperation({ operationId: `take-${name}`, summary: `Take one record; the same key again is a new revision, the same content changes nothing` })
    @ApiBody({ type: noun.dto })
    @ApiOkResponse({ schema: recordSchema })
    take(@Body() given: GivenRecord, @Actor() actor: string): Promise<GivenRecord> {
      return this.records.take(noun, given, actor);
    }

    @Post('batch')
    @HttpCode(200)
    @ApiOperation({ operationId: `take-batch-${name}`, summary: `Take up to ${BATCH_MAX} records, all or nothing` })
    @ApiBody({ schema: { type: 'object', properties: { items: { type: 'array', minItems: 1, maxItems: BATCH_MAX, items: { $ref: getSchemaPath(noun.dto) } } }, required: ['items'] } })
    @ApiOkResponse({ type: MergeCountsDto })
    takeBatch(@Body() given: { items: GivenRecord[] }, @Actor() actor: string): Promise<MergeCounts> {
      return this.records.takeBatch(noun, given.items, actor);
    }

    @Delete(':id')
    @HttpCode(204)
    @ApiOperation({ operationId: `withdraw-${name}`, summary: `Withdraw a record; its history stays` })
    withdraw(@Param('id') id: string, @Actor() actor: string): Promise<void> {
      return this.records.withdraw(noun, id, actor);
    }
  }

  Object.defineProperty(NounController, 'name', { value: `${noun.dto.name.replace(/Dto$/, '')}Controller` });
  for (const filter of filtersOf(noun)) {
    ApiQuery({ name: filter, required: false, type: String })(NounController.prototype, 'list', descriptor(NounController, 'list'));
  }
  // the body's class is only known here: what decorator metadata would say of a written class
  Reflect.defineMetadata('design:paramtypes', [noun.dto, String], NounController.prototype, 'take');
  Reflect.defineMetadata('design:paramtypes', [batch, String], NounController.prototype, 'takeBatch');
  return NounController;
}

export const filtersOf = (noun: Noun): string[] => [
  'limit',
  'cursor',
  ...(noun.filters ?? []),
  ...(noun.fields.some((field) => field.column === 'business_date') ? ['from', 'until'] : []),
];

const descriptor = (type: Type, method: string) => Object.getOwnPropertyDescriptor(type.prototype, method)!;

function batchOf(noun: Noun): DtoClass {
  class Batch {
    @IsArray()
    @ArrayMinSize(1)
    @ArrayMaxSize(BATCH_MAX)
    @ValidateNested({ each: true })
    @Typed(() => noun.dto)
    items!: object[];
  }
  return Batch;
}
