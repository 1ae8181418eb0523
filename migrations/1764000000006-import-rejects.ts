import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows that an import left out, as they stood in the file, with what was wrong with them. */
export class ImportRejects1764000000006 implements MigrationInterface {
  name = 'ImportRejects1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table import_reject_files (
        import_seq bigint constraint "PK_import_reject_files" primary key
          constraint "FK_import_reject_files_import_seq" references intakes (seq) on delete cascade,
        separator text not null,
        header jsonb not null
      );
      create table import_rejects (
        import_seq bigint not null
          constraint "FK_import_rejects_import_seq" references import_reject_files (import_seq) on delete cascade,
        line bigint not null,
        cells jsonb not null,
        problems jsonb not null,
        constraint "PK_import_rejects" primary key (import_seq, line)
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table import_rejects, import_reject_files');
  }
}
