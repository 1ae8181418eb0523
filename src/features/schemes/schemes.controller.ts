import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { OnceKey, TakesIdempotencyKey } from '../../platform/idempotency/once.decorator.js';
import type { Once } from '../../platform/idempotency/once.js';
import { languageOf } from '../../platform/problem/problem.filter.js';
import { Actor } from '../../platform/records/actor.decorator.js';
import { PayCurveDto, PayCurveQueryDto } from './pay-curve.dto.js';
import { PayCurveService } from './pay-curve.service.js';
import { SchemeLintService } from './scheme-lint.service.js';
import {
  PublishedDto,
  PublishSchemeDto,
  SchemeCheckDto,
  SchemeCheckRequestDto,
  SchemeDocumentDto,
  SchemeLintDto,
  SchemeVersionDto,
  VersionLintDto,
} from './schemes.dto.js';
import { SchemesService } from './schemes.service.js';

@Controller('v1/schemes')
export class SchemesController {
  constructor(
    private readonly schemes: SchemesService,
    private readonly lints: SchemeLintService,
    private readonly curves: PayCurveService,
  ) {}

  /** All published versions, newest first within a scheme. */
  @Get()
  list(): Promise<SchemeVersionDto[]> {
    return this.schemes.list();
  }

  /** What is wrong with a document, each finding with line and column; publishes nothing. */
  @Post('check')
  @HttpCode(200)
  check(
    @Body() { document }: SchemeCheckRequestDto,
    @Headers('accept-language') language?: string,
  ): Promise<SchemeCheckDto> {
    return this.schemes.check(document, languageOf(language));
  }

  /** What is wrong with a document and with what it would pay, each finding with the case that shows it; publishes nothing. */
  @Post('lint')
  @HttpCode(200)
  lint(
    @Body() { document }: SchemeCheckRequestDto,
    @Headers('accept-language') language?: string,
  ): Promise<SchemeLintDto> {
    return this.lints.lint(document, languageOf(language));
  }

  /** Publishes a version; it is never changed afterwards. */
  @Post()
  @HttpCode(200)
  @TakesIdempotencyKey()
  publish(
    @Body() wanted: PublishSchemeDto,
    @Actor() actor: string,
    @Headers('accept-language') language?: string,
    @OnceKey() once?: Once,
  ): Promise<PublishedDto> {
    return this.schemes.publish(wanted, actor, languageOf(language), once);
  }

  /** The published versions of one scheme, newest first. */
  @Get(':code/versions')
  versions(@Param('code') code: string): Promise<SchemeVersionDto[]> {
    return this.schemes.versionsOf(code);
  }

  /** What lint found in a version when it was published, and who accepted which of it why. */
  @Get(':code/versions/:number/lint')
  versionLint(
    @Param('code') code: string,
    @Param('number') number: string,
    @Headers('accept-language') language?: string,
  ): Promise<VersionLintDto> {
    return this.lints.ofVersion(code, number, languageOf(language));
  }

  /** What a version pays against one of its inputs, the others being usual: points, jumps, and where more pays less. */
  @Get(':code/versions/:number/curve')
  curve(
    @Param('code') code: string,
    @Param('number') number: string,
    @Query() { input }: PayCurveQueryDto,
  ): Promise<PayCurveDto> {
    return this.curves.of(code, number, input);
  }

  /** One published version with its document. */
  @Get(':code/versions/:number')
  document(@Param('code') code: string, @Param('number') number: string): Promise<SchemeDocumentDto> {
    return this.schemes.document(code, number);
  }
}
