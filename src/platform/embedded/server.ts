import { setTimeout as pause } from 'node:timers/promises';
import { readSecret } from './cluster.js';
import { EmbeddedError } from './error.js';
import { HeldServer, urlOf } from './held-server.js';
import { liveOwner, type Owner } from './owner-file.js';
import { dataDirectoryOf, findPlace } from './place.js';
import { readPostmasterFile } from './server-state.js';
import type { EmbeddedAddress, EmbeddedOptions, EmbeddedServer } from './types.js';

const STARTING_MS_MAX = 10_000;

/**
 * Starts PostgreSQL on a folder, as its only owner, making the database at the first start. What a killed owner
 * left is recovered. Throws EmbeddedError; `held` when a live process has the folder, which is left in peace.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  return explained(options, async () => {
    const held = await HeldServer.take(options);
    try {
      const { pid, port, exited, stop } = await held.launch();
      options.log?.({ level: 'info', message: `PostgreSQL is up on port ${port}`, pid, port });
      let stopping: Promise<void> | undefined;
      return {
        pid,
        port,
        exited,
        url: held.url(port, 'postgres'),
        databaseUrl: (name) => held.url(port, name),
        stop: () => (stopping ??= stop().finally(() => held.release())),
      };
    } catch (error) {
      held.release();
      throw error;
    }
  });
}

/** The address of a server that a live process owns; one that is just starting gets 10 s. Changes nothing. */
export async function attachEmbedded(
  directory: string,
): Promise<(EmbeddedAddress & { owner: Owner }) | undefined> {
  return explained({ directory }, async () => {
    const place = findPlace(directory);
    if (!place) return undefined;
    const deadline = performance.now() + STARTING_MS_MAX;
    for (;;) {
      const owner = liveOwner(place);
      if (!owner) return undefined;
      const written = readPostmasterFile(dataDirectoryOf({ directory: place }));
      if (written?.ready) {
        const secret = readSecret(place);
        const databaseUrl = (name: string) => urlOf(secret, written.port, name);
        return { owner, pid: written.pid, port: written.port, url: databaseUrl('postgres'), databaseUrl };
      }
      if (performance.now() > deadline) return undefined;
      await pause(50);
    }
  });
}

/** Says in words what file permissions and aborts are about. */
export async function explained<T>(
  { directory, signal }: Pick<EmbeddedOptions, 'directory' | 'signal'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof EmbeddedError) throw cause;
    if (signal?.aborted) {
      throw new EmbeddedError(
        'stopped',
        `The start in ${directory} was given up on request`,
        { directory },
        { cause },
      );
    }
    const { code, path = directory } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause; // not of the system: a defect of ours
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') {
      const message = `The embedded database in ${directory} failed: ${(cause as Error).message}`;
      throw new EmbeddedError('failed', message, { directory }, { cause });
    }
    const message =
      `No permission for ${path} (${code}): the embedded database in ${directory} belongs to another user. ` +
      'Start as that user, or use another folder.';
    throw new EmbeddedError('denied', message, { directory, path }, { cause });
  }
}
