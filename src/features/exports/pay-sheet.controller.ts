import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { PaySheetQueryDto } from './exports.dto.js';
import { PaySheetService } from './pay-sheet.service.js';
import { XLSX_TYPE } from './workbook.js';

@Controller('v1/periods/:code/pay-sheet')
export class PaySheetController {
  constructor(private readonly sheets: PaySheetService) {}

  /** Pay of a month by team as a workbook to be printed and signed; a draft says that it is one. */
  @Get()
  @ApiProduces(XLSX_TYPE)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async sheet(
    @Param('code') code: string,
    @Query() { team, language }: PaySheetQueryDto,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.sheets.of(code, team, language), {
      type: XLSX_TYPE,
      disposition: `attachment; filename="pay-sheet-${code}.xlsx"`,
    });
  }
}
