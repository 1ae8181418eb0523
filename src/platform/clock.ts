/** The only place that reads the wall clock; tests and scenarios replace `now`. */
export const clock = {
  now: (): Date => new Date(),
};

/** Today in a time zone, as YYYY-MM-DD. */
export function todayIn(timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(clock.now());
}
