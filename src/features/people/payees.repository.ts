import { Injectable } from '@nestjs/common';
import { type Tx, together } from '../../platform/database/transaction.js';
import { among, asOf } from '../../platform/records/as-of.js';
import { CalendarsRepository } from './calendars.repository.js';
import type { WorkCalendar } from './work-calendar.js';

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
  /** Days absent, in order of time; the first day back is the first no longer. */
  absences: { from: string; until: string | null }[];
  /** The production calendar that the company works by. */
  calendar: WorkCalendar;
}

/** A payee as read: attributes in one list. */
type PayeeRow = Omit<Payee, 'attributes' | 'calendar'> & {
  attributes: (DatedValue & { attribute: string })[];
};

@Injectable()
export class PayeesRepository {
  constructor(private readonly calendars: CalendarsRepository) {}

  /** Everybody who was marked as payee, in order of personnel number; all of them, or those of `managerIds`. */
  async known(tx: Tx, watermark: string, managerIds: readonly string[] | null): Promise<Payee[]> {
    const managers = asOf(
      'managers',
      'id, personnel_number, name, hired_on, last_day',
      '$1',
      `payee and ${among('id', '$2', managerIds)}`,
    );
    const [rows, calendar]: [PayeeRow[], WorkCalendar] = await together([
      tx.query(
        `select m.id, m.personnel_number as "personnelNumber", m.name, m.hired_on::text as "hiredOn", m.last_day::text as "lastDay",
            coalesce(t.dated, '[]') as teams, coalesce(a.dated, '[]') as attributes, coalesce(x.dated, '[]') as absences
          from ${managers} m
          left join ${datedOf('team_memberships', { value: 'team_id::text' }, managerIds)} t on t.manager_id = m.id
          left join ${datedOf('manager_attributes', { attribute: 'attribute', value: 'value' }, managerIds)} a on a.manager_id = m.id
          left join ${datedOf('attendance', {}, managerIds)} x on x.manager_id = m.id
          order by m.personnel_number collate "C"`,
        [watermark, managerIds],
      ),
      this.calendars.known(tx, watermark),
    ]);
    return rows.map((row) => ({ ...row, attributes: byAttribute(row.attributes), calendar }));
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

/** A relation of managers' dated values, each manager's in one list in order of time: columns by their names in the list. */
function datedOf(
  table: string,
  values: Record<string, string>,
  managerIds: readonly string[] | null,
): string {
  const columns = [...new Set(Object.values(values).map((value) => value.split('::')[0]!))];
  const dated = { ...values, from: 'valid_from', until: 'valid_until' };
  const entries = Object.entries(dated).map(([name, value]) => `'${name}', ${value}`);
  return `(select manager_id, json_agg(json_build_object(${entries.join(', ')}) order by valid_from) as dated
    from ${asOf(table, ['manager_id', ...columns, 'valid_from', 'valid_until'].join(', '), '$1', among('manager_id', '$2', managerIds))} d
    group by 1)`;
}

function byAttribute(rows: PayeeRow['attributes']): Payee['attributes'] {
  const attributes: Payee['attributes'] = Object.create(null);
  for (const { attribute, ...dated } of rows) {
    attributes[attribute] ??= [];
    attributes[attribute].push(dated);
  }
  return attributes;
}

/** The value in force on a day, or undefined. */
export function valueOn(dated: readonly DatedValue[] | undefined, day: string): string | undefined {
  return dated?.find(({ from, until }) => from <= day && (until === null || day < until))?.value;
}

/** What the payee's own dated values say on a day: `grade_salary` is the salary of their own, else that of the grade. */
export function attributeOn(
  { attributes }: Payee,
  key: string,
  day: string,
  gradeSalaries: ReadonlyMap<string, readonly DatedValue[]>,
): string | null {
  const onDay = (name: string) => valueOn(attributes[name], day);
  if (key === 'grade_salary')
    return onDay('salary') ?? valueOn(gradeSalaries.get(onDay('grade') ?? ''), day) ?? null;
  return onDay(key) ?? (key === 'part_time_rate' ? '1' : null);
}
