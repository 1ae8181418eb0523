import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Discrepancy } from '../../calc/index.js';
import { inSnapshot } from '../../platform/database/transaction.js';
import { AuditEventsRepository } from './audit-events.repository.js';

interface AuditReport {
  entries: number;
  /** Hash of the last entry: whoever noted an earlier one finds it in the log while nothing before it was changed. */
  last: string | null;
  discrepancies: Discrepancy[];
}

/** Proves that the audit log holds what was written into it. */
@Injectable()
export class AuditProofService {
  constructor(
    private readonly source: DataSource,
    private readonly events: AuditEventsRepository,
  ) {}

  verifyAll(): Promise<AuditReport> {
    return inSnapshot(this.source, async (tx) => {
      const broken = await this.events.broken(tx);
      return {
        ...(await this.events.end(tx)),
        discrepancies: broken.map(({ number, stored, found }) => ({
          code: 'hash',
          place: `audit-events.${number}`,
          stored,
          found,
        })),
      };
    });
  }
}
