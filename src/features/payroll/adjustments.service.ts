import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction, type Tx } from '../../platform/database/transaction.js';
import { type Once, onceIn } from '../../platform/idempotency/once.js';
import { DomainError } from '../../platform/problem/domain-error.js';
import { isId } from '../../platform/records/id.js';
import type { Viewer } from '../access/index.js';
import { AdjustingService } from './adjusting.service.js';
import { refuseMisformed } from './adjustment-form.js';
import type {
  AdjustmentDto,
  AdjustmentPageDto,
  AdjustmentQueryDto,
  NewAdjustmentDto,
} from './adjustments.dto.js';
import { type AdjustedStatement, AdjustmentsRepository } from './adjustments.repository.js';
import { NO_TEAM, ReviewsRepository } from './reviews.repository.js';

const LIMIT_STANDARD = 100;

/** What people add to the month of a manager while its statement is calculated or in review. */
@Injectable()
export class AdjustmentsService {
  constructor(
    private readonly source: DataSource,
    private readonly adjustments: AdjustmentsRepository,
    private readonly adjusting: AdjustingService,
    private readonly reviews: ReviewsRepository,
  ) {}

  list(viewer: Viewer, { limit, withdrawn, ...query }: AdjustmentQueryDto): Promise<AdjustmentPageDto> {
    return this.adjustments.list(this.source.manager, viewer, {
      ...query,
      withdrawn: withdrawn === undefined ? undefined : String(withdrawn) === 'true',
      limit: Number(limit ?? LIMIT_STANDARD),
    });
  }

  one(viewer: Viewer, id: string): Promise<AdjustmentDto> {
    return this.oneIn(this.source.manager, viewer, id);
  }

  /**
   * Throws `invalid-fields`, `not-found` without a statement that the viewer sees, `adjustment-own`,
   * `adjustment-of-approved`, `period-closed`.
   */
  create(viewer: Viewer, wanted: NewAdjustmentDto, once?: Once): Promise<AdjustmentDto> {
    refuseMisformed(wanted);
    return inTransaction(this.source, (tx) =>
      onceIn(tx, once, async () => {
        const statement = await this.held(tx, viewer, wanted);
        if (!statement)
          throw new DomainError('not-found', {
            what: 'statements',
            id: `${wanted.period} ${wanted.manager}`,
          });
        const { runId, managerId } = statement;
        const id = await this.adjustments.insert(tx, managerId, wanted, viewer);
        await this.adjusting.adjustOne(tx, wanted.period, runId, managerId);
        return this.oneIn(tx, viewer, id);
      }),
    );
  }

  /**
   * Also of a manager whose statement the last run has dropped, for who sees such adjustments. Throws as `create` does;
   * `not-found` for one that is withdrawn already.
   */
  withdraw(
    viewer: Viewer,
    { id, reason }: { id: string; reason: string },
    once?: Once,
  ): Promise<AdjustmentDto> {
    return inTransaction(this.source, (tx) =>
      onceIn(tx, once, async () => {
        const { period, personnelNumber: manager } = await this.oneIn(tx, viewer, id);
        const statement = await this.held(tx, viewer, { period, manager });
        if (!statement) await this.refuseFixedPeriod(tx, { period, manager });
        // read again: somebody may have withdrawn it while the period was waited for
        const { withdrawnAt } = await this.oneIn(tx, viewer, id);
        if (withdrawnAt) throw new DomainError('not-found', { what: 'adjustments', id });
        await this.adjustments.withdraw(tx, id, reason, viewer);
        if (statement) await this.adjusting.adjustOne(tx, period, statement.runId, statement.managerId);
        return this.oneIn(tx, viewer, id);
      }),
    );
  }

  /** The statement to be adjusted, if the viewer sees one; its period is held until `tx` ends. */
  private async held(
    tx: Tx,
    viewer: Viewer,
    of: { period: string; manager: string },
  ): Promise<AdjustedStatement | undefined> {
    await this.reviews.lock(tx, of.period);
    await this.refuseOwn(tx, viewer, of);
    const statement = await this.adjustments.statement(tx, viewer, of);
    if (statement) refuseFixed(statement.state, { ...of, team: statement.team ?? NO_TEAM });
    return statement;
  }

  /** Without a statement there is no review of it either: the state of the whole period stands for it. */
  private async refuseFixedPeriod(tx: Tx, of: { period: string; manager: string }): Promise<void> {
    const period = await this.reviews.period(tx, of.period);
    refuseFixed(period!.state, { ...of, team: NO_TEAM });
  }

  private async refuseOwn(
    tx: Tx,
    { managerId }: Viewer,
    { period, manager }: { period: string; manager: string },
  ): Promise<void> {
    if (managerId !== null && (await this.adjustments.managerId(tx, manager)) === managerId)
      throw new DomainError('adjustment-own', { period, manager });
  }

  private async oneIn(tx: Tx, viewer: Viewer, id: string): Promise<AdjustmentDto> {
    const row = isId(id) ? await this.adjustments.one(tx, viewer, id) : undefined;
    if (!row) throw new DomainError('not-found', { what: 'adjustments', id });
    return row;
  }
}

function refuseFixed(state: string, facts: { period: string; manager: string; team: string }): void {
  if (state === 'approved') throw new DomainError('adjustment-of-approved', facts);
  if (state === 'closed') throw new DomainError('period-closed', facts);
}
