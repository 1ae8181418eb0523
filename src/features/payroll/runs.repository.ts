import { Injectable } from '@nestjs/common';
import { copiedRow, copyInto } from '../../platform/database/copy.js';
import type { Tx } from '../../platform/database/transaction.js';
import { faultPoint } from '../../platform/fault-point.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isId } from '../../platform/records/id.js';
import { FormerPayRepository } from './former-pay.repository.js';
import type { RunCountsDto, RunDto } from './payroll.dto.js';
import { ReviewsRepository } from './reviews.repository.js';

/** SQL that gives the place of a run among the runs of its month that came to an end, from 1; trials do not count. */
export const runNumber = (period: string, runId: string): string =>
  `(select count(*)::int from payroll_runs n where n.period = ${period} and n.kind = 'payroll'
    and n.state in ('done', 'replaced') and n.id <= ${runId})`;

export interface NewRun {
  period: string;
  trial: string | null;
  watermark: string;
  engine: string;
  actor: string;
  actorId: string | null;
  jobId: string;
}

/** A run that a job has begun. */
export interface BegunRun {
  id: string;
  watermark: string;
  state: RunDto['state'];
}

interface EndedRun {
  id: string;
  period: string;
  /** Code of the scheme of a trial. */
  scheme?: string;
  engine: string;
  counts: RunCountsDto;
}

export interface ResultRow {
  schemeVersionId: string;
  managerId: string;
  period: string;
  /** First day of the part of the period it is of; null for the whole. */
  stretchFrom: string | null;
  complete: boolean;
  total: string | null;
  document: string;
  hash: string;
}

export interface StatementRow {
  managerId: string;
  teamId: string | null;
  currency: string;
  complete: boolean;
  salary: string | null;
  bonus: string | null;
  total: string | null;
  document: string;
  hash: string;
}

const RUN = `id, period, kind, scheme_code as "schemeCode", state, watermark, engine, counts, started_by as "startedBy",
  started_at as "startedAt", finished_at as "finishedAt"`;

/** All writing and reading of runs. Rows of a run that is not done are seen by nobody: every reader asks for its state. */
@Injectable()
export class RunsRepository {
  constructor(
    private readonly reviews: ReviewsRepository,
    private readonly formerPay: FormerPayRepository,
  ) {}

  /** Opens the period unless it is known, and holds its row until `tx` ends. */
  async open(tx: Tx, code: string): Promise<void> {
    await tx.query(
      `insert into periods (code) values ($1) on conflict (code) do update set state = periods.state`,
      [code],
    );
  }

  /** Holds the period's row until `tx` ends. Throws `period-closed`, and `period-fixed` when a team is approved. */
  async refuseFixed(tx: Tx, code: string): Promise<void> {
    const [{ state }] = await tx.query('select state from periods where code = $1 for update', [code]);
    if (state === 'closed') throw new DomainError('period-closed', { period: code });
    const teams = await this.reviews.approvedTeams(tx, code);
    if (teams.length) throw new DomainError('period-fixed', { period: code, teams });
  }

  /** The run that a job has begun. */
  async begunBy(tx: Tx, jobId: string): Promise<BegunRun | undefined> {
    const [row] = await tx.query('select id, watermark, state from payroll_runs where job_id = $1', [jobId]);
    return row;
  }

  async insertRun(tx: Tx, run: NewRun): Promise<string> {
    const [{ id }] = await tx.query(
      `insert into payroll_runs (period, kind, scheme_code, watermark, engine, started_by, job_id, started_by_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [
        run.period,
        run.trial ? 'trial' : 'payroll',
        run.trial,
        run.watermark,
        run.engine,
        run.actor,
        run.jobId,
        run.actorId,
      ],
    );
    return id;
  }

  /** What is written of a run so far, by manager id, as `digestOf` tells it. */
  async written(tx: Tx, runId: string): Promise<Map<string, string>> {
    const rows: { manager: string; digest: string }[] = await tx.query(
      `select r.manager_id as manager, string_agg(r.hash, ' ' order by r.hash collate "C") || ' ' || coalesce(min(st.hash), '') as digest
        from results r left join statements st on st.run_id = r.run_id and st.manager_id = r.manager_id
        where r.run_id = $1 group by r.manager_id`,
      [runId],
    );
    return new Map(rows.map(({ manager, digest }) => [manager, digest]));
  }

  /** Takes rows of some managers back from a run under way. */
  async remove(tx: Tx, runId: string, managerIds: readonly string[]): Promise<void> {
    if (managerIds.length === 0) return;
    await tx.query('delete from statements where run_id = $1 and manager_id = any($2::bigint[])', [
      runId,
      managerIds,
    ]);
    await tx.query('delete from results where run_id = $1 and manager_id = any($2::bigint[])', [
      runId,
      managerIds,
    ]);
  }

  async insertResults(tx: Tx, runId: string, rows: readonly ResultRow[]): Promise<void> {
    const lines = rows.map(
      ({ schemeVersionId, managerId, period, stretchFrom, complete, total, document, hash }) =>
        copiedRow([runId, schemeVersionId, managerId, period, stretchFrom, complete, total, document, hash]),
    );
    const columns =
      'run_id, scheme_version_id, manager_id, period, stretch_from, complete, total, document, hash';
    await copyInto(tx, `results (${columns})`, [lines.join('')]);
    await faultPoint('after-first-results', { rows: rows.length });
  }

  async insertStatements(
    tx: Tx,
    runId: string,
    period: string,
    rows: readonly StatementRow[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const lines = rows.map(
      ({ managerId, teamId, currency, complete, salary, bonus, total, document, hash }) =>
        copiedRow([
          runId,
          period,
          managerId,
          teamId,
          currency,
          complete,
          salary,
          bonus,
          total,
          document,
          hash,
        ]),
    );
    const columns =
      'run_id, period, manager_id, team_id, currency, complete, salary, bonus, total, document, hash';
    await copyInto(tx, `statements (${columns})`, [lines.join('')]);
  }

  /** Ends a run: it becomes the period's, and the draft or the trials before it go; their runs stay on record. */
  async show(tx: Tx, { id, period, scheme, engine, counts }: EndedRun): Promise<void> {
    const [{ run_id: before }] = await tx.query('select run_id from periods where code = $1 for update', [
      period,
    ]);
    if (!scheme) await this.refuseFixed(tx, period); // it may have been approved while this was computed
    await tx.query(
      `update payroll_runs set state = 'done', engine = $2, counts = $3, finished_at = now() where id = $1`,
      [id, engine, counts],
    );
    if (scheme) return this.replaceTrials(tx, period, scheme, id);
    await tx.query('update periods set run_id = $2 where code = $1', [period, id]);
    await this.reviews.restart(tx, period, id);
    if (!before) return;
    await this.formerPay.keepDraft(tx, period, before);
    await this.dropDrafts(tx, [before]);
  }

  /** Takes a run under way back as if it had never been begun, with the period if it was opened for it alone. */
  async forget(tx: Tx, jobId: string): Promise<void> {
    const run = await this.begunBy(tx, jobId);
    if (run?.state !== 'running') return;
    await tx.query('delete from statements where run_id = $1', [run.id]);
    await tx.query('delete from results where run_id = $1', [run.id]);
    const [[{ period, at }]] = await tx.query(
      'delete from payroll_runs where id = $1 returning period, started_at::text as at',
      [run.id],
    );
    await tx.query('select from periods where code = $1 for update', [period]);
    // opened in the transaction that made the run, hence at the same instant
    await tx.query(
      `delete from periods where code = $1 and state = 'open' and run_id is null and opened_at = $2::timestamptz
        and not exists (select from payroll_runs where period = $1)`,
      [period, at],
    );
  }

  /** Drops what earlier trials of the same scheme and period left. */
  private async replaceTrials(tx: Tx, period: string, scheme: string, runId: string): Promise<void> {
    const earlier: { id: string }[] = await tx.query(
      `select id from payroll_runs where period = $1 and scheme_code = $2 and state = 'done' and id <> $3`,
      [period, scheme, runId],
    );
    await this.dropDrafts(
      tx,
      earlier.map(({ id }) => id),
    );
  }

  private async dropDrafts(tx: Tx, runIds: readonly string[]): Promise<void> {
    await tx.query('delete from statements where run_id = any($1::bigint[])', [runIds]);
    await tx.query('delete from results where run_id = any($1::bigint[])', [runIds]);
    await tx.query(`update payroll_runs set state = 'replaced' where id = any($1::bigint[])`, [runIds]);
  }

  async run(tx: Tx, id: string): Promise<RunDto | undefined> {
    const [row] = isId(id) ? await tx.query(`select ${RUN} from payroll_runs where id = $1`, [id]) : [];
    return row;
  }

  list(tx: Tx, period: string | undefined): Promise<RunDto[]> {
    return tx.query(
      `select ${RUN} from payroll_runs where $1::text is null or period = $1 order by id desc limit 100`,
      [period ?? null],
    );
  }
}
