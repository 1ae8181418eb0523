import { Controller, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { languageOf } from '../problem/problem.filter.js';
import { jobDto } from './job-problem.js';
import { JobDto } from './jobs.dto.js';
import { JobsService } from './jobs.service.js';

const LISTED = 100;

@Controller('v1/jobs')
export class JobsController {
  constructor(private readonly jobs: JobsService) {}

  /** The last 100 jobs, latest first. */
  @Get()
  async list(@Headers('accept-language') languages: string | undefined): Promise<JobDto[]> {
    return (await this.jobs.list(LISTED)).map((job) => jobDto(job, languageOf(languages)));
  }

  /** State and progress of a job. */
  @Get(':id')
  async one(
    @Param('id') id: string,
    @Headers('accept-language') languages: string | undefined,
  ): Promise<JobDto> {
    return jobDto(await this.jobs.one(id), languageOf(languages));
  }

  /** Asks a job to stop; what it has not committed is undone. */
  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(
    @Param('id') id: string,
    @Headers('accept-language') languages: string | undefined,
  ): Promise<JobDto> {
    return jobDto(await this.jobs.cancel(id), languageOf(languages));
  }
}
