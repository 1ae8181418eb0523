import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transaction.js';
import { among, asOf } from '../../platform/records/as-of.js';

/** The targets of one measure for one period, by manager id. */
type ByManager = ReadonlyMap<string, string>;

/** Targets of managers. */
export class Targets {
  constructor(private readonly found: ReadonlyMap<string, ByManager> = new Map()) {}

  of(measure: string, period: string): ByManager {
    return this.found.get(key(measure, period)) ?? NONE;
  }
}

const NONE: ByManager = new Map();
const key = (measure: string, period: string): string => `${period} ${measure}`;

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
    if (measures.length === 0) return new Targets();
    // one row a measure and period: a row for each target would cost more than what is computed from it
    const rows: { measure: string; period: string; values: string }[] = await tx.query(
      `select measure, period, '[' || string_agg('["' || manager_id || '","' || trim_scale(value) || '"]', ',') || ']' as values
        from ${asOf('targets', 'manager_id, measure, period, value', '$1')} t
        where manager_id is not null and measure = any($2) and period = any($3) and ${among('manager_id', '$4', managerIds)}
        group by 1, 2`,
      [watermark, measures, periods, managerIds],
    );
    return new Targets(
      new Map(rows.map(({ measure, period, values }) => [key(measure, period), new Map(JSON.parse(values))])),
    );
  }
}
