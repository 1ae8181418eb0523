import type { Period } from '../calc/period.js';
import type { DemoBatch } from './batch.js';
import { catalogueBatches } from './catalogue.js';
import { clientBatches, demoClients } from './clients.js';
import { complaintRows, kpiReadingRows, remarkRows, returnRows } from './events.js';
import { type KeyMonth, keyMonths, type MassMonth, massMonths } from './figures.js';
import { keyOrders } from './key-orders.js';
import { massOrders } from './mass-orders.js';
import { peopleBatches, schemeAssignments } from './people.js';

/** What makes one demo company; the same two give the same records, byte for byte. */
export interface DemoOptions {
  seed: number;
  /** Last month of the demo's eighteen, `2026-03`. */
  lastMonth: Period;
}

/** The seed of the company that `premia demo` shows. */
export const DEMO_SEED = 1680;

/** What the company says of itself. */
export const DEMO_COMPANY = {
  name: 'Полёт / Polyot Trade',
  currency: 'RUB',
  timeZone: 'Europe/Moscow',
  language: 'ru',
} as const;

/**
 * A made-up trading company: two departments, 14 payees, 120 clients, 18 months. Pure; in an order in which every
 * record refers only to earlier ones. Scheme assignments come last: the schemes must be published before them.
 */
export function demoCompany({ seed, lastMonth }: DemoOptions): DemoBatch[] {
  const clients = demoClients(seed, lastMonth);
  const mass = massMonths(seed, lastMonth);
  const key = keyMonths(seed, lastMonth);
  const orders = [...massOrders(seed, lastMonth, mass), ...keyOrders(seed, lastMonth, clients, key)];
  return [
    ...peopleBatches(lastMonth),
    ...catalogueBatches(lastMonth),
    ...clientBatches(clients),
    { noun: 'targets', rows: targetRows(mass, key) },
    { noun: 'orders', rows: orders },
    { noun: 'returns', rows: returnRows(seed, lastMonth, orders) },
    { noun: 'complaints', rows: complaintRows(seed, lastMonth, clients, key) },
    { noun: 'remarks', rows: remarkRows(seed, lastMonth, mass) },
    { noun: 'kpi-readings', rows: kpiReadingRows(seed, lastMonth, mass) },
    schemeAssignments(lastMonth),
  ];
}

function targetRows(mass: readonly MassMonth[], key: readonly KeyMonth[]) {
  const target = (measure: string) => (figure: MassMonth | KeyMonth) => ({
    manager: figure.manager,
    measure,
    period: figure.month,
    value: String(figure.plan),
  });
  return [...mass.map(target('orders_processed')), ...key.map(target('won_amount'))];
}
