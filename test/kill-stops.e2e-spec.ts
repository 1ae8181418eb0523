import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { emptyDatabaseUrl } from './support/database.js';
import { KillLab } from './support/kill-lab.js';
import { oneByOne } from './support/one-by-one.js';
import type { Answer, Asked, ServiceProcess } from './support/service-process.js';

const lab = new KillLab();
afterAll(() => lab.clear());

const FOLDER = 'stops';
const HALTING = { PREMIA_FAULT_POINT: 'before-commit' };
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

/** What one service after another does on a folder; the token is that of the first. */
function storyOfFolder(): Promise<void>[] {
  let token = '';
  const start = async (settings = {}) => {
    const service = await lab.embedded(FOLDER, settings).listening();
    token ||= service.firstToken();
    return service.as(token);
  };
  return oneByOne([
    async () => {
      const service = await start();
      expect(lab.alive(FOLDER)).toHaveLength(2);
      const postmaster = lab.postmaster(FOLDER);
      const second = lab.embedded(FOLDER);
      expect(await second.ended).toBe(1);
      expect(second.stderr).toContain(`is held by process ${service.pid} since`);
      expect(await service.ask({ method: 'GET', path: '/health/ready' })).toMatchObject({ status: 200 });
      expect(lab.postmaster(FOLDER)).toBe(postmaster);
      service.signal('SIGTERM');
      expect([await service.ended, lab.alive(FOLDER)]).toEqual([0, []]);
    },
    async () => {
      const service = await start(HALTING);
      const { answer } = await sendHalf(service, 'ends');
      service.signal('SIGTERM');
      await service.line('stopping');
      service.signal('SIGUSR2');
      expect([(await answer)?.status, await service.ended, lab.alive(FOLDER)]).toEqual([200, 0, []]);
    },
    async () => {
      const service = await start(HALTING);
      const { answer } = await sendHalf(service, 'does-not');
      service.pressCtrlC();
      expect([await service.ended, await answer, lab.alive(FOLDER)]).toEqual([0, undefined, []]);
    },
    async () => {
      const service = await start();
      expect(await teams(service)).toEqual(['ends']);
      service.pressCtrlC();
      expect([await service.ended, lab.alive(FOLDER)]).toEqual([0, []]);
    },
    async () => {
      const service = await start();
      service.stopReading();
      service.signal('SIGTERM');
      expect([await service.ended, lab.alive(FOLDER)]).toEqual([0, []]);
    },
    async () => {
      const service = lab.embedded(FOLDER, { PREMIA_HOST: '192.0.2.1' });
      expect(await service.ended).toBe(1);
      expect(service.stderr).toContain('PREMIA_HOST "192.0.2.1"');
      expect(lab.alive(FOLDER)).toEqual([]);
    },
  ]);
}

/** A request that does not end is cut off too where the database is not the service's own. */
async function storyOfOtherDatabase(): Promise<void> {
  const url = await emptyDatabaseUrl();
  const service = await lab.service({ DATABASE_URL: url, ...HALTING }).listening();
  const { answer } = await sendHalf(service.as(service.firstToken()), 'does-not');
  service.signal('SIGTERM');
  expect([await service.ended, await answer]).toEqual([0, undefined]);
  const warns = `process.once('SIGWINCH',()=>process.emitWarning(atob('cHJpdmF0ZQ==')))`; // "private"
  const again = await lab
    .service({ DATABASE_URL: url, NODE_OPTIONS: `--import=data:text/javascript,${warns}` })
    .listening();
  expect(await teams(again.as(service.firstToken()))).toEqual([]);
  again.signal('SIGWINCH');
  const warning = await again.line('a warning of the platform');
  expect(warning).toMatchObject({ level: 'warn', warning: 'Warning' });
  again.signal('SIGINT');
  expect(await again.ended).toBe(0);
  const lines = again.stderr.trim().split('\n');
  expect(lines.filter((line) => !line.startsWith('{'))).toEqual([]);
  expect(again.stderr).not.toContain('private');
}

/** Told to stop so many ms after it has claimed its folder. */
async function storyOfStart(ms: number): Promise<void> {
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
}

const STARTS_MS = [0, 400, 800];

/** Folders and databases differ: all of it happens at the same time. */
describe('a service told to stop', () => {
  let ofFolder: Promise<void>[];
  let ofOtherDatabase: Promise<void>[];
  let ofStarts: Promise<void>[];

  beforeAll(() => {
    ofFolder = storyOfFolder();
    ofOtherDatabase = oneByOne([storyOfOtherDatabase]);
    ofStarts = STARTS_MS.flatMap((ms) => oneByOne([() => storyOfStart(ms)]));
  });

  it.each([
    ['by SIGTERM ends with code 0 and leaves no process; a second start had not disturbed it', 0],
    ['lets a request under way end, and answers it', 1],
    ['cuts off a request that does not end', 2],
    ['by Ctrl-C ends with code 0 and leaves no process; nothing is there of what was cut off', 3],
    ['ends with code 0 when nobody reads its log any more', 4],
    ['that cannot listen where it should stops the server that it started', 5],
  ])('%s', (_, place) => ofFolder[place]!, 120_000);

  it(
    'cuts off a request where the database is not its own; its log holds warnings as JSON lines',
    () => ofOtherDatabase[0]!,
    120_000,
  );

  it.each(STARTS_MS)(
    '%d ms into its start leaves no process',
    (ms) => ofStarts[STARTS_MS.indexOf(ms)]!,
    120_000,
  );
});

it('a setting refused ends the start with code 1 and makes no database', async () => {
  const service = lab.embedded('refused', { PREMIA_DATABASE: 'embeded' });
  expect(await service.ended).toBe(1);
  expect(service.stderr).toMatch(/^premia: PREMIA_DATABASE is "embeded"; allowed is "embedded".*\n$/);
  expect(existsSync(lab.folder('refused'))).toBe(false);
});
