import type { Readable } from 'node:stream';
import { Controller, Get, Headers, HttpCode, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OnceKey, TakesIdempotencyKey } from '../../platform/idempotency/once.decorator.js';
import type { Once } from '../../platform/idempotency/once.js';
import { jobDto } from '../../platform/jobs/job-problem.js';
import { JobDto } from '../../platform/jobs/jobs.dto.js';
import { FILE_TYPES } from '../../platform/problem/bodies.js';
import { languageOf } from '../../platform/problem/problem.filter.js';
import { Asking, type Viewer } from '../access/index.js';
import { FileBody } from './file-body.decorator.js';
import { ImportPreviewService } from './import-preview.service.js';
import {
  FileCountsDto,
  ImportListQueryDto,
  ImportPageDto,
  ImportPreviewDto,
  ImportPreviewQueryDto,
  ImportQueryDto,
  ImportReportDto,
} from './imports.dto.js';
import { type ImportGiven, ImportsService } from './imports.service.js';
import { RejectedRowsService } from './rejected-rows.service.js';

@ApiExtraModels(FileCountsDto)
@Controller('v1/imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly rejected: RejectedRowsService,
    private readonly previews: ImportPreviewService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List files taken in, newest first' })
  list(@Query() query: ImportListQueryDto): Promise<ImportPageDto> {
    return this.imports.list(query);
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Take in a CSV or XLSX file through a mapping profile, all of it or, with `acceptValid`, its good rows; the same file again changes nothing',
  })
  @ApiConsumes(...FILE_TYPES)
  @ApiBody({ description: 'The file.', schema: { type: 'string', format: 'binary' } })
  @ApiHeader({
    name: 'Prefer',
    required: false,
    description: '`respond-async`: the answer is the job, as soon as the file was received.',
    schema: { type: 'string' },
  })
  @TakesIdempotencyKey()
  @ApiOkResponse({ type: ImportReportDto })
  @ApiAcceptedResponse({
    type: JobDto,
    description: 'The job that takes the file in; its result is the report.',
  })
  take(
    @Query() query: ImportQueryDto,
    @FileBody() file: Readable,
    @Asking() viewer: Viewer,
    @Headers('prefer') prefer: string | undefined,
    @Headers('accept-language') languages: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OnceKey() once?: Once,
  ): Promise<ImportReportDto | JobDto> {
    const given = { ...givenOf(query, file, viewer), once, waits: !isAsync(prefer) };
    return this.answer(given, languages, reply);
  }

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'The first rows of a file as they would be understood, with what is wrong with each; nothing is changed',
  })
  @ApiConsumes(...FILE_TYPES)
  @ApiBody({ description: 'The file.', schema: { type: 'string', format: 'binary' } })
  preview(
    @Query() { profile, rows }: ImportPreviewQueryDto,
    @FileBody() file: Readable,
    @Asking() viewer: Viewer,
    @Headers('accept-language') languages: string | undefined,
  ): Promise<ImportPreviewDto> {
    return this.previews.of({ profile, file, rows: Number(rows ?? 20) }, viewer, languageOf(languages));
  }

  @Get(':id/rejected')
  @ApiOperation({
    summary:
      'The rows an import left out, as a CSV file for the same profile with a first column that says why',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async rejectedRows(
    @Param('id') id: string,
    @Asking() viewer: Viewer,
    @Headers('accept-language') languages: string | undefined,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.rejected.file(id, languageOf(languages), viewer), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="import-${id}-rejected.csv"`,
    });
  }

  private async answer(
    given: ImportGiven,
    languages: string | undefined,
    reply: FastifyReply,
  ): Promise<ImportReportDto | JobDto> {
    const begun = await this.imports.begin(given);
    if ('report' in begun) return begun.report;
    if (begun.waits) return this.imports.reportOf(begun.job);
    reply.status(202).header('location', `/v1/jobs/${begun.job.id}`);
    reply.header('preference-applied', 'respond-async');
    return jobDto(begun.job, languageOf(languages));
  }
}

function givenOf(
  { profile, fileName, dryRun, acceptValid, replaceWindow }: ImportQueryDto,
  file: Readable,
  { name, role, scopes }: Viewer,
): ImportGiven {
  const flags = { dryRun: dryRun === 'true', acceptValid: acceptValid === 'true' };
  return { profile, file, fileName, replaceWindow, ...flags, actor: name, sender: { role, scopes } };
}

const isAsync = (prefer: string | undefined): boolean =>
  (prefer ?? '').split(',').some((each) => each.split(';')[0]!.trim().toLowerCase() === 'respond-async');
