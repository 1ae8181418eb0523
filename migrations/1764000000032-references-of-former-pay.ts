import type { MigrationInterface, QueryRunner } from 'typeorm';

const REFERENCES = [
  { column: 'period', table: 'periods', key: 'code' },
  { column: 'manager_id', table: 'managers', key: 'id' },
  { column: 'team_id', table: 'teams', key: 'id' },
  { column: 'run_id', table: 'payroll_runs', key: 'id' },
];

/** Former pay is copied from statements, whose references were checked: keys would ask again, row by row. */
export class ReferencesOfFormerPay1764000000032 implements MigrationInterface {
  name = 'ReferencesOfFormerPay1764000000032';

  async up(runner: QueryRunner): Promise<void> {
    await alter(runner, ({ column }) => `drop constraint "FK_former_pay_${column}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await alter(
      runner,
      ({ column, table, key }) =>
        `add constraint "FK_former_pay_${column}" foreign key (${column}) references ${table} (${key})`,
    );
  }
}

async function alter(
  runner: QueryRunner,
  action: (reference: (typeof REFERENCES)[number]) => string,
): Promise<void> {
  await runner.query(`alter table former_pay ${REFERENCES.map(action).join(', ')}`);
}
