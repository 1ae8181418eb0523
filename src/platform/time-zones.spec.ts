import { addDays, periodOfDay, periodRange, shiftPeriod } from '../calc/period.js';
import { dayOf, firstInstantAt } from './time-zones.js';

const HOUR_MS = 3_600_000;

/** Days on which clocks change at 01:00 UTC, as the European Union has it: the last Sundays of March and October. */
const BERLIN: Record<number, [string, string]> = {
  2020: ['2020-03-29', '2020-10-25'],
  2021: ['2021-03-28', '2021-10-31'],
  2022: ['2022-03-27', '2022-10-30'],
  2023: ['2023-03-26', '2023-10-29'],
  2024: ['2024-03-31', '2024-10-27'],
  2025: ['2025-03-30', '2025-10-26'],
  2026: ['2026-03-29', '2026-10-25'],
  2027: ['2027-03-28', '2027-10-31'],
  2028: ['2028-03-26', '2028-10-29'],
  2029: ['2029-03-25', '2029-10-28'],
  2030: ['2030-03-31', '2030-10-27'],
};
/** The second Sunday of March (07:00 UTC) and the first of November (06:00 UTC), as the United States have it. */
const NEW_YORK: Record<number, [string, string]> = {
  2020: ['2020-03-08', '2020-11-01'],
  2021: ['2021-03-14', '2021-11-07'],
  2022: ['2022-03-13', '2022-11-06'],
  2023: ['2023-03-12', '2023-11-05'],
  2024: ['2024-03-10', '2024-11-03'],
  2025: ['2025-03-09', '2025-11-02'],
  2026: ['2026-03-08', '2026-11-01'],
  2027: ['2027-03-14', '2027-11-07'],
  2028: ['2028-03-12', '2028-11-05'],
  2029: ['2029-03-11', '2029-11-04'],
  2030: ['2030-03-10', '2030-11-03'],
};
const YEARS = Object.keys(BERLIN).map(Number);

/** Hours from UTC to the clocks of a zone on a whole hour of UTC, by the calendars above; Moscow changes nothing since 2014. */
function hoursAhead(instant: Date, timeZone: string): number {
  const year = instant.getUTCFullYear();
  const at = instant.toISOString().slice(0, 13);
  if (timeZone === 'Europe/Moscow') return 3;
  if (timeZone === 'Europe/Berlin') {
    const [spring, autumn] = BERLIN[year]!;
    return at >= `${spring}T01` && at < `${autumn}T01` ? 2 : 1;
  }
  const [spring, autumn] = NEW_YORK[year]!;
  return at >= `${spring}T07` && at < `${autumn}T06` ? -4 : -5;
}

/** Whole hours of UTC around each change of clocks, month's end and 29 February of the years. */
function* hoursOfInterest(): Generator<Date> {
  const changes = YEARS.flatMap((year) => [...BERLIN[year]!, ...NEW_YORK[year]!]);
  const ends = YEARS.flatMap((year) =>
    Array.from({ length: 12 }, (_, month) => `${shiftPeriod(`${year}-01`, month)}-01`),
  );
  for (const day of new Set([...changes, ...ends])) {
    const start = Date.parse(`${day}T00:00:00Z`);
    for (let hour = -26; hour < 26; hour++) {
      const instant = new Date(start + hour * HOUR_MS);
      if (YEARS.includes(instant.getUTCFullYear())) yield instant;
    }
  }
}

describe.each(['Europe/Moscow', 'Europe/Berlin', 'America/New_York'])('days in %s', (timeZone) => {
  it('are those that its clocks show, 2020 to 2030', () => {
    const wrong: string[] = [];
    for (const instant of hoursOfInterest()) {
      const local = new Date(instant.getTime() + hoursAhead(instant, timeZone) * HOUR_MS);
      if (dayOf(instant, timeZone) !== local.toISOString().slice(0, 10)) wrong.push(instant.toISOString());
    }
    expect(wrong).toEqual([]);
  });

  it('have each hour at the first instant at which clocks show it', () => {
    const wrong: string[] = [];
    for (const instant of hoursOfInterest()) {
      const local = new Date(instant.getTime() + hoursAhead(instant, timeZone) * HOUR_MS);
      const before = new Date(instant.getTime() - HOUR_MS);
      // the hour came once already
      const isSecond =
        YEARS.includes(before.getUTCFullYear()) &&
        hoursAhead(before, timeZone) > hoursAhead(instant, timeZone);
      const [day, hour] = [local.toISOString().slice(0, 10), local.getUTCHours()];
      const found = firstInstantAt(day, hour, timeZone);
      if (found.getTime() !== (isSecond ? before : instant).getTime())
        wrong.push(`${day} ${hour}: ${found.toISOString()}`);
    }
    expect(wrong).toEqual([]);
  });

  it('leave no instant out of the months and count none in two', () => {
    const instants = [...hoursOfInterest()].flatMap((hour) => [hour.getTime() - 1, hour.getTime()]);
    const months = YEARS.flatMap((year) =>
      Array.from({ length: 12 }, (_, month) => shiftPeriod(`${year}-01`, month)),
    );
    const bounds = months.map((month) => {
      const { start, end } = periodRange(month);
      return [
        firstInstantAt(start, 0, timeZone).getTime(),
        firstInstantAt(end, 0, timeZone).getTime(),
      ] as const;
    });
    for (const [place, [, end]] of bounds.entries()) expect(end).toBe(bounds[place + 1]?.[0] ?? end);
    const wrong = instants
      .filter((ms) => ms >= bounds[0]![0] && ms < bounds.at(-1)![1])
      .filter((ms) => {
        const holding = months.filter((_, place) => bounds[place]![0] <= ms && ms < bounds[place]![1]);
        return holding.length !== 1 || holding[0] !== periodOfDay(dayOf(ms, timeZone), 'month');
      });
    expect(wrong).toEqual([]);
  });
});

describe('the first instant of an hour', () => {
  it('left out is the change of clocks, 2020 to 2030', () => {
    const changes = YEARS.flatMap((year) => [
      [firstInstantAt(BERLIN[year]![0], 2, 'Europe/Berlin'), `${BERLIN[year]![0]}T01:00:00.000Z`] as const,
      [
        firstInstantAt(NEW_YORK[year]![0], 2, 'America/New_York'),
        `${NEW_YORK[year]![0]}T07:00:00.000Z`,
      ] as const,
    ]);
    expect(changes.map(([found]) => found.toISOString())).toEqual(changes.map(([, change]) => change));
  });

  it.each([
    // clocks go from 02:00 to 03:00: 02:00 is not shown
    ['Europe/Berlin', '2026-03-29', 2, '2026-03-29T01:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29', 3, '2026-03-29T01:00:00.000Z'],
    ['America/New_York', '2026-03-08', 2, '2026-03-08T07:00:00.000Z'],
    // from 03:00 to 02:00: 02:00 comes twice, first in summer time
    ['Europe/Berlin', '2026-10-25', 2, '2026-10-25T00:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25', 3, '2026-10-25T02:00:00.000Z'],
    ['America/New_York', '2026-11-01', 1, '2026-11-01T05:00:00.000Z'],
    // half an hour is left out: from 02:00 to 02:30
    ['Australia/Lord_Howe', '2026-10-04', 2, '2026-10-03T15:30:00.000Z'],
    // midnight is left out: from 24:00 on 5 September to 01:00
    ['America/Santiago', '2026-09-06', 0, '2026-09-06T04:00:00.000Z'],
    // a whole day is left out: from 24:00 on 29 December to 00:00 on the 31st
    ['Pacific/Apia', '2011-12-30', 5, '2011-12-30T10:00:00.000Z'],
    ['Europe/Moscow', '2028-02-29', 3, '2028-02-29T00:00:00.000Z'],
    ['UTC', '2026-03-01', 0, '2026-03-01T00:00:00.000Z'],
  ])('%s %s %i', (timeZone, day, hour, expected) => {
    expect(firstInstantAt(day, hour, timeZone).toISOString()).toBe(expected);
  });

  it('is on the day asked for, or on none at all where that is left out', () => {
    expect(dayOf(firstInstantAt('2011-12-30', 5, 'Pacific/Apia'), 'Pacific/Apia')).toBe(
      addDays('2011-12-30', 1),
    );
  });
});
