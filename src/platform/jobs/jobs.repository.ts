import type { EntityManager } from 'typeorm';
import { acting } from '../acting.js';
import type { ProblemCode } from '../problem/catalogue.js';
import type { FieldProblem, ProblemFacts } from '../problem/domain-error.js';
import type { Language } from '../records/expectations.js';
import { isId } from '../records/id.js';
import type { JobDto } from './jobs.dto.js';

/** A `DomainError` as a job keeps it, to be thrown anew or told in any language. */
export interface StoredProblem {
  code: ProblemCode;
  facts: ProblemFacts;
  fields: readonly FieldProblem[];
  fieldsTotal: number;
  findings?: Record<Language, object[]>;
}

/** A job to be made. */
export interface NewJob {
  kind: string;
  key: string;
  payload: object;
  actor: string;
}

/** A job as stored. */
export type JobRow = Omit<JobDto, 'problem'> & { problem: StoredProblem | null };

/** How a job ends. */
export interface JobEnd {
  state: 'done' | 'failed' | 'cancelled';
  /** Read by everybody who may see jobs: no pay figures. */
  result?: object;
  /** How far it came, where that was not told before. */
  progress?: object;
  problem?: StoredProblem;
}

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
/** Begun by the actor $2, where one is given. */
const OF_OWNER = '($2::bigint is null or created_by_id = $2)';
const CLAIMED = 'id, kind, key, payload, progress, epoch, created_by as "createdBy"';

/** Queues a job; when one of its kind and key is queued or running already, that one is answered. */
export async function enqueue(tx: EntityManager, job: NewJob): Promise<JobRow> {
  const [made] = await tx.query(
    `insert into jobs (kind, key, payload, created_by, created_by_id) values ($1, $2, $3, $4, $5)
      on conflict (kind, key) where state in ('queued', 'running') do nothing returning ${JOB}`,
    [job.kind, job.key, job.payload, job.actor, acting()?.actorId],
  );
  if (made) return made;
  const [active] = await tx.query(
    `select ${JOB} from jobs where kind = $1 and key = $2 and state in ('queued', 'running')`,
    [job.kind, job.key],
  );
  return active ?? enqueue(tx, job);
}

/** Makes a job that is under way from the first, with its lease. */
export async function begin(
  tx: EntityManager,
  { kind, key, actor }: Omit<NewJob, 'payload'>,
  leaseSeconds: number,
): Promise<JobRow> {
  const [job] = await tx.query(
    `insert into jobs (kind, key, payload, created_by, created_by_id, state, epoch, lease_until)
      values ($1, $2, '{}', $3, $4, 'running', 1, now() + make_interval(secs => $5)) returning ${JOB}`,
    [kind, key, actor, acting()?.actorId, leaseSeconds],
  );
  return job;
}

/** What `begin` has made, as its worker sees it. */
export const begun = (job: JobRow): ClaimedJob => ({
  ...job,
  payload: {},
  progress: null,
  epoch: 1,
});

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
): Promise<Hold> {
  const [rows] = await tx.query(
    `update jobs set lease_until = now() + make_interval(secs => $3), progress = coalesce($4, progress)
      where id = $1 and epoch = $2 and state = 'running' returning cancel_requested as cancel`,
    [id, epoch, leaseSeconds, progress],
  );
  return holdOf(rows);
}

/** Gives a job back, so that whoever comes first goes on with it at once. */
export async function release(tx: EntityManager, { id, epoch }: ClaimedJob): Promise<void> {
  await tx.query(
    `update jobs set lease_until = now() - interval '1 second' where id = $1 and epoch = $2 and state = 'running'`,
    [id, epoch],
  );
}

/**
 * Whether the job is still this worker's, held so until `tx` ends: called in every transaction that writes for it. The
 * lock shuts out who would take the job over, not the renewal of the lease. A transaction that then stands still for as
 * long as the lease is ended by the server: its process is stalled, and its locks would stop the next one.
 */
export async function holds(
  tx: EntityManager,
  { id, epoch }: ClaimedJob,
  leaseSeconds: number,
): Promise<Hold> {
  return holdOf(
    await tx.query(
      `select cancel_requested as cancel, set_config('idle_in_transaction_session_timeout', $3, true) from jobs
        where id = $1 and epoch = $2 and state = 'running' for key share`,
      [id, epoch, `${leaseSeconds}s`],
    ),
  );
}

/** What a worker has of its job: `lost` when it ended or is another's, `cancel` when somebody asked for that. */
type Hold = 'kept' | 'lost' | 'cancel';

function holdOf([row]: { cancel: boolean }[]): Hold {
  if (!row) return 'lost';
  return row.cancel ? 'cancel' : 'kept';
}

/** Ends the job, if it is still this worker's; within a transaction that holds it when there is more to write. */
export async function finish(tx: EntityManager, { id, epoch }: ClaimedJob, end: JobEnd): Promise<void> {
  await tx.query(
    `update jobs set state = $3, result = $4, problem = $5, progress = coalesce($6, progress), finished_at = now(), lease_until = null
      where id = $1 and epoch = $2 and state = 'running'`,
    [id, epoch, end.state, end.result ?? null, end.problem ?? null, end.progress ?? null],
  );
}

/** A job, where `owner` is given only if that actor began it. */
export async function readJob(tx: EntityManager, id: string, owner?: string): Promise<JobRow | undefined> {
  const [row] = isId(id)
    ? await tx.query(`select ${JOB} from jobs where id = $1 and ${OF_OWNER}`, [id, owner])
    : [];
  return row;
}

export function listJobs(tx: EntityManager, limit: number, owner?: string): Promise<JobRow[]> {
  return tx.query(`select ${JOB} from jobs where ${OF_OWNER} order by id desc limit $1`, [limit, owner]);
}

/** Asks a job to stop: one that waits ends at once, one that runs at its next renewal. */
export async function requestCancel(tx: EntityManager, id: string): Promise<void> {
  await tx.query(
    `update jobs set cancel_requested = true, state = case state when 'queued' then 'cancelled' else state end,
      finished_at = case state when 'queued' then now() end where id = $1 and state in ('queued', 'running')`,
    [id],
  );
}
