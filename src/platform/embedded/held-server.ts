import { setTimeout as pause } from 'node:timers/promises';
import { type Binaries, prepareBinaries } from './binaries.js';
import { ensureCluster, ROLE } from './cluster.js';
import { EmbeddedError } from './error.js';
import { type Claim, claimDirectory } from './owner-file.js';
import { dataDirectoryOf, type Place, preparePlace, settlePlace } from './place.js';
import { freePort, isFree } from './port.js';
import { type FailedTry, type Postmaster, stopOrphan, tryLaunch } from './postmaster.js';
import { identityOf, processesTitled, signalQuietly } from './process-identity.js';
import { readState, type ServerState, serverRunningOn, writeState } from './server-state.js';
import type { EmbeddedOptions } from './types.js';

/** What holds unless `settings` say otherwise. The log keeps no statements or values: they may be people's pay. */
const DEFAULT_SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '50',
  shared_buffers: '256MB',
  work_mem: '64MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** What a killed server leaves for a moment: its processes, and with them its memory and lock file. */
const LINGERING = /pre-existing shared memory block|lock file "postmaster\.pid" already exists/;
const PORT_TAKEN = /could not create any TCP\/IP sockets/;
const LINGERING_MS_MAX = 15_000;

/** A server's folder held by this process, with everything ready to start PostgreSQL on it, again and again. */
export class HeldServer {
  private constructor(
    private readonly options: EmbeddedOptions,
    private readonly place: Place,
    private readonly claim: Claim,
    private readonly binaries: Binaries,
    private readonly secret: string,
    private readonly state: ServerState,
  ) {}

  /** Claims the folder, ends what a dead owner left running, makes the database if there is none. */
  static async take(options: EmbeddedOptions): Promise<HeldServer> {
    const place = preparePlace(options.directory);
    const claim = await claimDirectory(place.directory);
    try {
      const { predecessor } = claim;
      if (predecessor) {
        const message = `Taking over ${place.directory}: process ${predecessor.pid} ended without stopping it`;
        options.log?.({ level: 'warn', message, pid: predecessor.pid, since: predecessor.since });
      }
      const binaries = prepareBinaries(place, options);
      const state = readState(place.directory);
      await endOrphan(place, binaries, state, options);
      settlePlace(place, options.log);
      options.signal?.throwIfAborted();
      const secret = await ensureCluster(place, binaries, options);
      return new HeldServer(options, place, claim, binaries, secret, state);
    } catch (error) {
      claim.release();
      throw error;
    }
  }

  url(port: number, database: string): string {
    return urlOf(this.secret, port, database);
  }

  /** Starts on the port asked for, else on that of the last start if nobody took it meanwhile, else on a free one. */
  async launch(): Promise<Postmaster> {
    const { port } = this.options;
    if (port !== undefined) return this.launchOn(port, this.options.signal);
    const last = this.state.port;
    if (last !== undefined && (await isFree(last))) {
      const started = await this.launchUnlessTaken(last, this.options.signal);
      if (started) return started;
    }
    return this.launchOn(await freePort(), this.options.signal);
  }

  /** Starts on this very port, or throws `port` when it is taken. */
  async launchOn(port: number, signal?: AbortSignal): Promise<Postmaster> {
    const started = (await isFree(port)) ? await this.launchUnlessTaken(port, signal) : undefined;
    if (started) return started;
    throw new EmbeddedError(
      'port',
      `Port ${port} of 127.0.0.1 is taken by another program. Choose another.`,
      { port },
    );
  }

  release(): void {
    this.claim.release();
  }

  /** Undefined when the port was taken. What a killed server left gets 15 s to go; its processes are told to. */
  private async launchUnlessTaken(port: number, signal?: AbortSignal): Promise<Postmaster | undefined> {
    const { place, binaries, options, state } = this;
    const settings = { ...DEFAULT_SETTINGS, ...options.settings, cluster_name: state.clusterName };
    const deadline = performance.now() + LINGERING_MS_MAX;
    state.port = port;
    writeState(place.directory, state);
    for (let waitMs = 100; ; waitMs = Math.min(waitMs * 2, 1_600)) {
      signal?.throwIfAborted();
      const result = await tryLaunch({ place, binaries, settings, port, signal });
      if ('pid' in result) {
        state.server = identityOf(result.pid);
        writeState(place.directory, state);
        return result;
      }
      if (PORT_TAKEN.test(result.said)) return undefined;
      if (!LINGERING.test(result.said) || performance.now() > deadline) throw this.failure(result);
      // without their main process they can serve nobody, and they keep a new one from starting
      const force = waitMs > 400 ? 'SIGKILL' : 'SIGQUIT';
      for (const pid of processesTitled(`postgres: ${state.clusterName}: `)) signalQuietly(pid, force);
      await pause(waitMs);
      await endOrphan(place, binaries, state, options);
    }
  }

  private failure({ exit, said }: FailedTry): EmbeddedError {
    const how =
      exit === 'timeout' ? 'was not ready in time' : `ended with ${exit.signal ?? `code ${exit.code}`}`;
    const { directory } = this.place;
    const message = `PostgreSQL in ${directory} ${how}. It said (server.log there has more):\n${said.trim()}`;
    return new EmbeddedError('failed', message, { directory });
  }
}

export function urlOf(secret: string, port: number, database: string): string {
  return `postgres://${ROLE}:${secret}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

async function endOrphan(
  place: Place,
  binaries: Binaries,
  state: ServerState,
  { log }: EmbeddedOptions,
): Promise<void> {
  const orphan = serverRunningOn(dataDirectoryOf(place), state);
  if (!orphan) return;
  log?.({ level: 'warn', message: `Stopping PostgreSQL, which outlived its owner`, pid: orphan.pid });
  await stopOrphan(binaries, orphan);
}
