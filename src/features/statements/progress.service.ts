import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, type Day, explain, type Result, subjectOf, sum } from '../../calc/index.js';
import { inPlannedSnapshot, together } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isId } from '../../platform/records/id.js';
import { newestSeenAt } from '../../platform/records/intake-sequence.js';
import { fieldProblem } from '../../platform/records/row.js';
import { todayIn } from '../../platform/time-zones.js';
import type { Viewer } from '../access/index.js';
import { CompanyService } from '../company/index.js';
import { CalculationService } from '../payroll/index.js';
import { CostsService } from './costs.service.js';
import { nextJumps } from './next-jumps.js';
import { daysLeft, paceOf } from './pace.js';
import { ratios, targets } from './plan-standings.js';
import type { ProgressDto } from './progress.dto.js';
import { StatementsRepository } from './statements.repository.js';

/** What a manager's month would pay with what is known now. Computed when asked, never stored. */
@Injectable()
export class ProgressService {
  constructor(
    private readonly source: DataSource,
    private readonly company: CompanyService,
    private readonly repository: StatementsRepository,
    private readonly calculation: CalculationService,
    private readonly costs: CostsService,
  ) {}

  /**
   * The month and day asked for, else the current ones in the company's time zone. Throws `not-found`, `invalid-fields` for
   * a day of another month, `manager-without-scheme`.
   */
  async of(viewer: Viewer, managerId: string, asked: { period?: string; on?: Day }): Promise<ProgressDto> {
    refuseDayOfOther(asked);
    if (!isId(managerId)) throw new DomainError('not-found', { what: 'managers', id: managerId });
    const { watermark, knownAt, day, manager, period, computed, measured, costs } = await inPlannedSnapshot(
      this.source,
      async (tx) => {
        const [{ watermark, knownAt }, timeZone] = await together([
          newestSeenAt(tx),
          this.company.timeZone(tx),
        ]);
        const today = todayIn(timeZone);
        const period = asked.period ?? (asked.on ?? today).slice(0, 7);
        const day = asked.on ?? (today.startsWith(period) ? today : undefined);
        const factsUntil = asked.on && addDays(asked.on, 1);
        // asked at once: who may not see the manager is told nothing of what was computed
        const [manager, { payees, compute, measured }] = await together([
          this.repository.manager(tx, viewer, managerId, today),
          this.calculation.prepare(tx, { period, watermark, factsUntil, managerIds: [managerId] }),
        ]);
        if (!manager) throw new DomainError('not-found', { what: 'managers', id: managerId });
        const computed = payees.flatMap((payee) => compute(payee));
        const costs = await this.costs.of(tx, computed, { managerId, watermark, measured, on: asked.on });
        return { watermark, knownAt, day, manager, period, computed, measured, costs };
      },
    );
    if (computed.length === 0)
      throw new DomainError('manager-without-scheme', { manager: manager.personnelNumber, period });
    const pace = day === undefined ? undefined : paceOf(period, day, computed, measured.measures);
    return {
      managerId: manager.id,
      personnelNumber: manager.personnelNumber,
      name: manager.name,
      period,
      provisional: true,
      watermark,
      knownAt,
      total: sum(computed.map(({ result }) => ({ amount: result.totals.total ?? null }))),
      ...(day !== undefined && {
        on: day,
        daysLeft: daysLeft(period, day, computed[0]!.payee.calendar),
        nextJumps: computed
          .filter(({ result }) => isUnderWay(result, day))
          .flatMap(({ version, result }) => nextJumps(version.scheme, subjectOf(result))),
      }),
      ...(pace && { pace }),
      targets: computed.flatMap(({ version, result }) => targets(version.scheme, result)),
      ratios: computed.flatMap(({ version, result }) => ratios(version.scheme, result)),
      costs,
      results: computed.map(({ version, result }) => explain(version.scheme, subjectOf(result))),
    };
  }
}

/** Nothing is to be reached any more in a part of the month that is over, nor yet in one to come. */
const isUnderWay = ({ stretch }: Result, day: Day): boolean =>
  stretch === undefined || (stretch.from <= day && day < stretch.until);

function refuseDayOfOther({ period, on }: { period?: string; on?: Day }): void {
  if (period === undefined || on === undefined || on.startsWith(period)) return;
  const expected = { code: 'month-of-day', facts: { month: on.slice(0, 7), field: 'on' } } as const;
  throw new DomainError('invalid-fields', {}, [fieldProblem('period', period, expected)]);
}
