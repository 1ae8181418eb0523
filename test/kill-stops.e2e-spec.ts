import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { emptyDatabaseUrl } from './support/database.js';
import { KillLab } from './support/kill-lab.js';
import type { Answer, Asked, ServiceProcess } from './support/service-process.js';

const lab = new KillLab();
afterAll(() => lab.clear());

const FOLDER = 'stops';
const STOP_MS_MAX = 12_000; // five seconds for requests under way, and what the machine needs
const team = (code: string): Asked => ({
  method: 'POST',
  path: '/v1/teams',
  body: { code, title: 'A team' },
});

async function teams(service: ServiceProcess): Promise<string[]> {
  const answer = await service.ask({ method: 'GET', path: '/v1/teams' });
  return answer?.body.items.map(({ code }: { code: string }) => code);
}

/** Sends a team, and waits until the service has written and not committed it. */
async function sendHalf(
  service: ServiceProcess,
  code: string,
): Promise<{ answer: Promise<Answer | undefined> }> {
  const answer = service.ask(team(code));
  await service.line('stopped at a fault point');
  return { answer };
}

describe('a service told to stop', () => {
  const halting = { PREMIA_FAULT_POINT: 'before-commit' };
  let token = '';

  const start = async (settings = {}) => {
    const service = await lab.embedded(FOLDER, settings).listening();
    token ||= service.firstToken();
    return service.as(token);
  };

  it.each(['SIGTERM', 'Ctrl-C'])('by %s ends with code 0 and leaves no process', async (by) => {
    const service = await start();
    expect(lab.alive(FOLDER)).toHaveLength(2);
    const since = performance.now();
    if (by === 'Ctrl-C') service.pressCtrlC();
    else service.signal('SIGTERM');
    expect([await service.ended, lab.alive(FOLDER)]).toEqual([0, []]);
    expect(performance.now() - since).toBeLessThan(STOP_MS_MAX);
  });

  it('lets a request under way end, and answers it', async () => {
    const service = await start(halting);
    const { answer } = await sendHalf(service, 'ends');
    service.signal('SIGTERM');
    await service.line('stopping');
    service.signal('SIGUSR2');
    expect([(await answer)?.status, await service.ended, lab.alive(FOLDER)]).toEqual([200, 0, []]);
  });

  it('cuts off a request that does not end', async () => {
    const service = await start(halting);
    const { answer } = await sendHalf(service, 'does-not');
    const since = performance.now();
    service.pressCtrlC();
    expect([await service.ended, await answer, lab.alive(FOLDER)]).toEqual([0, undefined, []]);
    expect(performance.now() - since).toBeLessThan(STOP_MS_MAX);
  });

  it('cuts it off too where the database is not its own; nothing of it stays', async () => {
    const own = await start();
    expect(await teams(own)).toEqual(['ends']);
    own.signal('SIGTERM');
    const url = await emptyDatabaseUrl();
    const service = await lab.service({ DATABASE_URL: url, ...halting }).listening();
    const { answer } = await sendHalf(service.as(service.firstToken()), 'does-not');
    service.signal('SIGTERM');
    expect([await service.ended, await answer]).toEqual([0, undefined]);
    const again = await lab.service({ DATABASE_URL: url }).listening();
    expect(await teams(again.as(service.firstToken()))).toEqual([]);
    again.signal('SIGINT');
    expect([await again.ended, await own.ended]).toEqual([0, 0]);
  });

  it.each([0, 150, 400, 800])('%d ms into its start leaves no process', async (ms) => {
    const name = `start-${ms}`;
    const service = lab.embedded(name);
    const folder = path.join(lab.folder(name), 'db');
    while (!existsSync(folder) || !readdirSync(folder).some((file) => file.startsWith('owner-')))
      await pause(5);
    await pause(ms);
    service.signal('SIGTERM');
    expect(await service.ended).toBe(0);
    await pause(500); // a server left behind would be up by now
    expect(lab.alive(name)).toEqual([]);
    expect(readdirSync(folder).filter((file) => /^(owner-|data\.new)/.test(file))).toEqual([]);
  });
});

it('a second start says who holds the folder, and does not disturb it', async () => {
  const first = await lab.embedded('held').listening();
  const postmaster = lab.postmaster('held');
  const second = lab.embedded('held');
  expect(await second.ended).toBe(1);
  expect(second.stderr).toContain(`is held by process ${first.pid} since`);
  expect(await first.ask({ method: 'GET', path: '/health/ready' })).toMatchObject({ status: 200 });
  expect(lab.postmaster('held')).toBe(postmaster);
  first.signal('SIGTERM');
  expect(await first.ended).toBe(0);
});

describe('a setting refused', () => {
  it('ends the start with code 1 and makes no database', async () => {
    const service = lab.embedded('refused', { PREMIA_DATABASE: 'embeded' });
    expect(await service.ended).toBe(1);
    expect(service.stderr).toMatch(/^premia: PREMIA_DATABASE is "embeded"; allowed is "embedded".*\n$/);
    expect(existsSync(lab.folder('refused'))).toBe(false);
  });

  it('of an address that is not here: the server that was started is stopped', async () => {
    const service = lab.embedded('host', { PREMIA_HOST: '192.0.2.1' });
    expect(await service.ended).toBe(1);
    expect(service.stderr).toContain('PREMIA_HOST "192.0.2.1"');
    expect(lab.alive('host')).toEqual([]);
  });
});
