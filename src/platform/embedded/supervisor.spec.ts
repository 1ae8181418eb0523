import { renameSync } from 'node:fs';
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
import { type EmbeddedEvent, type ServerExit, superviseEmbedded } from './index.js';
import { commandLineOf } from './process-identity.js';

const lab = new EmbeddedLab();
afterAll(() => lab.clear());

async function until(what: () => boolean, ms = 10_000): Promise<void> {
  const deadline = performance.now() + ms;
  while (!what()) {
    if (performance.now() > deadline) throw new Error(`Not within ${ms} ms: ${what}`);
    await pause(5);
  }
}

describe('a supervised server', () => {
  const directory = lab.folder('supervised');

  it('is started again on the same port each time it is killed, and says so', async () => {
    const exits: ServerExit[] = [];
    const events: EmbeddedEvent[] = [];
    let ups = 0;
    const server = await superviseEmbedded({
      directory,
      log: (event) => events.push(event),
      onDown: (exit) => exits.push(exit),
      onUp: () => {
        ups += 1;
        throw new Error('a listener that fails');
      },
    });
    await query(server.url, 'CREATE TABLE paid AS SELECT 1 AS amount');
    const { port, url } = server;
    for (const round of [1, 2]) {
      const { pid } = server;
      killQuietly(pid);
      await until(() => !server.isUp());
      await until(() => server.isUp());
      expect(server.pid).not.toBe(pid);
      expect(await query(url, 'SELECT amount FROM paid')).toEqual([{ amount: 1 }]);
      expect(ups).toBe(round);
    }
    await server.stop();
    expect(server.isUp()).toBe(false);
    expect(exits).toEqual(Array(2).fill({ code: null, signal: 'SIGKILL' }));
    expect(server.port).toBe(port);
    expect(events.filter(({ message }) => message.includes('died'))).toHaveLength(2);
    expect(runs(server.pid)).toBe(false);
    expect(ownerFiles(directory)).toEqual([]);
  });

  it('keeps trying when it cannot be started again, until it can', async () => {
    const events: EmbeddedEvent[] = [];
    const server = await superviseEmbedded({ directory, log: (event) => events.push(event) });
    const file = path.join(directory, 'data', 'global', 'pg_control');
    renameSync(file, `${file}.away`);
    killQuietly(server.pid);
    const failures = () =>
      events.filter(({ message }) => message.includes('could not be started again')).length;
    await until(() => failures() >= 2);
    expect(server.isUp()).toBe(false);
    renameSync(`${file}.away`, file);
    await until(() => server.isUp());
    await query(server.url, 'SELECT 1');
    await server.stop();
  });

  it.each([0, 50, 150, 250])('stop() %d ms into a restart leaves nothing that comes up later', async (ms) => {
    const server = await superviseEmbedded({ directory });
    killQuietly(server.pid);
    await until(() => !server.isUp());
    await pause(ms);
    await server.stop();
    expect(server.isUp()).toBe(false);
    expect(ownerFiles(directory)).toEqual([]);
    await pause(300);
    await expect(query(server.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
    const started = childrenOf(process.pid).map((pid) => commandLineOf(pid) ?? '');
    expect(started.filter((commandLine) => commandLine.includes(directory))).toEqual([]);
  });

  it('in a service that is killed too: the next start recovers', async () => {
    const owner = lab.start({ directory, supervise: true });
    const { server } = await owner.up();
    killQuietly(server);
    await owner.event('again');
    owner.kill();
    await owner.ended;
    const next = lab.start({ directory, supervise: true });
    await next.up();
    next.pressCtrlC();
    expect(await next.ended).toBe(0);
    expect(next.events.some(({ event }) => event === 'down')).toBe(false);
  });
});
