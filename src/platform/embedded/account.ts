import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, statSync } from 'node:fs';
import { EmbeddedError } from './error.js';

/**
 * The user that PostgreSQL runs as. It refuses to run as root, so under root it gets user postgres, else nobody;
 * data that exist keep their owner. Anybody else runs it as themselves, and then there is nothing to switch.
 */
export interface Account {
  /** What to give to `spawn`: empty when nothing is switched. */
  readonly ids: { uid: number; gid: number } | Record<string, never>;
  readonly name: string;
  /** Hands a file or folder of ours to the account. */
  own(path: string): void;
  /** The same for everything in a folder, if root owns it: what `cp -r` of a project by root leaves. */
  ownCopied(path: string): void;
  /** Whether the account can get at this path: every folder on the way lets it pass, and the last one too. */
  reaches(path: string): boolean;
}

const SAME_USER: Account = {
  ids: {},
  name: 'the current user',
  own: () => {},
  ownCopied: () => {},
  reaches: () => true,
};

/** The account for a folder of data, which need not exist yet. */
export function accountFor(dataDirectory: string): Account {
  if (process.getuid?.() !== 0) return SAME_USER;
  const owner = statSync(dataDirectory, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return switchingTo(owner.uid, owner.gid, `uid ${owner.uid}`);
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const [uid, gid] = [idOf('-u', name), idOf('-g', name)];
    if (uid !== undefined && gid !== undefined && uid !== 0) return switchingTo(uid, gid, name);
  }
  throw new EmbeddedError(
    'denied',
    'PostgreSQL refuses to run as root, and this system has neither a user postgres nor nobody to run it as. ' +
      'Start as an ordinary user, or point DATABASE_URL at a PostgreSQL server.',
  );
}

function switchingTo(uid: number, gid: number, name: string): Account {
  const ids = { uid: uid | 0, gid: gid | 0 }; // spawn wants nobody of macOS as -2, chown as 4294967294
  const passes = (path: string) =>
    spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...ids, cwd: '/' }).status === 0;
  const ownCopied = (path: string) => {
    if (statSync(path).uid === 0) execFileSync('chown', ['-R', `${uid >>> 0}:${gid >>> 0}`, path]);
  };
  return { ids, name, own: (path) => chownSync(path, uid >>> 0, gid >>> 0), ownCopied, reaches: passes };
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined;
  }
}

/** Environment for PostgreSQL's programs: nothing of the service's (secrets, PG… variables), English messages. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = [
    'PATH',
    'LD_LIBRARY_PATH',
    'TMPDIR',
    'TEMP',
    'TMP',
    'SystemRoot',
    'windir',
    'ComSpec',
    'PATHEXT',
  ];
  const environment: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };
  for (const name of kept) {
    if (process.env[name] !== undefined) environment[name] = process.env[name];
  }
  return environment;
}
