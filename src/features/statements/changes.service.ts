import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inSnapshot, together } from '../../platform/database/transaction.js';
import type { Viewer } from '../access/index.js';
import { PeriodsService } from '../payroll/index.js';
import type { ChangesDto } from './changes.dto.js';
import { type ChangesQuery, ChangesRepository } from './changes.repository.js';

/** What became of a month's figures since the draft before, or since its teams were submitted. */
@Injectable()
export class ChangesService {
  constructor(
    private readonly source: DataSource,
    private readonly changes: ChangesRepository,
    private readonly periods: PeriodsService,
  ) {}

  /** Throws `not-found` for a period that nothing was computed in. */
  async of(viewer: Viewer, query: ChangesQuery): Promise<ChangesDto> {
    await this.periods.one(viewer, query.period);
    return inSnapshot(this.source, async (tx) => {
      const [found, adjustments] = await together([
        this.changes.of(tx, viewer, query),
        this.changes.adjustments(tx, viewer, query),
      ]);
      return { period: query.period, since: query.since, ...found, adjustments };
    });
  }
}
