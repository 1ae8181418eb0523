import { Controller, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { acting } from '../acting.js';
import { languageOf } from '../problem/problem.filter.js';
import { jobDto } from './job-problem.js';
import { JobDto } from './jobs.dto.js';
import { JobsService } from './jobs.service.js';

const LISTED = 100;

@Controller('v1/jobs')
export class JobsController {
  constructor(private readonly jobs: JobsService) {}

  /** The last 100 jobs, latest first; an integration sees those it began. */
  @Get()
  async list(@Headers('accept-language') languages: string | undefined): Promise<JobDto[]> {
    return (await this.jobs.list(LISTED, ownerSeen())).map((job) => jobDto(job, languageOf(languages)));
  }

  /** State and progress of a job; of an integration's own alone, where it asks. */
  @Get(':id')
  async one(
    @Param('id') id: string,
    @Headers('accept-language') languages: string | undefined,
  ): Promise<JobDto> {
    return jobDto(await this.jobs.one(id, ownerSeen()), languageOf(languages));
  }

  /** Asks a job to stop; what it has not committed is undone. */
  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(
    @Param('id') id: string,
    @Headers('accept-language') languages: string | undefined,
  ): Promise<JobDto> {
    return jobDto(await this.jobs.cancel(id, ownerSeen()), languageOf(languages));
  }
}

/** Whose jobs are seen alone: the problem of a file quotes its cells, which integrations may send and not read. */
function ownerSeen(): string | undefined {
  const who = acting();
  return who?.role === 'intake' ? who.actorId : undefined;
}
