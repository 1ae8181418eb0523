import type { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { MergeCountsDto } from '../../platform/records/merge-counts.dto.js';
import { Asking, type Viewer } from '../access/index.js';
import { CsvBody } from './csv-body.decorator.js';
import { ImportListQueryDto, ImportPageDto, ImportQueryDto, ImportReportDto } from './imports.dto.js';
import { ImportsService } from './imports.service.js';

@ApiExtraModels(MergeCountsDto)
@Controller('v1/imports')
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  @Get()
  @ApiOperation({ summary: 'List files taken in, newest first' })
  list(@Query() query: ImportListQueryDto): Promise<ImportPageDto> {
    return this.imports.list(query);
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Take in a CSV file through a mapping profile, all of it or nothing; the same file again changes nothing',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ description: 'The file in UTF-8, at most 64 MB', schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ type: ImportReportDto })
  take(
    @Query() { profile, fileName, dryRun }: ImportQueryDto,
    @CsvBody() file: Readable,
    @Asking() { name, role }: Viewer,
  ): Promise<ImportReportDto> {
    return this.imports.importFile({ profile, file, fileName, dryRun: dryRun === 'true', actor: name, role });
  }
}
