import { jumpsAbove, type Scheme, type Subject } from '../../calc/index.js';
import type { NextJumpDto } from './progress.dto.js';

/** For each measure and KPI that a scheme reads, the next value above the present one at which pay jumps. */
export function nextJumps(scheme: Scheme, subject: Subject): NextJumpDto[] {
  const own = [...scheme.inputs.values()].filter(({ source }) => source === 'measure' || source === 'kpi');
  const jumps = jumpsAbove(
    scheme,
    subject,
    own.map(({ name }) => name),
  );
  return jumps.map(({ name, title, value, up }) => {
    const { value: at, distance, jump, total, change } = up;
    return { scheme: scheme.code, name, title, now: value, at, distance, jump, total, change };
  });
}
