import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A key may stand for a job: it is free again once the job has failed or was cancelled. */
export class KeysOfJobs1764000000007 implements MigrationInterface {
  name = 'KeysOfJobs1764000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table idempotency_keys
        add column job_id bigint constraint "FK_idempotency_keys_job_id" references jobs (id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table idempotency_keys drop column job_id');
  }
}
