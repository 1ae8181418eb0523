import { log } from './log.js';

/** Places where the kill tests stop the process for good; outside such a test each is a comparison and no more. */
export type FaultPoint = 'after-staging' | 'before-commit' | 'after-first-results';

/** Logs and waits for ever when PREMIA_FAULT_POINT names this point, so that a test can kill what is uncommitted. */
export async function faultPoint(point: FaultPoint, facts: Record<string, number | string> = {}): Promise<void> {
  if (process.env.PREMIA_FAULT_POINT !== point) return;
  log('warn', 'stopped at a fault point', { point, ...facts });
  await new Promise<never>((_, reject) => {
    setInterval(() => undefined, 60_000);
    process.once('beforeExit', () => reject(new Error('left a fault point')));
  });
}
