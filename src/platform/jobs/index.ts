export { jobDto } from './job-problem.js';
export { JobDto } from './jobs.dto.js';
export { type AskedJob, type JobContext, JobsService } from './jobs.service.js';
