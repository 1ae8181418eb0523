import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transaction.js';
import { faultPoint } from '../../platform/fault-point.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import type { PeriodDto, RunDto } from './payroll.dto.js';

export interface NewRun {
  period: string;
  trial: string | null;
  watermark: string;
  engine: string;
  counts: object;
  actor: string;
}

export interface ResultRow {
  schemeVersionId: string;
  managerId: string;
  period: string;
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

/** All writing of runs: one transaction, whole or not at all. */
@Injectable()
export class RunsRepository {
  async openPeriod(tx: Tx, code: string): Promise<void> {
    await tx.query('insert into periods (code) values ($1) on conflict (code) do nothing', [code]);
  }

  /** Locks the period's row; runs of one period write one after the other. Throws `period-fixed`. */
  async lockForRun(tx: Tx, code: string): Promise<void> {
    const [{ state }] = await tx.query('select state from periods where code = $1 for update', [code]);
    if (state === 'approved' || state === 'closed')
      throw new DomainError('period-fixed', { period: code, state });
  }

  async insertRun(tx: Tx, run: NewRun): Promise<string> {
    const [{ id }] = await tx.query(
      `insert into payroll_runs (period, kind, scheme_code, state, watermark, engine, counts, started_by, finished_at)
        values ($1, $2, $3, 'done', $4, $5, $6, $7, now()) returning id`,
      [
        run.period,
        run.trial ? 'trial' : 'payroll',
        run.trial,
        run.watermark,
        run.engine,
        run.counts,
        run.actor,
      ],
    );
    return id;
  }

  async insertResults(tx: Tx, runId: string, rows: readonly ResultRow[]): Promise<void> {
    for (let from = 0; from < rows.length; from += CHUNK) {
      const chunk = rows.slice(from, from + CHUNK);
      await tx.query(
        `insert into results (run_id, scheme_version_id, manager_id, period, complete, total, document, hash)
          select $1, * from unnest($2::bigint[], $3::bigint[], $4::text[], $5::boolean[], $6::numeric[], $7::text[], $8::text[])`,
        [
          runId,
          chunk.map((row) => row.schemeVersionId),
          chunk.map((row) => row.managerId),
          chunk.map((row) => row.period),
          chunk.map((row) => row.complete),
          chunk.map((row) => row.total),
          chunk.map((row) => row.document),
          chunk.map((row) => row.hash),
        ],
      );
      await faultPoint('after-first-results', { rows: chunk.length });
    }
  }

  async insertStatements(
    tx: Tx,
    runId: string,
    period: string,
    rows: readonly StatementRow[],
  ): Promise<void> {
    await tx.query(
      `insert into statements (run_id, period, manager_id, team_id, currency, complete, salary, bonus, total, document, hash)
        select $1, $2, * from unnest($3::bigint[], $4::bigint[], $5::text[], $6::boolean[], $7::numeric[], $8::numeric[], $9::numeric[],
          $10::text[], $11::text[])`,
      [
        runId,
        period,
        rows.map((row) => row.managerId),
        rows.map((row) => row.teamId),
        rows.map((row) => row.currency),
        rows.map((row) => row.complete),
        rows.map((row) => row.salary),
        rows.map((row) => row.bonus),
        rows.map((row) => row.total),
        rows.map((row) => row.document),
        rows.map((row) => row.hash),
      ],
    );
  }

  /** Makes this run the period's; the draft before it goes, its run stays on record. */
  async showRun(tx: Tx, period: string, runId: string): Promise<void> {
    const [{ run_id: before }] = await tx.query('select run_id from periods where code = $1', [period]);
    await tx.query(`update periods set run_id = $2, state = 'calculated' where code = $1`, [period, runId]);
    if (before) await this.dropDraft(tx, before);
  }

  /** Drops what earlier trials of the same scheme and period left. */
  async replaceTrials(tx: Tx, period: string, scheme: string, runId: string): Promise<void> {
    const earlier: { id: string }[] = await tx.query(
      `select id from payroll_runs where period = $1 and scheme_code = $2 and state = 'done' and id <> $3`,
      [period, scheme, runId],
    );
    for (const { id } of earlier) await this.dropDraft(tx, id);
  }

  private async dropDraft(tx: Tx, runId: string): Promise<void> {
    await tx.query('delete from statements where run_id = $1', [runId]);
    await tx.query('delete from results where run_id = $1', [runId]);
    await tx.query(`update payroll_runs set state = 'replaced' where id = $1`, [runId]);
  }

  async run(tx: Tx, id: string): Promise<RunDto | undefined> {
    const [row] = /^\d{1,18}$/.test(id)
      ? await tx.query(`select ${RUN} from payroll_runs where id = $1`, [id])
      : [];
    return row;
  }

  list(tx: Tx, period: string | undefined): Promise<RunDto[]> {
    return tx.query(
      `select ${RUN} from payroll_runs where $1::text is null or period = $1 order by id desc limit 100`,
      [period ?? null],
    );
  }

  periods(tx: Tx, code?: string): Promise<PeriodDto[]> {
    return tx.query(
      `select p.code, p.state, p.run_id as "runId", p.opened_at as "openedAt", r.finished_at as "calculatedAt",
          count(s.id)::int as statements, count(s.id) filter (where not s.complete)::int as incomplete,
          trim_scale(sum(s.salary))::text as salary, trim_scale(sum(s.bonus))::text as bonus, trim_scale(sum(s.total))::text as total
        from periods p left join payroll_runs r on r.id = p.run_id left join statements s on s.run_id = p.run_id
        where $1::text is null or p.code = $1 group by p.code, r.finished_at order by p.code desc limit 500`,
      [code ?? null],
    );
  }
}

const CHUNK = 1_000;
