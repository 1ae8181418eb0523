import { Injectable } from '@nestjs/common';
import type { Day, DayRange } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { creditedComplaints, creditedRemarks } from './credited.js';

/** A complaint or remark that counts for a manager. */
export interface Event {
  kind: 'complaint' | 'remark';
  managerId: string;
  date: Day;
  source: string;
  externalId: string;
  /** Code and name of the client who complained; null of remarks, and where none is named. */
  client: string | null;
  clientName: string | null;
  text: string | null;
}

/** Complaints and remarks one by one, as they are known now, for all managers asked for at once. */
@Injectable()
export class EventsRepository {
  /** In order of their days. */
  of(tx: Tx, managerIds: readonly string[], { start, end }: DayRange): Promise<Event[]> {
    const now = { parameter: '$1', isLatest: true };
    const bounds = { from: '$2', until: '$3' };
    const columns = 'f.manager_id, f.business_date, f.source, f.external_id, f.client_id, x.text';
    return tx.query(
      `select e.kind, e.manager_id as "managerId", e.business_date::text as date, e.source, e.external_id as "externalId",
          c.code as client, c.name as "clientName", e.text
        from (select 'complaint' as kind, ${columns} from ${creditedComplaints(now, bounds)} f join complaints x on x.id = f.id
          union all select 'remark', ${columns} from ${creditedRemarks(now, bounds)} f join remarks x on x.id = f.id) e
        left join clients c on c.id = e.client_id where e.manager_id = any($1::bigint[])
        order by e.business_date, e.kind, e.source, e.external_id collate "C"`,
      [managerIds, start, end],
    );
  }
}
