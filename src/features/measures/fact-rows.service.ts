import { Injectable } from '@nestjs/common';
import { type DayRange, monthsBetween } from '../../calc/index.js';
import type { Tx } from '../../platform/database/transaction.js';
import { among, asOf } from '../../platform/records/as-of.js';
import { creditedOrders, creditedPayments, creditedReturns, type DayBounds } from './credited.js';
import type { Reading, Scope } from './measure-sql.js';

/** Kinds of facts that row sets work through one by one. */
export type RowFacts = 'orders_won' | 'returns' | 'payments';

export interface RowsWanted {
  facts: RowFacts;
  range: DayRange;
  /** Whether the client's first order and the number of the order are asked for: they need the client's whole past. */
  withPast: boolean;
}

/** One fact as row sets read it, whole: `credit` says what share of it counts for the manager. */
export interface FactRow {
  kind: RowFacts;
  source: string;
  id: string;
  date: string;
  /** Of a linked fact: the order it refers to. */
  order?: { id: string; source: string };
  fields: Record<string, string | null>;
}

/** Reads the facts of a range one by one, for all managers in one query. */
@Injectable()
export class FactRowsService {
  /** By manager id. A fact that counts for several managers stands at each. */
  async rows(tx: Tx, wanted: RowsWanted, scope: Scope & Reading): Promise<Map<string, FactRow[]>> {
    const { start, end } = wanted.range;
    const found: FoundRow[] = await tx.query(sqlOf(wanted, scope), [
      scope.watermark,
      scope.managerIds,
      start,
      end,
    ]);
    const rows = new Map<string, FactRow[]>();
    for (const row of found) {
      const own = rows.get(row.manager_id);
      if (own) own.push(factRow(row, wanted));
      else rows.set(row.manager_id, [factRow(row, wanted)]);
    }
    return rows;
  }
}

interface FoundRow {
  manager_id: string;
  source: string;
  id: string;
  date: string;
  order_id: string | null;
  order_source: string | null;
  amount: string | null;
  quantity: string | null;
  product: string | null;
  product_group: string | null;
  client: string | null;
  segment: string | null;
  credit: string;
  first_date?: string | null;
  number?: string | null;
}

function factRow(row: FoundRow, { facts, withPast }: RowsWanted): FactRow {
  const { source, id, date, amount, quantity, product, product_group, client, segment, credit } = row;
  return {
    kind: facts,
    source,
    id,
    date,
    ...(row.order_id !== null && { order: { id: row.order_id, source: row.order_source! } }),
    fields: {
      amount,
      original_amount: amount, // amounts are taken in the company's currency only
      quantity,
      product,
      product_group,
      client,
      segment,
      credit,
      ...(withPast && {
        client_age: row.first_date ? String(monthsBetween(row.first_date, date)) : null,
        order_number_of_client: row.number ?? null,
      }),
    },
  };
}

const CREDITED: Record<RowFacts, typeof creditedOrders> = {
  orders_won: creditedOrders,
  returns: creditedReturns,
  payments: creditedPayments,
};
const BOUNDS: DayBounds = { from: '$3', until: '$4' };

function sqlOf({ facts, withPast }: RowsWanted, reading: Scope & Reading): string {
  const { mark } = reading;
  const isLinked = facts !== 'orders_won';
  const source = CREDITED[facts](mark, reading.credits, BOUNDS);
  const order = isLinked ? 'f.order_id' : 'f.id';
  return `select f.manager_id, f.source, f.external_id as id, f.business_date::text as date,
      ${isLinked ? 'f.order_external_id as order_id, f.order_source' : 'null as order_id, null as order_source'},
      trim_scale(f.whole_amount)::text as amount, trim_scale(f.whole_quantity)::text as quantity,
      p.code as product, p.product_group, c.code as client, c.segment, trim_scale(f.share)::text as credit
      ${withPast ? ', w.first_date::text as first_date, w.number' : ''}
    from ${source} f
    left join ${asOf('products', 'id, code, product_group', mark)} p on p.id = f.product_id
    left join ${asOf('clients', 'id, code, segment', mark)} c on c.id = f.client_id
    ${withPast ? `left join ${wonBefore(reading)} w on w.id = ${order}` : ''}
    where ${among('f.manager_id', '$2', reading.managerIds)} and $1::bigint is not null
      ${isLinked ? '' : `and f.status = 'won'`}`;
}

/** Won orders until the range's end with the client's first day and the order's number among the client's, from 1. */
function wonBefore({ mark }: Reading): string {
  const orders = asOf(
    'orders',
    'id, client_id, business_date, source, external_id, status',
    mark,
    `business_date < ${BOUNDS.until}::date`,
  );
  return `(select id, min(business_date) over (partition by client_id) as first_date, row_number() over
      (partition by client_id order by business_date, source collate "C", external_id collate "C") as number
    from ${orders} o where status = 'won' and client_id is not null)`;
}
