import { log } from './log.js';

/** Places where the kill tests stop a request; outside such a test each is a comparison and no more. */
export type FaultPoint = 'after-staging' | 'before-commit' | 'before-chunk' | 'after-first-results';

/**
 * Logs and waits when PREMIA_FAULT_POINT names this point, so that a test can kill what is uncommitted. SIGUSR2 lets
 * what waits go on, so that a test can see what becomes of a request whose database was killed meanwhile.
 */
export async function faultPoint(
  point: FaultPoint,
  facts: Record<string, number | string> = {},
): Promise<void> {
  if (process.env.PREMIA_FAULT_POINT !== point) return;
  await new Promise<void>((goOn) => {
    process.once('SIGUSR2', () => goOn()); // before the line is out: who reads it may answer at once
    log('warn', 'stopped at a fault point', { point, ...facts });
  });
}
