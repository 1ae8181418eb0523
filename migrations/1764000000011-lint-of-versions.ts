import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lint found in a version when it was published, and which of it was accepted why. */
export class LintOfVersions1764000000011 implements MigrationInterface {
  name = 'LintOfVersions1764000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table scheme_versions
        add column lint jsonb,
        add column acknowledged jsonb not null default '[]';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table scheme_versions drop column lint, drop column acknowledged');
  }
}
