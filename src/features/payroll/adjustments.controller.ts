import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { OnceKey, TakesIdempotencyKey } from '../../platform/idempotency/once.decorator.js';
import type { Once } from '../../platform/idempotency/once.js';
import { Asking, type Viewer } from '../access/index.js';
import {
  AdjustmentDto,
  AdjustmentPageDto,
  AdjustmentQueryDto,
  AdjustmentWithdrawalDto,
  NewAdjustmentDto,
} from './adjustments.dto.js';
import { AdjustmentsService } from './adjustments.service.js';

@Controller('v1/adjustments')
export class AdjustmentsController {
  constructor(private readonly adjustments: AdjustmentsService) {}

  /** Adjustments of the statements that the viewer may see, those withdrawn too. */
  @Get()
  list(@Asking() viewer: Viewer, @Query() query: AdjustmentQueryDto): Promise<AdjustmentPageDto> {
    return this.adjustments.list(viewer, query);
  }

  /** One adjustment, and what of it goes into pay. */
  @Get(':id')
  one(@Asking() viewer: Viewer, @Param('id') id: string): Promise<AdjustmentDto> {
    return this.adjustments.one(viewer, id);
  }

  /** Adds an adjustment to a statement that is not approved, which follows at once. Nobody adjusts the own pay. */
  @Post()
  @TakesIdempotencyKey()
  create(
    @Asking() viewer: Viewer,
    @Body() wanted: NewAdjustmentDto,
    @OnceKey() once?: Once,
  ): Promise<AdjustmentDto> {
    return this.adjustments.create(viewer, wanted, once);
  }

  /** Takes an adjustment out of a statement that is not approved; it stays on record. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @TakesIdempotencyKey()
  withdraw(
    @Asking() viewer: Viewer,
    @Param('id') id: string,
    @Body() { reason }: AdjustmentWithdrawalDto,
    @OnceKey() once?: Once,
  ): Promise<AdjustmentDto> {
    return this.adjustments.withdraw(viewer, { id, reason }, once);
  }
}
