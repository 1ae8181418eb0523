import { availableParallelism } from 'node:os';
import path from 'node:path';
import { ConfigError, openIdSettings, readConfig } from './config.js';

const EMBEDDED = { PREMIA_DATABASE: 'embedded' };
const OPENID = {
  PREMIA_PUBLIC_URL: 'https://premia.example',
  PREMIA_OIDC_ISSUER: 'https://login.example/realms/one',
  PREMIA_OIDC_CLIENT_ID: 'premia',
};

describe('settings', () => {
  it('have standards for all but the database', () => {
    const database = { kind: 'embedded', folder: path.resolve('.premia') };
    // as many as there are processors, four at most; beside a single one there is nothing to be won
    const threads = availableParallelism() === 1 ? 0 : Math.min(availableParallelism(), 4);
    const own = { poolSize: 10, threads, leaseSeconds: 30, scheduleSeconds: 30 };
    const standards = { database, host: '127.0.0.1', port: 3000, ...own };
    expect(readConfig(EMBEDDED)).toEqual(standards);
    // as compose files and shells leave them
    expect(readConfig({ ...EMBEDDED, PREMIA_DATA: '', PREMIA_HOST: '', PREMIA_PORT: '' })).toEqual(standards);
    const url = 'postgres://app@database/premia';
    expect(readConfig({ DATABASE_URL: url }).database).toEqual({ kind: 'url', url });
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'no database',
      {},
      'no database: set DATABASE_URL=postgres://user:password@host/name, or PREMIA_DATABASE=embedded',
    ],
    [
      'a mistyped kind of database',
      { PREMIA_DATABASE: 'embeded' },
      'PREMIA_DATABASE is "embeded"; allowed is "embedded"',
    ],
    [
      'an address for migrating alone',
      { ...EMBEDDED, PREMIA_MIGRATE_DATABASE_URL: 'postgres://owner@h/d' },
      'PREMIA_MIGRATE_DATABASE_URL is set without DATABASE_URL',
    ],
    [
      'an address for migrating that is none',
      { DATABASE_URL: 'postgres://app@h/d', PREMIA_MIGRATE_DATABASE_URL: 'owner' },
      'PREMIA_MIGRATE_DATABASE_URL must begin with postgres://',
    ],
    [
      'two databases',
      { ...EMBEDDED, DATABASE_URL: 'postgres://app:secret@h/d' },
      'DATABASE_URL is set and PREMIA_DATABASE is "embedded"; allowed is one',
    ],
    [
      'embedded in a container',
      { ...EMBEDDED, PREMIA_CONTAINER: '1' },
      'PREMIA_DATABASE=embedded is refused in a container; set DATABASE_URL',
    ],
    [
      'another database',
      { DATABASE_URL: 'mysql://app:secret@h/d' },
      'DATABASE_URL must begin with postgres://',
    ],
    [
      'a port that is no number',
      { ...EMBEDDED, PREMIA_PORT: '80a' },
      'PREMIA_PORT is "80a"; allowed is a whole number from 0 to 65535',
    ],
    ['a port too high', { ...EMBEDDED, PREMIA_PORT: '65536' }, 'PREMIA_PORT is "65536"'],
    [
      'more threads than are of use',
      { ...EMBEDDED, PREMIA_THREADS: '65' },
      'PREMIA_THREADS is "65"; allowed is a whole number from 0 to 64',
    ],
    [
      'a pool of one',
      { ...EMBEDDED, PREMIA_POOL_SIZE: '1' },
      'PREMIA_POOL_SIZE is "1"; allowed is a whole number from 2 to 200',
    ],
    [
      'a lease of no time',
      { ...EMBEDDED, PREMIA_LEASE_SECONDS: '0' },
      'PREMIA_LEASE_SECONDS is "0"; allowed is a whole number from 1 to 600',
    ],
    [
      'a schedule that looks too seldom',
      { ...EMBEDDED, PREMIA_SCHEDULE_SECONDS: '3601' },
      'PREMIA_SCHEDULE_SECONDS is "3601"; allowed is a whole number from 0 to 3600',
    ],
    [
      'an address of people over plain HTTP',
      { ...EMBEDDED, PREMIA_PUBLIC_URL: 'http://premia.example' },
      'PREMIA_PUBLIC_URL is "http://premia.example"; allowed is https://host, or http://localhost',
    ],
    [
      'an address of people with a path',
      { ...EMBEDDED, PREMIA_PUBLIC_URL: 'https://premia.example/pay' },
      'PREMIA_PUBLIC_URL is "https://premia.example/pay"; allowed is https://host',
    ],
    [
      'a proxy by name',
      { ...EMBEDDED, PREMIA_TRUSTED_PROXIES: '10.0.0.1, proxy.example' },
      'PREMIA_TRUSTED_PROXIES has "proxy.example"; allowed are addresses such as 10.0.0.1',
    ],
    [
      'a proxy of too many bits',
      { ...EMBEDDED, PREMIA_TRUSTED_PROXIES: '10.0.0.0/33' },
      'PREMIA_TRUSTED_PROXIES has "10.0.0.0/33"; allowed are addresses',
    ],
    [
      'a provider over plain HTTP',
      { ...EMBEDDED, ...OPENID, PREMIA_OIDC_ISSUER: 'http://login.example' },
      'PREMIA_OIDC_ISSUER is "http://login.example"; allowed is https://host/path',
    ],
    [
      'a provider without a client',
      { ...EMBEDDED, ...OPENID, PREMIA_OIDC_CLIENT_ID: '' },
      'PREMIA_OIDC_ISSUER is set without PREMIA_OIDC_CLIENT_ID',
    ],
    [
      'a provider that does not know where to send people back',
      { ...EMBEDDED, ...OPENID, PREMIA_PUBLIC_URL: '' },
      'PREMIA_OIDC_ISSUER is set without PREMIA_PUBLIC_URL',
    ],
    [
      'a client without a provider',
      { ...EMBEDDED, PREMIA_OIDC_CLIENT_SECRET: 'secret' },
      'PREMIA_OIDC_CLIENT_SECRET is set without PREMIA_OIDC_ISSUER',
    ],
    [
      'a moved clock in production',
      { ...EMBEDDED, NODE_ENV: 'production', PREMIA_CLOCK_FILE: '/tmp/clock' },
      'PREMIA_CLOCK_FILE is "/tmp/clock"; allowed is none with NODE_ENV=production or in a container',
    ],
    [
      'a moved clock in the container',
      { DATABASE_URL: 'postgres://app:secret@h/d', PREMIA_CONTAINER: '1', PREMIA_CLOCK_FILE: '/tmp/clock' },
      'PREMIA_CLOCK_FILE is "/tmp/clock"; allowed is none',
    ],
    [
      'a mistyped name',
      { ...EMBEDDED, PREMIA_DTA: '/srv' },
      'PREMIA_DTA is "/srv", but there is no such setting; allowed are PREMIA_DATABASE, PREMIA_DATA,',
    ],
  ])('refuse %s, with the name, the value and what is allowed', (_, environment, said) => {
    expect(() => readConfig(environment)).toThrow(ConfigError);
    expect(() => readConfig(environment)).toThrow(said);
    expect(() => readConfig(environment)).not.toThrow('secret');
  });

  it('name single sign-on by its host unless told', () => {
    expect(() => readConfig({ ...EMBEDDED, ...OPENID })).not.toThrow();
    expect(openIdSettings(OPENID)?.title).toBe('login.example');
    expect(openIdSettings({ ...OPENID, PREMIA_OIDC_TITLE: 'Directory' })?.title).toBe('Directory');
    expect(openIdSettings({})).toBeUndefined();
  });

  it('leave the variables of tests and tools alone', () => {
    expect(() =>
      readConfig({ ...EMBEDDED, PREMIA_DATASETS: '/data', PREMIA_TEST_SERVER: 'x' }),
    ).not.toThrow();
  });
});
