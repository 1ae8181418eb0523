import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What statements came to in the draft before the one shown, and when their team was last submitted. */
export class FormerPay1764000000028 implements MigrationInterface {
  name = 'FormerPay1764000000028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table former_pay (
        period text not null constraint "FK_former_pay_period" references periods (code),
        moment text not null,
        manager_id bigint not null constraint "FK_former_pay_manager_id" references managers (id),
        team_id bigint constraint "FK_former_pay_team_id" references teams (id),
        run_id bigint not null constraint "FK_former_pay_run_id" references payroll_runs (id),
        complete boolean not null,
        salary numeric,
        bonus numeric,
        total numeric,
        at timestamptz not null,
        constraint "PK_former_pay" primary key (period, moment, manager_id),
        constraint "CK_former_pay_moment" check (moment in ('draft', 'submitted'))
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table former_pay');
  }
}
