import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from './app.js';
import { TokensService } from './features/access/index.js';
import { type OpenDatabase, openDatabase } from './open-database.js';
import { ConfigError, readConfig } from './platform/config.js';
import { EmbeddedError } from './platform/embedded/index.js';
import { log } from './platform/log.js';

/** Runs the service until it is told to stop. `ready` is called once it listens. */
export async function serve(ready?: (app: NestFastifyApplication, address: string) => Promise<void>): Promise<void> {
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
    await printFirstToken(app.get(TokensService));
    await app.listen(config.port, config.host);
    const address = await app.getUrl();
    log('info', 'listening', { address });
    await ready?.(app, address);
  } catch (error) {
    if (stopRequest.signal.aborted) return;
    process.stderr.write(`${explained(error)}\n`);
    await stop();
    process.exit(1);
  }
}

/** What the person at the keyboard can do something about comes without a stack. */
function explained(error: unknown): string {
  if (error instanceof ConfigError || error instanceof EmbeddedError) return `premia: ${error.message}`;
  if ((error as { code?: string }).code === 'EADDRINUSE') return `premia: ${(error as Error).message}; set PREMIA_PORT to a free port`;
  return `premia: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** Without any token nobody could make the first one: it is printed once, to the terminal only. */
async function printFirstToken(tokens: TokensService): Promise<void> {
  if (await tokens.any()) return;
  const { token } = await tokens.create({ name: 'first administrator', role: 'admin' });
  process.stdout.write(`\nFirst token, role admin, shown this once:\n  ${token}\n\n`);
}
