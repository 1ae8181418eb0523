import { asOf } from '../../platform/records/as-of.js';

/**
 * Relation for a lateral join: the grade (`value`) that a manager had on the last day of a month, as known at a watermark. All
 * three are SQL. A record keeps its id through its history, which has an index on it.
 */
export const gradeThen = (managerId: string, month: string, watermark: string): string =>
  asOf(
    'manager_attributes',
    'value',
    watermark,
    `id in (select k.id from manager_attributes k where k.manager_id = ${managerId} and k.attribute = 'grade')
      and daterange(valid_from, valid_until) @> ((${month} || '-01')::date + interval '1 month' - interval '1 day')::date`,
  );
