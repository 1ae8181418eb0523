import type { Day, Period } from '../calc/period.js';
import { weekdaysOf } from './calendar.js';
import { MASS_PRODUCTS } from './catalogue.js';
import { centsText } from './cents.js';
import type { MassMonth } from './figures.js';
import { hiredOn } from './people.js';
import { randomFor } from './random.js';
import { PAYEES } from './roster.js';

const ORDER_DESK = 'order-desk';

/** Days at the end of the last month whose orders may still be open. */
const OPEN_DAYS = 2;

/** The orders of the mass market by manager, month and day: as many processed as the month's figures say. */
export function massOrders(seed: number, lastMonth: Period, figures: readonly MassMonth[]) {
  return figures.flatMap((figure) => ordersOf(seed, lastMonth, figure));
}

function ordersOf(seed: number, lastMonth: Period, { manager, month, processed }: MassMonth) {
  const random = randomFor(seed, 'mass orders', manager, month);
  const days = weekdaysOf(
    month,
    hiredOn(PAYEES.find((payee) => payee.personnelNumber === manager)!, lastMonth),
  );
  const lost = random.between(3, 8);
  const cancelled = random.between(4, 11);
  const open = month === lastMonth ? random.between(1, 4) : 0;
  const dated: { date: Day; status: string }[] = [];
  const add = (count: number, status: string, among: readonly Day[]) => {
    for (let made = 0; made < count; made++) dated.push({ date: random.pick(among), status });
  };
  add(processed, 'won', days);
  add(lost, 'lost', days);
  add(cancelled, 'cancelled', days);
  add(open, 'open', days.slice(-OPEN_DAYS));
  return random
    .shuffled(dated)
    .sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0))
    .map(({ date, status }, place) => {
      const { code, priceCents } = random.pick(MASS_PRODUCTS);
      const quantity = random.between(1, 12);
      return {
        source: ORDER_DESK,
        externalId: `${manager}-${month}-${String(place + 1).padStart(4, '0')}`,
        date,
        manager,
        product: code,
        status,
        amount: centsText(priceCents * quantity),
        quantity: String(quantity),
      };
    });
}
