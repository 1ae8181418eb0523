import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who began a job, by more than a name that another may have too: integrations see their own alone. */
export class JobOwners1764000000033 implements MigrationInterface {
  name = 'JobOwners1764000000033';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      // null: begun before this, by the command line or by the service itself
      'alter table jobs add created_by_id bigint constraint "FK_jobs_created_by_id" references actors (id)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table jobs drop column created_by_id');
  }
}
