import { Controller, Get, Header, Headers, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { languageOf } from '../../platform/problem/problem.filter.js';
import { Asking, type Viewer } from '../access/index.js';
import {
  ResultComparisonDto,
  ResultComparisonQueryDto,
  ResultWhatIfDto,
  StatementComparisonDto,
  StatementComparisonQueryDto,
  StatementWhatIfDto,
  WhatIfQueryDto,
} from './answers.dto.js';
import { ComparisonService } from './comparison.service.js';
import { wantsText } from './wants-text.js';
import { WhatIfService } from './what-if.service.js';

@Controller('v1')
export class AnswersController {
  constructor(
    private readonly whatIfs: WhatIfService,
    private readonly comparisons: ComparisonService,
  ) {}

  /** What would change the pay of a result: one more of each input and its next jumps, or a fact gone or an order returned. As text with `Accept: text/plain`. */
  @Get('results/:id/what-if')
  @ApiProduces('application/json', 'text/plain')
  @ApiOkResponse({ type: ResultWhatIfDto })
  @Header('vary', 'accept, accept-language')
  resultWhatIf(
    @Asking() viewer: Viewer,
    @Param('id') id: string,
    @Query() query: WhatIfQueryDto,
    @Headers() headers: Record<string, string>,
  ): Promise<ResultWhatIfDto | string> {
    return wantsText(headers)
      ? this.whatIfs.textOfResult(viewer, id, query, languageOf(headers['accept-language']))
      : this.whatIfs.ofResult(viewer, id, query);
  }

  /** The same for each result of a statement. As text with `Accept: text/plain`. */
  @Get('statements/:id/what-if')
  @ApiProduces('application/json', 'text/plain')
  @ApiOkResponse({ type: StatementWhatIfDto })
  @Header('vary', 'accept, accept-language')
  statementWhatIf(
    @Asking() viewer: Viewer,
    @Param('id') id: string,
    @Query() query: WhatIfQueryDto,
    @Headers() headers: Record<string, string>,
  ): Promise<StatementWhatIfDto | string> {
    return wantsText(headers)
      ? this.whatIfs.textOfStatement(viewer, id, query, languageOf(headers['accept-language']))
      : this.whatIfs.ofStatement(viewer, id, query);
  }

  /** What each changed input, table or formula contributed to the difference from another result or version. As text with `Accept: text/plain`. */
  @Get('results/:id/comparison')
  @ApiProduces('application/json', 'text/plain')
  @ApiOkResponse({ type: ResultComparisonDto })
  @Header('vary', 'accept, accept-language')
  resultComparison(
    @Asking() viewer: Viewer,
    @Param('id') id: string,
    @Query() query: ResultComparisonQueryDto,
    @Headers() headers: Record<string, string>,
  ): Promise<ResultComparisonDto | string> {
    return wantsText(headers)
      ? this.comparisons.textOfResult(viewer, id, query, languageOf(headers['accept-language']))
      : this.comparisons.ofResult(viewer, id, query);
  }

  /** Why a statement differs from another of the manager, or from the month before. As text with `Accept: text/plain`. */
  @Get('statements/:id/comparison')
  @ApiProduces('application/json', 'text/plain')
  @ApiOkResponse({ type: StatementComparisonDto })
  @Header('vary', 'accept, accept-language')
  statementComparison(
    @Asking() viewer: Viewer,
    @Param('id') id: string,
    @Query() query: StatementComparisonQueryDto,
    @Headers() headers: Record<string, string>,
  ): Promise<StatementComparisonDto | string> {
    return wantsText(headers)
      ? this.comparisons.textOfStatement(viewer, id, query, languageOf(headers['accept-language']))
      : this.comparisons.ofStatement(viewer, id, query);
  }
}
