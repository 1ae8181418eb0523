import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A version that counts for a part of a period only gives a result of that part; several parts give several results. */
export class PartsOfPeriods1764000000023 implements MigrationInterface {
  name = 'PartsOfPeriods1764000000023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table results add column stretch_from date, -- first day of the part; null: the whole period
        drop constraint "UQ_results";
      alter table results add constraint "UQ_results"
        unique nulls not distinct (run_id, scheme_version_id, manager_id, period, stretch_from);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table results drop constraint "UQ_results", drop column stretch_from;
      alter table results add constraint "UQ_results" unique (run_id, scheme_version_id, manager_id, period);`);
  }
}
