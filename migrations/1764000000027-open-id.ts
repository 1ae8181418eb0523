import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who a user is at the provider of single sign-on. Whoever signs in by it only has no password. */
export class OpenId1764000000027 implements MigrationInterface {
  name = 'OpenId1764000000027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table users
        add issuer text,
        add subject text, -- unique at the issuer, and never given to another person there
        add constraint "UQ_users_subject" unique (issuer, subject),
        add constraint "CK_users_subject" check ((issuer is null) = (subject is null)),
        drop constraint "CK_users_active",
        add constraint "CK_users_active"
          check (state <> 'active' or password_hash is not null or subject is not null);
      -- when the password was given, here or at the provider; of sessions under way it is not known
      alter table sessions add authenticated_at timestamptz not null default 'epoch';
      alter table sessions alter authenticated_at drop default;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table sessions drop column authenticated_at;
      update users set state = 'invited' where state = 'active' and password_hash is null;
      set constraints all immediate;
      alter table users drop constraint "CK_users_active", drop column issuer, drop column subject,
        add constraint "CK_users_active" check (state <> 'active' or password_hash is not null);`);
  }
}
