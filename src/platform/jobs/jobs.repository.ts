import type { EntityManager } from 'typeorm';
import type { JobDto } from './jobs.dto.js';

/** A job as its worker sees it. */
export interface ClaimedJob {
  id: string;
  kind: string;
  key: string;
  payload: Record<string, unknown>;
  progress: Record<string, unknown> | null;
  epoch: number;
  createdBy: string;
}

const JOB = `id, kind, key, state, progress, result, problem, cancel_requested as "cancelRequested",
  created_by as "createdBy", created_at as "createdAt", finished_at as "finishedAt"`;
const CLAIMED = 'id, kind, key, payload, progress, epoch, created_by as "createdBy"';

/** Queues a job; when one of its kind and key is queued or running already, that one is answered. */
export async function enqueue(
  tx: EntityManager,
  job: { kind: string; key: string; payload: object; actor: string },
): Promise<{ id: string; isNew: boolean }> {
  const [made] = await tx.query(
    `insert into jobs (kind, key, payload, created_by) values ($1, $2, $3, $4)
      on conflict (kind, key) where state in ('queued', 'running') do nothing returning id`,
    [job.kind, job.key, job.payload, job.actor],
  );
  if (made) return { id: made.id, isNew: true };
  const [active] = await tx.query(
    `select id from jobs where kind = $1 and key = $2 and state in ('queued', 'running')`,
    [job.kind, job.key],
  );
  return active ? { id: active.id, isNew: false } : enqueue(tx, job);
}

/** Takes the lease of the oldest job that waits, or whose holder's lease has run out; undefined when there is none. */
export async function claim(
  tx: EntityManager,
  kinds: readonly string[],
  leaseSeconds: number,
  id?: string,
): Promise<ClaimedJob | undefined> {
  const [rows] = await tx.query(
    `update jobs set state = 'running', epoch = epoch + 1, lease_until = now() + make_interval(secs => $2)
      where id = (select id from jobs where kind = any($1) and ($3::bigint is null or id = $3::bigint)
        and (state = 'queued' or (state = 'running' and lease_until < now())) order by id limit 1 for update skip locked)
      returning ${CLAIMED}`,
    [kinds, leaseSeconds, id ?? null],
  );
  return rows[0];
}

/** Extends the lease; `lost` when another worker has taken the job over or it ended, `cancel` when that was asked for. */
export async function renew(
  tx: EntityManager,
  { id, epoch }: ClaimedJob,
  leaseSeconds: number,
  progress: object | null,
): Promise<'kept' | 'lost' | 'cancel'> {
  const [rows] = await tx.query(
    `update jobs set lease_until = now() + make_interval(secs => $3), progress = coalesce($4, progress)
      where id = $1 and epoch = $2 and state = 'running' returning cancel_requested as cancel`,
    [id, epoch, leaseSeconds, progress],
  );
  if (!rows[0]) return 'lost';
  return rows[0].cancel ? 'cancel' : 'kept';
}

/** Whether the job is still this worker's, held so until `tx` ends: called in every transaction that writes for it. */
export async function holds(tx: EntityManager, { id, epoch }: ClaimedJob): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from jobs where id = $1 and epoch = $2 and state = 'running' for share`,
    [id, epoch],
  );
  return rows.length === 1;
}

/** Ends the job, if it is still this worker's. */
export async function finish(
  tx: EntityManager,
  { id, epoch }: ClaimedJob,
  end: { state: 'done' | 'failed' | 'cancelled'; result?: object; problem?: object },
): Promise<void> {
  await tx.query(
    `update jobs set state = $3, result = $4, problem = $5, finished_at = now(), lease_until = null
      where id = $1 and epoch = $2 and state = 'running'`,
    [id, epoch, end.state, end.result ?? null, end.problem ?? null],
  );
}

export async function readJob(tx: EntityManager, id: string): Promise<JobDto | undefined> {
  const [row] = /^\d{1,18}$/.test(id) ? await tx.query(`select ${JOB} from jobs where id = $1`, [id]) : [];
  return row;
}

export function listJobs(tx: EntityManager, limit: number): Promise<JobDto[]> {
  return tx.query(`select ${JOB} from jobs order by id desc limit $1`, [limit]);
}

/** Asks a job to stop: one that waits ends at once, one that runs at its next renewal. */
export async function requestCancel(tx: EntityManager, id: string): Promise<void> {
  await tx.query(
    `update jobs set cancel_requested = true, state = case state when 'queued' then 'cancelled' else state end,
      finished_at = case state when 'queued' then now() end where id = $1 and state in ('queued', 'running')`,
    [id],
  );
}
