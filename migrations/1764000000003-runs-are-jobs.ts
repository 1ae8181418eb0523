import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A run belongs to the job that makes it; the job's epoch is the fence, so the run needs none of its own. */
export class RunsAreJobs1764000000003 implements MigrationInterface {
  name = 'RunsAreJobs1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- runs of before have no job
      alter table payroll_runs drop column epoch,
        add column job_id bigint constraint "FK_payroll_runs_job_id" references jobs (id),
        add constraint "UQ_payroll_runs_job_id" unique (job_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table payroll_runs drop column job_id, add column epoch integer not null default 1;`);
  }
}
