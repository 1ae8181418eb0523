import { Injectable } from '@nestjs/common';
import { type Tx, together } from '../../platform/database/transaction.js';
import { among, asOf } from '../../platform/records/as-of.js';

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

const INTERVAL = 'valid_from::text as "from", valid_until::text as "until"';

@Injectable()
export class PayeesRepository {
  /** Everybody who was marked as payee, in order of personnel number; all of them, or those of `managerIds`. */
  async known(tx: Tx, watermark: string, managerIds: readonly string[] | null): Promise<Payee[]> {
    const [rows, teams, attributes] = await together([
      this.managers(tx, watermark, managerIds),
      this.teams(tx, watermark, managerIds),
      this.attributes(tx, watermark, managerIds),
    ]);
    const payees = rows.map((row): Payee => ({ ...row, teams: [], attributes: Object.create(null) }));
    const byId = new Map(payees.map((payee) => [payee.id, payee]));
    for (const { managerId, ...team } of teams) byId.get(managerId)?.teams.push(team);
    for (const { managerId, attribute, ...dated } of attributes) {
      const attributesOf = byId.get(managerId)?.attributes;
      if (attributesOf) attributesOf[attribute] = [...(attributesOf[attribute] ?? []), dated];
    }
    return payees;
  }

  private managers(
    tx: Tx,
    watermark: string,
    managerIds: readonly string[] | null,
  ): Promise<Omit<Payee, 'teams' | 'attributes'>[]> {
    return tx.query(
      `select id, personnel_number as "personnelNumber", name, hired_on::text as "hiredOn", last_day::text as "lastDay"
        from ${asOf('managers', 'id, personnel_number, name, hired_on, last_day', '$1', `payee and ${among('id', '$2', managerIds)}`)} m
        order by personnel_number collate "C"`,
      [watermark, managerIds],
    );
  }

  private teams(
    tx: Tx,
    watermark: string,
    managerIds: readonly string[] | null,
  ): Promise<(DatedValue & { managerId: string })[]> {
    return tx.query(
      `select manager_id as "managerId", team_id as value, ${INTERVAL}
        from ${asOf('team_memberships', 'manager_id, team_id, valid_from, valid_until', '$1', among('manager_id', '$2', managerIds))} t
        order by valid_from`,
      [watermark, managerIds],
    );
  }

  private attributes(
    tx: Tx,
    watermark: string,
    managerIds: readonly string[] | null,
  ): Promise<(DatedValue & { managerId: string; attribute: string })[]> {
    return tx.query(
      `select manager_id as "managerId", attribute, value, ${INTERVAL}
        from ${asOf('manager_attributes', 'manager_id, attribute, value, valid_from, valid_until', '$1', among('manager_id', '$2', managerIds))} a
        order by valid_from`,
      [watermark, managerIds],
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
