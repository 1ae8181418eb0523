import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Actor } from '../../platform/records/actor.decorator.js';
import { NewRunDto, PeriodDto, RunDto, RunQueryDto } from './payroll.dto.js';
import { PayrollService } from './payroll.service.js';

@Controller('v1')
export class PayrollController {
  constructor(private readonly payroll: PayrollService) {}

  /** Pay months with their state and totals, latest first. */
  @Get('periods')
  periods(): Promise<PeriodDto[]> {
    return this.payroll.periods();
  }

  /** One pay month with its state and totals. */
  @Get('periods/:code')
  period(@Param('code') code: string): Promise<PeriodDto> {
    return this.payroll.period(code);
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

  /** Computes a pay month as a draft, replacing the draft before it; with a scheme, a trial. */
  @Post('payroll-runs')
  @HttpCode(200)
  start(@Body() wanted: NewRunDto, @Actor() actor: string): Promise<RunDto> {
    return this.payroll.run(wanted, actor);
  }
}
