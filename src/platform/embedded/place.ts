import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { clock } from '../clock.js';
import { type Account, accountFor } from './account.js';
import { EmbeddedError } from './error.js';
import type { EmbeddedOptions } from './types.js';

/**
 * Where a server's files are. Normally that is the folder asked for. Under root it may be one that PostgreSQL's
 * account cannot reach (a project below /root, or another home of mode 700); then the files are in
 * `/var/lib/premia-embedded/<hash of the folder>`, and the folder asked for holds `location.json` to say so.
 * It stays the server's identity: two clones have two servers, a moved folder keeps its data, and removing the
 * folder removes the data from use (the next start sets them aside, beside the new ones).
 */
export interface Place {
  requested: string;
  directory: string;
  account: Account;
}

interface Pointer {
  directory: string;
  /** The folder the pointer was written in: tells a copied folder from a moved one. */
  for: string;
}

const RELOCATED_BASES = ['/var/lib/premia-embedded', '/var/tmp/premia-embedded'];
const RELOCATED = /^\/var\/(lib|tmp)\/premia-embedded\/[0-9a-f]{16}$/;
const OUR_FILES =
  /^(data|secret|server\.json|server\.log.*|location\.json|owner-.*|data\.new-.*|binaries-.*)$/;

export const dataDirectoryOf = (place: Pick<Place, 'directory'>) => path.join(place.directory, 'data');

/** Where the files of an existing server are, undefined when the folder does not exist; changes nothing. */
export function findPlace(directory: string): string | undefined {
  if (!existsSync(directory)) return undefined;
  const requested = realpathSync(directory);
  const located = readPointer(requested)?.directory ?? requested;
  return existsSync(located) ? located : undefined;
}

/** Decides where the files are to be and makes the folders; safe to do before the claim, and by several at once. */
export function preparePlace(directory: string): Place {
  mkdirSync(directory, { recursive: true }); // the folders above keep their usual mode
  const requested = realpathSync(directory);
  refuseForeignFiles(requested);
  const pointer = readPointer(requested);
  if (pointer) return relocatedPlace(requested, pointer.directory);
  const account = accountFor(path.join(requested, 'data'));
  if (!account.reaches(path.dirname(requested))) {
    if (existsSync(path.join(requested, 'data'))) throw unreachable(requested, account);
    return relocatedPlace(requested, path.join(relocatedBase(account), nameFor(requested)));
  }
  secure(requested, account);
  return { requested, directory: requested, account };
}

/**
 * To be called by the owner when no server runs any more: sets aside the data of a folder that was removed since,
 * and writes down where the files are.
 */
export function settlePlace(place: Place, log: EmbeddedOptions['log']): void {
  const { requested, directory, account } = place;
  if (directory === requested) {
    rmSync(path.join(requested, 'location.json'), { force: true }); // brought along from the folder it is a copy of
    return;
  }
  const data = dataDirectoryOf(place);
  if (!readPointer(requested) && existsSync(data)) {
    const aside = `${data}.of-removed-folder-${clock.now().toISOString().replaceAll(/\D/g, '')}`;
    renameSync(data, aside);
    log?.({
      level: 'warn',
      message: `${requested} was removed and made anew; its former data are in ${aside}`,
    });
  }
  const pointer: Pointer = { directory, for: requested };
  const file = path.join(requested, 'location.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(pointer)}\n`);
  renameSync(`${file}.new`, file);
  const why = `user ${account.name}, who runs PostgreSQL when started by root, cannot reach ${requested}`;
  log?.({ level: 'info', message: `The embedded database's files are in ${directory}: ${why}`, directory });
}

function relocatedPlace(requested: string, directory: string): Place {
  if (process.getuid?.() !== 0) {
    throw new EmbeddedError(
      'denied',
      `The embedded database of ${requested} was made by root, its files are in ${directory}. ` +
        'Start as root again, or use another folder.',
      { requested, directory },
    );
  }
  const account = accountFor(path.join(directory, 'data'));
  if (!isUsableBase(path.dirname(directory), account)) throw unreachable(directory, account);
  mkdirSync(directory, { recursive: true });
  secure(directory, account);
  return { requested, directory, account };
}

function secure(directory: string, account: Account): void {
  chmodSync(directory, 0o700);
  account.own(directory);
}

/** A pointer that a copied folder brought along is the original's: undefined. */
function readPointer(requested: string): Pointer | undefined {
  const pointer = parsePointer(requested);
  if (!pointer || pointer.for === requested) return pointer;
  return parsePointer(pointer.for)?.directory === pointer.directory ? undefined : pointer;
}

function parsePointer(folder: string): Pointer | undefined {
  try {
    const pointer = JSON.parse(readFileSync(path.join(folder, 'location.json'), 'utf8')) as Pointer;
    // whoever can write the project must not choose which folder root gives away
    return RELOCATED.test(pointer.directory) ? pointer : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const nameFor = (requested: string) => createHash('sha256').update(requested).digest('hex').slice(0, 16);

function relocatedBase(account: Account): string {
  const base = RELOCATED_BASES.find((each) => isUsableBase(each, account));
  if (base) return base;
  throw new EmbeddedError(
    'denied',
    `No folder for the embedded database that user ${account.name} can reach: tried ${RELOCATED_BASES.join(', ')}. ` +
      'Start as an ordinary user, or point DATABASE_URL at a PostgreSQL server.',
  );
}

/** Makes the folder if need be. In /var/tmp anybody may have made it, or a link of this name: then it is not used. */
function isUsableBase(base: string, account: Account): boolean {
  try {
    mkdirSync(base, { recursive: true });
    const found = lstatSync(base);
    if (!found.isDirectory() || found.uid !== 0) return false;
    chmodSync(base, 0o711);
    return account.reaches(base);
  } catch {
    return false; // a read-only system
  }
}

/** We change the folder's owner and mode: never those of a folder that holds something else. */
function refuseForeignFiles(requested: string): void {
  const names = readdirSync(requested).filter((name) => !name.startsWith('.'));
  if (names.length === 0 || names.some((name) => OUR_FILES.test(name))) return;
  throw new EmbeddedError(
    'failed',
    `${requested} holds files of something else (${names.slice(0, 3).join(', ')}). ` +
      'Give the embedded database a folder of its own.',
    { directory: requested },
  );
}

const unreachable = (requested: string, account: Account) =>
  new EmbeddedError(
    'denied',
    `User ${account.name}, who runs PostgreSQL when started by root, cannot reach the data in ${requested}. ` +
      'Let others pass the folders above it (chmod o+x), or move it where they may.',
    { directory: requested },
  );
