export { domainErrorOf, storedProblem } from './job-problem.js';
export { JobDto } from './jobs.dto.js';
export type { StoredProblem } from './jobs.repository.js';
export { type AskedJob, type JobContext, JobsService, LEASE } from './jobs.service.js';
export { accepted, prefersAsync } from './prefer.js';
