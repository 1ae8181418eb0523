import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Language, type Period, periodKind } from '../../calc/index.js';
import { inSnapshot, type Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isId } from '../../platform/records/id.js';
import { newestSeen } from '../../platform/records/intake-sequence.js';
import { decodeCursor, encodeCursor } from '../../platform/records/read.js';
import type { Viewer } from '../access/index.js';
import { CalculationService, PeriodsService } from '../payroll/index.js';
import type {
  DiscrepancyPageDto,
  StatementDiscrepancyDetailDto,
  StatementDiscrepancyDto,
} from './discrepancies.dto.js';
import { type ApprovedStatement, DiscrepanciesRepository } from './discrepancies.repository.js';
import { type BothSides, DiscrepancyCausesService } from './discrepancy-causes.service.js';
import { resultContentOf, StatementsRepository } from './statements.repository.js';

/** Statements computed anew at once, and for one page at most. */
const STATEMENTS_AT_ONCE = 250;
const STATEMENTS_LOOKED_MAX = 1_000;

export interface DiscrepancyQuery {
  period: Period;
  team?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** Approved pay against what today's facts come to under the versions of that time. Reads only. */
@Injectable()
export class DiscrepanciesService {
  constructor(
    private readonly source: DataSource,
    private readonly approved: DiscrepanciesRepository,
    private readonly statements: StatementsRepository,
    private readonly calculation: CalculationService,
    private readonly causes: DiscrepancyCausesService,
    private readonly periods: PeriodsService,
  ) {}

  /** Throws `not-found` for a period that nothing was computed in, and for what is no month. */
  async list(viewer: Viewer, query: DiscrepancyQuery, language: Language): Promise<DiscrepancyPageDto> {
    const { period, team, limit } = query;
    await this.periods.one(viewer, period);
    if (periodKind(period) !== 'month') throw new DomainError('not-found', { what: 'months', id: period });
    return inSnapshot(this.source, async (tx) => {
      const run = await this.approved.run(tx, period);
      const watermark = await newestSeen(tx);
      const page: DiscrepancyPageDto = { watermark, items: [], looked: 0, next: null };
      if (!run || run.watermark === watermark) return page;
      let after = decodeCursor(query.cursor);
      while (page.items.length < limit && page.looked < STATEMENTS_LOOKED_MAX) {
        const asked = { period, team, after, limit: STATEMENTS_AT_ONCE };
        const statements = await this.approved.approved(tx, viewer, asked);
        if (statements.length === 0) return page;
        const sides = await this.sidesOf(tx, { period, run, watermark }, statements);
        for (const statement of statements) {
          const found = await this.causes.of(tx, sides(statement), language);
          if (found.results.length) page.items.push(dto(statement, found));
          page.looked++;
          after = statement.id;
          if (page.items.length === limit) break;
        }
      }
      return { ...page, next: encodeCursor(after) };
    });
  }

  /** Of one statement, draft or approved. Throws `not-found`. */
  one(viewer: Viewer, id: string, language: Language): Promise<StatementDiscrepancyDetailDto> {
    return inSnapshot(this.source, async (tx) => {
      const row = isId(id) ? await this.statements.statement(tx, viewer, id) : undefined;
      if (!row) throw new DomainError('not-found', { what: 'statements', id });
      const run = (await this.approved.run(tx, row.period))!;
      const watermark = await newestSeen(tx);
      const sides = (await this.sidesOf(tx, { period: row.period, run, watermark }, [row]))(row);
      const found = await this.causes.of(tx, sides, language);
      const marks = { before: run.watermark, after: watermark };
      return { ...dto(row, found), facts: await this.causes.factsChanged(tx, row.managerId, sides, marks) };
    });
  }

  /** What was stated of each statement, and what it comes to today. */
  private async sidesOf(
    tx: Tx,
    { period, run, watermark }: { period: Period; run: { id: string; watermark: string }; watermark: string },
    statements: readonly { managerId: string }[],
  ): Promise<(statement: { managerId: string }) => BothSides> {
    const managerIds = statements.map(({ managerId }) => managerId);
    const stated = await this.approved.results(tx, run.id, managerIds);
    const task = { period, watermark, versionsAsOf: run.watermark, managerIds };
    const { payees, compute } = await this.calculation.prepare(tx, task);
    const known = new Map(payees.map((payee) => [payee.id, payee]));
    const byManager = new Map<string, BothSides['stated']>();
    for (const row of stated) {
      const ofManager = byManager.get(row.managerId) ?? [];
      ofManager.push({ versionId: row.versionId, result: resultContentOf(row).result });
      byManager.set(row.managerId, ofManager);
    }
    return ({ managerId }) => {
      const payee = known.get(managerId);
      const today = payee ? compute(payee) : [];
      return {
        stated: byManager.get(managerId) ?? [],
        today: today.map(({ version, result }) => ({ versionId: version.versionId, result })),
      };
    };
  }
}

const dto = (
  { id, managerId, personnelNumber, name, team, state }: ApprovedStatement,
  found: Pick<StatementDiscrepancyDto, 'stated' | 'today' | 'difference' | 'results'>,
): StatementDiscrepancyDto => ({
  statementId: id,
  managerId,
  personnelNumber,
  name,
  team,
  state,
  ...found,
});
