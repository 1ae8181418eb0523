/** The only place that reads the wall clock; tests and scenarios replace `now`. */
export const clock = {
  now: (): Date => new Date(),
};
