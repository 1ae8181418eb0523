import { Readable } from 'node:stream';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, type Type } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiProperty, ApiQuery } from '@nestjs/swagger';
import { Type as Typed } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, ValidateNested } from 'class-validator';
import { OnceKey, TakesIdempotencyKey } from '../idempotency/once.decorator.js';
import type { Once } from '../idempotency/once.js';
import { Actor } from './actor.decorator.js';
import type { MergeCounts } from './merge.js';
import { MergeCountsDto } from './merge-counts.dto.js';
import { LINES_MAX } from './ndjson.js';
import { type DtoClass, isVersioned, type Noun, nounOf } from './noun.js';
import { pageQuery, queryParameters } from './page-query.js';
import type { PageOf } from './read.js';
import { type GivenRecord, RecordsService } from './records.service.js';

const BATCH_MAX = 1_000;

/** The routes of a noun: list, one, take one, take a batch, withdraw. */
export function nounController(name: string): Type {
  const noun = nounOf(name);
  const batch = batchOf(noun);
  const record = recordOf(noun);
  const page = pageOf(noun, record);

  @Controller(`v1/${name}`)
  class NounController {
    constructor(private readonly records: RecordsService) {}

    @Get()
    @ApiOperation({ summary: `List ${name} in the order they first came` })
    @ApiOkResponse({ type: page })
    list(@Query() query: Record<string, string>): Promise<PageOf<GivenRecord>> {
      return this.records.list(noun, pageQuery(noun, query));
    }

    @Get(':id')
    @ApiOperation({ summary: `One of ${name} by its id` })
    @ApiOkResponse({ type: record })
    one(@Param('id') id: string): Promise<GivenRecord> {
      return this.records.one(noun, id);
    }

    @Post()
    @HttpCode(200)
    @ApiOperation({
      summary: 'Take one record; the same key again is a new revision, the same content changes nothing',
    })
    @ApiBody({ type: noun.dto })
    @ApiOkResponse({ type: record })
    @TakesIdempotencyKey()
    take(@Body() given: GivenRecord, @Actor() actor: string, @OnceKey() once?: Once): Promise<GivenRecord> {
      return this.records.take(noun, given, actor, once);
    }

    @Post('batch')
    @HttpCode(200)
    @ApiOperation({
      summary: `Take up to ${BATCH_MAX} records as JSON, or ${LINES_MAX} as NDJSON, all or nothing`,
    })
    @ApiConsumes('application/json', 'application/x-ndjson')
    @ApiBody({ type: batch, description: 'As application/x-ndjson, one record a line and no `items`.' })
    @ApiOkResponse({ type: MergeCountsDto })
    @TakesIdempotencyKey()
    takeBatch(
      @Body() given: { items: GivenRecord[] } | Readable,
      @Actor() actor: string,
      @OnceKey() once?: Once,
    ): Promise<MergeCounts> {
      return given instanceof Readable
        ? this.records.takeLines(noun, given, actor, once)
        : this.records.takeBatch(noun, given.items, actor, once);
    }

    @Delete(':id')
    @HttpCode(204)
    @ApiOperation({ summary: 'Withdraw a record; its history stays' })
    withdraw(@Param('id') id: string, @Actor() actor: string): Promise<void> {
      return this.records.withdraw(noun, id, actor);
    }
  }

  named(
    NounController,
    `${noun.name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}Controller`,
  );
  for (const [parameter, described] of Object.entries(queryParameters(noun))) {
    const told = ApiQuery({ name: parameter, required: false, ...described });
    told(NounController.prototype, 'list', descriptor(NounController, 'list'));
  }
  // the body's class is only known here: what decorator metadata would say of a written class
  Reflect.defineMetadata('design:paramtypes', [noun.dto, String, Object], NounController.prototype, 'take');
  Reflect.defineMetadata('design:paramtypes', [batch, String, Object], NounController.prototype, 'takeBatch');
  return NounController;
}

const descriptor = (type: Type, method: string) => Object.getOwnPropertyDescriptor(type.prototype, method)!;

const named = <C extends Type>(type: C, name: string): C =>
  Object.defineProperty(type, 'name', { value: name });

const nameOf = (noun: Noun): string => noun.dto.name.replace(/(Dto|Record)$/, '');

/** What answers hold: what was sent and the number it was given. */
function recordOf(noun: Noun): DtoClass {
  class Given extends noun.dto {
    @ApiProperty({ type: String, description: 'Number of the record, the same in all its revisions.' })
    id!: string;
  }
  if (isVersioned(noun))
    ApiProperty({
      type: Boolean,
      required: false,
      description: 'True where what was sent is no newer than a withdrawal, which stands.',
    })(Given.prototype, 'withdrawn');
  return named(Given, `${nameOf(noun)}RecordDto`);
}

function pageOf(noun: Noun, record: DtoClass): DtoClass {
  class Page {
    @ApiProperty({ type: [record] })
    items!: object[];

    @ApiProperty({
      type: String,
      nullable: true,
      description: 'Sent as `cursor`, gives the next page; null on the last.',
    })
    next!: string | null;
  }
  return named(Page, `${nameOf(noun)}PageDto`);
}

function batchOf(noun: Noun): DtoClass {
  class Batch {
    @ApiProperty({ type: [noun.dto], minItems: 1, maxItems: BATCH_MAX })
    @IsArray()
    @ArrayMinSize(1)
    @ArrayMaxSize(BATCH_MAX)
    @IsObject({ each: true })
    @ValidateNested({ each: true })
    @Typed(() => noun.dto)
    items!: object[];
  }
  return named(Batch, `${nameOf(noun)}BatchDto`);
}
