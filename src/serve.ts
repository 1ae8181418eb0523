import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { createApp } from './app.js';
import { explainedError } from './cli/errors.js';
import { SignInService, TokensService } from './features/access/index.js';
import { ScheduleService } from './features/schedule/index.js';
import { type OpenDatabase, openDatabase } from './open-database.js';
import { type Config, ConfigError, readConfig } from './platform/config.js';
import { faultFacts, log } from './platform/log.js';
import { threadsOf } from './threads.js';

export interface ServeHooks {
  /** Done with the open database before anything listens. */
  prepare?(app: NestFastifyApplication, source: DataSource): Promise<void>;
  /** Called once the service listens at the address. */
  ready?(app: NestFastifyApplication, address: string): Promise<void>;
}

/** How long requests under way may take to end once the service is told to stop. */
const REQUESTS_MS_MAX = 5_000;

/** Runs the service until it is told to stop. */
export async function serve(hooks: ServeHooks = {}): Promise<void> {
  const stopRequest = new AbortController();
  let stopping: Promise<void> | undefined;
  let app: NestFastifyApplication | undefined;
  let opening: Promise<OpenDatabase> | undefined;
  const stop = () => {
    stopRequest.abort();
    stopping ??= (async () => {
      if (app) await closeApp(app);
      const database = await opening?.catch(() => undefined); // a start under way gives up first
      await database?.close();
    })();
    return stopping;
  };
  endOnSignals(stop);
  outliveReaders();
  logWarnings();
  try {
    const config = readConfig();
    opening = openDatabase(config, { attach: false, signal: stopRequest.signal });
    const { source } = await opening;
    const { leaseSeconds, threads: count } = config;
    app = await createApp(source, { leaseSeconds, threads: threadsOf(source, count) });
    if (hooks.prepare) await hooks.prepare(app, source);
    else await printFirstToken(app.get(TokensService));
    const address = await listen(app, config);
    log('info', 'listening', { address });
    await printSetUpLink(app.get(SignInService), address);
    app.get(ScheduleService).lookEvery(config.scheduleSeconds);
    await hooks.ready?.(app, address);
  } catch (error) {
    if (stopRequest.signal.aborted) return; // whoever asked for the stop ends the process
    process.stderr.write(`${explainedError(error)}\n`);
    await stop();
    process.exit(1);
  }
}

/** Exit code 0 where a signal asked for the end, 1 after a fault that nobody caught. */
function endOnSignals(stop: () => Promise<void>): void {
  const end = (code: number) =>
    void stop().then(
      () => process.exit(code),
      (error) => {
        log('error', 'could not stop cleanly', faultFacts(error));
        process.exit(1);
      },
    );
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      log('info', 'stopping', { signal });
      end(0);
    });
  }
  process.on('uncaughtException', (error) => {
    log('error', 'stopping after a fault that nobody caught', faultFacts(error));
    end(1);
  });
}

/** Who read the log may go before the service does: lines that cannot be written are lost, and are no fault to log. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Warnings of Node.js and of libraries become lines of the log; as Node.js prints them they would not be JSON. */
function logWarnings(): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning) =>
    log('warn', 'a warning of the platform', { warning: warning.name, ...faultFacts(warning) }),
  );
}

async function listen(app: NestFastifyApplication, { host, port }: Config): Promise<string> {
  try {
    await app.listen(port, host);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(
      `cannot listen on PREMIA_HOST "${host}", PREMIA_PORT "${port}" (${code}); allowed are an address of this machine and a free port, 0 for any`,
    );
  }
  return app.getUrl();
}

/** Takes no more requests and lets those under way end; after a while cuts them off, and the database takes them back. */
async function closeApp(app: NestFastifyApplication): Promise<void> {
  const late = Symbol('late');
  const closing = app.close().catch((error) => log('error', 'closing failed', faultFacts(error)));
  const closed = await Promise.race([closing, pause(REQUESTS_MS_MAX, late, { ref: false })]);
  if (closed !== late) return;
  log('warn', 'requests under way are cut off; what they had not committed is taken back');
  app.getHttpServer().closeAllConnections();
}

/** Without any token nobody could make the first one: it is printed once, to the terminal only. */
async function printFirstToken(tokens: TokensService): Promise<void> {
  if (await tokens.any()) return;
  const { token } = await tokens.create({ name: 'first administrator', role: 'admin' });
  process.stdout.write(`\nFirst token, role admin, shown this once:\n  ${token}\n\n`);
}

/** While nobody can sign in, whoever reads the terminal may make the first administrator. */
async function printSetUpLink(signing: SignInService, address: string): Promise<void> {
  const made = await signing.setUpLink();
  if (made)
    process.stdout.write(
      `\nNobody can sign in yet. Link of the first administrator, works once, until ${made.expiresAt.toISOString()}:\n` +
        `  ${new URL(made.link, address)}\n\n`,
    );
}
