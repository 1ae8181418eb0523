import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { JobDto } from './jobs.dto.js';
import { JobsService } from './jobs.service.js';

const LISTED = 100;

@Controller('v1/jobs')
export class JobsController {
  constructor(private readonly jobs: JobsService) {}

  /** The last 100 jobs, latest first. */
  @Get()
  list(): Promise<JobDto[]> {
    return this.jobs.list(LISTED);
  }

  /** State and progress of a job. */
  @Get(':id')
  one(@Param('id') id: string): Promise<JobDto> {
    return this.jobs.one(id);
  }

  /** Asks a job to stop; what it has not committed is undone. */
  @Post(':id/cancel')
  @HttpCode(200)
  cancel(@Param('id') id: string): Promise<JobDto> {
    return this.jobs.cancel(id);
  }
}
