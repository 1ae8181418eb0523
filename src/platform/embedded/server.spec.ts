import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { childrenOf, EmbeddedLab, ownerFiles, query, runs } from '../../../test/support/embedded-owner.js';
import { attachEmbedded, type EmbeddedEvent, startEmbedded } from './index.js';

const lab = new EmbeddedLab();
afterAll(() => lab.clear());
const directory = lab.folder('one'); // made once: initdb is what takes time

describe('a server in a folder of its own', () => {
  it('starts on an empty folder, takes commits, and keeps data, port and secret over a restart', async () => {
    const first = await startEmbedded({ directory });
    await query(first.url, 'CREATE DATABASE "два слова"');
    await query(first.databaseUrl('два слова'), 'CREATE TABLE paid AS SELECT 191.00::numeric AS amount');
    await first.stop();
    const second = await startEmbedded({ directory });
    const rows = await query(second.databaseUrl('два слова'), 'SELECT amount FROM paid');
    await second.stop();
    expect(rows).toEqual([{ amount: '191.00' }]);
    expect(second.url).toBe(first.url);
  });

  it('leaves neither a process nor an owner file when stopped, and may be stopped twice', async () => {
    const server = await startEmbedded({ directory });
    const processes = [server.pid, ...childrenOf(server.pid)];
    expect(processes.length).toBeGreaterThan(3);
    expect(ownerFiles(directory)).toHaveLength(1);
    await Promise.all([server.stop(), server.stop()]);
    await expect(server.exited).resolves.toEqual({ code: 0, signal: null });
    expect(processes.filter(runs)).toEqual([]);
    expect(ownerFiles(directory)).toEqual([]);
  });

  it('sorts Russian as Russians do, has checksums, and listens on the loopback address alone', async () => {
    const server = await startEmbedded({ directory, settings: { work_mem: '8MB' } });
    const sorted = await query(
      server.url,
      `SELECT string_agg(n, '' ORDER BY n) AS n FROM unnest('{я,Ё,е,ж,А}'::text[]) n`,
    );
    const setting = async (name: string) =>
      Object.values((await query(server.url, `SHOW ${name}`))[0] ?? {})[0];
    const names = [
      'data_checksums',
      'listen_addresses',
      'unix_socket_directories',
      'server_encoding',
      'TimeZone',
      'jit',
    ];
    const values = [];
    for (const name of [...names, 'work_mem']) values.push(await setting(name));
    await server.stop();
    expect(sorted).toEqual([{ n: 'АеЁжя' }]);
    expect(values).toEqual(['on', '127.0.0.1', '', 'UTF8', 'UTC', 'off', '8MB']);
  });

  it('keeps the secret in a file for one user, out of the log, the events and the command line', async () => {
    const events: EmbeddedEvent[] = [];
    const server = await startEmbedded({ directory, log: (event) => events.push(event) });
    const secret = readFileSync(path.join(directory, 'secret'), 'utf8').trim();
    await expect(query(server.url.replace(secret, 'wrong'), 'SELECT 1')).rejects.toThrow(
      /password authentication/,
    );
    await server.stop();
    expect(secret.length).toBeGreaterThan(30);
    expect(statSync(path.join(directory, 'secret')).mode & 0o777).toBe(0o600);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(directory, 'data')).mode & 0o777).toBe(0o700);
    expect(JSON.stringify(events)).not.toContain(secret);
    expect(readFileSync(path.join(directory, 'server.log'), 'utf8')).not.toContain(secret);
  });

  it('writes no statements and no values into its log', async () => {
    const server = await startEmbedded({ directory });
    await query(server.url, 'CREATE TABLE once (name text PRIMARY KEY)');
    await query(server.url, `INSERT INTO once VALUES ('Petrova 5 000')`);
    await expect(query(server.url, `INSERT INTO once VALUES ('Petrova 5 000')`)).rejects.toThrow(
      /duplicate key/,
    );
    await server.stop();
    const log = readFileSync(path.join(directory, 'server.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('Petrova');
  });

  it('puts a log of more than 10 MB aside at start', async () => {
    writeFileSync(path.join(directory, 'server.log'), Buffer.alloc(11 * 1024 * 1024, '.'));
    const server = await startEmbedded({ directory });
    await server.stop();
    expect(statSync(path.join(directory, 'server.log')).size).toBeLessThan(100_000);
    expect(statSync(path.join(directory, 'server.log.1')).size).toBe(11 * 1024 * 1024);
  });

  it('takes another port when somebody took the one it had, and refuses when that one was asked for', async () => {
    const other = await startEmbedded({ directory: lab.folder('other') });
    const state = JSON.parse(readFileSync(path.join(directory, 'server.json'), 'utf8')) as { port: number };
    writeFileSync(path.join(directory, 'server.json'), JSON.stringify({ ...state, port: other.port }));
    const server = await startEmbedded({ directory });
    await server.stop();
    const insisting = startEmbedded({ directory, port: other.port });
    await expect(insisting).rejects.toMatchObject({ code: 'port', facts: { port: other.port } });
    await other.stop();
    expect(server.port).not.toBe(other.port);
    expect(ownerFiles(directory)).toEqual([]);
  });

  it('says at once what PostgreSQL said when it cannot start', async () => {
    const wrong = startEmbedded({ directory, settings: { shared_buffers: 'plenty' } });
    await expect(wrong).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringContaining('shared_buffers'),
    });
    expect(ownerFiles(directory)).toEqual([]);
  });
});

describe('attaching to a running server', () => {
  it('finds a server under a live owner, and nothing without one', async () => {
    expect(await attachEmbedded(lab.folder('never-made'))).toBeUndefined();
    const server = await startEmbedded({ directory });
    const attached = await attachEmbedded(directory);
    const rows = await query(attached?.databaseUrl('postgres') ?? '', 'SELECT 1 AS one');
    await server.stop();
    expect(rows).toEqual([{ one: 1 }]);
    expect(attached).toMatchObject({ url: server.url, pid: server.pid, owner: { pid: process.pid } });
    expect(await attachEmbedded(directory)).toBeUndefined();
  });
});

describe('folders that cannot be used', () => {
  it('refuses data of another major version and leaves them alone', async () => {
    const file = path.join(directory, 'data', 'PG_VERSION');
    writeFileSync(file, '16\n');
    const start = startEmbedded({ directory });
    await expect(start).rejects.toMatchObject({
      code: 'version',
      message: expect.stringContaining("PostgreSQL 16's"),
    });
    writeFileSync(file, '18\n');
    await (await startEmbedded({ directory })).stop();
  });

  it('refuses a folder that holds something else', async () => {
    const start = startEmbedded({ directory: path.join(lab.root, 'platform') });
    await expect(start).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringContaining('something else'),
    });
  });

  it('gives up a start under way when told so, and leaves the folder free', async () => {
    const directory = lab.folder('given-up');
    const starting = new AbortController();
    const start = startEmbedded({ directory, signal: starting.signal });
    setTimeout(() => starting.abort(), 150); // initdb runs
    await expect(start).rejects.toMatchObject({ code: 'stopped' });
    expect(readdirSync(directory).filter((name) => /^(owner|data)/.test(name))).toEqual([]);
    await (await startEmbedded({ directory })).stop();
  });
});
