import { setImmediate as othersFirst } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { adjusted, type StatementContent } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { PayRulesService } from '../company/index.js';
import { AdjustmentsRepository } from './adjustments.repository.js';
import { statementDocument } from './documents.js';

/** Statements read, computed and written at once. */
const STATEMENTS_AT_ONCE = 1_000;

/** Brings statements up to date with the adjustments of their managers. Whoever calls it holds the period. */
@Injectable()
export class AdjustingService {
  constructor(
    private readonly adjustments: AdjustmentsRepository,
    private readonly rules: PayRulesService,
  ) {}

  /** Those of a run whose managers have adjustments, before the run is shown. */
  async adjustRun(tx: Tx, period: string, runId: string): Promise<void> {
    const inForce = await this.adjustments.inForce(tx, period, null);
    await this.adjust(tx, runId, [...inForce.keys()], inForce);
  }

  /** That of one manager, whose adjustments have changed. */
  async adjustOne(tx: Tx, period: string, runId: string, managerId: string): Promise<void> {
    await this.adjust(tx, runId, [managerId], await this.adjustments.inForce(tx, period, [managerId]));
  }

  private async adjust(
    tx: Tx,
    runId: string,
    managerIds: readonly string[],
    inForce: Awaited<ReturnType<AdjustmentsRepository['inForce']>>,
  ): Promise<void> {
    if (managerIds.length === 0) return;
    const rules = await this.rules.read(tx);
    for (let from = 0; from < managerIds.length; from += STATEMENTS_AT_ONCE) {
      const page = managerIds.slice(from, from + STATEMENTS_AT_ONCE);
      const rows = await this.adjustments.documents(tx, runId, page);
      const restated = rows.map(({ managerId, document }) => {
        const content: StatementContent = JSON.parse(document);
        const anew = adjusted(content, { adjustments: inForce.get(managerId) ?? [], rules });
        const { bonus, total } = anew.totals;
        return { managerId, bonus, total, ...statementDocument(anew) };
      });
      await this.adjustments.restate(tx, runId, restated);
      await othersFirst();
    }
  }
}
