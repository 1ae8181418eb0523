import { isIP, isIPv4 } from 'node:net';
import { availableParallelism } from 'node:os';
import path from 'node:path';

export interface Config {
  /**
   * `embedded`: a server of our own below `folder`; otherwise the address of one, and where it is another the address with
   * the role that owns the tables.
   */
  database: { kind: 'embedded'; folder: string } | { kind: 'url'; url: string; migrateUrl?: string };
  host: string;
  port: number;
  poolSize: number;
  /** How long a job stays with a process that gives no sign of life. */
  leaseSeconds: number;
  /** Threads that compute beside the one that answers requests. */
  threads: number;
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

/** Where people reach the service, without a slash at its end; `readConfig` has looked at the setting. */
export const publicUrl = (env: NodeJS.ProcessEnv = process.env): string | undefined =>
  env.PREMIA_PUBLIC_URL?.replace(/[/]$/, '') || undefined;

/** Addresses of the proxies before the service, whose word on who asks is taken; none where there is no proxy. */
export const trustedProxies = (env: NodeJS.ProcessEnv = process.env): string[] =>
  (env.PREMIA_TRUSTED_PROXIES ?? '').split(',').flatMap((address) => address.trim() || []);

/** The provider of single sign-on. */
export interface OpenIdSettings {
  issuer: string;
  clientId: string;
  /** None for a public client, which PKCE alone protects. */
  clientSecret?: string | undefined;
  /** As the page names it. */
  title: string;
}

/** Undefined without single sign-on; `readConfig` has looked at the settings. */
export function openIdSettings(env: NodeJS.ProcessEnv = process.env): OpenIdSettings | undefined {
  const { PREMIA_OIDC_ISSUER: issuer, PREMIA_OIDC_CLIENT_ID: clientId } = env;
  if (!issuer || !clientId) return undefined;
  const clientSecret = env.PREMIA_OIDC_CLIENT_SECRET || undefined;
  return { issuer, clientId, clientSecret, title: env.PREMIA_OIDC_TITLE || new URL(issuer).hostname };
}

const SETTINGS = [
  'PREMIA_DATABASE',
  'PREMIA_DATA',
  'PREMIA_MIGRATE_DATABASE_URL',
  'PREMIA_HOST',
  'PREMIA_PORT',
  'PREMIA_POOL_SIZE',
  'PREMIA_LEASE_SECONDS',
  'PREMIA_SCHEDULE_SECONDS',
  'PREMIA_THREADS',
  'PREMIA_FILE_MB_MAX',
  'PREMIA_PUBLIC_URL',
  'PREMIA_TRUSTED_PROXIES',
  'PREMIA_OIDC_ISSUER',
  'PREMIA_OIDC_CLIENT_ID',
  'PREMIA_OIDC_CLIENT_SECRET',
  'PREMIA_OIDC_TITLE',
  'PREMIA_CONTAINER',
];
/** Of the tests, the benchmarks and the compose file: known, and of no meaning here. */
const OTHERS =
  /^PREMIA_(FAULT_POINT|CLOCK_FILE|SCHEDULE_ROUNDS|DATASETS|TEST_\w+|BENCH_\w+|KILL_\w+|REPLICA_\w+|FUZZ_\w+|PROPERTY_\w+|REPLICA_\w+|FREEZE_\w+|PUBLISH)$/;

/** One for each processor, as far as that is worth the memory; none beside a single one. */
const threadsUsually = (): number => (availableParallelism() < 2 ? 0 : Math.min(availableParallelism(), 4));

/** Reads the settings from the environment. Throws `ConfigError`; never guesses a database. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  refuseUnknown(env);
  refuseMovedClock(env);
  fileBytesMax(env);
  refuseAddresses(env);
  refuseOpenId(env);
  return {
    database: readDatabase(env),
    host: env.PREMIA_HOST || '127.0.0.1',
    port: whole(env, 'PREMIA_PORT', 3000, 0, 65_535),
    poolSize: whole(env, 'PREMIA_POOL_SIZE', 10, 2, 200),
    leaseSeconds: whole(env, 'PREMIA_LEASE_SECONDS', LEASE_SECONDS, 1, 600),
    threads: whole(env, 'PREMIA_THREADS', threadsUsually(), 0, 64),
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

const LOCAL = 'http:[/][/](localhost|127[.]0[.]0[.]1|\\[::1\\])(:\\d+)?';
const ORIGIN = new RegExp(`^(https:[/][/][^/?#@]+|${LOCAL})$`);
const ISSUER = new RegExp(`^(https:[/][/][^/?#@]+|${LOCAL})(/[^?#]*)?$`);

/** Passwords go over plain HTTP within one machine only. */
function refuseAddresses(env: NodeJS.ProcessEnv): void {
  const url = publicUrl(env);
  if (url && !ORIGIN.test(url))
    throw new ConfigError(
      `PREMIA_PUBLIC_URL is "${url}"; allowed is https://host, or http://localhost for a try on this machine`,
    );
  for (const address of trustedProxies(env)) {
    const [host = '', bits = '0'] = address.split('/');
    const max = isIPv4(host) ? 32 : 128;
    if (!isIP(host) || !/^\d{1,3}$/.test(bits) || Number(bits) > max)
      throw new ConfigError(
        `PREMIA_TRUSTED_PROXIES has "${address}"; allowed are addresses such as 10.0.0.1 or 10.0.0.0/8, with commas between`,
      );
  }
}

/** Half a setting would be a page that offers what does not work. */
function refuseOpenId(env: NodeJS.ProcessEnv): void {
  const { PREMIA_OIDC_ISSUER: issuer = '' } = env;
  for (const name of ['PREMIA_OIDC_CLIENT_ID', 'PREMIA_OIDC_CLIENT_SECRET', 'PREMIA_OIDC_TITLE'])
    if (env[name] && !issuer)
      throw new ConfigError(`${name} is set without PREMIA_OIDC_ISSUER, the provider of single sign-on`);
  if (!issuer) return;
  if (!ISSUER.test(issuer) || !URL.canParse(issuer))
    throw new ConfigError(
      `PREMIA_OIDC_ISSUER is "${issuer}"; allowed is https://host/path, as the provider names itself`,
    );
  for (const name of ['PREMIA_OIDC_CLIENT_ID', 'PREMIA_PUBLIC_URL'])
    if (!env[name]) throw new ConfigError(`PREMIA_OIDC_ISSUER is set without ${name}, which it needs`);
}

function readDatabase(env: NodeJS.ProcessEnv): Config['database'] {
  const url = env.DATABASE_URL;
  const mode = env.PREMIA_DATABASE;
  if (mode !== undefined && mode !== 'embedded') {
    throw new ConfigError(
      `PREMIA_DATABASE is "${mode}"; allowed is "embedded", or nothing together with DATABASE_URL`,
    );
  }
  const migrateUrl = env.PREMIA_MIGRATE_DATABASE_URL || undefined;
  if (migrateUrl && !url)
    throw new ConfigError(
      'PREMIA_MIGRATE_DATABASE_URL is set without DATABASE_URL, which is the address that is served from',
    );
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
  if (!migrateUrl) return { kind: 'url', url };
  if (!/^postgres(ql)?:\/\//.test(migrateUrl))
    throw new ConfigError('PREMIA_MIGRATE_DATABASE_URL must begin with postgres://');
  return { kind: 'url', url, migrateUrl };
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
