import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { transformFileSync } from '@swc/core';
import pg from 'pg';

/** A program that owns a server, so that a test can kill it. Says what happens as JSON lines. */
const OWNER_PROGRAM = `
import pg from 'pg';
import { startEmbedded, superviseEmbedded } from './platform/embedded/index.js';
const { supervise, ...options } = JSON.parse(process.argv[2]);
const say = (event) => process.stdout.write(JSON.stringify(event) + '\\n');
const starting = new AbortController();
let server;
const end = async () => {
  if (!server) return starting.abort();
  await new Promise((resolve) => setTimeout(resolve, 200)); // a signal that reached PostgreSQL too would show by now
  const client = new pg.Client(server.url);
  const answers = await client.connect().then(() => client.end()).then(() => true, () => false);
  say({ event: 'signalled', answers });
  await server.stop();
  say({ event: 'stopped' });
  process.exit(0);
};
process.on('SIGTERM', end).on('SIGINT', end);
try {
  const log = (entry) => say({ event: 'log', ...entry });
  const all = { ...options, log, signal: starting.signal };
  server = supervise
    ? await superviseEmbedded({ ...all, onDown: () => say({ event: 'down' }), onUp: () => say({ event: 'again' }) })
    : await startEmbedded(all);
  say({ event: 'up', url: server.url, port: server.port, server: server.pid });
  setInterval(() => {}, 1000);
} catch (error) {
  say({ event: 'refused', code: error.code, message: error.message });
  process.exit(1);
}
`;

export interface OwnerEvent {
  event: 'log' | 'up' | 'refused' | 'signalled' | 'stopped' | 'down' | 'again';
  url: string;
  port: number;
  server: number;
  code: string;
  message: string;
  answers: boolean;
}

/** Folders, owners and servers of one spec file; `clear()` ends and removes all of them. */
export class EmbeddedLab {
  readonly root: string;
  private readonly owners: OwnerProcess[] = [];
  private readonly relocated: string[] = [];

  constructor() {
    this.root = realpathSync(mkdtempSync(path.join(process.env.PREMIA_TEST_DATA!, 'premia-embedded-')));
    chmodSync(this.root, 0o755); // mkdtemp makes 700, which a server started by root could not pass
    const sources = path.resolve('src/platform');
    mkdirSync(path.join(this.root, 'platform', 'embedded'), { recursive: true });
    const names = readdirSync(path.join(sources, 'embedded')).filter((name) => !name.endsWith('.spec.ts'));
    for (const name of ['clock.ts', ...names.map((each) => `embedded/${each}`)]) {
      const jsc = { target: 'es2023', parser: { syntax: 'typescript', decorators: true } } as const;
      const { code } = transformFileSync(path.join(sources, name), {
        swcrc: false,
        jsc,
        module: { type: 'es6' },
      });
      writeFileSync(path.join(this.root, 'platform', name.replace(/\.ts$/, '.js')), code);
    }
    writeFileSync(path.join(this.root, 'owner.mjs'), OWNER_PROGRAM);
    writeFileSync(path.join(this.root, 'package.json'), '{ "type": "module" }');
    symlinkSync(path.resolve('node_modules'), path.join(this.root, 'node_modules'));
  }

  /** A folder for a server, below a folder that anybody may pass. */
  folder(name: string): string {
    return path.join(this.root, 'servers', name);
  }

  start(
    options: Record<string, unknown>,
    as: { uid?: number; gid?: number; cwd?: string } = {},
  ): OwnerProcess {
    const program = path.join(this.root, 'owner.mjs');
    const child = spawn(process.execPath, [program, JSON.stringify(options)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true, // a process group of its own, so that Ctrl-C can be tried on it
      ...as,
    });
    const owner = new OwnerProcess(child);
    this.owners.push(owner);
    return owner;
  }

  /** To be removed at the end too: files of a server that are outside the lab. */
  alsoRemove(folder: string): void {
    this.relocated.push(folder);
  }

  async clear(): Promise<void> {
    for (const owner of this.owners) owner.kill();
    for (const folder of [this.root, ...this.relocated]) {
      for (const pid of postmastersBelow(folder)) killQuietly(pid);
    }
    await pause(200);
    for (const folder of [this.root, ...this.relocated]) {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }
}

export class OwnerProcess {
  readonly events: OwnerEvent[] = [];
  readonly ended: Promise<number | null>;

  constructor(private readonly child: ChildProcess) {
    let rest = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      this.events.push(...lines.map((line) => JSON.parse(line) as OwnerEvent));
    });
    this.ended = new Promise((resolve) => child.once('close', (code) => resolve(code)));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The nth event of these kinds, as soon as there is one. */
  async event(kinds: OwnerEvent['event'] | OwnerEvent['event'][], nth = 1): Promise<OwnerEvent> {
    for (let waitedMs = 0; waitedMs < 20_000; waitedMs += 10) {
      const found = this.events.filter(({ event }) => kinds.includes(event))[nth - 1];
      if (found) return found;
      await pause(10);
    }
    throw new Error(`No event ${kinds} in 20 s, but ${JSON.stringify(this.events)}`);
  }

  /** Up, or an error that says why not. */
  async up(): Promise<OwnerEvent> {
    const event = await this.event(['up', 'refused']);
    if (event.event === 'refused') throw new Error(`${event.code}: ${event.message}`);
    return event;
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  /** What the terminal does at Ctrl-C: every process of the group gets SIGINT. */
  pressCtrlC(): void {
    process.kill(-this.pid, 'SIGINT');
  }

  kill(): void {
    killQuietly(this.pid);
  }
}

export function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone already
  }
}

/** Whether this process runs (a zombie does not). */
export function runs(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

/** All processes that PostgreSQL's main process started. */
export function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=', '-o', 'ppid='], { encoding: 'utf8' });
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return rows.filter(([, parent]) => parent === pid).map(([child]) => child ?? 0);
}

export const ownerFiles = (directory: string) =>
  readdirSync(directory).filter((name) => name.startsWith('owner-'));

export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // a server killed under a query also breaks the query, which says so
  await client.connect();
  try {
    return (await client.query(text)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

function postmastersBelow(folder: string): number[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => path.basename(file) === 'postmaster.pid' && !file.startsWith('node_modules'))
    .map((file) => Number.parseInt(readFileSync(path.join(folder, file), 'utf8'), 10));
}
