import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { commandLineOf, identityOf, isAlive } from './process-identity.js';

describe('identity of a process', () => {
  it('stays the same while it runs', () => {
    const self = identityOf(process.pid);
    expect(self?.started).toMatch(/^(proc|ps):./);
    expect(self).toEqual(identityOf(process.pid));
    expect(self && isAlive(self)).toBe(true);
  });

  it('ends with the process', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'a-mark']);
    await once(child, 'spawn');
    const identity = identityOf(child.pid ?? 0);
    expect(commandLineOf(child.pid ?? 0)).toContain('a-mark');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(identity && isAlive(identity)).toBe(false);
    expect(identityOf(child.pid ?? 0)).toBeUndefined();
  });

  it('does not pass to a later process of the same number', () => {
    const self = identityOf(process.pid) ?? { pid: 0, started: '' };
    expect(isAlive({ ...self, started: `${self.started}0` })).toBe(false);
  });

  it('in doubt a process counts as alive: no start time, or one that another source told', () => {
    expect(isAlive({ pid: process.pid, started: '' })).toBe(true);
    expect(isAlive({ pid: process.pid, started: 'elsewhere:12' })).toBe(true);
  });

  it('a zombie is dead', async () => {
    // the shell becomes a sleep, which never asks for the end of its child
    const parent = spawn('/bin/sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 5'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(identityOf(Number(line.toString()))).toBeUndefined();
    parent.kill('SIGKILL');
    await once(parent, 'exit');
  });
});
