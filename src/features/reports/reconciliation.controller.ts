import { Controller, Get, Header, Headers, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { languageOf } from '../../platform/problem/problem.filter.js';
import { wantsText } from '../statements/index.js';
import { ReconciliationDto, ReconciliationQueryDto } from './reconciliation.dto.js';
import { ReconciliationService } from './reconciliation.service.js';

@Controller('v1/periods')
export class ReconciliationController {
  constructor(private readonly service: ReconciliationService) {}

  /** Results of a period against what was paid the old way (`legacy-pay`), by manager and line, the differences by cause. As text with `Accept: text/plain`. */
  @Get(':code/reconciliation')
  @ApiProduces('application/json', 'text/plain')
  @ApiOkResponse({ type: ReconciliationDto })
  @Header('vary', 'accept, accept-language')
  reconciliation(
    @Param('code') code: string,
    @Query() query: ReconciliationQueryDto,
    @Headers() headers: Record<string, string>,
  ): Promise<ReconciliationDto | string> {
    return wantsText(headers)
      ? this.service.textOf(code, query, languageOf(headers['accept-language']))
      : this.service.of(code, query);
  }
}
