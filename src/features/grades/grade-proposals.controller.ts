import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { OnceKey, TakesIdempotencyKey } from '../../platform/idempotency/once.decorator.js';
import type { Once } from '../../platform/idempotency/once.js';
import { Asking, type Viewer } from '../access/index.js';
import {
  GradeAcceptanceDto,
  GradeProposalDto,
  GradeProposalPageDto,
  GradeProposalQueryDto,
  GradeRefusalDto,
} from './grade-proposals.dto.js';
import { GradeProposalsService } from './grade-proposals.service.js';

@Controller('v1/grade-proposals')
export class GradeProposalsController {
  constructor(private readonly proposals: GradeProposalsService) {}

  /** Grades that the month's run proposes and that are not in force, with the figures behind them, and what was decided. */
  @Get()
  list(@Asking() viewer: Viewer, @Query() query: GradeProposalQueryDto): Promise<GradeProposalPageDto> {
    return this.proposals.list(viewer, query.read());
  }

  /** Puts the grade in force from the first day of the next period. Nobody decides on the own grade. */
  @Post(':id/accept')
  @HttpCode(200)
  @TakesIdempotencyKey()
  accept(
    @Asking() viewer: Viewer,
    @Param('id') id: string,
    @Body() { reason }: GradeAcceptanceDto,
    @OnceKey() once?: Once,
  ): Promise<GradeProposalDto> {
    return this.proposals.decide(viewer, id, { outcome: 'accepted', reason: reason ?? null }, once);
  }

  /** Refuses the grade, with a reason; the one in force stays. */
  @Post(':id/refuse')
  @HttpCode(200)
  @TakesIdempotencyKey()
  refuse(
    @Asking() viewer: Viewer,
    @Param('id') id: string,
    @Body() { reason }: GradeRefusalDto,
    @OnceKey() once?: Once,
  ): Promise<GradeProposalDto> {
    return this.proposals.decide(viewer, id, { outcome: 'refused', reason }, once);
  }
}
