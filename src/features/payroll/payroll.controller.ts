import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OnceKey, TakesIdempotencyKey } from '../../platform/idempotency/once.decorator.js';
import type { Once } from '../../platform/idempotency/once.js';
import { accepted, JobDto, prefersAsync } from '../../platform/jobs/index.js';
import { Asking, type Viewer } from '../access/index.js';
import { NewRunDto, PeriodDto, RunDto, RunQueryDto } from './payroll.dto.js';
import { PayrollService } from './payroll.service.js';
import { PeriodsService } from './periods.service.js';

@Controller('v1')
export class PayrollController {
  constructor(
    private readonly payroll: PayrollService,
    private readonly periodsOf: PeriodsService,
  ) {}

  /** Periods with their state and totals, latest first; a head is given the totals of the teams led and those below. */
  @Get('periods')
  periods(@Asking() viewer: Viewer): Promise<PeriodDto[]> {
    return this.periodsOf.list(viewer);
  }

  /** One period with its state and totals; a quarter or year as its months make it. */
  @Get('periods/:code')
  period(@Asking() viewer: Viewer, @Param('code') code: string): Promise<PeriodDto> {
    return this.periodsOf.one(viewer, code);
  }

  /** The last 100 runs, latest first; those of one period with `period`. */
  @Get('payroll-runs')
  runs(@Query() { period }: RunQueryDto): Promise<RunDto[]> {
    return this.payroll.list(period);
  }

  /** One run: its state, what it saw, what came of it. */
  @Get('payroll-runs/:id')
  run(@Param('id') id: string): Promise<RunDto> {
    return this.payroll.one(id);
  }

  /**
   * Computes a pay month as a draft, replacing the draft before it; with a scheme, a trial. With `Prefer: respond-async` the
   * job is answered at once. Where the same is being computed already, that run is answered.
   */
  @Post('payroll-runs')
  @HttpCode(200)
  @TakesIdempotencyKey()
  @ApiHeader({ name: 'prefer', required: false, description: '`respond-async`: do not wait for the run.' })
  @ApiOkResponse({ type: RunDto })
  @ApiAcceptedResponse({ type: JobDto, description: 'The job that makes the run.' })
  async start(
    @Body() wanted: NewRunDto,
    @Asking() { name, actorId }: Viewer,
    @Headers() headers: Record<string, string>,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OnceKey() once?: Once,
  ): Promise<RunDto | JobDto> {
    const asked = await this.payroll.start(wanted, name, { waits: !prefersAsync(headers), once, actorId });
    return asked.waits ? this.payroll.ofJob(asked.job.id) : accepted(asked, headers, reply);
  }
}
