import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { OnceKey, TakesIdempotencyKey } from '../../platform/idempotency/once.decorator.js';
import type { Once } from '../../platform/idempotency/once.js';
import { Asking, type Viewer } from '../access/index.js';
import { ManifestsService } from './manifests.service.js';
import { ManifestDto, NewTransitionDto, PeriodReviewsDto, TransitionDto } from './reviews.dto.js';
import { ReviewsService } from './reviews.service.js';

@Controller('v1/periods/:code')
export class ReviewsController {
  constructor(
    private readonly reviews: ReviewsService,
    private readonly manifests: ManifestsService,
  ) {}

  /** Where the statements of each team stand; a head sees the teams led and those below. */
  @Get('reviews')
  reviewsOf(@Asking() viewer: Viewer, @Param('code') code: string): Promise<PeriodReviewsDto> {
    return this.reviews.reviewsOf(viewer, code);
  }

  /** Every step taken in a period: who, when, why. */
  @Get('transitions')
  transitions(@Asking() viewer: Viewer, @Param('code') code: string): Promise<TransitionDto[]> {
    return this.reviews.transitionsOf(viewer, code);
  }

  /** Takes a step: HR submits and closes, heads approve; steps back need a reason. */
  @Post('transitions')
  @HttpCode(200)
  @TakesIdempotencyKey()
  move(
    @Asking() viewer: Viewer,
    @Param('code') code: string,
    @Body() wanted: NewTransitionDto,
    @OnceKey() once?: Once,
  ): Promise<PeriodReviewsDto> {
    return this.reviews.move(viewer, code, wanted, once);
  }

  /** What proves a closed period: its hash is what is printed, and every later manifest holds the one before. */
  @Get('manifest')
  manifest(@Param('code') code: string): Promise<ManifestDto> {
    return this.manifests.one(code);
  }
}
