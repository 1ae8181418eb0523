/** `2026-03`, `2026-Q1` or `2026`. */
export type Period = string;
/** `YYYY-MM-DD`. */
export type Day = string;
export type PeriodKind = 'month' | 'quarter' | 'year';
export const PERIOD_KINDS: readonly PeriodKind[] = ['month', 'quarter', 'year'];

/** Days from `start`, up to and without `end`. */
export interface DayRange {
  start: Day;
  end: Day;
}

/** The days that both ranges have; empty, where they have none, with its end not before its start. */
export function overlap(one: DayRange, other: DayRange): DayRange {
  const start = one.start > other.start ? one.start : other.start;
  const end = one.end < other.end ? one.end : other.end;
  return { start, end: end < start ? start : end };
}

const PERIOD = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTHS_IN: Record<PeriodKind, number> = { month: 1, quarter: 3, year: 12 };

/** A period's kind and the number of its first month, counted from year 0. */
interface Place {
  kind: PeriodKind;
  month: number;
}

/** The kind of a period, or undefined when the text is no period. */
export function periodKind(text: string): PeriodKind | undefined {
  const match = PERIOD.exec(text);
  if (!match || match[1] === '0000') return undefined;
  return match[2] ? 'month' : match[3] ? 'quarter' : 'year';
}

/** Whether the text is a period such as `2026-03`, `2026-Q1` or `2026`. */
export function isPeriod(text: string): boolean {
  return periodKind(text) !== undefined;
}

function placeOf(period: Period): Place {
  const kind = periodKind(period);
  if (!kind)
    throw new RangeError(`"${period.slice(0, 20)}" is not a period such as 2026-03, 2026-Q1 or 2026`);
  const [, year, month, quarter] = PERIOD.exec(period)!;
  const monthInYear = month ? Number(month) - 1 : quarter ? (Number(quarter) - 1) * 3 : 0;
  return { kind, month: Number(year) * 12 + monthInYear };
}

function periodAt(kind: PeriodKind, month: number): Period {
  const year = String(Math.floor(month / 12)).padStart(4, '0');
  const monthInYear = month % 12;
  if (kind === 'year') return year;
  if (kind === 'quarter') return `${year}-Q${Math.floor(monthInYear / 3) + 1}`;
  return `${year}-${String(monthInYear + 1).padStart(2, '0')}`;
}

/** The period of the same kind `count` periods later (earlier when negative). */
export function shiftPeriod(period: Period, count: number): Period {
  const { kind, month } = placeOf(period);
  return periodAt(kind, month + count * MONTHS_IN[kind]);
}

export function nextPeriod(period: Period): Period {
  return shiftPeriod(period, 1);
}

export function previousPeriod(period: Period): Period {
  return shiftPeriod(period, -1);
}

export function samePeriodLastYear(period: Period): Period {
  const { kind, month } = placeOf(period);
  return periodAt(kind, month - 12);
}

/** First day, and the day after the last. */
export function periodRange(period: Period): DayRange {
  const { kind, month } = placeOf(period);
  return { start: firstDay(month), end: firstDay(month + MONTHS_IN[kind]) };
}

function firstDay(month: number): Day {
  return `${periodAt('month', month)}-01`;
}

/** The months of a period, in order. */
export function monthsOf(period: Period): Period[] {
  const { kind, month } = placeOf(period);
  return months(month, month + MONTHS_IN[kind]);
}

/** The period of a kind that a day falls in. */
export function periodOfDay(day: Day, kind: PeriodKind): Period {
  const { month } = placeOf(day.slice(0, 7));
  return periodAt(kind, month - (month % MONTHS_IN[kind]));
}

/** The `count` months before the period's first one, in order. */
export function previousMonths(period: Period, count: number): Period[] {
  const { month } = placeOf(period);
  return months(month - count, month);
}

/** Months of the quarter up to the period's last month. */
export function quarterToDate(period: Period): Period[] {
  const { kind, month } = placeOf(period);
  return months(month - (month % 3), month + MONTHS_IN[kind]);
}

/** Months of the year up to the period's last month. */
export function yearToDate(period: Period): Period[] {
  const { kind, month } = placeOf(period);
  return months(month - (month % 12), month + MONTHS_IN[kind]);
}

/** Months of the quarter before the period's first month. */
export function quarterSoFar(period: Period): Period[] {
  const { month } = placeOf(period);
  return months(month - (month % 3), month);
}

/** Months of the year before the period's first month. */
export function yearSoFar(period: Period): Period[] {
  const { month } = placeOf(period);
  return months(month - (month % 12), month);
}

function months(from: number, to: number): Period[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => periodAt('month', from + index));
}

/** The days that periods standing in a row cover; undefined for none. */
export function rangeOfAll(periods: readonly Period[]): DayRange | undefined {
  const first = periods[0];
  const last = periods.at(-1);
  return first && last ? { start: periodRange(first).start, end: periodRange(last).end } : undefined;
}

/** Whether the text is a real day of the Gregorian calendar. */
export function isDay(text: string): boolean {
  const match = DAY.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function partsOfDay(day: Day): [year: number, month: number, day: number] {
  if (!isDay(day)) throw new RangeError(`"${day.slice(0, 20)}" is not a day such as 2026-03-31`);
  return day.split('-').map(Number) as [number, number, number];
}

/** Days since 1 March of year 0; years starting in March make the leap day the last of its year. */
function dayNumber(day: Day): number {
  const [year, month, dayInMonth] = partsOfDay(day);
  const marchYear = month > 2 ? year : year - 1;
  const monthFromMarch = (month + 9) % 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((monthFromMarch * 153 + 2) / 5) + dayInMonth - 1;
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** The weekday of a day: 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return ((dayNumber(day) + 2) % 7) + 1; // 1 March of year 0 was a Wednesday
}

/** Whole months from `from` to `to`: 15 January to 14 March is one; negative when `to` is earlier. */
export function monthsBetween(from: Day, to: Day): number {
  if (to < from) return -monthsBetween(to, from) || 0;
  const [fromYear, fromMonth, fromDay] = partsOfDay(from);
  const [toYear, toMonth, toDay] = partsOfDay(to);
  return (toYear - fromYear) * 12 + toMonth - fromMonth - (toDay < fromDay ? 1 : 0);
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  let [year, month, dayInMonth] = partsOfDay(day);
  dayInMonth += count;
  while (dayInMonth < 1) {
    month = month === 1 ? 12 : month - 1;
    if (month === 12) year--;
    dayInMonth += daysInMonth(year, month);
  }
  while (dayInMonth > daysInMonth(year, month)) {
    dayInMonth -= daysInMonth(year, month);
    month = month === 12 ? 1 : month + 1;
    if (month === 1) year++;
  }
  return [
    String(year).padStart(4, '0'),
    String(month).padStart(2, '0'),
    String(dayInMonth).padStart(2, '0'),
  ].join('-');
}
