import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { createApp } from './app.js';
import { TokensService } from './features/access/index.js';
import { type OpenDatabase, openDatabase } from './open-database.js';
import { explainedError } from './cli/errors.js';
import { readConfig } from './platform/config.js';
import { log } from './platform/log.js';

export interface ServeHooks {
  /** Done with the open database before anything listens. */
  prepare?(app: NestFastifyApplication, source: DataSource): Promise<void>;
  /** Called once the service listens at the address. */
  ready?(app: NestFastifyApplication, address: string): Promise<void>;
}

/** Runs the service until it is told to stop. */
export async function serve(hooks: ServeHooks = {}): Promise<void> {
  const stopRequest = new AbortController();
  let stopping: Promise<void> | undefined;
  let app: NestFastifyApplication | undefined;
  let database: OpenDatabase | undefined;
  const stop = () => {
    stopRequest.abort();
    stopping ??= (async () => {
      await app?.close();
      await database?.close();
    })();
    return stopping;
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => void stop().then(() => process.exit(0)));
  }
  try {
    const config = readConfig();
    database = await openDatabase(config, { attach: false, signal: stopRequest.signal });
    app = await createApp(database.source);
    if (hooks.prepare) await hooks.prepare(app, database.source);
    else await printFirstToken(app.get(TokensService));
    await app.listen(config.port, config.host);
    const address = await app.getUrl();
    log('info', 'listening', { address });
    await hooks.ready?.(app, address);
  } catch (error) {
    if (stopRequest.signal.aborted) return;
    process.stderr.write(`${explainedError(error)}\n`);
    await stop();
    process.exit(1);
  }
}

/** Without any token nobody could make the first one: it is printed once, to the terminal only. */
async function printFirstToken(tokens: TokensService): Promise<void> {
  if (await tokens.any()) return;
  const { token } = await tokens.create({ name: 'first administrator', role: 'admin' });
  process.stdout.write(`\nFirst token, role admin, shown this once:\n  ${token}\n\n`);
}
