import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put } from '@nestjs/common';
import { domainErrorOf } from '../../platform/jobs/index.js';
import { languageOf, problemBody } from '../../platform/problem/problem.filter.js';
import { Asking, type Viewer } from '../access/index.js';
import { coveredBy } from './due.js';
import { DuePeriodDto, ScheduleDto, ScheduleSettingsDto } from './schedule.dto.js';
import type { DueRow } from './schedule.repository.js';
import { ScheduleService } from './schedule.service.js';

@Controller('v1/schedule')
export class ScheduleController {
  constructor(private readonly schedule: ScheduleService) {}

  /** When months are computed by themselves, and whether that is paused. */
  @Get()
  read(): Promise<ScheduleDto> {
    return this.schedule.settings();
  }

  /** Changes the day and the hour, pauses and goes on; all fields are given. */
  @Put()
  write(@Body() wanted: ScheduleSettingsDto): Promise<ScheduleDto> {
    return this.schedule.write(wanted);
  }

  /** The last 120 months that are computed by themselves: when each is due, what became of it, and by which run. */
  @Get('periods')
  async periods(@Headers('accept-language') languages: string | undefined): Promise<DuePeriodDto[]> {
    return (await this.schedule.list()).map((row) => shown(row, languages));
  }

  /** Starts a month that has ended without waiting for its hour, also after it failed or while paused; its job is to be followed. */
  @Post('periods/:code/start')
  @HttpCode(202)
  async start(
    @Param('code') code: string,
    @Asking() viewer: Viewer,
    @Headers('accept-language') languages: string | undefined,
  ): Promise<DuePeriodDto> {
    return shown(await this.schedule.force(code, viewer), languages);
  }
}

/** A month as it is shown, its problem in the reader's language. */
const shown = ({ problem, ...due }: DueRow, languages: string | undefined): DuePeriodDto => ({
  ...due,
  covers: coveredBy(due.period),
  problem: problem && problemBody(domainErrorOf(problem), languageOf(languages)),
});
