import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By table of facts, what a living one has to have. The tombstone of one that never came has its key alone. */
const NEEDED = {
  orders: ['business_date', 'status'],
  returns: ['business_date', 'order_id', 'amount'],
  complaints: ['business_date'],
  remarks: ['business_date', 'manager_id'],
  kpi_readings: ['business_date', 'manager_id', 'kpi_id', 'value'],
};

const ABOUT = 'num_nonnulls(manager_id, client_id) >= 1';

/** Withdrawals carry the sender's version, and may come before what they withdraw. */
export class Tombstones1764000000008 implements MigrationInterface {
  name = 'Tombstones1764000000008';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of Object.entries(NEEDED)) {
      const nullable = columns.map((column) => `alter column ${column} drop not null`).join(', ');
      await runner.query(`
        alter table ${table} add column withdrawn_version integer, ${nullable}, add constraint "CK_${table}_living"
          check (withdrawn or withdrawn_version is null and num_nulls(${columns.join(', ')}) = 0);
        alter table ${table}_history add column withdrawn_version integer, ${nullable};`);
    }
    await runner.query(about(`withdrawn or ${ABOUT}`));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of Object.entries(NEEDED)) {
      const required = columns.map((column) => `alter column ${column} set not null`).join(', ');
      await runner.query(`
        delete from ${table} where business_date is null;
        delete from ${table}_history where business_date is null;
        alter table ${table} drop constraint "CK_${table}_living", drop column withdrawn_version, ${required};
        alter table ${table}_history drop column withdrawn_version, ${required};`);
    }
    await runner.query(about(ABOUT));
  }
}

const about = (condition: string): string => `
  alter table complaints drop constraint "CK_complaints_about",
    add constraint "CK_complaints_about" check (${condition});`;
