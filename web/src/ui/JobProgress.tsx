import { queryOptions, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { answered, api } from '../api/client.js';
import { Problem } from '../api/problem.js';
import type { JobDto, ProblemDto } from '../api/schema.js';
import { useTexts } from '../i18n/index.js';
import { ProblemBox } from './ProblemBox.js';

const POLL_MS = 700;
const ENDED = ['done', 'failed', 'cancelled'];

interface JobProgressProps {
  id: string;
  /** Called once when it has ended, however. */
  onEnd?: (job: JobDto) => void;
  /** How far it is, in words; its fields depend on the kind of job. */
  progress?: (progress: unknown) => ReactNode;
}

const hasJobEnded = (job: JobDto | undefined): boolean => job !== undefined && ENDED.includes(job.state);

/** A job of the service, asked for until it has ended. */
export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['jobs', id],
    queryFn: () => answered(api.GET('/v1/jobs/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (hasJobEnded(state.data) ? false : POLL_MS),
  });

/** Follows a job of the service until it has ended. */
export function JobProgress({ id, onEnd, progress }: JobProgressProps) {
  const { common } = useTexts();
  const { data: job, error } = useQuery(jobQuery(id));
  const hasEnded = hasJobEnded(job);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it has ended
  useEffect(() => {
    if (job && hasEnded) onEnd?.(job);
  }, [hasEnded]);
  if (error) return <ProblemBox error={error} />;
  if (job?.state === 'failed' && job.problem)
    return <ProblemBox error={new Problem(422, job.problem as unknown as ProblemDto)} />;
  return (
    <div role="status" className="line">
      {!hasEnded && <progress aria-label={common.job.running} />}
      <span>{common.job[job?.state ?? 'queued']}</span>
      {job?.progress && progress?.(job.progress)}
    </div>
  );
}
