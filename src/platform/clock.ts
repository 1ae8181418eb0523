/** The only place that reads the wall clock; tests and scenarios replace `now`. */
export const clock = {
  now: (): Date => new Date(),
};

/** Formats by time zone: making one costs more than a query. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** Today in a time zone, as YYYY-MM-DD. */
export function todayIn(timeZone: string): string {
  let format = dayFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
    dayFormats.set(timeZone, format);
  }
  return format.format(clock.now());
}
