import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Place } from './place.js';

const LOG_BYTES_MAX = 10 * 1024 * 1024;
const TAIL_BYTES = 4096;

/** PostgreSQL's log. A file, not a pipe: the server must be able to outlive us. */
export interface ServerLog {
  file: string;
  descriptor: number;
  /** What was written since it was opened, at most the last 4 kB. */
  tail(): string;
  close(): void;
}

/** Opens `server.log` for appending; one of more than 10 MB becomes `server.log.1` first. */
export function openServerLog(place: Place): ServerLog {
  const file = path.join(place.directory, 'server.log');
  rotate(file);
  const descriptor = openSync(file, 'a+', 0o600);
  place.account.own(file);
  const start = fstatSync(descriptor).size;
  const tail = () => {
    const end = fstatSync(descriptor).size;
    const from = Math.max(start, end - TAIL_BYTES);
    const buffer = Buffer.alloc(end - from);
    readSync(descriptor, buffer, 0, buffer.length, from);
    return buffer.toString('utf8');
  };
  return { file, descriptor, tail, close: () => closeSync(descriptor) };
}

function rotate(file: string): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) <= LOG_BYTES_MAX) return;
  try {
    renameSync(file, `${file}.1`);
  } catch {
    // Windows: a lingering process has it open; at the next start then
  }
}
