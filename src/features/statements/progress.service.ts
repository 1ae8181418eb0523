import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { explain, subjectOf, sum } from '../../calc/index.js';
import { todayIn } from '../../platform/clock.js';
import { inPlannedSnapshot, together } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isId } from '../../platform/records/id.js';
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
    const { watermark, today, manager, period, computed, known } = await inPlannedSnapshot(
      this.source,
      async (tx) => {
        const [watermark, timeZone] = await together([newestSeen(tx), this.company.timeZone(tx)]);
        const today = todayIn(timeZone);
        const manager = isId(managerId)
          ? await this.repository.manager(tx, viewer, managerId, today)
          : undefined;
        if (!manager) throw new DomainError('not-found', { what: 'managers', id: managerId });
        const period = month ?? today.slice(0, 7);
        const [computed, known] = await together([
          this.calculation.compute(tx, { period, watermark, managerIds: [manager.id] }),
          period === today.slice(0, 7) ? this.measures.known(tx, watermark) : new Map(),
        ]);
        return { watermark, today, manager, period, computed, known };
      },
    );
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
