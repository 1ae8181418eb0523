import type { DataSource } from 'typeorm';
import { openFreshDatabase } from './support/database.js';

const UNKNOWN = 4_711;

describe('what results and statements refer to', () => {
  let source: DataSource;
  let known: Record<string, number | string>;

  beforeAll(async () => {
    source = await openFreshDatabase();
    const one = async (sql: string) => (await source.query(sql))[0].id;
    await source.query(`insert into periods (code) values ('2026-03')`);
    const scheme = await one(`insert into schemes (written_seq, code) values (1, 'S') returning id`);
    known = {
      run_id: await one(
        `insert into payroll_runs (period, kind, watermark, engine, started_by) values ('2026-03', 'payroll', 1, '1', 'test') returning id`,
      ),
      manager_id: await one(
        `insert into managers (written_seq, personnel_number, name, payee) values (1, 'M1', 'Manager', true) returning id`,
      ),
      scheme_version_id: await one(
        `insert into scheme_versions (scheme_id, number, source, hash, valid_from, published_seq, published_by)
          values (${scheme}, 1, '', '', '2026-01-01', 1, 'test') returning id`,
      ),
      team_id: await one(`insert into teams (written_seq, code, title) values (1, 'T', 'Team') returning id`),
      period: '2026-03',
    };
  });
  afterAll(() => source?.destroy());

  const results = ({ run_id, scheme_version_id, manager_id }: Record<string, unknown>) =>
    source.query(
      `insert into results (run_id, scheme_version_id, manager_id, period, complete, document, hash)
        values ($1, $2, $3, '2026-03', true, '', '')`,
      [run_id, scheme_version_id, manager_id],
    );
  const statements = ({ run_id, manager_id, team_id, period }: Record<string, unknown>) =>
    source.query(
      `insert into statements (run_id, manager_id, team_id, period, currency, complete, document, hash)
        values ($1, $2, $3, $4, 'RUB', true, '', '')`,
      [run_id, manager_id, team_id, period],
    );

  it.each(['run_id', 'manager_id', 'scheme_version_id'])('is there: %s of results', async (column) => {
    await expect(results({ ...known, [column]: UNKNOWN })).rejects.toMatchObject({
      code: '23503',
      constraint: `FK_results_${column}`,
    });
  });

  it.each(['run_id', 'manager_id', 'team_id', 'period'])('is there: %s of statements', async (column) => {
    await expect(statements({ ...known, [column]: UNKNOWN })).rejects.toMatchObject({
      code: '23503',
      constraint: `FK_statements_${column}`,
    });
  });

  it('may be no team', async () => {
    await results(known);
    await statements({ ...known, team_id: null });
    expect(await source.query('select count(*)::int as n from statements')).toEqual([{ n: 1 }]);
  });
});
