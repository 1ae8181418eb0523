import { addDays, type Day, type Period, periodRange } from '../calc/period.js';
import { demoMonths, weekdayFrom } from './calendar.js';
import { type DemoClient, holderOn } from './clients.js';
import { randomFor } from './random.js';
import { LOST_CLIENT, lostClientDays } from './stories.js';

export interface Purchase {
  day: Day;
  client: DemoClient;
}

/** What clients buy in their own rhythm, by manager and month: `monthKey` is the key. */
export function regularPurchases(
  seed: number,
  lastMonth: Period,
  clients: readonly DemoClient[],
): Map<string, Purchase[]> {
  const purchases = new Map<string, Purchase[]>();
  for (const client of clients) {
    for (const day of daysOf(seed, lastMonth, client)) {
      const key = monthKey(holderOn(client, day)!, day.slice(0, 7));
      purchases.set(key, [...(purchases.get(key) ?? []), { day, client }]);
    }
  }
  return purchases;
}

export const monthKey = (manager: string, month: Period): string => `${manager}/${month}`;

function daysOf(seed: number, lastMonth: Period, client: DemoClient): Day[] {
  if (client.code === LOST_CLIENT) return lostClientDays(demoMonths(lastMonth)[0]!, lastMonth).purchases;
  const random = randomFor(seed, 'rhythm', client.code);
  const { end } = periodRange(lastMonth);
  const days: Day[] = [];
  let day = weekdayFrom(addDays(client.holdings[0]!.from, random.between(0, client.rhythmDays)));
  while (day < end) {
    days.push(day);
    day = weekdayFrom(addDays(day, client.rhythmDays + random.between(-2, 2)));
  }
  return days;
}
