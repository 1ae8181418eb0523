import type { FastifyReply } from 'fastify';
import { languageOf } from '../problem/problem.filter.js';
import { jobDto } from './job-problem.js';
import type { JobDto } from './jobs.dto.js';
import type { AskedJob } from './jobs.service.js';

type RequestHeaders = Record<string, string>;

/** Answers with the job that is to be followed. */
export function accepted({ job }: AskedJob, headers: RequestHeaders, reply: FastifyReply): JobDto {
  reply.status(202).header('location', `/v1/jobs/${job.id}`).header('preference-applied', 'respond-async');
  return jobDto(job, languageOf(headers['accept-language']));
}

/** Whether the client would rather follow a job than wait. Source: RFC 7240, §4.1. */
export const prefersAsync = ({ prefer }: RequestHeaders): boolean =>
  /(^|,)\s*respond-async\s*(,|;|$)/i.test(prefer ?? '');
