import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit log: written by triggers in the transaction of what they record, chained by hash, never changed. */
export class AuditEvents1764000000025 implements MigrationInterface {
  name = 'AuditEvents1764000000025';

  async up(runner: QueryRunner): Promise<void> {
    const [{ schema }] = await runner.query('select quote_ident(current_schema()) as schema');
    // as the owner of the log: whoever serves may not write into it otherwise
    const asOwner = `security definer set search_path = ${schema}, pg_temp`;
    for (const sql of [log, append(asOwner), changes(asOwner), intakes(asOwner), triggers])
      await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table] of RECORDED) await runner.query(`drop trigger "TR_${table}_recorded" on ${table}`);
    await runner.query(`
      drop trigger "TR_export_acknowledgements_recorded" on export_acknowledgements;
      drop trigger "TR_intakes_recorded" on intakes;
      drop function record_change, record_acknowledgements, record_intake, record_read, append_audit_event, texts_of;
      drop function audit_hash;
      drop table audit_events;`);
  }
}

const log = `
  create table audit_events (
    number bigint constraint "PK_audit_events" primary key,
    at timestamptz not null,
    actor text not null,
    role text,
    actor_id bigint, -- no reference: an entry outlives what it tells of
    address text,
    request text,
    via text,
    action text not null,
    kind text not null,
    object_id text,
    before jsonb,
    after jsonb,
    hash text not null,
    constraint "CK_audit_events_action" check (action in ('created', 'changed', 'removed', 'taken-in', 'read'))
  );
  create index "IX_audit_events_object" on audit_events (kind, object_id, number);
  create index "IX_audit_events_actor" on audit_events (actor, number);
  create index "IX_audit_events_at" on audit_events (at);
  create trigger "TR_audit_events_fixed" before update or delete on audit_events
    for each row execute function refuse_change();
  create trigger "TR_audit_events_whole" before truncate on audit_events
    for each statement execute function refuse_change();
  create function audit_hash(previous text, e audit_events) returns text language sql stable as $$
    select encode(sha256(convert_to(coalesce(previous, '') || jsonb_build_object('number', e.number::text,
      'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'actor', e.actor, 'role', e.role,
      'actorId', e.actor_id::text, 'address', e.address, 'request', e.request, 'via', e.via, 'action', e.action,
      'kind', e.kind, 'object', e.object_id, 'before', e.before, 'after', e.after)::text, 'UTF8')), 'hex') $$;`;

/** One entry at the end of the chain; whoever appends holds the end of it until the transaction has ended. */
const append = (asOwner: string): string => `
  create function append_audit_event(action text, kind text, object_id text, before jsonb, after jsonb) returns void
    language plpgsql ${asOwner} as $$
  declare
    acting jsonb := coalesce(nullif(current_setting('premia.acting', true), ''), '{}');
    last audit_events;
    e audit_events;
  begin
    perform pg_advisory_xact_lock(7264002);
    select * into last from audit_events order by number desc limit 1;
    e.number := coalesce(last.number, 0) + 1;
    e.at := clock_timestamp();
    e.actor := coalesce(acting->>'actor', 'database user ' || session_user);
    e.role := acting->>'role';
    e.actor_id := acting->>'actorId';
    e.address := acting->>'address';
    e.request := acting->>'request';
    e.via := acting->>'via';
    e.action := action;
    e.kind := kind;
    e.object_id := object_id;
    e.before := before;
    e.after := after;
    e.hash := audit_hash(last.hash, e);
    insert into audit_events select e.*;
  end $$;
  revoke execute on function append_audit_event from public;
  create function record_read(kind text, object_id text, query jsonb) returns void language plpgsql ${asOwner} as $$
  begin
    perform append_audit_event('read', kind, object_id, null, query);
  end $$;
  create function texts_of(record jsonb) returns jsonb language sql immutable as $$ -- decimals are text wherever they are shown
    select jsonb_object_agg(key, case jsonb_typeof(value) when 'number' then to_jsonb(value #>> '{}') else value end)
      from jsonb_each(record) $$;`;

/** Arguments of the trigger: the key, columns left out, columns whose change alone is not recorded. */
const changes = (asOwner: string): string => `
  create function record_change() returns trigger language plpgsql ${asOwner} as $$
  declare
    was jsonb := case when tg_op <> 'INSERT' then texts_of(to_jsonb(old)) end;
    is_now jsonb := case when tg_op <> 'DELETE' then texts_of(to_jsonb(new)) end;
  begin
    if was - tg_argv[2]::text[] = is_now - tg_argv[2]::text[] then
      return null;
    end if;
    perform append_audit_event(case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'changed' else 'removed' end,
      replace(tg_table_name, '_', '-'), coalesce(is_now, was)->>tg_argv[0], was - tg_argv[1]::text[], is_now - tg_argv[1]::text[]);
    return null;
  end $$;
  create function record_acknowledgements() returns trigger language plpgsql ${asOwner} as $$
  declare said record;
  begin
    for said in select export_id, jsonb_object_agg(state, rows::text) as rows
      from (select export_id, state, count(*) as rows from written group by 1, 2) by_state group by 1 order by 1
    loop
      perform append_audit_event('created', 'export-acknowledgements', said.export_id::text, null, said.rows);
    end loop;
    return null;
  end $$;`;

/** Tables whose rows an entry shows; of all others, which may be long, it tells the number of the intake and the counts. */
const SHOWN = [
  'calendar_assignments',
  'calendars',
  'grades',
  'kpis',
  'legacy_pay',
  'manager_attributes',
  'managers',
  'measures',
  'pay_codes',
  'scheme_assignments',
  'score_levels',
  'targets',
  'team_memberships',
  'teams',
];
const ROWS_SHOWN_MAX = 100;

const intakes = (asOwner: string): string => `
  create function record_intake() returns trigger language plpgsql ${asOwner} as $$
  declare
    i intakes;
    of text;
    rows_before jsonb;
    rows_after jsonb;
  begin
    select * into i from intakes where seq = new.seq;
    of := replace(i.noun, '-', '_');
    if of = any ('{${SHOWN.join(', ')}}') then
      execute format('select jsonb_agg(texts_of(row)) from (select to_jsonb(t) - ''{written_seq, replaced_seq}''::text[] as row
        from %I t where replaced_seq = $1 order by id limit ${ROWS_SHOWN_MAX}) r', of || '_history') into rows_before using i.seq;
      execute format('select jsonb_agg(texts_of(row)) from (select to_jsonb(t) - ''{written_seq}''::text[] as row
        from %I t where written_seq = $1 order by id limit ${ROWS_SHOWN_MAX}) r', of) into rows_after using i.seq;
    end if;
    perform append_audit_event('taken-in', i.noun,
      case when jsonb_array_length(rows_after) = 1 then rows_after->0->>'id' end,
      case when rows_before is not null then jsonb_build_object('rows', rows_before) end,
      jsonb_strip_nulls(jsonb_build_object('intake', i.seq::text, 'kind', i.kind, 'counts', i.counts, 'file', i.file_name,
        'fileHash', i.file_hash, 'rows', rows_after)));
    return null;
  end $$;`;

/** Table, its key, columns left out (secrets, and documents that are never changed), columns whose change is no news. */
const RECORDED: readonly (readonly [string, string, string?, string?])[] = [
  ['company', 'id'],
  ['tokens', 'id', 'hash', 'last_used_at'],
  ['users', 'id', 'password_hash'],
  ['user_links', 'id', 'hash'],
  ['sessions', 'user_id', 'hash', 'last_used_at'],
  ['mapping_profiles', 'code'],
  ['scheme_versions', 'id', 'source, lint'],
  ['payroll_runs', 'id'],
  ['period_transitions', 'id'],
  ['adjustments', 'id'],
  ['grade_decisions', 'id'],
  ['exports', 'id'],
  ['schedule', 'id'],
  ['simulations', 'id', 'document'],
];

/** At the end of the transaction, so that the end of the chain is held but for its commit. */
const triggers = `
  ${RECORDED.map(
    ([table, key, leftOut = '', unrecorded = '']) => `
  create constraint trigger "TR_${table}_recorded" after insert or update or delete on ${table}
    deferrable initially deferred for each row execute function record_change('${key}', '{${leftOut}}', '{${unrecorded}}');`,
  ).join('')}
  create trigger "TR_export_acknowledgements_recorded" after insert on export_acknowledgements
    referencing new table as written for each statement execute function record_acknowledgements();
  create constraint trigger "TR_intakes_recorded" after insert on intakes
    deferrable initially deferred for each row execute function record_intake();`;
