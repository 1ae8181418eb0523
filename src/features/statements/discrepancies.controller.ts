import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import { languageOf } from '../../platform/problem/problem.filter.js';
import { Asking, type Viewer } from '../access/index.js';
import {
  DiscrepancyPageDto,
  DiscrepancyQueryDto,
  StatementDiscrepancyDetailDto,
} from './discrepancies.dto.js';
import { DiscrepanciesService } from './discrepancies.service.js';

@Controller('v1')
export class DiscrepanciesController {
  constructor(private readonly discrepancies: DiscrepanciesService) {}

  /** Approved statements of a month that would come out otherwise with what is known today, and why. Nothing is changed. */
  @Get('periods/:code/discrepancies')
  list(
    @Asking() viewer: Viewer,
    @Param('code') code: string,
    @Query() query: DiscrepancyQueryDto,
    @Headers('accept-language') language?: string,
  ): Promise<DiscrepancyPageDto> {
    return this.discrepancies.list(viewer, { ...query.read(), period: code }, languageOf(language));
  }

  /** How a statement would come out with what is known today, and the facts that came, went or changed since. */
  @Get('statements/:id/discrepancy')
  one(
    @Asking() viewer: Viewer,
    @Param('id') id: string,
    @Headers('accept-language') language?: string,
  ): Promise<StatementDiscrepancyDetailDto> {
    return this.discrepancies.one(viewer, id, languageOf(language));
  }
}
