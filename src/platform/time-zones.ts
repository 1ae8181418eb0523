import { clock } from './clock.js';

const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;

/** Formats by time zone: making one costs more than a query. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** What clocks of a zone show at an instant, to the second, as `2026-03-31 03:00:00`: Swedish writes it so. */
function shown(instant: Date | number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    formats.set(timeZone, format);
  }
  return format.format(instant);
}

/** The day that an instant falls on in a time zone, as YYYY-MM-DD. */
export const dayOf = (instant: Date | number, timeZone: string): string =>
  shown(instant, timeZone).slice(0, 10);

/** Today in a time zone, as YYYY-MM-DD. */
export const todayIn = (timeZone: string): string => dayOf(clock.now(), timeZone);

/**
 * The first instant at which clocks of the zone show this hour (0–23) of the day or a later one: where the hour is left
 * out the first instant after the gap, and of an hour that comes twice the first.
 */
export function firstInstantAt(day: string, hour: number, timeZone: string): Date {
  const shownMs = (ms: number) => Date.parse(`${shown(ms, timeZone).replace(' ', 'T')}Z`);
  const wantedMs = Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00Z`);
  const offsets = [wantedMs - DAY_MS, wantedMs + DAY_MS].map((ms) => shownMs(ms) - ms);
  let ms = wantedMs - Math.max(...offsets);
  if (shownMs(ms) >= wantedMs) return new Date(ms);
  let earlyMs = ms;
  for (ms = wantedMs - Math.min(...offsets); ms - earlyMs > SECOND_MS; ) {
    const middleMs = earlyMs + Math.floor((ms - earlyMs) / 2 / SECOND_MS) * SECOND_MS;
    if (shownMs(middleMs) < wantedMs) earlyMs = middleMs;
    else ms = middleMs;
  }
  return new Date(ms);
}
