import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { cleanEnvironment } from './account.js';
import type { Binaries } from './binaries.js';
import { EmbeddedError } from './error.js';
import { dataDirectoryOf, type Place } from './place.js';
import type { EmbeddedOptions } from './types.js';

/** The superuser role that owns the databases. */
export const ROLE = 'app';

const INITDB_FLAGS = [
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=icu',
  '--icu-locale=ru-RU', // sorts and searches Russian names properly
  '--data-checksums',
];

/**
 * Makes the data directory if there is none, and gives the role's secret. It is made under another name and
 * renamed when complete, so that what a killed initdb leaves is never taken for data. Existing data are never
 * removed: what cannot be used is refused (`version`, `failed`).
 */
export async function ensureCluster(
  place: Place,
  binaries: Binaries,
  options: EmbeddedOptions,
): Promise<string> {
  removeHalfMade(place.directory);
  const data = dataDirectoryOf(place);
  if (existsSync(data)) {
    refuseOtherVersion(data, binaries.major);
    place.account.ownCopied(data);
    return readSecret(place.directory);
  }
  const secretFile = writeSecret(place);
  const draft = mkdtempSync(path.join(place.directory, 'data.new-'));
  place.account.own(draft);
  try {
    const flags = ['-D', draft, '-U', ROLE, `--pwfile=${secretFile}`, ...INITDB_FLAGS];
    await runInitdb(binaries.initdb, flags, place, options.signal);
    renameSync(draft, data);
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true });
    options.signal?.throwIfAborted();
    const said = (cause as { stderr?: string }).stderr?.trim() || String(cause);
    throw new EmbeddedError('failed', `Could not make the database in ${data}: ${said}`, { data }, { cause });
  }
  options.log?.({ level: 'info', message: `Made a PostgreSQL ${binaries.major} database in ${data}` });
  return readSecret(place.directory);
}

/** Rejects only when initdb and what it started are gone: until then they may still write. */
async function runInitdb(initdb: string, flags: string[], place: Place, signal?: AbortSignal): Promise<void> {
  const environment = { ...place.account.ids, cwd: place.directory, env: cleanEnvironment() };
  const running = promisify(execFile)(initdb, flags, { ...environment, signal });
  const closed = new Promise((resolve) => running.child.once('close', resolve));
  try {
    await running;
  } catch (error) {
    if (running.child.pid !== undefined) await closed;
    throw error;
  }
}

/** The role's secret, as stored beside the data. */
export function readSecret(directory: string): string {
  const file = path.join(directory, 'secret');
  try {
    const secret = readFileSync(file, 'utf8').trim();
    if (secret !== '') return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  throw new EmbeddedError(
    'failed',
    `${file}, the password of the database in ${directory}, is lost. Restore it.`,
  );
}

/** Before the data, so that there are never data without their secret; one left by a killed initdb is replaced. */
function writeSecret(place: Place): string {
  const file = path.join(place.directory, 'secret');
  rmSync(file, { force: true });
  writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  place.account.own(file);
  return file;
}

function refuseOtherVersion(data: string, major: number): void {
  const file = path.join(data, 'PG_VERSION');
  if (!existsSync(file) || !existsSync(path.join(data, 'global', 'pg_control'))) {
    const message = `${data} is damaged: PG_VERSION or global/pg_control is missing. Restore it, or move it away.`;
    throw new EmbeddedError('failed', message, { data });
  }
  const found = readFileSync(file, 'utf8').trim();
  if (found === String(major)) return;
  throw new EmbeddedError(
    'version',
    `The data in ${data} are PostgreSQL ${found}'s, the installed binaries are version ${major}. Install the ` +
      `release that made them, dump and load; or move the folder away to begin with an empty database.`,
    { data, found, major },
  );
}

function removeHalfMade(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (!name.startsWith('data.new-')) continue;
    try {
      rmSync(path.join(directory, name), { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // an initdb whose parent was killed may still be writing: removed at a later start
    }
  }
}
