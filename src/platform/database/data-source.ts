import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';

/** A day stays the text it is in the database; the driver would make a local midnight of it. */
const DATE_OID = 1082;
pg.types.setTypeParser(DATE_OID, (text) => text);

const MIGRATION_LOCK = 7_264_000;

/** The entities and migrations of the whole service, handed in from above. */
export type Schema = Pick<DataSourceOptions, 'entities' | 'migrations'>;

export function createDataSource(url: string, poolSize: number, schema: Schema): DataSource {
  return new DataSource(dataSourceOptions(url, poolSize, schema));
}

/** How every connection of the service works. */
const SETTINGS = [
  'TimeZone=UTC',
  'jit=off',
  'work_mem=64MB',
  // what is computed with is in memory or on an SSD, where an index answers best
  'random_page_cost=1.1',
  // a scan that PostgreSQL 18 takes for a small one is shared all the same where that pays: decision 0027
  'min_parallel_index_scan_size=0',
  'statement_timeout=600000',
  'lock_timeout=30000',
];

function dataSourceOptions(url: string, poolSize: number, schema: Schema): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    ...schema,
    synchronize: false,
    migrationsRun: false,
    logging: false,
    poolSize,
    applicationName: 'premia',
    extra: {
      connectionTimeoutMillis: 5_000,
      options: SETTINGS.map((setting) => `-c ${setting}`).join(' '),
    },
  };
}

/** Runs what is missing of the migrations; two services starting at once take turns. */
export async function migrate(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    await runner.query('set lock_timeout = 0');
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await runner.query('select pg_advisory_unlock_all()').catch(() => undefined);
    await runner.query('reset lock_timeout').catch(() => undefined);
    await runner.release();
  }
}
