import type { DataSource } from 'typeorm';
import { type ClaimedJob, renew } from './jobs.repository.js';

/** The lease was lost to another worker: what this one was about to write must not be written. */
export class LeaseLost extends Error {}
/** Somebody asked the job to stop. */
export class Cancelled extends Error {}

const RENEWALS_PER_LEASE = 4;

/**
 * Renews the lease of a job while it is done, one renewal at a time, and with it how far the job is; `lost` is aborted
 * when that is refused. Nothing is renewed once `stopping`.
 */
export function keepLease(
  source: DataSource,
  job: ClaimedJob,
  leaseSeconds: number,
  { lost, stopping }: { lost: AbortController; stopping: AbortSignal },
) {
  let progress: Record<string, unknown> | null = null;
  let isRenewing = false;
  const once = async () => {
    if (isRenewing) return;
    isRenewing = true;
    for (let told: typeof progress | undefined; told !== progress; ) {
      if (stopping.aborted || lost.signal.aborted) break;
      told = progress;
      // where the database cannot be reached, the fence tells
      const hold = await renew(source.manager, job, leaseSeconds, told).catch(() => 'kept');
      if (hold === 'lost') lost.abort(new LeaseLost());
      if (hold === 'cancel') lost.abort(new Cancelled());
    }
    isRenewing = false;
  };
  const timer = setInterval(() => void once(), (leaseSeconds * 1_000) / RENEWALS_PER_LEASE);
  return {
    report: (now: Record<string, unknown>) => {
      progress = now;
      void once();
    },
    end: () => clearInterval(timer),
  };
}
