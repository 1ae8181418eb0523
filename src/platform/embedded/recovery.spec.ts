import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  childrenOf,
  EmbeddedLab,
  killQuietly,
  ownerFiles,
  query,
  runs,
} from '../../../test/support/embedded-owner.js';
import { folderIdentity } from './folder-identity.js';
import { attachEmbedded, startEmbedded } from './index.js';

const lab = new EmbeddedLab();
afterAll(() => lab.clear());
const directory = lab.folder('one'); // made once: initdb is what takes time

const WRITE = 'CREATE TABLE IF NOT EXISTS paid (amount numeric); INSERT INTO paid VALUES (1)';
const paidRows = async (url: string) => (await query(url, 'SELECT count(*)::int AS rows FROM paid'))[0]?.rows;

describe('after a kill', () => {
  it('of the service: the next start ends the orphan and finds every committed row', async () => {
    const owner = lab.start({ directory });
    const { url, server } = await owner.up();
    await query(url, WRITE);
    owner.kill();
    await owner.ended;
    expect(runs(server)).toBe(true);
    expect(await attachEmbedded(directory)).toBeUndefined(); // nobody owns it
    const next = lab.start({ directory });
    const { url: nextUrl } = await next.up();
    expect(runs(server)).toBe(false);
    expect(nextUrl).toBe(url);
    expect(await paidRows(url)).toBe(1);
    next.signal('SIGTERM');
    expect(await next.ended).toBe(0);
    expect(ownerFiles(directory)).toEqual([]);
  });

  it('of PostgreSQL: stop() still works, and the next start finds every committed row', async () => {
    const server = await startEmbedded({ directory });
    await query(server.url, WRITE);
    killQuietly(server.pid);
    await expect(server.exited).resolves.toEqual({ code: null, signal: 'SIGKILL' });
    await server.stop();
    expect(ownerFiles(directory)).toEqual([]);
    const next = await startEmbedded({ directory });
    expect(await paidRows(next.url)).toBe(2);
    await next.stop();
  });

  it('of both, with a query that does not notice: its process is ended, and no row is lost', async () => {
    const owner = lab.start({ directory });
    const { url, server } = await owner.up();
    await query(url, WRITE);
    const busy = query(
      url,
      `SELECT count(*) FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b`,
    );
    busy.catch(() => undefined);
    await pause(200);
    const children = childrenOf(server);
    owner.kill();
    killQuietly(server);
    await owner.ended;
    const next = await startEmbedded({ directory });
    expect(children.filter(runs)).toEqual([]);
    expect(await paidRows(next.url)).toBe(3);
    await next.stop();
    await expect(busy).rejects.toThrow();
  });

  it('of initdb: the half-made data are removed and made anew', async () => {
    const half = lab.folder('half-made');
    const owner = lab.start({ directory: half });
    while (!existsSync(half) || !readdirSync(half).some((name) => name.startsWith('data.new-')))
      await pause(10);
    owner.kill();
    await owner.ended;
    const next = await startEmbedded({ directory: half });
    await query(next.url, WRITE);
    await next.stop();
    expect(readdirSync(half).sort()).toEqual(['data', 'secret', 'server.json', 'server.log']);
  });
});

describe('one owner', () => {
  it('a second start says who has the folder since when, and leaves the server in peace', async () => {
    const owner = lab.start({ directory });
    const { url, server } = await owner.up();
    const refused = await lab.start({ directory }).event('refused');
    const file = path.join(directory, ownerFiles(directory)[0] ?? '');
    const { since } = JSON.parse(readFileSync(file, 'utf8')) as { since: string };
    expect(refused.code).toBe('held');
    expect(refused.message).toContain(`process ${owner.pid} since ${since}`);
    expect(runs(server)).toBe(true);
    await query(url, WRITE);
    owner.signal('SIGTERM');
    await owner.ended;
  });

  it('of several simultaneous starts exactly one wins, also over a dead owner', async () => {
    for (let round = 0; round < 3; round++) {
      const owners = [1, 2, 3, 4].map(() => lab.start({ directory }));
      const outcomes = await Promise.all(owners.map((owner) => owner.event(['up', 'refused'])));
      expect(outcomes.map(({ event, code }) => code ?? event).sort()).toEqual(['held', 'held', 'held', 'up']);
      for (const owner of owners) owner.kill(); // the next round takes over from a dead owner
      await Promise.all(owners.map((owner) => owner.ended));
    }
  });

  it('a process that got the number of a dead owner is not taken for it', async () => {
    const folder = folderIdentity(directory);
    const recycled = {
      pid: process.ppid,
      started: 'proc:another-boot:1',
      since: '2026-01-01T00:00:00.000Z',
      folder,
    };
    if (process.platform === 'darwin') recycled.started = 'ps:Thu Jan  1 00:00:00 2026';
    writeFileSync(path.join(directory, 'owner-recycled.json'), JSON.stringify(recycled));
    const server = await startEmbedded({ directory });
    expect(ownerFiles(directory)).toHaveLength(1);
    await server.stop();
  });

  it('a process that got the number of a dead PostgreSQL is neither stopped nor in the way', async () => {
    const bystander = lab.start({ directory: lab.folder('bystander') });
    await bystander.up();
    const lines = [bystander.pid, path.join(directory, 'data'), '1', '1', '', '127.0.0.1', '', 'ready', ''];
    writeFileSync(path.join(directory, 'data', 'postmaster.pid'), lines.join('\n'));
    const server = await startEmbedded({ directory });
    await query(server.url, WRITE);
    await server.stop();
    expect(runs(bystander.pid)).toBe(true);
  });

  it('a copy of a folder in use is another server, and leaves the first in peace', async () => {
    const owner = lab.start({ directory });
    const { url, server } = await owner.up();
    const copy = lab.folder('copy');
    cpSync(directory, copy, { recursive: true });
    const copied = await startEmbedded({ directory: copy });
    expect(copied.url).not.toBe(url);
    expect(ownerFiles(copy)).toHaveLength(1);
    await copied.stop();
    expect(runs(server)).toBe(true);
    await query(url, WRITE);
    owner.signal('SIGTERM');
    await owner.ended;
  });

  it('an unreadable owner file does not lock the folder for ever', async () => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(path.join(directory, 'owner-torn.json'), '{"pid":');
    await (await startEmbedded({ directory })).stop();
    expect(ownerFiles(directory)).toEqual([]);
  });
});

describe('stopping', () => {
  it.each(['SIGTERM', 'Ctrl-C'])(
    '%s: PostgreSQL answers until the owner stops it; nothing is left',
    async (how) => {
      const owner = lab.start({ directory });
      const { server } = await owner.up();
      const processes = [server, ...childrenOf(server)];
      if (how === 'Ctrl-C') owner.pressCtrlC();
      else owner.signal('SIGTERM');
      expect(await owner.ended).toBe(0);
      expect(owner.events.find(({ event }) => event === 'signalled')?.answers).toBe(true);
      expect(processes.filter(runs)).toEqual([]);
      expect(ownerFiles(directory)).toEqual([]);
      expect(readFileSync(path.join(directory, 'server.log'), 'utf8')).toContain(
        'database system is shut down',
      );
    },
  );

  it('does not wait for clients that sit in a transaction', async () => {
    const server = await startEmbedded({ directory });
    const sitting = query(server.url, 'BEGIN; SELECT pg_sleep(60)');
    sitting.catch(() => undefined);
    await pause(200);
    const begin = performance.now();
    await server.stop();
    expect(performance.now() - begin).toBeLessThan(5_000);
    await expect(sitting).rejects.toThrow(/terminating connection|terminated/);
  });
});
