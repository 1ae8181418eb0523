export { JobDto } from './jobs.dto.js';
export { type AskedJob, type JobContext, JobsService } from './jobs.service.js';
export { accepted, prefersAsync } from './prefer.js';
