import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transaction.js';
import { asOf } from '../../platform/records/as-of.js';
import { type CalendarInForce, WorkCalendar } from './work-calendar.js';

@Injectable()
export class CalendarsRepository {
  /** The production calendars the company works by, as known at the watermark. */
  async known(tx: Tx, watermark: string): Promise<WorkCalendar> {
    const inForce: CalendarInForce[] = await tx.query(
      `select a.valid_from::text as "from", a.valid_until::text as "until", a.hours_per_day::text as "hoursPerDay",
          (select coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'kind', d.kind) order by d.day), '[]')
            from ${asOf('calendars', 'calendar, day, kind', '$1')} d where d.calendar = a.calendar) as days
        from ${asOf('calendar_assignments', 'calendar, hours_per_day, valid_from, valid_until', '$1')} a order by a.valid_from`,
      [watermark],
    );
    return new WorkCalendar(inForce);
  }
}
