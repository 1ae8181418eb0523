import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What results and statements refer to is checked once for all rows of an insert: foreign keys ask row by row, which took
 * longer than writing the rows. Nothing they refer to is deleted: people and teams leave tombstones, versions are fixed,
 * and a run goes after its rows.
 */
export class ReferencesOfRuns1764000000010 implements MigrationInterface {
  name = 'ReferencesOfRuns1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const { table, references } of checked) {
      const keys = references.map(({ column }) => `drop constraint "FK_${table}_${column}"`);
      await runner.query(`alter table ${table} ${keys.join(', ')}; ${trigger(table, references)}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table, references } of checked) {
      const keys = references.map(
        ({ column, target, key }) =>
          `add constraint "FK_${table}_${column}" foreign key (${column}) references ${target} (${key})`,
      );
      await runner.query(
        `drop trigger "TR_${table}_references" on ${table}; drop function refuse_unknown_in_${table};
          alter table ${table} ${keys.join(', ')};`,
      );
    }
  }
}

interface Reference {
  column: string;
  target: string;
  key: string;
}

const run: Reference = { column: 'run_id', target: 'payroll_runs', key: 'id' };
const manager: Reference = { column: 'manager_id', target: 'managers', key: 'id' };

const checked = [
  {
    table: 'results',
    references: [run, manager, { column: 'scheme_version_id', target: 'scheme_versions', key: 'id' }],
  },
  {
    table: 'statements',
    references: [
      run,
      manager,
      { column: 'period', target: 'periods', key: 'code' },
      { column: 'team_id', target: 'teams', key: 'id' },
    ],
  },
];

const trigger = (table: string, references: readonly Reference[]): string => `
  create function refuse_unknown_in_${table}() returns trigger language plpgsql as $$
  begin
    ${references.map((reference) => refusal(table, reference)).join('\n    ')}
    return null;
  end $$;
  create trigger "TR_${table}_references" after insert on ${table} referencing new table as written
    for each statement execute function refuse_unknown_in_${table}();`;

const refusal = (table: string, { column, target, key }: Reference): string => `
    if exists (select from (select distinct ${column} as key from written) w
      where w.key is not null and not exists (select from ${target} t where t.${key} = w.key)) then
      raise exception using errcode = '23503', table = '${table}', constraint = 'FK_${table}_${column}',
        message = '${table} refer to ${target} that are not there';
    end if;`;
