import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process told apart from a later one that got the same number. */
export interface ProcessIdentity {
  pid: number;
  /** Start time in the words of the source that told it, `source:value`; empty where no source tells it. */
  started: string;
}

/** The identity of a running process; undefined when there is none (a zombie counts as none). */
export function identityOf(pid: number): ProcessIdentity | undefined {
  if (!exists(pid)) return undefined;
  const status = statusFromProc(pid) ?? statusFromPs(pid);
  if (status?.zombie) return undefined;
  return { pid, started: status?.started ?? '' };
}

/**
 * Whether the process with this identity still runs. In doubt (the start time cannot be read, or was told by
 * another source) the answer is yes: a live process must never be taken for a dead one.
 */
export function isAlive(identity: ProcessIdentity): boolean {
  const now = identityOf(identity.pid);
  if (now === undefined) return false;
  return sourceOf(now) !== sourceOf(identity) || now.started === identity.started;
}

/** The command line of a process with its arguments, undefined where it cannot be read (always on Windows). */
export function commandLineOf(pid: number): string | undefined {
  return commandLineFromProc(pid) ?? ps('-ww', '-o', 'args=', '-p', String(pid));
}

/** Ids of the processes whose command line begins with `title`; none on Windows. */
export function processesTitled(title: string): number[] {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    if (pids.length > 0) {
      return pids.map(Number).filter((pid) => commandLineFromProc(pid)?.startsWith(title));
    }
  } catch {
    // no /proc on this system: ps tells
  }
  const lines = (ps('-A', '-ww', '-o', 'pid=', '-o', 'args=') ?? '').split('\n');
  return lines.flatMap((line) => {
    const [, pid, args] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    return args?.startsWith(title) ? [Number(pid)] : [];
  });
}

/** Sends a signal; a process that is gone, or belongs to somebody else, is not an error. */
export function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // already gone, or not ours
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // runs, under another user
  }
}

const sourceOf = (identity: ProcessIdentity) => identity.started.split(':', 1)[0];

interface ProcessStatus {
  started: string;
  zombie: boolean;
}

/** Linux counts the start in ticks since boot: exact, and unmoved by corrections of the clock, unlike `ps`. */
function statusFromProc(pid: number): ProcessStatus | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before it may hold anything
    const ticks = fields[19];
    if (ticks === undefined) return undefined;
    return { started: `proc:${bootId()}:${ticks}`, zombie: fields[0] === 'Z' || fields[0] === 'X' };
  } catch {
    return undefined;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

function statusFromPs(pid: number): ProcessStatus | undefined {
  const line = ps('-o', 'stat=', '-o', 'lstart=', '-p', String(pid));
  const [, stat, started] = /^\s*(\S+)\s+(.+?)\s*$/.exec(line ?? '') ?? [];
  return stat && started ? { started: `ps:${started}`, zombie: stat.startsWith('Z') } : undefined;
}

function commandLineFromProc(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Output of ps, undefined where it is missing, knows no such option or no such process. */
function ps(...args: string[]): string | undefined {
  if (process.platform === 'win32') return undefined;
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC0' }; // lstart is local time in the language of the locale
    return (
      execFileSync('ps', args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }) || undefined
    );
  } catch {
    return undefined;
  }
}
