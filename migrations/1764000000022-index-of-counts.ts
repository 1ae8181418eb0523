import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The index by manager and day answers counts by status alone: a month's orders are counted without reading their rows. */
export class IndexOfCounts1764000000022 implements MigrationInterface {
  name = 'IndexOfCounts1764000000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index "IX_orders_manager_date";
      create index "IX_orders_manager_date" on orders (manager_id, business_date, status, withdrawn);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index "IX_orders_manager_date";
      create index "IX_orders_manager_date" on orders (manager_id, business_date);`);
  }
}
