import type { Day, DayRange } from '../../calc/index.js';

/** The days of a range whose facts are taken, up to a first day no longer; empty where the range begins later. */
export const taken = ({ start, end }: DayRange, until: Day | undefined): DayRange => ({
  start,
  end: until === undefined || until >= end ? end : until < start ? start : until,
});
