import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys that senders give their requests, with the answers. `json` keeps the answer as it was written, `jsonb` would not. */
export class IdempotencyKeys1764000000005 implements MigrationInterface {
  name = 'IdempotencyKeys1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table idempotency_keys (
        token_id bigint not null constraint "FK_idempotency_keys_token_id" references tokens (id),
        key text not null,
        route text not null,
        body_hash text not null,
        answer json,
        created_at timestamptz not null default now(),
        constraint "PK_idempotency_keys" primary key (token_id, key)
      );
      create index "IX_idempotency_keys_created" on idempotency_keys (created_at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table idempotency_keys');
  }
}
