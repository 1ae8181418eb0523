import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ENGINE, monthsOf, periodKind, periodRange } from '../../calc/index.js';
import { inSnapshot, inTransaction } from '../../platform/database/transaction.js';
import { faultPoint } from '../../platform/fault-point.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { takeWatermark } from '../../platform/records/intake-sequence.js';
import { CompanyService } from '../company/index.js';
import { lastEmployedDay, valueOn } from '../people/index.js';
import { CalculationService, type Computed, type Task } from './calculation.service.js';
import { resultDocument, statementContent, statementDocument, sum } from './documents.js';
import type { NewRunDto, PeriodDto, RunCountsDto, RunDto } from './payroll.dto.js';
import { type ResultRow, RunsRepository, type StatementRow } from './runs.repository.js';

/** Runs: computes a period from what is known, and replaces the draft there was. */
@Injectable()
export class PayrollService {
  constructor(
    private readonly source: DataSource,
    private readonly calculation: CalculationService,
    private readonly runs: RunsRepository,
    private readonly company: CompanyService,
  ) {}

  /** Computes outside of any writing transaction, writes all in one. Throws `period-fixed`, `scheme-unknown`, `no-assignments`. */
  async run({ period, scheme }: NewRunDto, actor: string): Promise<RunDto> {
    if (!scheme && periodKind(period) !== 'month') {
      throw new DomainError('pay-month-needed', { period, month: monthsOf(period).at(-1)! });
    }
    const watermark = await inTransaction(this.source, takeWatermark);
    const task: Task = { period, watermark, managerIds: null, ...(scheme ? { trial: scheme } : {}) };
    const computed = await inSnapshot(this.source, (tx) => this.calculation.compute(tx, task));
    if (computed.length === 0 && !scheme) throw new DomainError('no-assignments', { period });
    const statements = scheme ? [] : await this.statementsOf(period, computed);
    const counts = countsOf(computed, statements, period);
    const runId = await inTransaction(this.source, async (tx) => {
      await this.runs.openPeriod(tx, period);
      await this.runs.lockForRun(tx, period);
      const id = await this.runs.insertRun(tx, {
        period,
        trial: scheme ?? null,
        watermark,
        engine: ENGINE,
        counts,
        actor,
      });
      await this.runs.insertResults(tx, id, computed.map(resultRow));
      if (scheme) await this.runs.replaceTrials(tx, period, scheme, id);
      else {
        await this.runs.insertStatements(tx, id, period, statements);
        await this.runs.showRun(tx, period, id);
      }
      await faultPoint('before-commit', { results: computed.length });
      return id;
    });
    return this.one(runId);
  }

  async one(id: string): Promise<RunDto> {
    const run = await this.runs.run(this.source.manager, id);
    if (!run) throw new DomainError('not-found', { what: 'payroll-runs', id });
    return run;
  }

  list(period: string | undefined): Promise<RunDto[]> {
    return this.runs.list(this.source.manager, period);
  }

  periods(): Promise<PeriodDto[]> {
    return this.runs.periods(this.source.manager);
  }

  async period(code: string): Promise<PeriodDto> {
    const [period] = await this.runs.periods(this.source.manager, code);
    if (!period) throw new DomainError('not-found', { what: 'periods', id: code });
    return period;
  }

  private async statementsOf(period: string, computed: readonly Computed[]): Promise<StatementRow[]> {
    const { currency } = await this.company.read();
    const byManager = new Map<string, Computed[]>();
    for (const one of computed) byManager.set(one.payee.id, [...(byManager.get(one.payee.id) ?? []), one]);
    return [...byManager.values()].map((results) => {
      const { payee } = results[0]!;
      const content = statementContent(period, currency, results);
      return {
        managerId: payee.id,
        teamId: valueOn(payee.teams, lastEmployedDay(payee, periodRange(period))) ?? null,
        currency,
        complete: results.every(({ result }) => result.complete),
        ...content.totals,
        ...statementDocument(content),
      };
    });
  }
}

function resultRow(computed: Computed): ResultRow {
  const { payee, version, period, result } = computed;
  return {
    schemeVersionId: version.versionId,
    managerId: payee.id,
    period,
    complete: result.complete,
    total: result.totals.total ?? null,
    ...resultDocument(computed),
  };
}

/** Counts of a run; a trial's total is that of its own period, without the months computed on the way. */
function countsOf(
  computed: readonly Computed[],
  statements: readonly StatementRow[],
  period: string,
): RunCountsDto {
  const own = statements.length ? computed : computed.filter((one) => one.period === period);
  return {
    managers: new Set(computed.map(({ payee }) => payee.id)).size,
    results: computed.length,
    incomplete: computed.filter(({ result }) => !result.complete).length,
    statements: statements.length,
    total: sum(own.map(({ result }) => ({ amount: result.totals.total ?? null }))),
  };
}
