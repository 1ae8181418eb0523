export { jobDto } from './job-problem.js';
export { JobDto } from './jobs.dto.js';
export type { JobRow } from './jobs.repository.js';
export { type JobContext, JobsService } from './jobs.service.js';
