import { Controller, Get, Header, Headers, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { languageOf } from '../../platform/problem/problem.filter.js';
import { Asking, type Viewer } from '../access/index.js';
import { ExplanationService } from './explanation.service.js';
import { ProgressDto } from './progress.dto.js';
import { ProgressService } from './progress.service.js';
import { ExplanationQueryDto, ProgressQueryDto, ResultQueryDto, StatementQueryDto } from './query.dto.js';
import {
  ResultDto,
  ResultExplanationDto,
  ResultPageDto,
  StatementDto,
  StatementExplanationDto,
  StatementPageDto,
} from './statements.dto.js';
import { StatementsService } from './statements.service.js';
import { wantsText } from './wants-text.js';

@Controller('v1')
export class StatementsController {
  constructor(
    private readonly service: StatementsService,
    private readonly explanations: ExplanationService,
    private readonly progresses: ProgressService,
  ) {}

  /** Statements of the periods' current runs that the viewer may see. */
  @Get('statements')
  statements(@Asking() viewer: Viewer, @Query() query: StatementQueryDto): Promise<StatementPageDto> {
    return this.service.statements(viewer, query.read());
  }

  /** One statement with its lines. */
  @Get('statements/:id')
  statement(@Asking() viewer: Viewer, @Param('id') id: string): Promise<StatementDto> {
    return this.service.statement(viewer, id);
  }

  /** How every figure of a statement came about, down to the facts. As text with `Accept: text/plain`. */
  @Get('statements/:id/explanation')
  @ApiProduces('application/json', 'text/plain')
  @ApiOkResponse({ type: StatementExplanationDto })
  @Header('vary', 'accept, accept-language')
  explainStatement(
    @Asking() viewer: Viewer,
    @Param('id') id: string,
    @Query() query: ExplanationQueryDto,
    @Headers() headers: Record<string, string>,
  ): Promise<StatementExplanationDto | string> {
    return wantsText(headers)
      ? this.explanations.textOfStatement(viewer, id, languageOf(headers['accept-language']), query)
      : this.explanations.ofStatement(viewer, id, query);
  }

  /** Results, of a run with `run`; those of trials are for HR and auditors. */
  @Get('results')
  results(@Asking() viewer: Viewer, @Query() query: ResultQueryDto): Promise<ResultPageDto> {
    return this.service.results(viewer, query.read());
  }

  /** One result as it is stored: frozen inputs, lines, totals. */
  @Get('results/:id')
  result(@Asking() viewer: Viewer, @Param('id') id: string): Promise<ResultDto> {
    return this.service.result(viewer, id);
  }

  /** How every figure of a result came about, down to the facts. As text with `Accept: text/plain`. */
  @Get('results/:id/explanation')
  @ApiProduces('application/json', 'text/plain')
  @ApiOkResponse({ type: ResultExplanationDto })
  @Header('vary', 'accept, accept-language')
  explainResult(
    @Asking() viewer: Viewer,
    @Param('id') id: string,
    @Query() query: ExplanationQueryDto,
    @Headers() headers: Record<string, string>,
  ): Promise<ResultExplanationDto | string> {
    return wantsText(headers)
      ? this.explanations.textOfResult(viewer, id, languageOf(headers['accept-language']), query)
      : this.explanations.ofResult(viewer, id, query);
  }

  /** The provisional result of a manager's month with what is known now, today or on a day: pace, days left, next jumps of pay. Never stored. */
  @Get('managers/:id/progress')
  progress(
    @Asking() viewer: Viewer,
    @Param('id') id: string,
    @Query() query: ProgressQueryDto,
  ): Promise<ProgressDto> {
    return this.progresses.of(viewer, id, query);
  }
}
