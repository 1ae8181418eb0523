import { addDays, type Day, type Period, periodRange, previousMonths, weekdayOf } from '../calc/period.js';

/** Months of history the demo company has, the last one included. */
const DEMO_MONTHS = 18;

/** The months of the demo, in order. */
export function demoMonths(lastMonth: Period): Period[] {
  return [...previousMonths(lastMonth, DEMO_MONTHS - 1), lastMonth];
}

function isWeekday(day: Day): boolean {
  return weekdayOf(day) < 6;
}

/** Mondays to Fridays of a period from `from` on; the demo knows no holidays. */
export function weekdaysOf(period: Period, from: Day = ''): Day[] {
  const { start, end } = periodRange(period);
  const days: Day[] = [];
  for (let day = start; day < end; day = addDays(day, 1)) if (day >= from && isWeekday(day)) days.push(day);
  return days;
}

/** The day itself, or the Monday after a weekend. */
export function weekdayFrom(day: Day): Day {
  return isWeekday(day) ? day : weekdayFrom(addDays(day, 1));
}

/** The day itself, or the Friday before a weekend. */
export function weekdayUntil(day: Day): Day {
  return isWeekday(day) ? day : weekdayUntil(addDays(day, -1));
}

/** The weekday `count` weekdays later. */
export function addWeekdays(day: Day, count: number): Day {
  return count === 0 ? day : addWeekdays(weekdayFrom(addDays(day, 1)), count - 1);
}

/** The weekday on which half of a month's weekdays are left, or half and one where they are odd. */
export function middleWeekday(month: Period): Day {
  const days = weekdaysOf(month);
  return days[Math.floor(days.length / 2)]!;
}
