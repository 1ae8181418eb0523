import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type FolderIdentity, folderIdentity, isSameFolder } from './folder-identity.js';
import { commandLineOf, identityOf, isAlive, type ProcessIdentity } from './process-identity.js';

/** What is remembered of a server between starts, in `server.json`. */
export interface ServerState {
  /** PostgreSQL's cluster_name: marks its processes' titles, so that stray ones can be found. */
  clusterName: string;
  folder: FolderIdentity;
  port?: number;
  /** The main process last started. */
  server?: ProcessIdentity;
}

export function readState(directory: string): ServerState {
  try {
    const state = JSON.parse(readFileSync(path.join(directory, 'server.json'), 'utf8')) as ServerState | null;
    if (state?.clusterName && isSameFolder(state.folder, directory)) return state; // a copy is another server
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && !(error instanceof SyntaxError)) throw error;
  }
  return { clusterName: `premia-${randomBytes(4).toString('hex')}`, folder: folderIdentity(directory) };
}

export function writeState(directory: string, state: ServerState): void {
  const file = path.join(directory, 'server.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(state)}\n`);
  renameSync(`${file}.new`, file);
}

/** What a server's own postmaster.pid says; undefined when there is none. */
export function readPostmasterFile(data: string): { pid: number; port: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * The server still running on these data, whoever started it. A process that merely got the number written in
 * postmaster.pid is not it: PostgreSQL would take it for one and refuse to start, so that file is removed.
 */
export function serverRunningOn(data: string, state: ServerState): ProcessIdentity | undefined {
  const written = readPostmasterFile(data);
  const found = written && written.pid > 0 ? identityOf(written.pid) : undefined;
  if (!found) return undefined;
  if (state.server?.pid === found.pid && isAlive(state.server)) return found;
  const commandLine = commandLineOf(found.pid);
  // on Windows nothing tells; signals reach only a PostgreSQL there, so the guess is harmless
  if (commandLine === undefined && process.platform === 'win32') return found;
  if (`${commandLine} `.includes(`-D ${data} `)) return found;
  rmSync(path.join(data, 'postmaster.pid'), { force: true });
  return undefined;
}
