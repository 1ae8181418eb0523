import { Injectable } from '@nestjs/common';
import type { Day, DayRange, Observation, Period, SchemeInput } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { among, asOf } from '../../platform/records/as-of.js';
import { taken } from './taken.js';
import { windowRange } from './windows.js';

/** Readings by manager id and input name, in order of time. */
export type Readings = Map<string, (Observation & { value: string })[]>;

@Injectable()
export class ReadingsRepository {
  /** The readings of each KPI input in its window, as known at the watermark. */
  async of(
    tx: Tx,
    inputs: readonly SchemeInput[],
    period: Period,
    scope: {
      watermark: string;
      managerIds: readonly string[] | null;
      /** Days of the part of the period. */
      part?: DayRange | undefined;
      factsUntil?: Day | undefined;
    },
  ): Promise<Readings> {
    const asked = inputs.flatMap((input) => {
      const window = windowRange(input, period, scope.part);
      return window ? [{ input, ...taken(window.range, scope.factsUntil) }] : [];
    });
    if (asked.length === 0) return new Map();
    const rows: { manager_id: string; name: string; of: string; value: string }[] = await tx.query(
      `select r.manager_id, a.name, r.business_date::text as of, trim_scale(r.value)::text as value
        from unnest($2::text[], $3::text[], $4::date[], $5::date[]) as a(name, kpi, starts, ends)
        join ${asOf('kpis', 'id, code', '$1')} k on k.code = a.kpi
        join ${asOf('kpi_readings', 'kpi_id, manager_id, business_date, source, external_id, value', '$1')} r
          on r.kpi_id = k.id and r.business_date >= a.starts and r.business_date < a.ends
        where ${among('r.manager_id', '$6', scope.managerIds)}
        order by r.business_date, r.source collate "C", r.external_id collate "C"`,
      [
        scope.watermark,
        asked.map(({ input }) => input.name),
        asked.map(({ input }) => input.key),
        asked.map(({ start }) => start),
        asked.map(({ end }) => end),
        scope.managerIds,
      ],
    );
    const readings: Readings = new Map();
    for (const { manager_id, name, of, value } of rows) {
      const key = `${manager_id} ${name}`;
      readings.set(key, [...(readings.get(key) ?? []), { of, value }]);
    }
    return readings;
  }
}
