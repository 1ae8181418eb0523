import type { MigrationInterface, QueryRunner } from 'typeorm';

const ACTIONS = ['created', 'changed', 'removed', 'taken-in', 'read'];

/** The audit log tells of sign-ins that were refused, and of jobs that somebody cancelled. */
export class RefusedSignIns1764000000031 implements MigrationInterface {
  name = 'RefusedSignIns1764000000031';

  async up(runner: QueryRunner): Promise<void> {
    const [{ schema }] = await runner.query('select quote_ident(current_schema()) as schema');
    await runner.query(actions([...ACTIONS, 'refused']));
    await runner.query(refusal(`security definer set search_path = ${schema}, pg_temp`));
    await runner.query(`
      create constraint trigger "TR_jobs_recorded" after update on jobs deferrable initially deferred for each row
        when (new.cancel_requested and not old.cancel_requested)
        execute function record_change('id', '{payload, progress, result, problem, epoch, lease_until}', '{}');`);
  }

  /** Entries of refusals stay, as all entries do: the check is for those to come. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger "TR_jobs_recorded" on jobs;
      drop function record_refused_sign_in;
      ${actions(ACTIONS)} not valid;`);
  }
}

const actions = (allowed: string[]): string => `
  alter table audit_events drop constraint "CK_audit_events_action", add constraint "CK_audit_events_action"
    check (action in (${allowed.map((action) => `'${action}'`).join(', ')}))`;

/**
 * The first 20 within an hour of each user, and of all whom nobody knows together: guessing fills no disk, and guesses at
 * one account do not hide those at another. Asked before the end of the chain is held, so a few more at once may pass.
 */
const refusal = (asOwner: string): string => `
  create function record_refused_sign_in(user_id text, reason text) returns void language plpgsql ${asOwner} as $$
  begin
    if (select count(*) from audit_events e where e.at > clock_timestamp() - interval '1 hour' and e.action = 'refused'
        and e.kind = 'sessions' and e.object_id is not distinct from user_id) < 20 then
      perform append_audit_event('refused', 'sessions', user_id, null, jsonb_build_object('reason', reason));
    end if;
  end $$;`;
