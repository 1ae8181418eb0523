import path from 'node:path';

export interface Config {
  /** `embedded`: a server of our own below `folder`; otherwise the address of one. */
  database: { kind: 'embedded'; folder: string } | { kind: 'url'; url: string };
  host: string;
  port: number;
  poolSize: number;
  /** How long a job stays with a process that gives no sign of life. */
  leaseSeconds: number;
  /** How often it is looked whether a month is to be computed; 0 never. */
  scheduleSeconds: number;
}

/** A wrong or missing setting; the message names it, its value and what is allowed. */
export class ConfigError extends Error {}

/** Lease of a job where no setting says otherwise. */
export const LEASE_SECONDS = 30;

/** Largest file an import takes, in bytes; `readConfig` has looked at the setting. */
export const fileBytesMax = (env: NodeJS.ProcessEnv = process.env): number =>
  whole(env, 'PREMIA_FILE_MB_MAX', 4_096, 1, 1_048_576) * 1024 * 1024;

const SETTINGS = [
  'PREMIA_DATABASE',
  'PREMIA_DATA',
  'PREMIA_HOST',
  'PREMIA_PORT',
  'PREMIA_POOL_SIZE',
  'PREMIA_LEASE_SECONDS',
  'PREMIA_SCHEDULE_SECONDS',
  'PREMIA_FILE_MB_MAX',
  'PREMIA_CONTAINER',
];
/** Of the tests, the benchmarks and the compose file: known, and of no meaning here. */
const OTHERS =
  /^PREMIA_(FAULT_POINT|CLOCK_FILE|SCHEDULE_ROUNDS|DATASETS|TEST_\w+|BENCH_\w+|KILL_\w+|REPLICA_\w+|FUZZ_\w+|PROPERTY_\w+|REPLICA_\w+|FREEZE_\w+|PUBLISH)$/;

/** Reads the settings from the environment. Throws `ConfigError`; never guesses a database. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  refuseUnknown(env);
  refuseMovedClock(env);
  fileBytesMax(env);
  return {
    database: readDatabase(env),
    host: env.PREMIA_HOST || '127.0.0.1',
    port: whole(env, 'PREMIA_PORT', 3000, 0, 65_535),
    poolSize: whole(env, 'PREMIA_POOL_SIZE', 10, 2, 200),
    leaseSeconds: whole(env, 'PREMIA_LEASE_SECONDS', LEASE_SECONDS, 1, 600),
    scheduleSeconds: whole(env, 'PREMIA_SCHEDULE_SECONDS', 30, 0, 3_600),
  };
}

/** A mistyped name would be a setting left at its standard: another folder, and in it an empty database. */
function refuseUnknown(env: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith('PREMIA_') || SETTINGS.includes(name) || OTHERS.test(name)) continue;
    throw new ConfigError(
      `${name} is "${value}", but there is no such setting; allowed are ${SETTINGS.join(', ')}`,
    );
  }
}

/** Tests move the clock of a process (`platform/clock.ts`); where people are paid it is not moved. */
function refuseMovedClock({ PREMIA_CLOCK_FILE: file, NODE_ENV, PREMIA_CONTAINER }: NodeJS.ProcessEnv): void {
  if (file && (NODE_ENV === 'production' || PREMIA_CONTAINER))
    throw new ConfigError(
      `PREMIA_CLOCK_FILE is "${file}"; allowed is none with NODE_ENV=production or in a container`,
    );
}

function readDatabase(env: NodeJS.ProcessEnv): Config['database'] {
  const url = env.DATABASE_URL;
  const mode = env.PREMIA_DATABASE;
  if (mode !== undefined && mode !== 'embedded') {
    throw new ConfigError(
      `PREMIA_DATABASE is "${mode}"; allowed is "embedded", or nothing together with DATABASE_URL`,
    );
  }
  if (url && mode) {
    throw new ConfigError(`DATABASE_URL is set and PREMIA_DATABASE is "${mode}"; allowed is one of the two`);
  }
  if (mode === 'embedded') {
    if (env.PREMIA_CONTAINER) {
      throw new ConfigError('PREMIA_DATABASE=embedded is refused in a container; set DATABASE_URL');
    }
    return { kind: 'embedded', folder: path.resolve(env.PREMIA_DATA || '.premia') };
  }
  if (!url) {
    throw new ConfigError(
      'no database: set DATABASE_URL=postgres://user:password@host/name, or PREMIA_DATABASE=embedded to run a server of our own',
    );
  }
  if (!/^postgres(ql)?:\/\//.test(url)) throw new ConfigError('DATABASE_URL must begin with postgres://');
  return { kind: 'url', url };
}

function whole(env: NodeJS.ProcessEnv, name: string, standard: number, min: number, max: number): number {
  const text = env[name];
  if (text === undefined || text === '') return standard;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) {
    throw new ConfigError(`${name} is "${text}"; allowed is a whole number from ${min} to ${max}`);
  }
  return value;
}
