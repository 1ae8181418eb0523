import { Injectable, Module } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { log } from '../log.js';

const DAYS_KEPT = 30;

/** Forgets old keys: whoever sends a request again does so within days. */
@Injectable()
export class IdempotencyPurge {
  constructor(private readonly source: DataSource) {}

  @Cron(CronExpression.EVERY_DAY_AT_4AM)
  async tick(): Promise<void> {
    try {
      await this.purge();
    } catch {
      log('error', 'old idempotency keys could not be deleted', {});
    }
  }

  /** Answers how many there were. */
  async purge(): Promise<number> {
    const [, count] = await this.source.query(
      `delete from idempotency_keys where created_at < now() - make_interval(days => $1)`,
      [DAYS_KEPT],
    );
    return count;
  }
}

@Module({ providers: [IdempotencyPurge] })
export class IdempotencyModule {}
