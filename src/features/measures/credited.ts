import { asOf, type Mark } from '../../platform/records/as-of.js';

/** Condition on the business date of what is read; the facts of other days are not touched. */
export interface DayBounds {
  from: string;
  until: string;
}

const within = ({ from, until }: DayBounds): string =>
  `business_date >= ${from}::date and business_date < ${until}::date`;

const ORDER_COLUMNS =
  'id, source, external_id, business_date, manager_id, client_id, product_id, status, amount, quantity, credits';

/** Amounts as sent, whatever share of them counts. */
const UNDIVIDED = (fact: string): string =>
  `${fact}.amount as whole_amount, ${fact}.quantity as whole_quantity`;

/** Which ways of crediting orders there are to read; a way that no order takes costs nothing. */
export interface Credits {
  /** Orders with divided credit. */
  split: boolean;
  /** Orders that name no manager and count for the client's holders. */
  held: boolean;
}

/** Columns that tell which ways of crediting occur now. */
export const CREDITS_NOW = `exists (select from orders where credits is not null) as split,
  exists (select from orders where manager_id is null and credits is null and not withdrawn) as held`;

/**
 * Orders with the managers they count for: the manager named, else the divided credit, else the holders of the client on
 * that day. `share` divides amounts; counts are whole for each. Source: design §7, credit.
 */
export function creditedOrders(mark: Mark, credits: Credits, bounds: DayBounds): string {
  const orders = asOf('orders', ORDER_COLUMNS, mark, within(bounds));
  const columns = 'o.id, o.source, o.external_id, o.business_date, o.client_id, o.product_id, o.status';
  // no multiplication where the credit is whole: it would cost more than the sum
  const whole = `1::numeric as share, o.amount, o.quantity, ${UNDIVIDED('o')}`;
  const divided = (share: string) =>
    `${share} as share, o.amount * ${share} as amount, o.quantity * ${share} as quantity, ${UNDIVIDED('o')}`;
  const named = `select o.manager_id, ${columns}, ${whole} from ${orders} o where o.manager_id is not null`;
  const split = `select c.manager_id, ${columns}, ${divided('c.share')} from ${orders} o
      join ${asOf('order_credits', 'order_id, manager_id, share', mark)} c on c.order_id = o.id where o.credits is not null`;
  const held = `select p.manager_id, ${columns}, ${divided('p.share')} from ${orders} o join ${holders(mark)} p
      on p.client_id = o.client_id and ${heldOn('p', 'o.business_date')} where o.manager_id is null and o.credits is null`;
  return `(${[named, ...(credits.split ? [split] : []), ...(credits.held ? [held] : [])].join(' union all ')})`;
}

/** Returns with the managers their orders count for, on the day of the return. */
export const creditedReturns = (mark: Mark, credits: Credits, bounds: DayBounds): string =>
  ofOrders('returns', 'quantity', mark, credits, bounds);

/** Payments with the managers their orders count for, on the day of the payment. */
export const creditedPayments = (mark: Mark, credits: Credits, bounds: DayBounds): string =>
  ofOrders('payments', 'null::numeric as quantity', mark, credits, bounds);

/** Facts that refer to orders, for whom those count. */
function ofOrders(table: string, quantity: string, mark: Mark, credits: Credits, bounds: DayBounds): string {
  const columns = `id, source, external_id, business_date, order_id, amount, ${quantity}`;
  const facts = asOf(table, columns, mark, within(bounds));
  const origin = creditedOrders(mark, credits, { from: `'-infinity'`, until: `'infinity'` });
  return `(select o.manager_id, r.id, r.source, r.external_id, r.business_date, o.client_id, o.product_id, o.status,
    o.share, r.amount * o.share as amount, r.quantity * o.share as quantity, ${UNDIVIDED('r')},
    r.order_id, o.source as order_source, o.external_id as order_external_id from ${facts} r join ${origin} o on o.id = r.order_id)`;
}

/** Complaints with the managers they count for: the one named, else the client's holders; never divided. */
export function creditedComplaints(mark: Mark, bounds: DayBounds): string {
  const complaints = asOf(
    'complaints',
    'id, source, external_id, business_date, manager_id, client_id',
    mark,
    within(bounds),
  );
  const columns = '1::numeric as share, c.id, c.source, c.external_id, c.business_date, c.client_id';
  return `(select c.manager_id, ${columns} from ${complaints} c where c.manager_id is not null
    union all select p.manager_id, ${columns} from ${complaints} c join ${holders(mark)} p
      on p.client_id = c.client_id and ${heldOn('p', 'c.business_date')} where c.manager_id is null)`;
}

export function creditedRemarks(mark: Mark, bounds: DayBounds): string {
  return `(select manager_id, 1::numeric as share, id, source, external_id, business_date, null::bigint as client_id
    from ${asOf('remarks', 'id, source, external_id, business_date, manager_id', mark, within(bounds))} r)`;
}

export function readings(mark: Mark, bounds: DayBounds): string {
  return `(select r.manager_id, r.id, r.source, r.external_id, r.business_date, r.value, k.code as kpi
    from ${asOf('kpi_readings', 'id, source, external_id, business_date, manager_id, kpi_id, value', mark, within(bounds))} r
    join ${asOf('kpis', 'id, code', mark)} k on k.id = r.kpi_id)`;
}

export function holders(mark: Mark): string {
  return asOf('portfolio_assignments', 'id, client_id, manager_id, share, valid_from, valid_until', mark);
}

export function heldOn(alias: string, day: string): string {
  return `${alias}.valid_from <= ${day} and (${alias}.valid_until is null or ${day} < ${alias}.valid_until)`;
}
