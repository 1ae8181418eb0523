import { clock } from './clock.js';

type Level = 'info' | 'warn' | 'error';

/** One JSON line on standard error. Facts must hold no pay figures, names, tokens or SQL. */
export function log(level: Level, message: string, facts: Record<string, unknown> = {}): void {
  process.stderr.write(`${JSON.stringify({ at: clock.now().toISOString(), level, message, ...facts })}\n`);
}

/** What a fault was and where, without its message: messages of drivers quote values. */
export function faultFacts(error: unknown): Record<string, unknown> {
  const stack =
    error instanceof Error
      ? (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
      : [];
  return {
    kind: error instanceof Error ? error.constructor.name : typeof error,
    code: (error as { code?: unknown } | undefined)?.code,
    stack: stack.slice(0, 8).map((line) => line.trim()),
  };
}
