import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OnceKey, TakesIdempotencyKey } from '../../platform/idempotency/once.decorator.js';
import type { Once } from '../../platform/idempotency/once.js';
import { Asking, type Viewer } from '../access/index.js';
import { AcknowledgementsService } from './acknowledgements.service.js';
import type { ExportFormat } from './export-states.js';
import {
  CancelExportDto,
  ExportAcknowledgementPageDto,
  ExportDto,
  ExportFileQueryDto,
  ExportPageDto,
  ExportPartQueryDto,
  ExportQueryDto,
  ExportRowPageDto,
  NewExportAcknowledgementsDto,
  NewExportDto,
  RecordedAcknowledgementsDto,
  UnpaidDto,
} from './exports.dto.js';
import { ExportsService } from './exports.service.js';
import { XLSX_TYPE } from './workbook.js';

const TYPES: Record<ExportFormat, string> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: XLSX_TYPE,
};

@Controller('v1/exports')
export class ExportsController {
  constructor(
    private readonly exports: ExportsService,
    private readonly acknowledgements: AcknowledgementsService,
  ) {}

  /** Exports what is approved of a month and in no live export; every line is exported once, or anew after a rejection. */
  @Post()
  @HttpCode(200)
  @TakesIdempotencyKey()
  create(@Asking() viewer: Viewer, @Body() wanted: NewExportDto, @OnceKey() once?: Once): Promise<ExportDto> {
    return this.exports.create(viewer, wanted, once);
  }

  /** Exports, latest first. */
  @Get()
  list(@Query() query: ExportQueryDto): Promise<ExportPageDto> {
    return this.exports.list(query.period, query.page());
  }

  /** What is approved and not paid yet, of one month or of all, by statement and line, exported or not, with totals by state. */
  @Get('unpaid')
  unpaid(@Query() query: ExportQueryDto): Promise<UnpaidDto> {
    return this.exports.unpaid(query.period, query.page());
  }

  /** One export with its files and how its rows stand. */
  @Get(':id')
  one(@Param('id') id: string): Promise<ExportDto> {
    return this.exports.one(id);
  }

  /** Its rows in their order, each with its state. */
  @Get(':id/rows')
  rows(@Param('id') id: string, @Query() query: ExportPartQueryDto): Promise<ExportRowPageDto> {
    return this.exports.rows(id, query.page());
  }

  /** The export as a file: the same bytes every time. */
  @Get(':id/file')
  @ApiProduces(...Object.values(TYPES))
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(
    @Param('id') id: string,
    @Query() { format }: ExportFileQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { content, hash, period } = await this.exports.file(id, format);
    reply.header('etag', `"${hash}"`);
    return new StreamableFile(content, {
      type: TYPES[format],
      disposition: `attachment; filename="pay-${period}-export-${id}.${format}"`,
    });
  }

  /** What the payroll system says of rows: accepted, rejected with a reason, paid; all or nothing. */
  @Post(':id/acknowledgements')
  @HttpCode(200)
  @TakesIdempotencyKey()
  acknowledge(
    @Asking() viewer: Viewer,
    @Param('id') id: string,
    @Body() said: NewExportAcknowledgementsDto,
    @OnceKey() once?: Once,
  ): Promise<RecordedAcknowledgementsDto> {
    return this.acknowledgements.acknowledge(viewer, id, said, once);
  }

  /** Everything said of its rows, in the order it came. */
  @Get(':id/acknowledgements')
  said(@Param('id') id: string, @Query() query: ExportPartQueryDto): Promise<ExportAcknowledgementPageDto> {
    return this.acknowledgements.list(id, query.page());
  }

  /** Takes an export back while none of it is paid; its lines may be exported anew then. */
  @Post(':id/cancel')
  @HttpCode(200)
  @TakesIdempotencyKey()
  cancel(
    @Asking() viewer: Viewer,
    @Param('id') id: string,
    @Body() { reason }: CancelExportDto,
    @OnceKey() once?: Once,
  ): Promise<ExportDto> {
    return this.exports.cancel(viewer, id, reason, once);
  }
}
