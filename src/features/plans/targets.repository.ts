import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transaction.js';
import { among, asOf } from '../../platform/records/as-of.js';

/** Targets of managers by manager id, measure and period. */
export type Targets = Map<string, string>;

export const targetKey = (managerId: string, measure: string, period: string): string =>
  `${managerId} ${period} ${measure}`;

@Injectable()
export class TargetsRepository {
  /** Targets for these measures and periods, of all managers or those given, as known at the watermark. */
  async ofManagers(
    tx: Tx,
    {
      measures,
      periods,
      watermark,
      managerIds,
    }: { measures: string[]; periods: string[]; watermark: string; managerIds: readonly string[] | null },
  ): Promise<Targets> {
    if (measures.length === 0) return new Map();
    const rows: { manager_id: string; measure: string; period: string; value: string }[] = await tx.query(
      `select manager_id, measure, period, trim_scale(value)::text as value
        from ${asOf('targets', 'manager_id, measure, period, value', '$1')} t
        where manager_id is not null and measure = any($2) and period = any($3) and ${among('manager_id', '$4', managerIds)}`,
      [watermark, measures, periods, managerIds],
    );
    return new Map(rows.map((row) => [targetKey(row.manager_id, row.measure, row.period), row.value]));
  }
}
