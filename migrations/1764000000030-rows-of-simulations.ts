import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows of a simulation are written while it computes, before its head: no key can ask for that row by row. */
export class RowsOfSimulations1764000000030 implements MigrationInterface {
  name = 'RowsOfSimulations1764000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table simulation_rows drop constraint "FK_simulation_rows_simulation_id"');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table simulation_rows add constraint "FK_simulation_rows_simulation_id"
        foreign key (simulation_id) references simulations (id) on delete cascade`,
    );
  }
}
