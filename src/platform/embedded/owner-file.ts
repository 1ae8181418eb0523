import { randomBytes, randomInt } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { clock } from '../clock.js';
import { EmbeddedError } from './error.js';
import { type FolderIdentity, folderIdentity, isSameFolder } from './folder-identity.js';
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.js';

/** Who holds a folder. */
export interface Owner extends ProcessIdentity {
  /** Instant of the claim, ISO 8601 UTC. */
  since: string;
  folder: FolderIdentity;
}

export interface Claim {
  /** The dead process whose folder was taken over, if it left its owner file behind. */
  readonly predecessor: Owner | undefined;
  release(): void;
}

/**
 * Makes this process the owner of a folder, or throws `held` naming the live process that is.
 *
 * Every claimant writes an owner file of its own name, then looks at the others': alone, it is the owner; not
 * alone, it withdraws, waits a random moment and begins again. So of simultaneous claims never two win, and the
 * last one left does; and since nobody replaces a dead owner's file, nobody can replace a live one's by mistake.
 */
export async function claimDirectory(directory: string): Promise<Claim> {
  for (;;) {
    refuseIfHeld(directory);
    const file = writeOwnerFile(directory);
    const others = readOwnerFiles(directory).filter((each) => each.file !== file);
    if (!others.some(isHeld)) {
      for (const dead of others) rmSync(dead.file, { force: true });
      return { predecessor: others[0]?.owner, release: () => rmSync(file, { force: true }) };
    }
    rmSync(file, { force: true });
    await pause(randomInt(10, 100));
  }
}

/** The live owner of a folder, undefined when nobody holds it. */
export function liveOwner(directory: string): Owner | undefined {
  return readOwnerFiles(directory).find(isHeld)?.owner;
}

interface OwnerFile {
  file: string;
  /** Undefined when the file names no owner of this folder: a full disk, or a copy of another folder. */
  owner: Owner | undefined;
}

const isHeld = (each: OwnerFile) => each.owner !== undefined && isAlive(each.owner);

function refuseIfHeld(directory: string): void {
  const owner = liveOwner(directory);
  if (!owner) return;
  const { pid, since } = owner;
  throw new EmbeddedError(
    'held',
    `The embedded database in ${directory} is held by process ${pid} since ${since}. ` +
      'Stop that process first, or use another folder.',
    { directory, pid, since },
  );
}

function writeOwnerFile(directory: string): string {
  const self = identityOf(process.pid) ?? { pid: process.pid, started: '' };
  const owner: Owner = { ...self, since: clock.now().toISOString(), folder: folderIdentity(directory) };
  const name = `owner-${process.pid}-${randomBytes(4).toString('hex')}`;
  const draft = path.join(directory, `${name}.draft`);
  const file = path.join(directory, `${name}.json`);
  writeFileSync(draft, `${JSON.stringify(owner)}\n`);
  renameSync(draft, file); // whole from the first moment that others see it
  return file;
}

function readOwnerFiles(directory: string): OwnerFile[] {
  const names = readdirSync(directory).filter((name) => /^owner-.*\.json$/.test(name));
  return names.flatMap((name) => {
    const file = path.join(directory, name);
    const owner = readOwner(file, directory);
    return owner === 'gone' ? [] : [{ file, owner }];
  });
}

function readOwner(file: string, directory: string): Owner | 'gone' | undefined {
  try {
    const owner = JSON.parse(readFileSync(file, 'utf8')) as Partial<Owner> | null;
    const { pid, started, since, folder } = owner ?? {};
    const valid = Number.isSafeInteger(pid) && typeof started === 'string' && typeof since === 'string';
    return valid && isSameFolder(folder, directory) ? (owner as Owner) : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'gone';
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
