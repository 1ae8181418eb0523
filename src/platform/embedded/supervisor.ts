import { setTimeout as pause } from 'node:timers/promises';
import { HeldServer } from './held-server.js';
import type { Postmaster } from './postmaster.js';
import { explained } from './server.js';
import type { EmbeddedSupervisor, SupervisorOptions } from './types.js';

const BACKOFF_MS_FIRST = 100;
const BACKOFF_MS_MAX = 10_000;
/** A server that lived this long ends a series of failures: the next back-off begins small again. */
const STABLE_MS = 30_000;

/**
 * Like startEmbedded, and starts PostgreSQL again on the same port whenever it dies, for as long as the service
 * lives: an owner that gave up could only be restarted by hand, and that would do the same. Pauses double from
 * 100 ms to 10 s.
 */
export async function superviseEmbedded(options: SupervisorOptions): Promise<EmbeddedSupervisor> {
  return explained(options, async () => {
    const held = await HeldServer.take(options);
    try {
      return new Supervisor(options, held, await held.launch());
    } catch (error) {
      held.release();
      throw error;
    }
  });
}

class Supervisor implements EmbeddedSupervisor {
  readonly port: number;
  readonly url: string;
  private readonly stopRequest = new AbortController();
  private readonly watching: Promise<void>;
  private up = true;
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly options: SupervisorOptions,
    private readonly held: HeldServer,
    private current: Postmaster,
  ) {
    this.port = current.port;
    this.url = held.url(current.port, 'postgres');
    options.log?.({ level: 'info', message: `PostgreSQL is up on port ${this.port}`, pid: this.pid });
    this.watching = this.watch();
  }

  get pid(): number {
    return this.current.pid;
  }

  databaseUrl(name: string): string {
    return this.held.url(this.port, name);
  }

  isUp(): boolean {
    return this.up;
  }

  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    this.up = false;
    this.stopRequest.abort();
    try {
      await this.current.stop();
      await this.watching; // a restart under way stops what it had started
    } finally {
      this.held.release();
    }
  }

  private async watch(): Promise<void> {
    const { signal } = this.stopRequest;
    let backoffMs = BACKOFF_MS_FIRST;
    while (!signal.aborted) {
      const since = performance.now();
      const exit = await this.current.exited;
      if (signal.aborted) return;
      this.up = false;
      this.log('error', 'PostgreSQL died; starting it again', { ...exit, port: this.port });
      this.tell(() => this.options.onDown?.(exit));
      if (performance.now() - since > STABLE_MS) backoffMs = BACKOFF_MS_FIRST;
      backoffMs = await this.restart(backoffMs, signal);
    }
  }

  /** Tries until it is up or stopped; the pause to begin with the next time. */
  private async restart(backoffMs: number, signal: AbortSignal): Promise<number> {
    for (let waitMs = backoffMs; ; ) {
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return waitMs;
      waitMs = Math.min(waitMs * 2, BACKOFF_MS_MAX);
      try {
        this.current = await this.held.launchOn(this.port, signal);
      } catch (error) {
        if (signal.aborted) return waitMs;
        this.log('error', `PostgreSQL could not be started again: ${(error as Error).message}`, { waitMs });
        continue;
      }
      if (signal.aborted) {
        await this.current.stop(); // asked to stop in the moment it came up
        return waitMs;
      }
      this.up = true;
      this.log('info', `PostgreSQL is up again on port ${this.port}`, { pid: this.pid });
      this.tell(() => this.options.onUp?.());
      return waitMs;
    }
  }

  private log(level: 'info' | 'error', message: string, facts: Record<string, unknown>): void {
    this.options.log?.({ level, message, ...facts });
  }

  /** A callback that throws must not end the watch. */
  private tell(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.log('error', `A listener failed: ${(error as Error).message}`, {});
    }
  }
}
