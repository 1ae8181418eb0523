import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cleanEnvironment } from './account.js';
import type { Binaries } from './binaries.js';
import { dataDirectoryOf, type Place } from './place.js';
import { isAlive, type ProcessIdentity, signalQuietly } from './process-identity.js';
import { openServerLog, type ServerLog } from './server-log.js';
import { readPostmasterFile } from './server-state.js';
import type { ServerExit } from './types.js';

/** PostgreSQL's main process, accepting connections. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly exited: Promise<ServerExit>;
  stop(): Promise<void>;
}

/** One try to start that failed, and what PostgreSQL said. */
export interface FailedTry {
  exit: ServerExit | 'timeout';
  said: string;
}

export interface Launch {
  place: Place;
  binaries: Binaries;
  settings: Record<string, string>;
  port: number;
  signal?: AbortSignal;
}

const READY_MS_MAX = 120_000; // recovery after a crash on a slow disk takes its time
const POLL_MS = 20;

/** How a server is told to stop, ever less politely: fast shutdown, immediate shutdown, no more waiting. */
const STOP_STEPS: [NodeJS.Signals, number][] = [
  ['SIGINT', 20_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];

/** Starts PostgreSQL once and waits until it accepts connections, ends, or the signal aborts (then it throws). */
export async function tryLaunch(launch: Launch): Promise<Postmaster | FailedTry> {
  const log = openServerLog(launch.place);
  try {
    const child = spawnPostgres(launch, log);
    const exited = exitOf(child);
    const stop = () => stopServer(launch.binaries, child.pid!, async (ms) => settlesWithin(exited, ms));
    const outcome = await Promise.race([untilReady(child, launch), exited]);
    if (outcome === 'ready') return { pid: child.pid!, port: launch.port, exited, stop };
    if (outcome === 'aborted' || outcome === 'timeout') await stop();
    launch.signal?.throwIfAborted();
    return { exit: outcome === 'aborted' ? 'timeout' : outcome, said: log.tail() };
  } finally {
    log.close();
  }
}

/** Stops a server that is not our child, and waits until it is gone. */
export async function stopOrphan(binaries: Binaries, server: ProcessIdentity): Promise<void> {
  await stopServer(binaries, server.pid, async (ms) => {
    const deadline = performance.now() + ms;
    while (isAlive(server) && performance.now() < deadline) await pause(POLL_MS);
    return !isAlive(server);
  });
}

function spawnPostgres({ place, binaries, settings, port }: Launch, log: ServerLog): ChildProcess {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return spawn(binaries.postgres, ['-D', dataDirectoryOf(place), '-p', String(port), ...flags], {
    ...place.account.ids,
    cwd: place.directory,
    env: cleanEnvironment(),
    stdio: ['ignore', log.descriptor, log.descriptor],
    detached: true, // Ctrl-C goes to the terminal's whole process group: the owner decides when to stop, not the key
    windowsHide: true,
  });
}

function exitOf(child: ChildProcess): Promise<ServerExit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', (error) => resolve({ code: null, signal: error.message })); // could not be spawned
  });
}

async function untilReady(child: ChildProcess, launch: Launch): Promise<'ready' | 'aborted' | 'timeout'> {
  const data = dataDirectoryOf(launch.place);
  const deadline = performance.now() + READY_MS_MAX;
  while (performance.now() < deadline && child.exitCode === null && child.signalCode === null) {
    if (launch.signal?.aborted) return 'aborted';
    const written = readPostmasterFile(data);
    if (written?.ready && written.pid === child.pid) return 'ready';
    await pause(POLL_MS);
  }
  return 'timeout';
}

async function stopServer(
  binaries: Binaries,
  pid: number,
  goneWithin: (ms: number) => Promise<boolean>,
): Promise<void> {
  for (const [signal, ms] of STOP_STEPS) {
    if (await goneWithin(0)) return;
    sendSignal(binaries, pid, signal);
    if (await goneWithin(ms)) return;
  }
}

/** Windows knows no signals, and Node would kill the process outright: PostgreSQL brings its own there. */
function sendSignal(binaries: Binaries, pid: number, signal: NodeJS.Signals): void {
  if (process.platform !== 'win32') {
    signalQuietly(pid, signal);
    return;
  }
  const name = signal.slice('SIG'.length);
  spawnSync(binaries.pgCtl, ['kill', name, String(pid)], {
    cwd: path.dirname(binaries.pgCtl),
    windowsHide: true,
  });
}

async function settlesWithin(exited: Promise<unknown>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const late = pause(ms, false, { signal: timer.signal }).catch(() => false);
  const settled = await Promise.race([exited.then(() => true), late]);
  timer.abort();
  return settled;
}
