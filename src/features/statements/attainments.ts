import { type Day, PERIOD_KINDS, type Period, periodKind } from '../../calc/index.js';
import type { AttainmentDto } from './payroll-table.dto.js';

/** What the attainment line of one result came to. */
export interface Attained extends AttainmentDto {
  managerId: string;
  /** First day of the part of the period that the result is of; null for the whole. */
  from: Day | null;
}

/** How far each manager's plan is met, by manager id: in the shortest period, by the first scheme, in the last part. */
export function attainmentByManager(attained: readonly Attained[]): Map<string, AttainmentDto> {
  const found = new Map<string, Attained>();
  for (const one of attained) {
    const other = found.get(one.managerId);
    if (!other || goesBefore(one, other)) found.set(one.managerId, one);
  }
  return new Map([...found].map(([id, { managerId, from, ...attainment }]) => [id, attainment]));
}

function goesBefore(one: Attained, other: Attained): boolean {
  const [length, lengthOfOther] = [lengthOf(one.period), lengthOf(other.period)];
  if (length !== lengthOfOther) return length < lengthOfOther;
  if (one.scheme !== other.scheme) return one.scheme < other.scheme;
  return (one.from ?? '') > (other.from ?? '');
}

const lengthOf = (period: Period): number => PERIOD_KINDS.indexOf(periodKind(period)!);
