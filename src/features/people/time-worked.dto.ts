import { Amount, Code, Day, From, OneOf, RecordOf, Ref, Text, Until } from '../../platform/records/noun.js';

/** What a day of a production calendar may be. Days that are not named are what their weekday says. */
export const DAY_KINDS = ['holiday', 'day_off', 'working', 'short'] as const;

/** Reasons of absence. The calculation treats them alike: a day absent is not a day worked. */
const ABSENCE_KINDS = [
  'vacation',
  'sick_leave',
  'parental_leave',
  'study_leave',
  'unpaid_leave',
  'truancy',
  'other',
] as const;

@RecordOf({ name: 'calendars', table: 'calendars', key: ['calendar', 'day'], filters: ['calendar'] })
export class CalendarDayDto {
  /** Code of the production calendar, such as `ru`. A year is known once a day of it is named. */
  @Code()
  calendar!: string;

  @Day()
  day!: string;

  /** A public holiday, another day off, a day worked whatever its weekday, or one worked an hour less. */
  @OneOf(DAY_KINDS)
  kind!: string;

  /** The law or decree that says so. */
  @Text(500, { optional: true })
  source?: string;
}

@RecordOf({
  name: 'calendar-assignments',
  table: 'calendar_assignments',
  key: ['from'],
  exclusive: [],
  checks: ['CK_calendar_assignments_hours'],
  rules: [
    {
      field: 'calendar',
      expected: 'existing',
      sql: `select row_no, calendar as value, '{"key": "calendar", "noun": "calendars"}'::jsonb as facts from incoming i
        where not exists (select from calendars c where c.calendar = i.calendar and not c.withdrawn)`,
    },
  ],
})
export class CalendarAssignmentDto {
  /** Code of the production calendar the company works by from a day on; without one every weekday is worked. */
  @Code()
  calendar!: string;

  /** Hours of a full working day: 8 in a week of 40. */
  @Amount({ min: '1', max: '24', fallback: '8' })
  hoursPerDay?: string;

  @From()
  from!: string;

  @Until()
  until?: string;
}

@RecordOf({
  name: 'attendance',
  table: 'attendance',
  key: ['manager', 'from'],
  exclusive: ['manager'],
  filters: ['manager'],
})
export class AbsenceDto {
  @Ref('managers')
  manager!: string;

  @OneOf(ABSENCE_KINDS)
  kind!: string;

  /** First day absent. */
  @From()
  from!: string;

  /** First day back; without one the absence has no end yet. */
  @Until()
  until?: string;
}
