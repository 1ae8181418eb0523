import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { explain, subjectOf, sum } from '../../calc/index.js';
import { todayIn } from '../../platform/clock.js';
import { inPlannedSnapshot } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { newestSeen } from '../../platform/records/intake-sequence.js';
import type { Viewer } from '../access/index.js';
import { CompanyService } from '../company/index.js';
import { MeasuresService } from '../measures/index.js';
import { CalculationService } from '../payroll/index.js';
import { paceOf } from './pace.js';
import type { ProgressDto } from './statements.dto.js';
import { StatementsRepository } from './statements.repository.js';

/** What a manager's month would pay with what is known now. Computed when asked, never stored. */
@Injectable()
export class ProgressService {
  constructor(
    private readonly source: DataSource,
    private readonly company: CompanyService,
    private readonly repository: StatementsRepository,
    private readonly calculation: CalculationService,
    private readonly measures: MeasuresService,
  ) {}

  /** The month asked for, else the current one in the company's time zone. Throws `not-found`, `manager-without-scheme`. */
  async of(viewer: Viewer, managerId: string, month: string | undefined): Promise<ProgressDto> {
    const { timeZone } = await this.company.read();
    const today = todayIn(timeZone);
    const manager = /^\d{1,18}$/.test(managerId)
      ? await this.repository.manager(this.source.manager, viewer, managerId, today)
      : undefined;
    if (!manager) throw new DomainError('not-found', { what: 'managers', id: managerId });
    const period = month ?? today.slice(0, 7);
    const { watermark, computed, known } = await inPlannedSnapshot(this.source, async (tx) => {
      const watermark = await newestSeen(tx);
      return {
        watermark,
        computed: await this.calculation.compute(tx, { period, watermark, managerIds: [manager.id] }),
        known: await this.measures.known(tx, watermark),
      };
    });
    if (computed.length === 0)
      throw new DomainError('manager-without-scheme', { manager: manager.personnelNumber, period });
    const pace = paceOf(period, today, computed, known);
    return {
      managerId: manager.id,
      personnelNumber: manager.personnelNumber,
      name: manager.name,
      period,
      provisional: true,
      watermark,
      total: sum(computed.map(({ result }) => ({ amount: result.totals.total ?? null }))),
      ...(pace && { pace }),
      results: computed.map(({ version, result }) => explain(version.scheme, subjectOf(result))),
    };
  }
}
