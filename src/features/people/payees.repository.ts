import { Injectable } from '@nestjs/common';
import type { DayRange } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { asOf } from '../../platform/records/as-of.js';

/** A value in force from a day, until the first day no longer; null while it has no end. */
export interface DatedValue {
  value: string;
  from: string;
  until: string | null;
}

/** A manager whose pay is computed, with what was known at the watermark. */
export interface Payee {
  id: string;
  personnelNumber: string;
  name: string;
  hiredOn: string | null;
  lastDay: string | null;
  /** Ids of the teams, in order of time. */
  teams: DatedValue[];
  /** Dated values by attribute; `grade_salary` holds the salaries of the manager's grades, resolved. */
  attributes: Record<string, DatedValue[]>;
}

const INTERVAL = `'from', valid_from, 'until', valid_until`;

@Injectable()
export class PayeesRepository {
  /** Payees employed on some day of the range, in order of personnel number; all of them, or those of `managerIds`. */
  employed(
    tx: Tx,
    { start, end }: DayRange,
    watermark: string,
    managerIds: readonly string[] | null,
  ): Promise<Payee[]> {
    const managers = asOf('managers', 'id, personnel_number, name, hired_on, last_day, payee', '$1');
    const attributes = asOf(
      'manager_attributes',
      'manager_id, attribute, value, valid_from, valid_until',
      '$1',
    );
    const memberships = asOf('team_memberships', 'manager_id, team_id, valid_from, valid_until', '$1');
    return tx.query(
      `select m.id, m.personnel_number as "personnelNumber", m.name, m.hired_on::text as "hiredOn", m.last_day::text as "lastDay",
          coalesce(t.teams, '[]') as teams, coalesce(a.attributes, '{}') as attributes
        from ${managers} m
        left join (select manager_id, jsonb_agg(jsonb_build_object('value', team_id::text, ${INTERVAL}) order by valid_from) as teams
          from ${memberships} s group by 1) t on t.manager_id = m.id
        left join (select manager_id, jsonb_object_agg(attribute, dated) as attributes from (
            select manager_id, attribute, jsonb_agg(jsonb_build_object('value', value, ${INTERVAL}) order by valid_from) as dated
            from ${attributes} s group by 1, 2) d group by 1) a on a.manager_id = m.id
        where m.payee and (m.hired_on is null or m.hired_on < $3::date) and (m.last_day is null or m.last_day >= $2::date)
          and ($4::bigint[] is null or m.id = any($4::bigint[]))
        order by m.personnel_number collate "C"`,
      [watermark, start, end, managerIds],
    );
  }

  /** Salaries of the grades as known at the watermark: grade number → dated salary. */
  async gradeSalaries(tx: Tx, watermark: string): Promise<Map<string, DatedValue[]>> {
    const rows: (DatedValue & { number: number })[] = await tx.query(
      `select number, trim_scale(salary)::text as value, valid_from::text as from, valid_until::text as until
        from ${asOf('grades', 'number, salary, valid_from, valid_until', '$1')} g order by valid_from`,
      [watermark],
    );
    const salaries = new Map<string, DatedValue[]>();
    for (const { number, ...dated } of rows) {
      const key = String(number);
      salaries.set(key, [...(salaries.get(key) ?? []), dated]);
    }
    return salaries;
  }

  async personnelNumberKnown(
    tx: Tx,
    personnelNumber: string,
  ): Promise<{ id: string; name: string } | undefined> {
    const [row] = await tx.query(
      'select id, name from managers where personnel_number = $1 and not withdrawn',
      [personnelNumber],
    );
    return row;
  }
}

/** The value in force on a day, or undefined. */
export function valueOn(dated: readonly DatedValue[] | undefined, day: string): string | undefined {
  return dated?.find(({ from, until }) => from <= day && (until === null || day < until))?.value;
}
