import { clock } from './clock.js';

type Level = 'info' | 'warn' | 'error';

/** One JSON line on standard error. Facts must hold no pay figures, names, tokens or SQL. */
export function log(level: Level, message: string, facts: Record<string, unknown> = {}): void {
  process.stderr.write(`${JSON.stringify({ at: clock.now().toISOString(), level, message, ...facts })}\n`);
}
