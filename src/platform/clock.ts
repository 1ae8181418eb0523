import { readFileSync, statSync } from 'node:fs';

/** The only place that reads the wall clock; tests and scenarios replace `now`, those of processes move it by a file. */
export const clock = {
  now: (): Date => {
    const file = process.env.PREMIA_CLOCK_FILE;
    return file ? movedBy(file) : new Date();
  },
};

/** The instant that the file says, and the time since it was written: the same for all processes, and it goes on. */
function movedBy(file: string): Date {
  const writtenMs = statSync(file).mtimeMs;
  return new Date(Date.parse(readFileSync(file, 'utf8').trim()) + Date.now() - writtenMs);
}
