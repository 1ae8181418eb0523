import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a token may be used for, how long, and when it was used last. Tokens of before go on as they were. */
export class ScopesOfTokens1764000000026 implements MigrationInterface {
  name = 'ScopesOfTokens1764000000026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table tokens
        add scopes text[], -- null: all that its role may do
        add expires_at timestamptz, -- null: made before tokens expired
        add last_used_at timestamptz, -- to the minute
        add constraint "CK_tokens_scopes" check (cardinality(scopes) > 0);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table tokens drop column scopes, drop column expires_at, drop column last_used_at',
    );
  }
}
