import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import { languageOf } from '../../platform/problem/problem.filter.js';
import { Asking, type Viewer } from '../access/index.js';
import { WarningPageDto, WarningQueryDto } from './warnings.dto.js';
import { WarningsService } from './warnings.service.js';

@Controller('v1/periods/:code/warnings')
export class WarningsController {
  constructor(private readonly warnings: WarningsService) {}

  /** What is worth a look before a month is approved: missing inputs, zero pay, big changes, outliers, pay mix, limited adjustments. */
  @Get()
  of(
    @Asking() viewer: Viewer,
    @Param('code') code: string,
    @Query() query: WarningQueryDto,
    @Headers('accept-language') language?: string,
  ): Promise<WarningPageDto> {
    return this.warnings.of(viewer, { ...query.read(), period: code }, languageOf(language));
  }
}
