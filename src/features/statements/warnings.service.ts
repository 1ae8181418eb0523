import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Language, periodKind, previousPeriod } from '../../calc/index.js';
import { inSnapshot, type Tx } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import type { Viewer } from '../access/index.js';
import { PayRulesService } from '../company/index.js';
import { PeriodsService } from '../payroll/index.js';
import { type FoundWarning, warningDto } from './warning-text.js';
import type { WarningPageDto } from './warnings.dto.js';
import { type WarningQuery, WarningsRepository } from './warnings.repository.js';

/** What is worth a look before a month is approved. */
@Injectable()
export class WarningsService {
  constructor(
    private readonly source: DataSource,
    private readonly warnings: WarningsRepository,
    private readonly rules: PayRulesService,
    private readonly periods: PeriodsService,
  ) {}

  /** Throws `not-found` for a month that nothing was computed in, and for what is no month. */
  async of(viewer: Viewer, query: Omit<WarningQuery, 'before'>, language: Language): Promise<WarningPageDto> {
    const { period } = query;
    await this.periods.one(viewer, period);
    if (periodKind(period) !== 'month') throw new DomainError('not-found', { what: 'months', id: period });
    return inSnapshot(this.source, async (tx) => ({
      ...(await this.found(tx, viewer, query, language)),
      adjustmentsWithoutStatement:
        viewer.role === 'head' ? [] : await this.warnings.adjustmentsWithoutStatement(tx, period),
    }));
  }

  /** Those of a month, in a snapshot of the caller's; without a limit all of them. */
  async found(
    tx: Tx,
    viewer: Viewer,
    query: Omit<WarningQuery, 'before'>,
    language: Language,
  ): Promise<Omit<WarningPageDto, 'adjustmentsWithoutStatement'>> {
    const { payChangeShare: share, payChangeAmount: amount } = await this.rules.read(tx);
    const asked = { ...query, before: previousPeriod(query.period) };
    const { items, next } = await this.warnings.statements(tx, viewer, asked, { share, amount });
    const schemes = await this.warnings.schemes(tx, query.period);
    const told = (found: FoundWarning) =>
      warningDto(viewer.role === 'head' ? ofOwnTeams(found) : found, language);
    return {
      items: items.map(({ warnings, ...item }) => ({ ...item, warnings: warnings.map(told) })),
      next,
      schemes: schemes.map((found) => warningDto(found, language)),
    };
  }
}

/** Without what other teams are paid: heads see their own teams only. */
function ofOwnTeams({ code, figures: { median: _, spread: __, ...figures } }: FoundWarning): FoundWarning {
  return { code, figures };
}
