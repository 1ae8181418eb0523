import { type DayRange, shiftPeriod } from '../../calc/index.js';
import type { MeasureDefinition } from './definition.js';

/** One measure over one range of days, for every manager. */
export interface MeasureRequest {
  /** Name the value is asked for by; unique in a call. */
  key: string;
  definition: MeasureDefinition;
  range: DayRange;
}

/** Exact values by request and manager; a manager without facts has none. */
export class MeasureValues {
  private readonly values = new Map<string, Map<string, string | null>>();

  set(key: string, managerId: string, value: string | null): void {
    let byManager = this.values.get(key);
    if (!byManager) {
      byManager = new Map();
      this.values.set(key, byManager);
    }
    byManager.set(managerId, value);
  }

  /** Takes over the values of another reading, over those that are there. */
  add({ values }: MeasureValues): void {
    for (const [key, byManager] of values) {
      for (const [managerId, value] of byManager) this.set(key, managerId, value);
    }
  }

  /** Whether there is a value of a request for a manager. */
  isKnown(key: string, managerId: string): boolean {
    return this.values.get(key)?.has(managerId) ?? false;
  }

  /** The value as decimal text. Sums and counts of nothing are 0; average, last, max and min of nothing are null. */
  get(request: MeasureRequest, managerId: string): string | null {
    return this.of(request)(managerId);
  }

  /** The same for many managers. */
  of({ key, definition }: MeasureRequest): (managerId: string) => string | null {
    const byManager = this.values.get(key);
    const ofNothing = isEmptyZero(definition) ? '0' : null;
    return (managerId) => byManager?.get(managerId) ?? ofNothing;
  }
}

/** Whether nothing counts as 0 or as missing. Source: language, Semantics 5. */
function isEmptyZero(definition: MeasureDefinition): boolean {
  return !('aggregate' in definition) || !['average', 'last', 'max', 'min'].includes(definition.aggregate);
}

/** First day of the period before a range that stands on whole months. */
export function previousStart({ start, end }: DayRange): string {
  const month = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return `${shiftPeriod(start.slice(0, 7), month(start) - month(end))}-01`;
}
