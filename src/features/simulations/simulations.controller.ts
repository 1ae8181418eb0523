import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OnceKey, TakesIdempotencyKey } from '../../platform/idempotency/once.decorator.js';
import type { Once } from '../../platform/idempotency/once.js';
import { accepted, JobDto, prefersAsync } from '../../platform/jobs/index.js';
import { languageOf } from '../../platform/problem/problem.filter.js';
import { Actor } from '../../platform/records/actor.decorator.js';
import {
  NewSimulationDto,
  SimulationDto,
  SimulationRowPageDto,
  SimulationRowsQueryDto,
  SimulationSummaryDto,
} from './simulations.dto.js';
import { SimulationsService } from './simulations.service.js';

@Controller('v1')
export class SimulationsController {
  constructor(private readonly simulations: SimulationsService) {}

  /**
   * Tries a draft on past months for everybody whom the scheme it would replace pays: who gains, who loses, what it costs.
   * With `Prefer: respond-async` the job is answered at once; nothing that is paid is touched.
   */
  @Post('schemes/simulate')
  @HttpCode(200)
  @TakesIdempotencyKey()
  @ApiHeader({
    name: 'prefer',
    required: false,
    description: '`respond-async`: do not wait for the simulation.',
  })
  @ApiOkResponse({ type: SimulationDto })
  @ApiAcceptedResponse({
    type: JobDto,
    description: 'The job that simulates; its result names the simulation.',
  })
  async start(
    @Body() wanted: NewSimulationDto,
    @Actor() actor: string,
    @Headers() headers: Record<string, string>,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OnceKey() once?: Once,
  ): Promise<SimulationDto | JobDto> {
    const asked = await this.simulations.start(wanted, actor, { waits: !prefersAsync(headers), once });
    return asked.waits
      ? this.simulations.ofJob(asked.job.id, languageOf(headers['accept-language']))
      : accepted(asked, headers, reply);
  }

  /** The last 100 simulations, latest first. */
  @Get('simulations')
  list(): Promise<SimulationSummaryDto[]> {
    return this.simulations.list();
  }

  /** What a draft would have paid against what was paid, by period and manager, and the cliffs somebody went over. */
  @Get('simulations/:id')
  one(@Param('id') id: string, @Headers('accept-language') language?: string): Promise<SimulationDto> {
    return this.simulations.one(id, languageOf(language));
  }

  /** Pay of each manager and period, before and after. */
  @Get('simulations/:id/rows')
  rows(@Param('id') id: string, @Query() query: SimulationRowsQueryDto): Promise<SimulationRowPageDto> {
    return this.simulations.rows(id, query.read());
  }
}
